import { stableJson } from '../../core/stable-json';
import { API_PORT, CLUSTER_PORT } from './openbao.facts';

/** Mount of the KV version 2 engine. */
export const MOUNT = 'secret';
/** Mount of the Kubernetes auth method. */
export const AUTH_MOUNT = 'kubernetes';
/** Role that External Secrets signs in with. */
export const READER_ROLE = 'external-secrets';
/** Role that administrators sign in with. */
export const ADMINISTRATOR_ROLE = 'administrator';
/** Audience of tokens for OpenBao: they open nothing else, and no other token opens OpenBao. */
export const AUDIENCE = 'openbao';

/** Folder of the certificate. */
export const TLS_FOLDER = '/openbao/tls';
/** Folder of the seal keys: one file a revision. */
export const SEAL_FOLDER = '/openbao/seal';
/** Folder of the scripts and settings that differ between the first start and later ones. */
export const START_FOLDER = '/openbao/start';
/** Folder of the data. */
export const DATA_FOLDER = '/openbao/data';

/** Readable and writable by External Secrets: everything may be read, `generated/` written. */
const READER_POLICY = `
path "${MOUNT}/data/*" { capabilities = ["read"] }
path "${MOUNT}/metadata/*" { capabilities = ["read", "list"] }
path "${MOUNT}/data/generated/*" { capabilities = ["create", "read", "update"] }
path "${MOUNT}/metadata/generated/*" { capabilities = ["create", "read", "update", "list"] }
`;

const ADMINISTRATOR_POLICY = `
path "*" { capabilities = ["create", "read", "update", "patch", "delete", "list", "scan", "sudo"] }
`;

/** A service account that signs in. */
export interface Account {
  readonly name: string;
  readonly namespaceName: string;
}

/** What all servers have in common. */
export function serverConfiguration(sealRevision: number): string {
  return stableJson({
    ui: false,
    listener: [{
      tcp: {
        address: `[::]:${API_PORT}`,
        cluster_address: `[::]:${CLUSTER_PORT}`,
        tls_cert_file: `${TLS_FOLDER}/tls.crt`,
        tls_key_file: `${TLS_FOLDER}/tls.key`,
      },
    }],
    seal: [{ static: sealKeys(sealRevision) }],
    service_registration: [{ kubernetes: {} }],
  }, 2);
}

/** The keys that open the store by themselves: this revision's, and the one before, so that what that one sealed still opens. */
function sealKeys(revision: number): object {
  const current = { current_key_id: String(revision), current_key: `file://${SEAL_FOLDER}/${revision}` };
  return revision === 1 ? current : { ...current, previous_key_id: String(revision - 1), previous_key: `file://${SEAL_FOLDER}/${revision - 1}` };
}

/** Settings of the server that founds the store: what is made in it, once, before anyone can reach it. */
export function foundingConfiguration(reader: Account, administrator: Account): string {
  return stableJson({
    storage: [{ raft: { path: DATA_FOLDER } }],
    initialize: [{
      platform: {
        request: [
          update('mount', `sys/mounts/${MOUNT}`, { type: 'kv', options: { version: '2' } }),
          update('enable-auth', `sys/auth/${AUTH_MOUNT}`, { type: 'kubernetes' }),
          update('configure-auth', `auth/${AUTH_MOUNT}/config`, { kubernetes_host: 'https://kubernetes.default.svc' }),
          update('reader-policy', `sys/policies/acl/${READER_ROLE}`, { policy: READER_POLICY }),
          update('administrator-policy', `sys/policies/acl/${ADMINISTRATOR_ROLE}`, { policy: ADMINISTRATOR_POLICY }),
          update('reader-role', `auth/${AUTH_MOUNT}/role/${READER_ROLE}`, role(reader, READER_ROLE, '10m')),
          update('administrator-role', `auth/${AUTH_MOUNT}/role/${ADMINISTRATOR_ROLE}`, role(administrator, ADMINISTRATOR_ROLE, '1h')),
        ],
      },
    }],
  }, 2);
}

/** Settings of every other server, and of the first where the others have data that it lost: it joins. */
export function joiningConfiguration(servers: readonly string[]): string {
  return stableJson({
    storage: [{
      raft: {
        path: DATA_FOLDER,
        retry_join: servers.map((server) => ({
          leader_api_addr: `https://${server}:${API_PORT}`,
          leader_ca_cert_file: `${TLS_FOLDER}/tls.crt`,
        })),
      },
    }],
  }, 2);
}

/**
 * Prints the settings file to start with.
 *
 * A server with `initialize` and `retry_join` at once may found a second store
 * while it is still joining the first (command/server.go, waitForLeader: "ensure
 * only one active, voting node during initialization"). So only the first one
 * founds, and only when it has no data and no other server answers.
 */
export function startScript(name: string, others: readonly string[]): string {
  const found = `echo ${START_FOLDER}/found.json`;
  const join = `echo ${START_FOLDER}/join.json`;
  const asked = others.map((server) => `https://${server}:${API_PORT}`).join(' ');
  return [
    '#!/bin/sh',
    `if [ "$HOSTNAME" != "${name}-0" ]; then ${join}; exit 0; fi`,
    `if [ -e ${DATA_FOLDER}/vault.db ]; then ${found}; exit 0; fi`,
    // The others may be starting too: a store that exists is not to be founded anew.
    ...(others.length === 0 ? [] : [
      'for attempt in 1 2 3 4 5; do',
      `  for server in ${asked}; do`,
      `    if bao status -format=json -address="$server" 2>/dev/null | grep -q '"initialized": *true'; then ${join}; exit 0; fi`,
      '  done',
      '  sleep 3',
      'done',
    ]),
    found,
    '',
  ].join('\n');
}

function role(account: Account, policy: string, lifetime: string): object {
  return {
    bound_service_account_names: [account.name],
    bound_service_account_namespaces: [account.namespaceName],
    audience: AUDIENCE,
    token_policies: [policy],
    token_ttl: lifetime,
  };
}

function update(name: string, path: string, data: object): object {
  return { [name]: { operation: 'update', path, data } };
}
