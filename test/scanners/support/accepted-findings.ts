import { Finding, Scanner } from './finding';

/** A finding that is left as it is. */
export interface AcceptedFinding {
  readonly scanner: Scanner;
  /** Name of the check, as the scanner spells it. */
  readonly check: string;
  /** Every object that it is found in, such as `Deployment acme/shop`. */
  readonly objects: readonly string[];
  /** Why it is no fault. */
  readonly reason: string;
}

/** What the accepted findings and the found ones say of each other. */
export interface Comparison {
  /** Findings that nobody accepted. */
  readonly unaccepted: readonly string[];
  /** Accepted ones that do not occur: the entry, or an object in it, has to go. */
  readonly outdated: readonly string[];
}

/** Services of the example and of the programs of one component that say nothing of a liveness probe. */
const WITHOUT_LIVENESS = ['Deployment acme/backoffice', 'Deployment acme/catalog', 'Deployment acme/client', 'Deployment acme/orders-shop', 'Deployment acme/shop'];
const WORKERS = ['Deployment acme/exporter', 'Deployment acme/mailer', 'Deployment sales/mailer'];
const BOUND = ['CronJob acme/weekly-report', 'Deployment acme/backoffice', 'Deployment acme/catalog', 'Deployment acme/client', 'Deployment acme/exporter', 'Deployment acme/shop'];
const SITES = ['Deployment acme/docs', 'Deployment acme/handbook'];
const REGISTRATIONS = ['Job acme-accounts/login-registration', 'Job acme/orders-registration'];

/** All that is accepted, with the reason; none of it is of high severity. */
export const ACCEPTED_FINDINGS: readonly AcceptedFinding[] = [
  {
    scanner: 'checkov',
    check: 'CKV_K8S_8',
    objects: [...WITHOUT_LIVENESS, ...WORKERS],
    reason: 'A liveness probe is the user\'s choice (`liveness`): one that nobody thought about starts healthy programs anew under load. kube-score says the same, and the readiness probe is always there.',
  },
  {
    scanner: 'kube-score',
    check: 'pod-probes',
    objects: WITHOUT_LIVENESS,
    reason: 'As CKV_K8S_8. kube-score: "only recommended to setup a livenessProbe if you really need one".',
  },
  {
    scanner: 'checkov',
    check: 'CKV_K8S_9',
    objects: WORKERS,
    reason: 'A worker has no port and takes no requests: there is nobody whom its readiness would tell anything.',
  },
  {
    scanner: 'checkov',
    check: 'CKV_K8S_35',
    objects: BOUND,
    reason: 'Bindings are environment variables, because every program in every language reads those. Only the Secret of the binding is named, no value is in the manifest, and the namespace is closed.',
  },
  {
    scanner: 'checkov',
    check: 'CKV_K8S_43',
    objects: ['CronJob acme/report', ...BOUND, ...WORKERS.slice(1), 'Deployment acme/orders-shop', ...SITES, ...REGISTRATIONS],
    reason: 'Images of users are as users name them: a digest is taken, a tag that moves (none, or latest) is refused. Those of products are named by their version, so that a mirror under another registry works and people can read what runs.',
  },
  {
    scanner: 'kube-score',
    check: 'deployment-replicas',
    objects: [...WITHOUT_LIVENESS, ...SITES],
    reason: 'The size "small" runs one instance of each program, to fit three small nodes; medium and large run two and three, and `replicas` says otherwise.',
  },
];

/** Compares what was found with what is accepted; a critical finding cannot be accepted. */
export function compare(findings: readonly Finding[], accepted: readonly AcceptedFinding[] = ACCEPTED_FINDINGS): Comparison {
  const key = (scanner: Scanner, check: string, object: string) => `${scanner} ${check}: ${object}`;
  const allowed = new Set(accepted.flatMap(({ scanner, check, objects }) => objects.map((object) => key(scanner, check, object))));
  const found = new Set(findings.map(({ scanner, check, object }) => key(scanner, check, object)));
  const unaccepted = findings.filter(({ scanner, check, object, critical }) => critical || !allowed.has(key(scanner, check, object)));
  return {
    unaccepted: [...new Set(unaccepted.map(({ scanner, check, object, critical, message, platform }) => `${key(scanner, check, object)}${critical ? ' (critical)' : ''}: ${message} (${platform})`))].sort(),
    outdated: [...allowed].filter((each) => !found.has(each)).sort(),
  };
}
