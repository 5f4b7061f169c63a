import { Construct } from 'constructs';
import { ManagedSecret, SecretReference, ServiceBinding } from '../../../core';
import { Resource } from '../../../core/engine/resource';
import { RESOURCE_TYPES } from '../../../core/engine/resource-types';
import { digest } from '../../../core/naming';
import { packageFile } from '../../../core/package-file';
import { stableJson } from '../../../core/stable-json';
import { StackModel } from '../../../core/stack-model';
import { BindingValue } from '../../../core/binding';
import { IdentityProviderRequest } from '../../contract';
import { CASDOOR, CASDOOR_IMAGE, CASDOOR_PORT, CASDOOR_USER } from '../casdoor.facts';
import { ADMINISTRATOR, REGISTRATION, REGISTRATION_KEY } from './casdoor-registration';

const POD_SECURITY = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
const CONTAINER_SECURITY = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...POD_SECURITY, runAsUser: CASDOOR_USER };

/** Props of `CasdoorConfiguration`. */
export interface CasdoorConfigurationProps {
  readonly request: IdentityProviderRequest;
  /** The database, bound. */
  readonly database: ServiceBinding;
  /** The first administrator and the registration's client. */
  readonly credentials: ManagedSecret;
}

/**
 * Casdoor's configuration: the declared part in a ConfigMap, the secrets put in
 * by an init container, in the pod's memory.
 */
export class CasdoorConfiguration extends Construct {
  /** Terraform address of the ConfigMap. */
  public readonly address: string;
  private readonly props: CasdoorConfigurationProps;
  private readonly configMap: string;
  private readonly files: Record<string, string>;

  public constructor(scope: Construct, id: string, props: CasdoorConfigurationProps) {
    super(scope, id);
    this.props = props;
    const { name, namespaceName, labels } = props.request;
    this.configMap = `${name}-configuration`;
    this.files = {
      'app.conf': settings(props),
      'init_data.json': stableJson(INITIAL_DATA, 2),
      program: packageFile('charts/registration/casdoor-configuration.sh'),
    };
    this.address = new Resource(this, 'files', RESOURCE_TYPES.configMap, {
      metadata: { name: this.configMap, namespace: namespaceName, labels },
      data: this.files,
    }, { dependsOn: () => StackModel.of(this).namespaceAddress(this, namespaceName) }).address;
  }

  /** What ties the chart to the rest. */
  public get wiring(): Record<string, unknown> {
    const { request, database, credentials } = this.props;
    const { username, password } = database.values;
    return {
      fullnameOverride: request.name,
      nameOverride: 'casdoor',
      // The chart would write it into a ConfigMap, and has only a commented place for a Secret.
      config: '',
      defaultConfigVolumeEnabled: false,
      replicaCount: 1,
      service: { port: CASDOOR_PORT },
      ingress: { enabled: false },
      gatewayApi: { enabled: false },
      initContainersEnabled: true,
      initContainers: `- ${stableJson(this.initContainer())}\n`,
      extraVolumeMounts: [{ name: 'conf', mountPath: '/conf', readOnly: true }],
      extraVolumes: [
        { name: 'conf', emptyDir: { medium: 'Memory' } },
        { name: 'declared', configMap: { name: this.configMap } },
        {
          name: 'secrets',
          projected: {
            sources: [
              ...secretFile(username, 'database/username'),
              ...secretFile(password, 'database/password'),
              ...secretFile(BindingValue.fromSecret(credentials.key('password')), 'registration/password'),
              ...secretFile(BindingValue.fromSecret(credentials.key(REGISTRATION_KEY)), `registration/${REGISTRATION_KEY}`),
            ],
          },
        },
      ],
      // Casdoor reads its configuration once: a changed one needs new pods.
      podAnnotations: { 'cloud.quanttide.com/configuration': digest(stableJson(this.files)) },
    };
  }

  /** What is only suggested. */
  public get values(): Record<string, unknown> {
    const { target, requests } = this.props.request;
    const image = target.image(CASDOOR_IMAGE);
    const slash = image.lastIndexOf('/');
    return {
      image: { repository: image.slice(0, slash), name: image.slice(slash + 1) },
      imagePullSecrets: target.imagePullSecrets.map((name) => ({ name })),
      resources: { requests: { cpu: requests.cpu, memory: requests.memory }, limits: { memory: requests.memory } },
      podSecurityContext: POD_SECURITY,
      securityContext: CONTAINER_SECURITY,
    };
  }

  private initContainer(): object {
    return {
      name: 'configuration',
      image: `${this.props.request.target.image(CASDOOR_IMAGE)}:${CASDOOR.version}`,
      command: ['/bin/sh', '/declared/program'],
      env: [{ name: 'STATE', value: '/declared' }, { name: 'SECRETS', value: '/secrets' }, { name: 'CONFIG', value: '/conf' }],
      resources: { requests: { cpu: '10m', memory: '16Mi' } },
      securityContext: CONTAINER_SECURITY,
      volumeMounts: [
        { name: 'conf', mountPath: '/conf' },
        { name: 'declared', mountPath: '/declared', readOnly: true },
        { name: 'secrets', mountPath: '/secrets', readOnly: true },
      ],
    };
  }
}

function secretFile({ secret }: BindingValue, path: string): object[] {
  const reference: SecretReference | undefined = secret;
  return reference === undefined ? [] : [{ secret: { name: reference.secretName, items: [{ key: reference.key, path }] } }];
}

function settings({ request, database }: CasdoorConfigurationProps): string {
  const { host, port, database: databaseName } = database.values;
  const source = [
    "user='@DATABASE_USERNAME@'",
    "password='@DATABASE_PASSWORD@'",
    `host=${host.value ?? ''}`,
    `port=${port.value ?? ''}`,
    `dbname=${databaseName.value ?? ''}`,
    'sslmode=require',
  ].join(' ');
  return Object.entries({
    appname: 'casdoor',
    httpport: String(CASDOOR_PORT),
    runmode: 'prod',
    copyrequestbody: 'true',
    driverName: 'postgres',
    dataSourceName: `"${source}"`,
    dbName: databaseName.value ?? '',
    authState: '"casdoor"',
    origin: `https://${request.host}`,
    logPostOnly: 'true',
    enableGzip: 'true',
    ldapServerPort: '',
    ldapsServerPort: '',
    radiusServerPort: '',
    logConfig: '{"adapter":"console"}',
    initDataNewOnly: 'false',
    initDataFile: '"/conf/init_data.json"',
  }).map(([key, value]) => `${key} = ${value}\n`).join('');
}

/** Set at each start, before Casdoor answers: so that its published first password never opens it, and rotation needs no old one. */
const INITIAL_DATA = {
  users: [{
    owner: 'built-in', name: ADMINISTRATOR, type: 'normal-user', password: '@ADMINISTRATOR_PASSWORD@', displayName: 'Administrator', isAdmin: true, signupApplication: 'app-built-in',
  }],
  applications: [{
    owner: 'admin',
    name: REGISTRATION,
    organization: 'built-in',
    displayName: 'Registration of clients',
    cert: 'cert-built-in',
    clientId: REGISTRATION,
    clientSecret: '@REGISTRATION_SECRET@',
    grantTypes: ['client_credentials'],
    expireInHours: 1,
  }],
};
