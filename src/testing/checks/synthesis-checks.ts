import { Construct } from 'constructs';
import { NAME_LIMIT, RELEASE_NAME_LIMIT } from '../../core/naming';
import { Namespace } from '../../core/namespace';
import { componentLabels } from '../../core/labels';
import { PodSecurityLevel } from '../../core/manifest';
import { Resource } from '../../core/engine/resource';
import { Check, demand, demandNone } from '../check';
import { ConformanceSubject } from '../conformance-subject';
import { Json, textAt, listAt, objectAt } from '../json';
import { stage, stagePlain } from '../stage';
import { Template } from '../template';

/** Objects that nothing is named after may have longer names, as DNS subdomains (RFC 1123). */
const SUBDOMAIN_LIMIT = 253;

/** What `qtcloud recover` and `qtcloud drift` know our objects by. */
const OWN_LABELS = Object.keys(componentLabels('', ''));

const LONG = 'a-name-that-goes-on-and-on-until-no-object-of-kubernetes-could-have-it-any-more';

/** It works wherever a component may be put, and makes nothing anywhere else. */
export function synthesisChecks(subject: ConformanceSubject): Check[] {
  const ofAll = { capabilities: subject.capabilities.filter((capability) => subject.askable.includes(capability)) };
  const checks = [
    new Check('it works in a CloudStack, with everything that it declares', () => {
      demandNone(badNames(stage((stack) => subject.make(stack, 'orders', ofAll)).template), 'names that Kubernetes or Helm refuse');
    }),
    new Check('it works in a plain stack that has the kubernetes and helm providers and nothing of ours', () => {
      const { template } = stagePlain((stack) => subject.make(stack, 'orders', ofAll));
      demand(template.addresses.length > 0, 'nothing is made');
    }),
    new Check('what users learn of it is set', () => {
      stage((stack) => {
        const outcome = subject.outcome(subject.make(stack, 'orders'));
        demandNone(Object.entries(outcome).filter(([, value]) => value === undefined || value === null || value === '' || value === 0).map(([name]) => name), 'not set by provision');
      });
    }),
    new Check('it works with a long name and below other constructs', () => {
      demandNone(badNames(stage((stack) => subject.make(new Construct(new Construct(stack, 'department'), 'team'), LONG, ofAll)).template), 'names that Kubernetes or Helm refuse');
    }),
    new Check('everything that it makes lies below its component, or is shared by the platform', () => {
      const { made } = stage((stack) => {
        const before = new Set(stack.node.findAll());
        const component = subject.make(stack, 'orders', ofAll);
        const places = [component.node.path, 'acme/platform'];
        return stack.node.findAll().filter((construct) => !before.has(construct) && construct instanceof Resource)
          .map((construct) => construct.node.path)
          .filter((path) => !places.some((place) => path.startsWith(`${place}/`)) && !path.startsWith('acme/orders'));
      });
      demandNone(made, 'made elsewhere');
    }),
    new Check('whoever waits for it waits for everything that it makes', () => {
      const { made, template } = stage((stack) => {
        const component = subject.make(stack, 'orders', ofAll);
        const below = component.node.findAll().filter((construct): construct is Resource => construct instanceof Resource);
        return { ready: component.ready, addresses: below.map((resource) => resource.address) };
      });
      const waited = [made.ready, ...template.waitsFor(made.ready)];
      demandNone(made.addresses.filter((address) => !waited.includes(address)), 'not waited for');
    }),
    new Check('the same program gives the same bytes', () => {
      const [first, second] = [1, 2].map(() => stage((stack) => subject.make(stack, 'orders', ofAll)).template.files);
      demandNone(Object.keys(first).filter((path) => first[path] !== second[path]), 'files that differ');
    }),
    new Check('every object that it makes carries the labels by which it is found again', () => {
      const { template } = stage((stack) => subject.make(stack, 'orders', ofAll));
      demandNone(objectsOf(template).filter(({ labels }) => OWN_LABELS.some((label) => typeof labels[label] !== 'string')).map(({ name }) => name), 'without them');
    }),
    new Check('pods that it makes itself pass the restricted Pod Security Standard', () => {
      const { template } = stage((stack) => subject.make(stack, 'orders', ofAll));
      const restricted = Object.values(template.resources('kubernetes_namespace_v1'))
        .filter((namespace) => objectAt(namespace, 'metadata', 'labels')['pod-security.kubernetes.io/enforce'] === PodSecurityLevel.RESTRICTED)
        .map((namespace) => textAt(namespace, 'metadata', 'name'));
      demandNone(podsOf(template).filter(({ namespaceName }) => restricted.includes(namespaceName)).flatMap(({ name, spec }) => offences(spec).map((offence) => `${name}: ${offence}`)), 'pods that admission would refuse');
    }),
  ];
  return subject.single === true ? checks : [...checks, ...severalChecks(subject)];
}

