import { chartDefinitions } from '../crds/chart-definitions';
import { applyDefinitions, definitionChanges } from '../crds/definition-change';
import { ChosenCluster } from '../deployment/cluster-choice';
import { ReleaseStore } from '../helm/release-store';
import { ClusterApi } from '../kubernetes/cluster-api';
import { Kubectl, KubectlError } from '../kubernetes/kubectl';
import { RecordSizeError } from '../helm/release-record';
import { MachineError } from '../terminal/machine-error';
import { Action } from './action';
import { TerraformProject } from './terraform-project';

/** What actions work on. */
export interface Workplace {
  readonly api: ClusterApi;
  /** Speaks to the same cluster. */
  readonly kubectl: Kubectl;
  /** Folder that synth wrote. */
  readonly folder: string;
  /** How each cluster of the stack is reached. */
  readonly ways: readonly ChosenCluster[];
  /** @default - the stack is applied without Terraform */
  readonly project?: TerraformProject;
}

/**
 * Does one action.
 *
 * @throws MachineError where Terraform or the cluster refuses
 */
export async function perform(action: Action, { api, kubectl, folder, ways, project }: Workplace): Promise<void> {
  const store = new ReleaseStore(api);
  try {
    switch (action.kind) {
      case 'restore-state':
        project?.restoreState();
        break;
      case 'push-state':
        await project?.pushErroredState();
        break;
      case 'define': {
        const changes = await definitionChanges(kubectl, await chartDefinitions(action.step, folder));
        await applyDefinitions(kubectl, changes.filter(({ kind }) => kind === 'new'));
        break;
      }
      case 'change-release':
        await store.change(action.record, action.change);
        // Last: until then the older revision is what Helm looks at, and recover finds the same again.
        if (action.supersede !== undefined) {
          await store.change(action.supersede, { status: 'superseded' });
        }
        for (const { path, object: { metadata: { uid } } } of action.leftovers) {
          await api.send('DELETE', path, { type: 'application/json', content: { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', preconditions: { uid } } });
        }
        break;
      case 'forget-release':
        await store.remove(action.record);
        break;
      case 'import':
        await project?.import(action.step.address, action.id, ways);
        break;
      case 'untaint':
        await project?.untaint(action.step.address);
        break;
    }
  } catch (error) {
    if (error instanceof RecordSizeError) {
      throw new MachineError(error.message, ['Remove what was edited by hand, or put it back with kubectl.']);
    }
    if (error instanceof KubectlError) {
      throw new MachineError(error.status === 'Conflict' ? 'somebody else works on the same release now.' : `the cluster refused: ${error.message}`, ['Run the command again when nobody else applies.']);
    }
    throw error;
  }
}
