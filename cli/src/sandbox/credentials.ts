import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { SandboxFolder } from './state';

/** Who speaks to the API server, and the groups they are in. */
const IDENTITIES = {
  'admin': { user: 'kubernetes-admin', groups: 'system:masters' },
  'controller-manager': { user: 'system:kube-controller-manager', groups: '' },
  'scheduler': { user: 'system:kube-scheduler', groups: '' },
  'kwok': { user: 'sandbox:kwok', groups: 'system:masters' },
  'cert-manager': { user: 'sandbox:cert-manager', groups: 'system:masters' },
  'simulator': { user: 'sandbox:simulator', groups: 'system:masters' },
};

/** Somebody who speaks to the API server. */
export type Identity = keyof typeof IDENTITIES;

/** The API server's certificate: it makes its own, signed by an authority of its own, in one file. */
export const CERTIFICATE_FOLDER = 'certificates';

/**
 * Makes keys and tokens. Everybody signs in with a token; the API server is
 * known by the certificate that it makes for itself.
 */
export function writeCredentials(folder: SandboxFolder): void {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  folder.writeFile('service-account.key', privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
  folder.writeFile('service-account.pub', publicKey.export({ type: 'spki', format: 'pem' }).toString());
  const rows = Object.entries(IDENTITIES).map(([name, { user, groups }]) => [randomBytes(24).toString('hex'), user, name, `"${groups}"`].join(','));
  folder.writeFile('tokens.csv', `${rows.join('\n')}\n`);
}

/** The token of an identity. */
export function tokenOf(folder: SandboxFolder, identity: Identity): string {
  const row = readFileSync(folder.file('tokens.csv'), 'utf8').split('\n').find((line) => line.split(',')[2] === identity);
  return row?.split(',')[0] ?? '';
}

/** The certificates by which the API server is known. */
export function authority(folder: SandboxFolder): string {
  return readFileSync(folder.file(CERTIFICATE_FOLDER, 'apiserver.crt'), 'utf8');
}

/** Writes a kubeconfig for each identity; the administrator's is called `kubeconfig`. */
export function writeKubeconfigs(folder: SandboxFolder, server: string, context: string): void {
  const certificates = Buffer.from(authority(folder)).toString('base64');
  for (const identity of Object.keys(IDENTITIES) as Identity[]) {
    folder.writeFile(identity === 'admin' ? 'kubeconfig' : `${identity}.kubeconfig`, stringify({
      'apiVersion': 'v1',
      'kind': 'Config',
      'clusters': [{ name: context, cluster: { server, 'certificate-authority-data': certificates } }],
      'users': [{ name: identity, user: { token: tokenOf(folder, identity) } }],
      'contexts': [{ name: context, context: { cluster: context, user: identity } }],
      'current-context': context,
    }));
  }
}
