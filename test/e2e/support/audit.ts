import { readFileSync } from 'node:fs';

/** A request that somebody made to the API server. */
export interface AuditedRequest {
  readonly verb: string;
  /** With its group, such as `deployments.apps` or `pods/status`. */
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly allowed: boolean;
}

interface AuditEvent {
  readonly verb: string;
  readonly user: { readonly username: string };
  readonly objectRef?: { readonly resource: string; readonly subresource?: string; readonly apiGroup?: string; readonly namespace?: string; readonly name?: string };
  readonly responseStatus?: { readonly code: number };
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What a user asked of the API server for, as its audit log has it; requests for no resource, such as those for its version, are left out. */
export function requestsOf(log: string, user: string): AuditedRequest[] {
  return readFileSync(log, 'utf8').split('\n').filter((line) => line.includes(user)).map((line) => JSON.parse(line) as AuditEvent)
    .filter((event) => event.user.username === user && event.objectRef !== undefined)
    .map(({ verb, objectRef: { resource, subresource, apiGroup, namespace, name } = { resource: '' }, responseStatus, annotations }) => ({
      verb,
      resource: `${resource}${apiGroup === undefined ? '' : `.${apiGroup}`}${subresource === undefined ? '' : `/${subresource}`}`,
      namespace,
      name,
      // Roles that allow more than the user may are refused later, in the place where they are stored.
      allowed: annotations?.['authorization.k8s.io/decision'] === 'allow' && responseStatus?.code !== 403,
    }));
}
