import { Check, demand, demandNone } from '../check';
import { ConformanceSubject } from '../conformance-subject';
import { listAt, textAt } from '../json';
import { stage } from '../stage';
import { policyOf } from './binding-checks';

/** Closed means closed. */
export function networkChecks(subject: ConformanceSubject): Check[] {
  const { manifest } = subject.driver;
  return [
    new Check('its pods have a network policy for both directions', () => {
      const { made, template } = stage((stack) => subject.make(stack, 'orders').workload);
      demand(made !== undefined || manifest.requests === undefined, 'the manifest has requests for each component, and provision reported no workload');
      if (made !== undefined) {
        const types = listAt(policyOf(template, made.labels, made.namespaceName), 'spec', 'policy_types');
        demand(types.includes('Egress') && types.includes('Ingress'), `policyTypes is ${types.join(', ')}`);
      }
    }),
    new Check('every namespace that it makes is closed by default', () => {
      const { template } = stage((stack) => subject.make(stack, 'orders'));
      const namespaces = Object.values(template.resources('kubernetes_namespace_v1')).map((namespace) => textAt(namespace, 'metadata', 'name'));
      const closed = template.networkPolicies.filter((policy) => Object.keys((policy.spec as { pod_selector: object }).pod_selector).length === 0)
        .map((policy) => textAt(policy, 'metadata', 'namespace'));
      demandNone(namespaces.filter((name) => !closed.includes(name)), 'without a policy that selects every pod');
    }),
    new Check('what it connects to by itself is a system edge of its manifest, or an edge of the graph', () => {
      const { template } = stage((stack) => subject.make(stack, 'orders'));
      const open = template.networkPolicies.filter((policy) => [...listAt(policy, 'spec', 'egress'), ...listAt(policy, 'spec', 'ingress')]
        .some((rule) => listAt(rule, 'ports').length === 0 && listAt(rule, 'to').length === 0 && listAt(rule, 'from').length === 0));
      demandNone(open.map((policy) => textAt(policy, 'metadata', 'name')), 'policies with a rule for everything');
    }),
  ];
}
