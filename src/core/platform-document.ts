import { ChartFacts } from './manifest';
import { ChartDocument, PLATFORM_SCHEMA_VERSION, PlatformDocument } from './platform-schema';
import { StackModel } from './stack-model';
import { waves } from './waves';

/** Everything synth knows of a stack, for tools in any language. */
export function platformDocument(model: StackModel): PlatformDocument {
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
      ports: edge.ports,
      reason: edge.reason,
      open: edge.to.open ? true : undefined,
    })),
    resources: { count: dependencies.size, waves: waves(dependencies) },
    locked: model.locked(),
  };
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : 1;
}

function chartDocument({ name, repository, version, appVersion, objects }: ChartFacts): ChartDocument {
  return { name, repository, version, appVersion, objects };
}
