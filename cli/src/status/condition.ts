import { Condition, conditionOf, LiveObject } from './cluster-objects';
import { Reason } from './problem';
import { Answer, terminating } from './rollout';

/** Conditions that custom resources of ours have, where no driver asks for them: only an explicit `False` counts. */
const CONDITIONS: Readonly<Record<string, readonly string[]>> = {
  'BackendTLSPolicy.gateway.networking.k8s.io': ['Accepted', 'ResolvedRefs'],
  'Certificate.cert-manager.io': ['Ready'],
  'ClusterIssuer.cert-manager.io': ['Ready'],
  'ClusterSecretStore.external-secrets.io': ['Ready'],
  'ExternalSecret.external-secrets.io': ['Ready'],
  'GRPCRoute.gateway.networking.k8s.io': ['Accepted', 'ResolvedRefs'],
  'Gateway.gateway.networking.k8s.io': ['Accepted', 'Programmed'],
  'GatewayClass.gateway.networking.k8s.io': ['Accepted'],
  'HTTPRoute.gateway.networking.k8s.io': ['Accepted', 'ResolvedRefs'],
  'Issuer.cert-manager.io': ['Ready'],
  'PushSecret.external-secrets.io': ['Ready'],
  'SecretStore.external-secrets.io': ['Ready'],
  'SecurityPolicy.gateway.envoyproxy.io': ['Accepted'],
};

/** Whether a condition is `True`, and of what is declared now. */
export function conditionAnswer(object: LiveObject, type: string): Answer {
  if (object.metadata.deletionTimestamp !== undefined) {
    return { ready: false, detail: 'being deleted', reason: Reason.TERMINATING, message: terminating(object), since: object.metadata.deletionTimestamp };
  }
  const condition = conditionOf(object, type);
  if (condition === undefined) {
    return { ready: false, detail: `${type} not stated`, reason: Reason.NOT_OBSERVED, message: `its controller has not stated ${type} yet` };
  }
  const { status, lastTransitionTime: since } = condition;
  const observed = condition.observedGeneration ?? object.status?.observedGeneration;
  if (status === 'True' && observed !== undefined && observed < (object.metadata.generation ?? 0)) {
    return { ready: false, detail: 'not looked at yet', since, reason: Reason.NOT_OBSERVED, message: `its controller has looked at generation ${observed} and not at ${object.metadata.generation ?? 0} yet` };
  }
  return status === 'True' ? { ready: true, detail: type, since } : { ready: false, detail: `${type} is ${status}`, since, reason: Reason.CONDITION, message: told(condition) };
}

/** What a custom resource itself says is wrong with it; undefined where it says nothing of the kind. */
export function complaintOf(object: LiveObject): string | undefined {
  const group = object.apiVersion.split('/')[0];
  const types = CONDITIONS[`${object.kind}.${group}`] ?? [];
  const bad = conditionsOf(object).find(({ type, status }) => status === 'False' && types.includes(type));
  if (bad !== undefined) {
    return told(bad);
  }
  // CloudNativePG's Database has a field of its own in place of conditions.
  const { applied, message } = (object.status ?? {}) as { applied?: boolean; message?: string };
  return object.kind === 'Database' && applied === false ? `not applied: ${message ?? ''}` : undefined;
}

/** Routes and policies have conditions for each gateway that they belong to. */
function conditionsOf({ status = {} }: LiveObject): Condition[] {
  const { conditions = [], parents = [], ancestors = [] } = status as { conditions?: Condition[]; parents?: { conditions?: Condition[] }[]; ancestors?: { conditions?: Condition[] }[] };
  return [...conditions, ...[...parents, ...ancestors].flatMap((parent) => parent.conditions ?? [])];
}

function told({ type, status, reason, message }: Condition): string {
  return `${type} is ${status}${reason === undefined || reason === '' ? '' : ` (${reason})`}${message === undefined || message === '' ? '' : `: ${message}`}`;
}
