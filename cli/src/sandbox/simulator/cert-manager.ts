/*
 * Plays cert-manager. What it fakes, and nothing else:
 * - Issuers and ClusterIssuers are ready;
 * - of a Certificate: its Secret, with a real private key and certificates in name only, and its status.
 * Nothing is signed, nobody is asked, nothing is renewed. Like the real one, it leaves Secrets of removed Certificates.
 */
import { Imitation } from './imitation';
import { privateKey, SIMULATED_CERTIFICATE } from './template';
import { ClusterView, conditions } from './view';

const GROUP = '/apis/cert-manager.io/v1';
const OPERATOR = { 'app.kubernetes.io/name': 'cert-manager' };

/** Plays cert-manager. */
export class CertManager implements Imitation {
  public readonly name = 'cert-manager';

  public async reconcile(view: ClusterView): Promise<void> {
    if (!await view.runs(OPERATOR)) {
      return;
    }
    for (const kind of ['issuers', 'clusterissuers']) {
      for (const issuer of await view.list(`${GROUP}/${kind}`)) {
        await view.setStatus(`${GROUP}/${kind}`, issuer, { conditions: conditions(issuer, { type: 'Ready', reason: 'IsReady' }) });
      }
    }
    for (const certificate of await view.list(`${GROUP}/certificates`)) {
      const { secretName } = certificate.spec as { secretName: string };
      await view.create('/api/v1/secrets', {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'kubernetes.io/tls',
        metadata: {
          name: secretName,
          namespace: certificate.metadata.namespace,
          labels: { 'controller.cert-manager.io/fao': 'true' },
          annotations: { 'cert-manager.io/certificate-name': certificate.metadata.name },
        },
        stringData: { 'tls.crt': SIMULATED_CERTIFICATE, 'tls.key': privateKey(), 'ca.crt': SIMULATED_CERTIFICATE },
      });
      await view.setStatus(`${GROUP}/certificates`, certificate, {
        revision: 1,
        conditions: conditions(certificate, { type: 'Ready', reason: 'Ready', message: 'Certificate is up to date and has not expired' }),
      });
    }
  }
}
