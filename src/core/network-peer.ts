/** One end of an edge, as a network policy sees it: pods, or addresses. */
export class NetworkPeer {
  /**
   * Pods of one namespace.
   *
   * @param namespaceName the namespace
   * @param labels labels that select the pods; none selects all of them
   */
  public static pods(namespaceName: string, labels: { [key: string]: string } = {}): NetworkPeer {
    return new NetworkPeer(`pods of ${namespaceName}`, [], namespaceName, labels);
  }

  /**
   * Addresses outside the cluster. Network policy knows no host names.
   *
   * @param description what is there, such as the host name
   * @param cidrs address blocks, such as `10.2.0.0/16`
   */
  public static addresses(description: string, cidrs: string[]): NetworkPeer {
    return new NetworkPeer(description, cidrs);
  }

  /** Any address, for a host whose addresses are not known: the port is open, and `describe` says so. */
  public static anywhere(description: string): NetworkPeer {
    return new NetworkPeer(description, ['0.0.0.0/0', '::/0']);
  }

  /** Every pod of the cluster. */
  public static cluster(): NetworkPeer {
    return new NetworkPeer('every pod of the cluster', []);
  }

  /** What it is, in words. */
  public readonly description: string;
  /** Address blocks; empty where pods are meant. */
  public readonly cidrs: string[];
  /** The namespace of the pods. */
  public readonly namespaceName?: string;
  /** Labels that select the pods. */
  public readonly labels: { [key: string]: string };

  private constructor(description: string, cidrs: string[], namespaceName?: string, labels: { [key: string]: string } = {}) {
    this.description = description;
    this.cidrs = cidrs;
    this.namespaceName = namespaceName;
    this.labels = labels;
  }

  /** True where any address is meant, so that the policy only limits the port. */
  public get open(): boolean {
    return this.cidrs.includes('0.0.0.0/0');
  }
}
