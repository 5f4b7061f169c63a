import { IConstruct } from 'constructs';
import { Driver, ProvisionOutcome, ProvisionRequest, ProvisionRequestProps } from '../../core';
import type { ISecretStoreProvider } from '../../secrets/contract';
import type { IGatewayReferenceProvider } from './gateway-reference';

/** Name of the contract, in manifests. */
export const DNS = 'networking.Dns';

/** What DNS may be able to do beside the mandatory. */
export enum DnsCapability {
  /** Writes the records of exposed hosts by itself. */
  AUTOMATIC = 'automatic',
}

/** A host that is to resolve to a gateway. */
export interface DnsRecord {
  /** Host name; a leading `*.` stands for any one label. */
  readonly host: string;
  /** What it is to resolve to, in words. */
  readonly target: string;
}

/** Hosts that are to resolve; complete when the stack is written. */
export interface IDnsRecords {
  /** Records, sorted by host. */
  readonly all: DnsRecord[];
}

/**
 * Makes exposed hosts resolve to their gateway.
 *
 * Protocol: DNS (RFC 1035). Records are read from the `HTTPRoute`s of the
 * Gateway API, so that exposing a service stays the same whoever keeps the zone.
 */
export interface IDns extends IConstruct {
  /** What it can do beside the mandatory. */
  readonly capabilities: DnsCapability[];
}

/** Props of `DnsRequest`. */
export interface DnsRequestProps extends ProvisionRequestProps {
  /** Domains whose records may be written; none for every zone that the credentials open. */
  readonly domains: string[];
  /** What marks the records as this platform's, and names what is cluster-wide: 63 characters at most. */
  readonly ownerId: string;
  /** Hosts that are to resolve. */
  readonly records: IDnsRecords;
  /** The platform's gateway: it brings the definitions that routes are read by. */
  readonly gateways: IGatewayReferenceProvider;
  /** The platform's secret store. */
  readonly secrets: ISecretStoreProvider;
}

/** What a DNS component asks of its driver. */
export class DnsRequest extends ProvisionRequest {
  /** Domains whose records may be written. */
  public readonly domains: string[];
  /** What marks the records as this platform's, and names what is cluster-wide: 63 characters at most. */
  public readonly ownerId: string;
  /** Hosts that are to resolve. */
  public readonly records: IDnsRecords;
  /** The platform's gateway. */
  public readonly gateways: IGatewayReferenceProvider;
  /** The platform's secret store. */
  public readonly secrets: ISecretStoreProvider;

  public constructor(props: DnsRequestProps) {
    super(props);
    this.domains = [...props.domains];
    this.ownerId = props.ownerId;
    this.records = props.records;
    this.gateways = props.gateways;
    this.secrets = props.secrets;
  }
}

/** One way to have records written. */
export abstract class DnsDriver extends Driver {
  /** What it can do beside the mandatory. */
  public abstract readonly capabilities: DnsCapability[];

  /** Sets up what writes the records. */
  public abstract provision(request: DnsRequest): ProvisionOutcome;
}
