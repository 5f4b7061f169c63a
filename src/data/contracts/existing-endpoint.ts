import { IConstruct } from 'constructs';
import { NetworkPeer } from '../../core';
import { ValidationError } from '../../core/errors';

/** Where something is that exists already. */
export interface ExistingEndpoint {
  /** Host name or address. */
  readonly host: string;
  /** Port. */
  readonly port: number;
  /** Address blocks of the host. */
  readonly addresses?: string[];
}

/** What a driver reports of it. */
export interface ExistingPeer {
  /** Where connections go. */
  readonly peer: NetworkPeer;
  /** What a user should know. */
  readonly notes?: string[];
}

const HOST_NAME = /^[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?(\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*$/;

/**
 * The network peer of an endpoint that exists already.
 *
 * @throws if host, port or address blocks are not written as such
 */
export function existingPeer(component: IConstruct, { host, port, addresses }: ExistingEndpoint): ExistingPeer {
  if (!HOST_NAME.test(host) && prefixLimit(host) === 0) {
    throw ValidationError.at(component, `the host "${host}" of the external driver is not a host name or an address. Write it without scheme, port and path, such as db.acme.example.`);
  }
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw ValidationError.at(component, `the port ${port} of the external driver is not a port. Write a whole number from 1 to 65535.`);
  }
  const bad = addresses?.find((address) => !isAddressBlock(address));
  if (bad !== undefined) {
    throw ValidationError.at(component, `"${bad}" is not an address block. Write an address and the length of its prefix, such as 10.2.0.7/32 or 10.2.0.0/16.`);
  }
  return addresses !== undefined && addresses.length > 0
    ? { peer: NetworkPeer.addresses(host, addresses) }
    : { peer: NetworkPeer.anywhere(host), notes: [`Network policy opens port ${port} to any address, because the addresses of ${host} are not given.`] };
}

function isAddressBlock(text: string): boolean {
  const [address, length = '', ...rest] = text.split('/');
  const limit = prefixLimit(address);
  return rest.length === 0 && limit > 0 && /^\d{1,3}$/.test(length) && Number(length) <= limit;
}

/** Longest prefix of an address: 32 for IPv4, 128 for IPv6, and 0 where it is no address. */
function prefixLimit(address: string): number {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) {
    return address.split('.').every((part) => Number(part) <= 255) ? 32 : 0;
  }
  return address.includes(':') && URL.canParse(`http://[${address}]/`) ? 128 : 0;
}