function severalChecks(subject: ConformanceSubject): Check[] {
  return [
    new Check('two components with it stand side by side', () => {
      demandNone(doubles(stage((stack) => ['orders', 'billing'].forEach((id) => subject.make(stack, id))).template), 'made twice');
    }),
    ...(subject.clusterWide === true ? [] : [new Check('two components of one name stand in two namespaces', () => {
      const { template } = stage((stack) => ['sales', 'support'].forEach((id) => subject.make(new Namespace(stack, id), 'orders')));
      demandNone(doubles(template), 'made twice');
    })]),
    new Check("a platform's choice of it is taken", () => {
      const { made } = stage((stack) => subject.make(stack, 'orders', { withoutDriver: true }).driver.manifest.product, { drivers: [subject.driver] });
      demand(made === subject.driver.manifest.product, `the component has the driver ${made}`);
    }),
  ];
}

/** Releases and objects that the cluster would have twice. */
function doubles(template: Template): string[] {
  const objects = template.objects.map((object) => [textAt(object, 'kind'), textAt(object, 'metadata', 'namespace'), textAt(object, 'metadata', 'name')].join('/'));
  const releases = template.releases.map(({ namespaceName, releaseName }) => `release ${namespaceName}/${releaseName}`);
  const resources = template.resourceTypes.filter((type) => type.startsWith('kubernetes_')).flatMap((type) =>
    Object.values(template.resources(type)).map((resource) => [type, textAt(resource, 'metadata', 'namespace'), textAt(resource, 'metadata', 'name')].join('/')));
  const all = [...objects, ...releases, ...resources];
  return all.filter((key, index) => all.indexOf(key) !== index);
}

/** Every object that is neither Helm's nor an operator's, with its labels. */
function objectsOf(template: Template): { name: string; labels: Json }[] {
  const resources = template.resourceTypes.filter((type) => type.startsWith('kubernetes_')).flatMap((type) => Object.values(template.resources(type)).map((resource) => ({ type, resource })));
  return [...template.objects.map((resource) => ({ type: textAt(resource, 'kind'), resource })), ...resources]
    .map(({ type, resource }) => ({ name: `${type} ${textAt(resource, 'metadata', 'name')}`, labels: objectAt(resource, 'metadata', 'labels') }));
}

function badNames(template: Template): string[] {
  const label = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
  const objects = [...template.objects, ...template.resourceTypes.filter((type) => type.startsWith('kubernetes_')).flatMap((type) => Object.values(template.resources(type)))];
  return [
    ...objects.map((object) => textAt(object, 'metadata', 'name')).filter((name) => name.length > (name.includes('.') ? SUBDOMAIN_LIMIT : NAME_LIMIT) || !label.test(name)),
    ...template.releases.map(({ releaseName }) => releaseName).filter((name) => name.length > RELEASE_NAME_LIMIT || !label.test(name)),
  ];
}

interface Pod {
  readonly name: string;
  readonly namespaceName: string;
  readonly spec: unknown;
}

function podsOf(template: Template): Pod[] {
  const below: Record<string, string[]> = {
    kubernetes_deployment_v1: ['spec', 'template', 'spec'],
    kubernetes_job_v1: ['spec', 'template', 'spec'],
    kubernetes_cron_job_v1: ['spec', 'job_template', 'spec', 'template', 'spec'],
  };
  return Object.entries(below).flatMap(([type, path]) => Object.values(template.resources(type)).map((resource) => ({
    name: textAt(resource, 'metadata', 'name'),
    namespaceName: textAt(resource, 'metadata', 'namespace'),
    spec: objectAt(resource, ...path),
  })));
}

function offences(spec: unknown): string[] {
  const pod = objectAt(spec, 'security_context');
  return [...listAt(spec, 'container'), ...listAt(spec, 'init_container')].flatMap((container) => {
    const own = objectAt(container, 'security_context');
    const seccomp = textAt(own, 'seccomp_profile', 'type') || textAt(pod, 'seccomp_profile', 'type');
    return [
      ...(own.allow_privilege_escalation === false ? [] : ['allowPrivilegeEscalation is not false']),
      ...(listAt(own, 'capabilities', 'drop').includes('ALL') ? [] : ['capabilities are not dropped']),
      ...((own.run_as_non_root ?? pod.run_as_non_root) === true ? [] : ['runAsNonRoot is not true']),
      ...(['RuntimeDefault', 'Localhost'].includes(seccomp) ? [] : ['seccompProfile is not RuntimeDefault']),
    ];
  });
}
