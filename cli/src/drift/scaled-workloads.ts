import { ClusterApi } from '../kubernetes/cluster-api';
import { KubectlError } from '../kubernetes/kubectl';
import { KubernetesObject } from '../kubernetes/kubernetes-object';
import { Scaled, scaledBy } from './normalize';

/**
 * What autoscalers scale. Who may not list them is told of a number of
 * replicas that one of them changed: nothing else depends on it.
 */
export async function scaledWorkloads(api: ClusterApi): Promise<Scaled> {
  try {
    return new Set((await api.list<KubernetesObject>('/apis/autoscaling/v2/horizontalpodautoscalers')).map(scaledBy));
  } catch (error) {
    if (error instanceof KubectlError && error.status === 'Forbidden') {
      return new Set();
    }
    throw error;
  }
}
