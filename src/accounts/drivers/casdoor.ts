import { ChartRelease, DriverManifest, ManagedSecret, Program, Workload } from '../../core';
import { readyOf } from '../../core/connect';
import { ValidationError } from '../../core/errors';
import { EdgeKind } from '../../core/graph';
import { packageFile } from '../../core/package-file';
import { StackModel } from '../../core/stack-model';
import { IdentityProviderCapability, IdentityProviderDriver, IdentityProviderOutcome, IdentityProviderRequest } from '../contract';
import { CASDOOR, CASDOOR_CHART, CASDOOR_IMAGE, CASDOOR_PORT } from './casdoor.facts';
import { CasdoorConfiguration } from './casdoor/casdoor-configuration';
import { ADMINISTRATOR, CasdoorRegistration, REGISTRATION, REGISTRATION_KEY } from './casdoor/casdoor-registration';

/** Options of `IdentityProviderDrivers.casdoor`. */
export interface CasdoorOptions {
  /** Raise it by one to rotate the first administrator's password and the secret of the registration. @default 1 */
  readonly administratorRevision?: number;
}

/**
 * Casdoor, with its accounts in a PostgreSQL database; clients come by a Job
 * that calls its API, and the members of a group are those of its role.
 */
export class Casdoor extends IdentityProviderDriver {
  /** @internal */
  public static readonly _KNOWN = {
    manifest: CASDOOR,
    // No replicas: without a cache of its own it keeps sessions in files of one pod.
    capabilities: [IdentityProviderCapability.GROUPS, IdentityProviderCapability.REGISTER_CLIENTS],
  };

  public readonly manifest: DriverManifest = CASDOOR;
  public readonly capabilities: IdentityProviderCapability[] = Casdoor._KNOWN.capabilities;
  private readonly revision: number;

  public constructor(options: CasdoorOptions = {}) {
    super();
    this.revision = options.administratorRevision ?? 1;
    if (!Number.isInteger(this.revision) || this.revision < 1) {
      throw new ValidationError(`IdentityProviderDrivers.casdoor: administratorRevision ${this.revision} is not a revision. Write 1, and one more for each rotation.`);
    }
  }

  public provision(request: IdentityProviderRequest): IdentityProviderOutcome {
    const { name, namespaceName, host, realm } = request;
    checkOrganization(request);
    const workload = new Workload(request.scope, 'pods', {
      name,
      namespaceName,
      labels: { 'app.kubernetes.io/name': 'casdoor', 'app.kubernetes.io/instance': name },
    });
    const database = request.consumer(workload).use(request.database.database);
    const credentials = this.credentials(request);
    const configuration = new CasdoorConfiguration(request.scope, 'configuration', { request, database, credentials });
    const release = new ChartRelease(request.scope, 'chart', {
      chart: CASDOOR_CHART,
      releaseName: name,
      namespaceName,
      wiring: configuration.wiring,
      values: configuration.values,
      overrides: request.overrides,
      after: [...readyOf(database), credentials.address, configuration.address],
    });
    const service = `http://${name}.${namespaceName}.svc:${CASDOOR_PORT}`;
    const registration = new Program(request.scope, 'registration', {
      name: `${name}-registration`,
      namespaceName,
      image: `${CASDOOR_IMAGE}:${CASDOOR.version}`,
      shell: '/bin/sh',
      text: packageFile('charts/registration/casdoor.sh'),
      environment: { CASDOOR_URL: service, ORGANIZATION: realm, REGISTRATION },
      input: new CasdoorRegistration(request, release, credentials),
      requests: { cpu: '50m', memory: '64Mi', instances: 1 },
    });
    StackModel.of(request.scope).graph.add({
      kind: EdgeKind.SYSTEM,
      from: registration.workload.peer,
      to: workload.peer,
      fromWorkload: registration.workload,
      toWorkload: workload,
      ports: [CASDOOR_PORT],
      reason: `registers the clients of ${name}`,
    });
    return {
      oidc: {
        issuer: `https://${host}`,
        authorization: `https://${host}/login/oauth/authorize`,
        token: `${service}/api/login/oauth/access_token`,
        jwks: `${service}/.well-known/jwks`,
        endSession: `https://${host}/api/logout`,
      },
      service: { name, port: CASDOOR_PORT },
      port: CASDOOR_PORT,
      workload,
      notes: [
        `The first administrator is "${ADMINISTRATOR}" of the organization "built-in"; the password is in the Secret ${credentials.secretName} of ${namespaceName}, under the key "password", and is set again at each start.`,
        'Groups are roles of the organization: give people the role of the group\'s name.',
        'One instance only: sessions are kept in the pod, and a restart signs people out of Casdoor itself.',
      ],
    };
  }

  /** The first administrator, and the client that the registration signs in with. */
  private credentials(request: IdentityProviderRequest): ManagedSecret {
    return request.secrets.store.generate(request.scope, {
      secretName: `${request.name}-administrator`,
      namespaceName: request.namespaceName,
      keys: ['password', REGISTRATION_KEY],
      fixed: { username: ADMINISTRATOR, 'client-id': REGISTRATION },
      revision: this.revision,
    });
  }
}

function checkOrganization({ scope, realm }: IdentityProviderRequest): void {
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(realm) || realm === 'built-in') {
    throw ValidationError.at(scope, `the realm "${realm}" cannot be used as Casdoor's organization: lower-case letters, digits and "-"; "built-in" is Casdoor's own, for its administrators.`);
  }
}
