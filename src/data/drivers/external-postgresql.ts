import { Credentials, DriverManifest } from '../../core';
import { existingPeer } from '../contracts/existing-endpoint';
import {
  RELATIONAL_DATABASE, RelationalDatabaseCapability, RelationalDatabaseDriver, RelationalDatabaseOutcome, RelationalDatabaseRequest,
} from '../contracts/relational-database';

const MANIFEST: DriverManifest = {
  product: 'external',
  title: 'external PostgreSQL',
  contract: RELATIONAL_DATABASE,
  sources: [],
};

/** Options of `RelationalDatabaseDrivers.external`. */
export interface ExternalPostgresqlOptions {
  /** Host name or address. */
  readonly host: string;
  /** Port. @default 5432 */
  readonly port?: number;
  /** Name of the database. @default - the component's own */
  readonly databaseName?: string;
  /** User name and password of its owner. */
  readonly credentials: Credentials;
  /** Address blocks of the host, for network policy, which knows no names. @default - any address, on this port */
  readonly addresses?: string[];
}

/** A PostgreSQL database that exists already. */
export class ExternalPostgresql extends RelationalDatabaseDriver {
  /** @internal */
  public static readonly _KNOWN = { manifest: MANIFEST, capabilities: [] as RelationalDatabaseCapability[] };
  public readonly manifest: DriverManifest = MANIFEST;
  public readonly capabilities: RelationalDatabaseCapability[] = ExternalPostgresql._KNOWN.capabilities;

  public constructor(private readonly options: ExternalPostgresqlOptions) {
    super();
  }

  public provision(request: RelationalDatabaseRequest): RelationalDatabaseOutcome {
    const { host, port = 5432, databaseName, credentials, addresses } = this.options;
    return {
      host,
      port,
      databaseName: databaseName ?? request.databaseName,
      ...request.secrets.resolve(request.scope, credentials, request.namespaceName),
      ...existingPeer(request.scope, { host, port, addresses }),
    };
  }
}
