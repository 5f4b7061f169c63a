import { ChartSource } from '../../core/chart-source';
import { DriverManifest } from '../../core/manifest';
import { TargetOptions, Target } from '../../core/target';
import { Check, demand, demandNone } from '../check';
import { ConformanceSubject } from '../conformance-subject';
import { allTexts, listAt, textAt, textsAt, valueAt } from '../json';
import { stage } from '../stage';
import { Template } from '../template';

const MIRROR = 'registry.site.example/mirror';
const PULL_SECRET = 'site-pull-secret';

/** A site with its own registry, charts and defaults changes one setting each. */
export function siteChecks(subject: ConformanceSubject): Check[] {
  const { manifest } = subject.driver;
  const capabilities = subject.capabilities.filter((capability) => subject.askable.includes(capability));
  const own = (template: Template): string[] => textsBelow(template, ['acme/orders', ...operatorsOf(template, manifest)]);
  const at = (target: TargetOptions): Template =>
    stage((stack) => subject.make(stack, 'orders', { capabilities }), { target: Target.kubernetes(target) }).template;
  return [
    new Check('every image comes from the mirror, where there is one', () => {
      const texts = own(at({ imageMirror: MIRROR }));
      for (const image of manifest.images ?? []) {
        const { registry, path } = split(image);
        const mirrored = texts.some((text) => text.includes(`${MIRROR}/${path}`) || text.includes(`${MIRROR}/library/${path}`)) || texts.includes(MIRROR);
        demand(mirrored, `the image ${image} is not taken from the mirror: pass it through target.image() or target.registry()`);
        demandNone(texts.filter((text) => text.includes(`${registry}/${path}`) && !text.includes(`${MIRROR}/${path}`)), `the image ${image} is still taken from its own registry`);
      }
    }),
    new Check('images are pulled with the site\'s pull Secrets', () => {
      demand(own(at({ imagePullSecrets: [PULL_SECRET] })).includes(PULL_SECRET) || (manifest.images ?? []).length === 0, 'the pull Secret of the target is not given to anything');
    }),
    new Check('every chart comes from the site\'s folder, where there is one', () => {
      const { charts } = at({ charts: ChartSource.directory('/srv/charts') });
      demandNone(charts.filter(({ chart, repository }) => !chart.startsWith('/srv/charts/') || repository !== undefined).map(({ chart }) => chart), 'taken from elsewhere');
    }),
    new Check('every release is of a chart in a manifest, at its version', () => {
      const own = manifest.charts ?? [];
      const { charts } = at({});
      demandNone(charts.filter((release) => own.some(({ name, version, repository }) => name === release.chart && (version !== release.version || repository !== release.repository)))
        .map(({ chart, version }) => `${chart} ${version ?? ''}`), 'another version or repository than the manifest says');
      demandNone(charts.filter(({ version }) => version === undefined).map(({ chart }) => chart), 'charts without a version');
    }),
    new Check("the user's own values are applied last", () => {
      const { template } = stage((stack) => subject.make(stack, 'orders', { overrides: { conformanceProbe: 'applied' } }));
      const applied = [...template.charts.map(({ values }) => values), ...template.objects].some((value) => allTexts(value).some(({ path, text }) => path.endsWith('conformanceProbe') && text === 'applied'));
      demand(applied || manifest.requests === undefined, 'overrides reach no chart and no custom resource');
    }),
    new Check("volumes are of the site's storage class", () => {
      demand(own(at({ storageClass: 'site-class' })).includes('site-class') || valueAt(manifest, 'requests', 'small', 'storage') === undefined, 'the storage class of the target is not given to anything');
    }),
  ];
}

/** Paths of the operators that run images of the manifest. */
function operatorsOf(template: Template, { images = [] }: DriverManifest): string[] {
  return listAt(template.platform, 'operators').filter((operator) => textsAt(operator, 'images').some((image) => images.includes(image))).map((operator) => textAt(operator, 'path'));
}

/** Every text that goes to the cluster from constructs below some places. */
function textsBelow(template: Template, places: readonly string[]): string[] {
  const isBelow = (resource: unknown): boolean => places.some((place) => `${textAt(resource, '//', 'metadata', 'path')}/`.startsWith(`${place}/`));
  const releases = template.releases.filter(({ attributes }) => isBelow(attributes)).map(({ values }) => values);
  const others = template.resourceTypes.filter((type) => type !== 'helm_release').flatMap((type) => Object.values(template.resources(type)).filter(isBelow));
  return [...releases, ...others].flatMap((value) => allTexts(value)).map(({ text }) => text);
}

function split(image: string): { registry: string; path: string } {
  const plain = image.replace(/@sha256:.*$/, '').replace(/:[^/:]*$/, '');
  const [first, ...rest] = plain.split('/');
  return rest.length > 0 && (first.includes('.') || first.includes(':')) ? { registry: first, path: rest.join('/') } : { registry: 'docker.io', path: plain };
}
