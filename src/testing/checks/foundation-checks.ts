import { CloudStack } from '../../core/cloud-stack';
import { Check, demandNone } from '../check';
import { ConformanceSubject } from '../conformance-subject';
import { cloudStack, withApp } from '../workbench';
import { listAt, textAt, valueAt } from '../json';
import { Template } from '../template';

/** Cluster-wide things have one owner. */
export function foundationChecks(subject: ConformanceSubject): Check[] {
  return [
    new Check('a second stack on the same cluster owns nothing cluster-wide', () => {
      const { first, second } = twoStacks(subject);
      demandNone(listAt(second.platform, 'operators').filter((operator) => valueAt(operator, 'owned') === true).map((operator) => textAt(operator, 'name')), 'operators that the second stack owns');
      const key = (release: { namespaceName: string; releaseName: string }): string => `${release.namespaceName}/${release.releaseName}`;
      const known = new Set(first.charts.map(key));
      demandNone(second.charts.map(key).filter((release) => known.has(release)), 'releases that both stacks own');
      const namespaces = new Set(namespacesOf(first));
      demandNone(namespacesOf(second).filter((name) => namespaces.has(name)), 'namespaces that both stacks own');
    }),
    new Check('what exists once per cluster may be asked for any number of times', () => {
      withApp((app) => {
        const stack = cloudStack(app, 'acme');
        subject.driver.install(stack);
        subject.driver.install(stack);
        subject.make(stack, 'orders');
        app.synth();
      });
    }),
  ];
}

function twoStacks(subject: ConformanceSubject): { first: Template; second: Template } {
  return withApp((app) => {
    const ground: CloudStack = cloudStack(app, 'ground');
    subject.driver.install(ground);
    subject.make(ground, 'orders');
    const house = cloudStack(app, 'house', { foundation: ground.platform });
    if (subject.single !== true) {
      subject.make(house, 'orders');
    }
    app.synth();
    return { first: Template.fromFolder(app.outdir, 'ground'), second: Template.fromFolder(app.outdir, 'house') };
  });
}

function namespacesOf(template: Template): string[] {
  return Object.values(template.resources('kubernetes_namespace_v1')).map((namespace) => textAt(namespace, 'metadata', 'name'));
}
