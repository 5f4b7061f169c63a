import { ChartFacts } from './manifest';
import { NetworkPeer } from './network-peer';
import { ChartDocument, PeerDocument, PLATFORM_SCHEMA_VERSION, PlatformDocument } from './platform-schema';
import { StackModel } from './stack-model';
import { waves } from './waves';
import { Workload } from './workload';

/** Everything synth knows of a stack, for tools in any language. */
export function platformDocument(model: StackModel): PlatformDocument {
  const owners = new Set([...model.components, ...model.operators].map(({ node }) => node.path));
  const dependencies = model.dependencies();
  return {
    schemaVersion: PLATFORM_SCHEMA_VERSION,
    stack: model.stack.node.id,
    platforms: model.platforms.map((platform) => ({
      path: platform.node.path,
      name: platform.platformName,
      target: platform.target.kind,
      notes: platform.target.notes,
      domain: platform.domain,
      size: platform.size,
      storageClass: platform.target.storageClass,
      foundation: platform.foundation?.node.path,
    })).sort(byPath),
    components: model.components.map((component) => component._document()).sort(byPath),
    operators: model.operators.map((operator) => operator._document()).sort(byPath),
    releases: model.releases.map((release) => ({
      path: release.node.path,
      address: release.address,
      name: release.releaseName,
      namespaceName: release.namespaceName,
      chart: release.chart && chartDocument(release.chart),
    })).sort(byPath),
    edges: model.graph.edges.map((edge) => ({
      kind: edge.kind,
      from: edge.fromComponent ?? edge.from.description,
      to: edge.toComponent ?? edge.to.description,
      client: peerDocument(edge.from, edge.fromWorkload, owners),
      server: peerDocument(edge.to, edge.toWorkload, owners),
      ports: edge.ports,
      reason: edge.reason,
      open: edge.to.open ? true : undefined,
    })),
    resources: { count: dependencies.size, waves: waves(dependencies) },
    locked: model.locked(),
  };
}

/** @param owners paths of what has pods */
function peerDocument({ namespaceName, labels, cidrs }: NetworkPeer, workload: Workload | undefined, owners: ReadonlySet<string>): PeerDocument {
  return {
    path: workload && ownerOf(workload.node.path, owners),
    namespaceName,
    labels: Object.keys(labels).length > 0 ? labels : undefined,
    addresses: cidrs.length > 0 ? cidrs : undefined,
  };
}

/** The nearest of the owners that a path is below. */
function ownerOf(path: string, owners: ReadonlySet<string>): string | undefined {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    const above = path.slice(0, end);
    if (owners.has(above)) {
      return above;
    }
  }
  return undefined;
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : 1;
}

function chartDocument({ name, repository, version, appVersion, objects }: ChartFacts): ChartDocument {
  return { name, repository, version, appVersion, objects };
}
