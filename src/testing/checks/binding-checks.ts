import { TerraformStack } from '../../core/engine/terraform';
import { ServiceBinding } from '../../core/binding';
import { Namespace } from '../../core/namespace';
import { Check, demand, demandNone } from '../check';
import { ConformanceSubject } from '../conformance-subject';
import { listAt, objectAt, textAt } from '../json';
import { bind, CLIENT_LABELS, stage } from '../stage';
import { Template } from '../template';

/** A binding says all that a consumer needs, and opens exactly the way to the provider. */
export function bindingChecks(subject: ConformanceSubject): Check[] {
  const expected = subject.binding;
  if (expected === undefined) {
    return [];
  }
  const inHome = (stack: TerraformStack): ServiceBinding => {
    const component = subject.make(stack, 'orders');
    return bind(stack, subject.bindable(component), component.namespaceName);
  };
  return [
    new Check(`a binding has the servicebinding.io type "${expected.type}" and its keys`, () => {
      const { made } = stage(inHome);
      demand(made.type === expected.type, `type is "${made.type}"`);
      demand(made.provider === subject.driver.manifest.product, `provider is "${made.provider}", and the product is "${subject.driver.manifest.product}"`);
      demandNone(expected.keys.filter((key) => made.values[key] === undefined), 'keys without a value');
      demandNone(Object.entries(made.values).filter(([, { value, secret }]) => (value === undefined || value === '') === (secret === undefined)).map(([key]) => key), 'keys that have neither a value nor a Secret, or both');
    }),
    new Check('what is secret in a binding is in a Secret', () => {
      const { made } = stage(inHome);
      demandNone(Object.entries(made.values).filter(([key, { value }]) => /password|token|secret/i.test(key) && value !== undefined).map(([key]) => key), 'in plain text');
    }),
    new Check('a consumer finds every Secret in its own namespace, whichever that is', () => {
      const { made } = stage((stack) => {
        const component = subject.make(stack, 'orders');
        const elsewhere = new Namespace(stack, 'elsewhere');
        return [
          { namespaceName: component.namespaceName, binding: bind(stack, subject.bindable(component), component.namespaceName) },
          { namespaceName: 'elsewhere', binding: bind(elsewhere, subject.bindable(component), 'elsewhere', 'other-client') },
        ];
      });
      demandNone(made.flatMap(({ namespaceName, binding }) => Object.entries(binding.values)
        .flatMap(([key, { secret }]) => (secret === undefined || secret.namespaceName === namespaceName ? [] : [`${key} is in ${secret.namespaceName}, and its consumer in ${namespaceName}`]))), 'out of reach');
    }),
    new Check('a binding names what to wait for, and it exists', () => {
      const { made, template } = stage(inHome);
      demand(made.ready !== undefined && template.addresses.includes(made.ready), `ready is ${made.ready ?? 'nothing'}, which is not in the stack`);
    }),
    new Check('a binding opens the way to the provider on its ports', () => {
      const { made, template } = stage(inHome);
      demand(made.ports.length > 0, 'the binding names no port');
      const ports = portsOf(listAt(template.networkPolicy('client'), 'spec', 'egress'));
      demandNone(made.ports.filter((port) => !ports.includes(String(port))).map(String), 'ports that the consumer may not connect to');
    }),
    new Check('the provider lets its consumers in, and nobody else', () => {
      const { made, template } = stage(inHome);
      if (made.workload === undefined) {
        return;
      }
      const rules = listAt(policyOf(template, made.workload.labels, made.workload.namespaceName), 'spec', 'ingress');
      const forClient = rules.filter((rule) => listAt(rule, 'from').some((peer) => sameLabels(objectAt(peer, 'pod_selector', 'match_labels'), CLIENT_LABELS)));
      demandNone(made.ports.filter((port) => !portsOf(forClient).includes(String(port))).map(String), 'ports on which the consumer is not let in');
      demandNone(rules.filter((rule) => listAt(rule, 'from').length === 0 || listAt(rule, 'from').some(isEverybody)).map((rule) => JSON.stringify(rule)), 'rules that let everybody in');
    }),
  ];
}

/** The policy that selects pods by exactly these labels. */
export function policyOf(template: Template, labels: Record<string, string>, namespaceName: string): Record<string, unknown> {
  const found = template.networkPolicies.find((policy) =>
    textAt(policy, 'metadata', 'namespace') === namespaceName && sameLabels(objectAt(policy, 'spec', 'pod_selector', 'match_labels'), labels));
  demand(found !== undefined, `no network policy selects the pods ${JSON.stringify(labels)} of ${namespaceName}`);
  return found;
}

/** Whether a peer is every pod of a namespace, or of all, or any address. */
function isEverybody(peer: unknown): boolean {
  const cidr = textAt(peer, 'ip_block', 'cidr');
  return cidr === '' ? Object.keys(objectAt(peer, 'pod_selector', 'match_labels')).length === 0 : cidr.endsWith('/0');
}

function sameLabels(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const keys = Object.keys(other);
  return keys.length > 0 && keys.length === Object.keys(one).length && keys.every((key) => one[key] === other[key]);
}

function portsOf(rules: readonly unknown[]): string[] {
  return rules.flatMap((rule) => listAt(rule, 'ports').map((port) => textAt(port, 'port')));
}
