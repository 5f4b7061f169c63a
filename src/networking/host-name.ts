const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const HOST = new RegExp(`^(${LABEL}\\.)+${LABEL}$`);

/** Whether this is a host name of two labels or more, as Gateways, certificates and DNS take it (RFC 1123, at most 253 characters). */
export function isHostName(host: string): boolean {
  return host.length <= 253 && HOST.test(host) && !/^[\d.]+$/.test(host);
}

/** Whether a host lies exactly one label below a domain, where its wildcard covers it. */
export function isChildOf(host: string, domain: string): boolean {
  return host.endsWith(`.${domain}`) && !host.slice(0, -domain.length - 1).includes('.');
}
