import { CustomResources, data, DriverManifest, Operator, Platform, SecretReference, Workload } from '@quanttide/cloud';
import { IConstruct } from 'constructs';
import { INSTANCE_IMAGE, OPERATOR_IMAGE, POSTGRES_SERVICE } from './postgres-service.facts';

const PORT = 5432;

/** Options of `PostgresService`. */
export interface PostgresServiceOptions {
  /** Values of the operator's chart, applied last. @default - none */
  readonly operatorOverrides?: { [key: string]: unknown };
}

/** Acme's own PostgreSQL service: one `PostgresInstance` for each database. */
export class PostgresService extends data.RelationalDatabaseDriver {
  public readonly manifest: DriverManifest = POSTGRES_SERVICE;
  public readonly capabilities: data.RelationalDatabaseCapability[] = [
    data.RelationalDatabaseCapability.EXTENSIONS,
    data.RelationalDatabaseCapability.REPLICAS,
  ];

  public constructor(private readonly options: PostgresServiceOptions = {}) {
    super();
  }

  public override install(scope: IConstruct): void {
    this.operator(scope);
  }

  public provision(request: data.RelationalDatabaseRequest): data.RelationalDatabaseOutcome {
    const { name, namespaceName, scope } = request;
    const operator = this.operator(scope);
    const workload = new Workload(scope, 'pods', { name, namespaceName, labels: { 'platform.acme.example/instance': name } });
    new CustomResources(scope, 'instance', { releaseName: name, namespaceName, objects: [instance(request)], after: operator.addresses });
    // The operator makes this Secret; its values are nowhere else.
    const secret = (key: string): SecretReference => ({ namespaceName, secretName: `${name}-pg-owner`, key });
    return {
      host: `${name}-pg.${namespaceName}.svc`,
      port: PORT,
      username: secret('username'),
      password: secret('password'),
      uri: secret('uri'),
      workload,
      operator,
      dataObjects: [{ kind: 'PostgresInstance.platform.acme.example', namespaceName, name }],
    };
  }

  /** Once per cluster, however many databases there are. */
  private operator(scope: IConstruct): Operator {
    const { target, size } = Platform.of(scope);
    return Operator.require(scope, {
      manifest: POSTGRES_SERVICE,
      namespaceName: 'acme-postgres-service',
      podLabels: { 'app.kubernetes.io/name': 'postgres-service' },
      wiring: { fullnameOverride: 'postgres-service' },
      values: {
        replicas: POSTGRES_SERVICE.operatorRequests?.[size].instances,
        image: target.image(OPERATOR_IMAGE),
        imagePullSecrets: target.imagePullSecrets.map((pullSecret) => ({ name: pullSecret })),
      },
      overrides: this.options.operatorOverrides,
      advice: 'new PostgresService().install(stack)',
    });
  }
}

function instance(request: data.RelationalDatabaseRequest): { [key: string]: unknown } {
  const { name, namespaceName, target, requests } = request;
  return {
    apiVersion: 'platform.acme.example/v1',
    kind: 'PostgresInstance',
    metadata: { name, namespace: namespaceName, labels: request.labels },
    spec: request.withOverrides('the PostgresInstance', {
      image: target.image(INSTANCE_IMAGE),
      database: request.databaseName,
      owner: request.owner,
      extensions: [...request.extensions].sort(),
      replicas: requests.instances,
      storage: { size: requests.storage, class: target.storageClass },
    }, {
      resources: { cpu: requests.cpu, memory: requests.memory },
    }),
  };
}
