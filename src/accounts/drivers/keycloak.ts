import { ChartRelease, DriverManifest, ManagedSecret, Program, Workload } from '../../core';
import { readyOf } from '../../core/connect';
import { ValidationError } from '../../core/errors';
import { EdgeKind } from '../../core/graph';
import { packageFile } from '../../core/package-file';
import { StackModel } from '../../core/stack-model';
import { IdentityProviderCapability, IdentityProviderDriver, IdentityProviderOutcome, IdentityProviderRequest } from '../contract';
import { KEYCLOAK, KEYCLOAK_CHART, KEYCLOAK_IMAGE, KEYCLOAK_PORT } from './keycloak.facts';
import { KeycloakRegistration, ownerOf, REGISTRATION_KEY } from './keycloak/keycloak-registration';
import { suggestedValues, wiringValues } from './keycloak/values';

const ADMINISTRATOR = 'admin';
const REGISTRATION = 'quanttide-registration';

/** Options of `IdentityProviderDrivers.keycloak`. */
export interface KeycloakOptions {
  /**
   * Raise it by one to rotate the first administrator's password and the secret of the registration.
   * @default 1
   */
  readonly administratorRevision?: number;
}

/** Keycloak, with its accounts in a PostgreSQL database; clients and groups come by a Job that runs `kcadm.sh`. */
export class Keycloak extends IdentityProviderDriver {
  /** @internal */
  public static readonly _KNOWN = {
    manifest: KEYCLOAK,
    capabilities: [IdentityProviderCapability.GROUPS, IdentityProviderCapability.REGISTER_CLIENTS, IdentityProviderCapability.REPLICAS],
  };

  public readonly manifest: DriverManifest = KEYCLOAK;
  public readonly capabilities: IdentityProviderCapability[] = Keycloak._KNOWN.capabilities;
  private readonly revision: number;

  public constructor(options: KeycloakOptions = {}) {
    super();
    this.revision = options.administratorRevision ?? 1;
    if (!Number.isInteger(this.revision) || this.revision < 1) {
      throw new ValidationError(`IdentityProviderDrivers.keycloak: administratorRevision ${this.revision} is not a revision. Write 1, and one more for each rotation.`);
    }
  }

  public provision(request: IdentityProviderRequest): IdentityProviderOutcome {
    const { name, namespaceName, host, realm } = request;
    checkRealm(request);
    const workload = new Workload(request.scope, 'pods', {
      name,
      namespaceName,
      labels: { 'app.kubernetes.io/name': 'keycloakx', 'app.kubernetes.io/instance': name },
    });
    const database = request.consumer(workload).use(request.database.database);
    const credentials = this.credentials(request, this.revision);
    const previous = this.revision > 1 ? this.credentials(request, this.revision - 1) : undefined;
    const release = new ChartRelease(request.scope, 'chart', {
      chart: KEYCLOAK_CHART,
      releaseName: name,
      namespaceName,
      wiring: wiringValues(request, database, credentials),
      values: suggestedValues(request),
      overrides: request.overrides,
      after: [...readyOf(database), credentials.address],
    });
    const service = `http://${name}-http.${namespaceName}.svc:${KEYCLOAK_PORT}`;
    const registration = new Program(request.scope, 'registration', {
      name: `${name}-registration`,
      namespaceName,
      image: `${KEYCLOAK_IMAGE}:${KEYCLOAK.version}`,
      shell: '/bin/bash',
      text: packageFile('charts/registration/keycloak.sh'),
      environment: {
        KEYCLOAK_URL: service,
        REALM: realm,
        OWNER: ownerOf(request),
        ADMINISTRATOR,
        ADMINISTRATOR_REVISION: String(this.revision),
        REGISTRATION,
        // A short-lived virtual machine for each call: start it fast.
        KC_OPTS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
      },
      input: new KeycloakRegistration(request, release, credentials, previous),
      requests: { cpu: '100m', memory: '256Mi', instances: 1 },
    });
    StackModel.of(request.scope).graph.add({
      kind: EdgeKind.SYSTEM,
      from: registration.workload.peer,
      to: workload.peer,
      fromWorkload: registration.workload,
      toWorkload: workload,
      ports: [KEYCLOAK_PORT],
      reason: `registers the clients of ${name}`,
    });
    const protocol = `realms/${realm}/protocol/openid-connect`;
    return {
      oidc: {
        issuer: `https://${host}/realms/${realm}`,
        authorization: `https://${host}/${protocol}/auth`,
        token: `${service}/${protocol}/token`,
        jwks: `${service}/${protocol}/certs`,
        endSession: `https://${host}/${protocol}/logout`,
      },
      service: { name: `${name}-http`, port: KEYCLOAK_PORT },
      port: KEYCLOAK_PORT,
      workload,
      notes: [`The first administrator is "${ADMINISTRATOR}"; the password is in the Secret ${credentials.secretName} of ${namespaceName}, under the key "password".`],
    };
  }

  /** The first administrator, and the client that the registration signs in with. */
  private credentials(request: IdentityProviderRequest, revision: number): ManagedSecret {
    return request.secrets.store.generate(request.scope, {
      secretName: `${request.name}-administrator`,
      namespaceName: request.namespaceName,
      keys: ['password', REGISTRATION_KEY],
      fixed: { username: ADMINISTRATOR, 'client-id': REGISTRATION },
      revision,
    });
  }
}

function checkRealm({ scope, realm: name }: IdentityProviderRequest): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name) || name === 'master') {
    throw ValidationError.at(scope, `the realm "${name}" cannot be used: letters, digits, "-" and "_"; "master" is Keycloak's own, for its administrators.`);
  }
}
