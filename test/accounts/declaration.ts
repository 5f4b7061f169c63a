import { Construct } from 'constructs';
import { ClientOptions } from '../../src/accounts/contract';
import { IdentityProvider } from '../../src/accounts/identity-provider';
import { Template } from '../../src/testing/template';
import { listAt, objectAt, textAt } from '../support/synth';

/** Registers a client of the namespace `acme`, with redirect URIs and groups. */
export function register(login: IdentityProvider, owner: Construct, clientId: string, redirectUris: string[] = [], groups: string[] = [], options: Partial<ClientOptions> = {}) {
  return login.registerClient(owner, { clientId, namespaceName: 'acme', secretName: `${clientId}-login`, ...options }, { redirectUris, groups });
}

/** The registration's Job, its files as the program reads them, and its secrets by path. */
export interface RegistrationJob {
  readonly name: string;
  readonly address: string;
  readonly job: { readonly [key: string]: unknown };
  readonly files: { readonly [name: string]: string };
  readonly environment: { readonly [name: string]: string };
  readonly secrets: { readonly [path: string]: string };
}

/** The one registration of a synth. */
export function registrationJob(template: Template): RegistrationJob {
  const jobs = Object.entries(template.resources('kubernetes_job_v1'));
  expect(jobs).toHaveLength(1);
  const [[terraformName, job]] = jobs;
  const pod = objectAt(job, 'spec', 'template', 'spec');
  const files = template.named('kubernetes_config_map_v1', textAt(pod, 'volume', 0, 'config_map', 'name'));
  return {
    name: textAt(job, 'metadata', 'name'),
    address: `kubernetes_job_v1.${terraformName}`,
    job: job as Record<string, unknown>,
    files: objectAt(files, 'data') as Record<string, string>,
    environment: Object.fromEntries(listAt(pod, 'container', 0, 'env').map((variable) => [textAt(variable, 'name'), textAt(variable, 'value')])),
    secrets: Object.fromEntries(listAt(pod, 'volume', 1, 'projected', 0, 'sources').map((source) => [
      textAt(source, 'secret', 0, 'items', 0, 'path'),
      `${textAt(source, 'secret', 0, 'name')}/${textAt(source, 'secret', 0, 'items', 0, 'key')}`,
    ])),
  };
}
