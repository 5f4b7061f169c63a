import { Construct } from 'constructs';
import { ComponentDocument, EndpointDocument, IConsumer, Platform, ProviderComponent, ProviderComponentProps, ServiceBinding } from '../core';
import { chooseDriver } from '../core/choose-driver';
import { ValidationError } from '../core/errors';
import { shorten } from '../core/naming';
import { SecretStores } from '../secrets/secret-stores';
import { DNS, DnsCapability, DnsDriver, DnsRequest, IDns } from './contracts/dns';
import { DnsDrivers } from './dns-drivers';
import { GatewayReferences } from './contracts/gateway-references';
import { isHostName } from './host-name';
import { RouteTable } from './route-table';
// ExternalDNS waits for the definitions that the platform's gateway brings.
import './gateway';

/** Props of `Dns`. */
export interface DnsProps extends ProviderComponentProps {
  /** Who writes the records. @default - the platform's choice, or nobody: they are listed */
  readonly driver?: DnsDriver;
  /** Domains whose records may be written. @default - the platform's domain, or every zone that the credentials open */
  readonly domains?: string[];
}

/** DNS records for everything that is exposed. Without one, records are listed for whoever keeps the zone. */
export class Dns extends ProviderComponent implements IDns {
  /** What it can do beside the mandatory. */
  public readonly capabilities: DnsCapability[];
  /** Domains whose records may be written. */
  public readonly domains: string[];
  private readonly table: RouteTable;
  private readonly ownerId: string;

  /**
   * @throws if a domain is not one
   */
  public constructor(scope: Construct, id: string, props: DnsProps = {}) {
    const driver = chooseDriver(scope, DNS, props.driver, () => DnsDrivers.manual());
    super(scope, id, driver, props);
    this.capabilities = driver.capabilities;
    const { domain, platformName } = Platform.of(this);
    this.domains = [...new Set(props.domains ?? (domain === undefined ? [] : [domain]))].sort();
    for (const name of this.domains) {
      if (!isHostName(name)) {
        throw ValidationError.at(this, `"${name}" is not a domain. Write it in lower case without a leading dot, such as acme.example.`);
      }
    }
    this.table = RouteTable.of(this);
    this.ownerId = shorten(`${platformName}-${this.componentName}`);
    const table = this.table;
    this._provision(() => driver.provision(new DnsRequest({
      scope: this,
      name: this.componentName,
      namespaceName: this.namespaceName,
      requests: this.requests({}),
      overrides: props.overrides,
      domains: this.domains,
      ownerId: this.ownerId,
      records: { get all() { return table.records; } },
      gateways: new GatewayReferences(this),
      secrets: new SecretStores(this),
    })));
    if (this.isAutomatic) {
      this.table.keep(this.domains);
    }
  }

  public bindTo(consumer: IConsumer): ServiceBinding {
    throw ValidationError.at(this, `"${consumer.componentName}" cannot bind DNS. Expose it under a host name, and its record follows.`);
  }

  /** @internal */
  public override _document(): ComponentDocument {
    const document = super._document();
    const todo = this.isAutomatic ? [] : this.table.unkept.map(({ host, target }) => `To do: a record for ${host}, leading to ${target}.`);
    const readiness = document.readiness.map((question) => ({ ...question, name: question.name.replace('{owner}', this.ownerId) }));
    return { ...document, readiness, notes: [...(document.notes ?? []), ...todo] };
  }

  protected get capabilityNames(): string[] {
    return this.capabilities;
  }

  protected get endpoints(): EndpointDocument[] {
    return [];
  }

  protected override get demands(): { [key: string]: unknown } {
    return { domains: this.domains };
  }

  private get isAutomatic(): boolean {
    return this.capabilities.includes(DnsCapability.AUTOMATIC);
  }
}
