import { Problem, Reason } from './problem';

/** What advice is filled in with. */
export interface AdviceContext {
  /** How the platform is applied. */
  readonly apply: string;
  /** Folder that synth wrote. */
  readonly folder: string;
}

type Advice = (problem: Problem, context: AdviceContext) => string;

const pod = ({ object: { namespace, name } }: Problem): string => `-n ${namespace ?? ''} ${name}`;
const describe = ({ object: { kind, namespace, name, apiVersion } }: Problem): string => {
  const group = apiVersion.includes('/') && !/^(apps|batch|v1)\b/.test(apiVersion) ? `.${apiVersion.split('/')[0]}` : '';
  return `kubectl describe ${namespace === undefined ? '' : `-n ${namespace} `}${kind.toLowerCase()}${group} ${name}`;
};
const quoted = (problem: Problem, what: RegExp): string | undefined => what.exec(problem.message)?.[1];

/** What to do next, for every reason: the one place where that is written. */
export const ADVICE: Readonly<Record<Reason, Advice>> = {
  [Reason.NOT_APPLIED]: (_, { apply }) => `Apply: ${apply}`,
  [Reason.OBJECT_MISSING]: (_, { apply, folder }) => `It was applied, and somebody deleted it. See what else differs (qtcloud drift ${folder}), and apply again: ${apply}`,
  [Reason.UNKNOWN_KIND]: (_, { apply, folder }) => `Its definition was deleted, and all objects of the kind with it. Restore them from a backup where they held data; see what differs (qtcloud drift ${folder}), and apply again: ${apply}`,
  [Reason.NAMESPACE_TERMINATING]: ({ object: { name } }) => `Somebody deleted the namespace ${name}. Clear what the message names: an APIService whose program is gone blocks all namespaces (kubectl get apiservices), and a finalizer waits for an operator that must still run. When the namespace is gone, apply again.`,
  [Reason.TERMINATING]: (problem) => `Somebody deleted it. What it waits for must finish: look with "${describe(problem)}". When it is gone, apply again.`,
  [Reason.RELEASE_FAILED]: (_, { apply }) => `Nothing on the cluster says more than Helm does. Put right what the message names, and apply again, which upgrades the release in place: ${apply}`,
  [Reason.RELEASE_HOOK_FAILED]: ({ object: { namespace, name } }, { apply }) => `A hook of the chart failed: see its pods (kubectl get jobs,pods -n ${namespace ?? ''}). An upgrade does not run the hooks of an install again. So, where it was the first install, remove the release and nothing else (helm uninstall -n ${namespace ?? ''} ${name}) unless its chart takes custom resource definitions along, then apply again: ${apply}`,
  [Reason.RELEASE_PENDING]: (_, { folder, apply }) => `If an apply is running, wait for it. If not, one was cut off here, and Helm refuses to go on: run "qtcloud recover ${folder}", then apply again: ${apply}`,
  [Reason.IMAGE_PULL]: ({ image }, { apply }) => `The node cannot get the image ${image ?? ''}. Is the name right, is it in the registry or mirror, may the node read it (imagePullSecrets), does the node reach the registry? Put right what is wrong, run "qtcloud synth", and apply again: ${apply}`,
  [Reason.CRASH]: (problem, { apply }) => `The program ends by itself. Its last words: kubectl logs ${pod(problem)}${containerFlag(problem)} --previous. Put right what they name (configuration, a service it needs, its user or write access), and apply again: ${apply}`,
  [Reason.OUT_OF_MEMORY]: (problem, { apply }) => `It needs more memory than it may use. Give it more ("memory" of an app, "size" or "requests" of a component), run "qtcloud synth", and apply again: ${apply}. If its use only ever grows, it leaks: kubectl logs ${pod(problem)}${containerFlag(problem)} --previous`,
  [Reason.MISSING_SECRET]: ({ object: { namespace }, message }, { folder }) => `${quoted({ message } as Problem, /"([^"]+)" not found/) === undefined ? 'A key of a Secret' : `The Secret ${namespace ?? ''}/${quoted({ message } as Problem, /secrets? "([^"]+)" not found/i) ?? ''}`} is not there. External Secrets or an operator makes it: are those ready here, and what does the ExternalSecret say (kubectl get externalsecrets,pushsecrets -n ${namespace ?? ''})? A Secret of your own must be made by you. If somebody deleted it: qtcloud drift ${folder}`,
  [Reason.MISSING_CONFIG_MAP]: ({ object: { namespace } }, { apply, folder }) => `A ConfigMap in ${namespace ?? ''}, or a key of it, is not there. If somebody deleted it, drift names it (qtcloud drift ${folder}), and applying again makes it: ${apply}`,
  [Reason.CONTAINER_START]: (_, { apply }) => `The image is there, and its program cannot be started as asked: command, user, or write access to its files. Put it right, run "qtcloud synth", and apply again: ${apply}`,
  [Reason.NOT_PASSING_PROBE]: (problem, { apply }) => `It runs, and does not answer the probe. See what it says: kubectl logs ${pod(problem)}${containerFlag(problem)}. Is it still starting, does it wait for a service that is not ready, or does the probe ask a wrong port or path ("readiness")? Then apply again: ${apply}`,
  [Reason.UNSCHEDULABLE]: (problem) => `No node takes the pod. ${/Insufficient|Too many pods/.test(problem.message) ? 'Add nodes, or ask for less ("qtcloud describe" shows what the platform needs).' : /volume|PersistentVolumeClaim/i.test(problem.message) ? 'Its volume comes first: see what its claim says.' : 'Give a node the labels that the message asks for, take taints away, or take the demand back (node selector, affinity, topology spread).'}`,
  [Reason.EVICTED]: ({ message }, { apply }) => /ephemeral|emptydir/i.test(message) ? `It wrote more to its node than it may: its log, and what is under "writablePaths". Let it write less, or allow more ("ephemeralStorage" of an app), run "qtcloud synth", and apply again: ${apply}` : 'The node ended it, mostly for want of memory or disk. Look at the node (kubectl describe node), give it room, or ask for what the program really needs; a new pod is made by itself.',
  [Reason.NODE_LOST]: () => 'Its node does not answer. See kubectl get nodes; when the node is back, or is removed, the pod comes back by itself.',
  [Reason.VOLUME_PENDING]: (problem) => `No volume is made. Is there a storage class for it (kubectl get storageclass; "storageClass" of the target names one), and does its provisioner run and have room? See ${describe(problem)}`,
  [Reason.VOLUME_LOST]: () => 'The volume is gone, and its data with it. Restore from a backup into a new claim; do not delete anything before you know where the data is.',
  [Reason.VOLUME_MOUNT]: (problem) => `The node cannot mount a volume. If it is still attached to another node, wait until that lets go; else look at the driver of the storage: ${describe(problem)}`,
  [Reason.POD_NETWORK]: () => 'The node cannot give the pod a network. Look at the pods of the cluster\'s network plug-in (kubectl get pods -n kube-system).',
  [Reason.POD_SECURITY]: ({ object: { namespace } }, { apply }) => `The namespace ${namespace ?? ''} allows no such pods, so none is made. Take back the overrides that ask for it; or, if the product needs it, allow more in its namespace (label pod-security.kubernetes.io/enforce). Then apply again: ${apply}`,
  [Reason.QUOTA]: ({ object: { namespace } }, { apply }) => `The quota of the namespace is used up (kubectl describe quota -n ${namespace ?? ''}). Raise it ("quota" of the workspace), or ask for less, and apply again: ${apply}`,
  [Reason.LIMIT_RANGE]: ({ object: { namespace } }, { apply }) => `The limits for one pod in this namespace forbid it (kubectl describe limitrange -n ${namespace ?? ''}). Ask for less, or change them, and apply again: ${apply}`,
  [Reason.ADMISSION]: (problem) => `A policy or a webhook of the cluster refuses it. If the policy is right, change what it names; if the webhook does not answer, its own program comes first. See ${describe(problem)}`,
  [Reason.SERVICE_ACCOUNT]: (_, { apply, folder }) => `Its service account is not there. If somebody deleted it, drift names it (qtcloud drift ${folder}), and applying again makes it: ${apply}`,
  [Reason.PODS_REFUSED]: (problem, { apply }) => `The API server refuses its pods. Put right what the message names, and apply again: ${apply}. More: ${describe(problem)}`,
  [Reason.JOB_FAILED]: ({ object: { namespace, name } }, { apply }) => `It gave up. Its last words: kubectl logs -n ${namespace ?? ''} job/${name}. Put right what they name, delete the Job (kubectl delete job -n ${namespace ?? ''} ${name}), and apply again: ${apply}`,
  [Reason.OLD_REVISION]: (problem) => `It waits for this pod, which cannot become ready, and Kubernetes does not replace it (a StatefulSet's pods are updated one after the other). If what made it fail is put right already, delete it; the new one takes its volume: kubectl delete pod ${pod(problem)}`,
  [Reason.PAUSED]: ({ object: { namespace, kind, name } }) => `Somebody paused it: kubectl rollout resume -n ${namespace ?? ''} ${kind.toLowerCase()}/${name}`,
  [Reason.STALLED]: (problem) => `It makes no progress, and its pods do not say why: ${describe(problem)}`,
  [Reason.CONDITION]: (problem, { apply }) => `Its controller says what is wrong. Put that right (${describe(problem)} shows more), and apply again where the declaration changes: ${apply}`,
  [Reason.NOT_OBSERVED]: () => 'Its controller has not said anything yet. Wait (--wait 10m); if it stays so, the controller is the place to look: is its operator ready here?',
  [Reason.STARTING]: (problem) => `It is on its way as far as the cluster says. Wait (--wait 10m); if it stays so: ${describe(problem)}`,
  [Reason.FORBIDDEN]: () => 'You may not read it. Ask for the role that "qtcloud describe --rbac" prints, or let somebody look who may.',
};

function containerFlag({ container }: Problem): string {
  return container === undefined ? '' : ` -c ${container}`;
}
