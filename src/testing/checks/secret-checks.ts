import { looksLikeSecret } from '../../core/plain-secret';
import { Check, demandNone } from '../check';
import { ConformanceSubject } from '../conformance-subject';
import { allTexts, listAt, textAt } from '../json';
import { bind, stage } from '../stage';
import { Template } from '../template';

/** No secret value in the output, and none in Terraform's state. */
export function secretChecks(subject: ConformanceSubject): Check[] {
  return [
    new Check('no secret is anywhere in the output', () => {
      const { template } = stage((stack) => {
        const component = subject.make(stack, 'orders', { capabilities: subject.capabilities.filter((capability) => subject.askable.includes(capability)) });
        if (subject.binding !== undefined) {
          bind(stack, subject.bindable(component), component.namespaceName);
        }
      });
      demandNone(plainSecrets(template), 'read like secrets in plain text');
    }),
    new Check('Terraform is given no Secret to make', () => {
      const { template } = stage((stack) => subject.make(stack, 'orders'));
      demandNone([
        ...template.resourceTypes.filter((type) => /secret|password/.test(type)),
        ...template.objectsOfKind('Secret').filter((secret) => secret.data !== undefined || secret.stringData !== undefined).map((secret) => `Secret ${textAt(secret, 'metadata', 'name')} with data`),
      ], 'its values would be in the state');
    }),
  ];
}

/** Paths of values that read like secrets: names of Secrets, and templates that are filled in the cluster, are none. */
export function plainSecrets(template: Template): string[] {
  const sources: [string, unknown][] = [
    ...template.objects.map((object): [string, unknown] => [`${textAt(object, 'kind')} ${textAt(object, 'metadata', 'name')}`, object]),
    ...template.charts.map((release): [string, unknown] => [`release ${release.releaseName}`, release.values]),
    ...template.resourceTypes.filter((type) => type !== 'helm_release').flatMap((type) =>
      Object.entries(template.resources(type)).map(([name, resource]): [string, unknown] => [`${type}.${name}`, resource])),
  ];
  const names = secretNames(sources.map(([, value]) => value));
  return sources.flatMap(([where, value]) => [...allTexts(value), ...environment(value)]
    .filter(({ path, text }) => looksLikeSecret(path.split('.').at(-1) ?? '', text) && !isReference(text, names) && !/cookieNames?\./i.test(path))
    .map(({ path }) => `${where}: ${path}`));
}

/** Environment variables have their names beside their values. */
function environment(value: unknown): { path: string; text: string }[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const own = listAt(value, 'env').filter((item) => textAt(item, 'value') !== '').map((item) => ({ path: `env.${textAt(item, 'name')}`, text: textAt(item, 'value') }));
  return [...own, ...Object.values(value).flatMap((item) => environment(item))];
}

/** Names of Secrets, wherever one is named. */
function secretNames(values: readonly unknown[]): ReadonlySet<string> {
  const texts = values.flatMap((value) => allTexts(value));
  return new Set(texts.filter(({ path }) => /(secret|secretRef|target|s3Credentials|metadata|existing)[^.]*(\.\w+)?\.?(name|secretName)?$/i.test(path)).map(({ text }) => text));
}

/** A name, a path or a template stands for a secret, and is none. */
function isReference(text: string, names: ReadonlySet<string>): boolean {
  return names.has(text) || /^(true|false|\d+)$/.test(text) || /\{\{.*\}\}/.test(text) || /\$\(\w+\)|\$\{/.test(text) || /^\/[\w./-]+$/.test(text);
}
