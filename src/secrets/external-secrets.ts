import { IConstruct } from 'constructs';
import { Operator, Platform, Size } from '../core';
import { EXTERNAL_SECRETS, EXTERNAL_SECRETS_IMAGE, POD_REQUESTS, WEBHOOK_PORT } from './external-secrets.facts';

/** Namespace of the operator, as its own documentation names it. */
const NAMESPACE = 'external-secrets';

/** The service account that External Secrets signs in to a store with. */
export const EXTERNAL_SECRETS_ACCOUNT = 'external-secrets';

/** External Secrets, of which a cluster has one. */
export function requireExternalSecrets(scope: IConstruct): Operator {
  const { target, size } = Platform.of(scope);
  const replicas = size === Size.LARGE ? 2 : 1;
  const image = { repository: target.image(EXTERNAL_SECRETS_IMAGE) };
  const resources = { requests: POD_REQUESTS };
  return Operator.require(scope, {
    manifest: EXTERNAL_SECRETS,
    namespaceName: NAMESPACE,
    // What the pods of all three Deployments have in common: the release.
    podLabels: { 'app.kubernetes.io/instance': EXTERNAL_SECRETS.product },
    wiring: {
      fullnameOverride: 'external-secrets',
      installCRDs: true,
      // With them would go every ExternalSecret, and with those the Secrets they own.
      crds: { annotations: { 'helm.sh/resource-policy': 'keep' } },
      serviceAccount: { create: true, name: EXTERNAL_SECRETS_ACCOUNT },
      webhook: { port: WEBHOOK_PORT },
    },
    values: {
      global: { imagePullSecrets: target.imagePullSecrets.map((name) => ({ name })) },
      replicaCount: replicas,
      leaderElect: replicas > 1,
      image,
      resources,
      webhook: { replicaCount: replicas, image, resources },
      certController: { image, resources },
    },
    advice: 'secrets.SecretStore.of(stack)',
  });
}
