import type { PlatformDocument } from '@quanttide/cloud';
import { FIT_BASIS, fitOf, fitText } from '../output/fit';
import { diagramOf } from '../output/mermaid';
import { readPlatformJson, stackFolders } from '../output/platform-json';
import { renderTable } from '../output/table';
import { readDeployment } from '../deployment/read-deployment';
import { applierManifest } from '../rbac/applier-manifest';
import { InputError } from '../platform-file/finding';
import { Colours, Terminal } from '../terminal/terminal';

/** Options of `qtcloud describe`. */
export interface DescribeOptions {
  readonly json?: boolean;
  readonly mermaid?: boolean;
  readonly system?: boolean;
  /** Print what an applier has to be allowed. */
  readonly rbac?: boolean;
  /** Namespace of the applier's service account. */
  readonly rbacNamespace?: string;
  /** Give permissions in namespaces, which all exist already. */
  readonly namespaced?: boolean;
}

/** Tells what the stacks in a folder consist of, from what synth wrote. */
export function describe(folder: string, options: DescribeOptions, terminal: Terminal): void {
  checkApplier(options);
  if (options.rbac === true) {
    terminal.out(applierManifest(stackFolders(folder).map(readDeployment), options));
    return;
  }
  const platforms = stackFolders(folder).map(readPlatformJson);
  if (options.json === true) {
    const described = platforms.map((platform) => ({ ...withoutSystem(platform, options), fit: fitOf(platform) }));
    terminal.out(JSON.stringify(described.length === 1 ? described[0] : described, undefined, 2));
  } else if (options.mermaid === true) {
    terminal.out(platforms.map((platform) => diagramOf(withoutSystem(platform, options))).join('\n\n'));
  } else {
    platforms.forEach((platform) => terminal.out(tables(withoutSystem(platform, options), terminal.colours)));
  }
}

/** @throws InputError if the namespace is none, or if there is no service account that the options would be of */
function checkApplier({ rbac, rbacNamespace, namespaced }: DescribeOptions): void {
  if (rbac !== true && (namespaced === true || rbacNamespace !== undefined)) {
    throw new InputError([{ file: namespaced === true ? '--namespaced' : '--rbac-namespace', message: 'it is about the service account that --rbac prints. Write that, too.' }]);
  }
  if (rbacNamespace !== undefined && !/^(?!-)[a-z0-9-]{1,63}(?<!-)$/.test(rbacNamespace)) {
    throw new InputError([{ file: '--rbac-namespace', message: `"${rbacNamespace}" is no name of a namespace.`, hints: ['Use up to 63 lower-case letters, digits and hyphens, as kubectl get namespaces shows it.'] }]);
  }
}

function withoutSystem(platform: PlatformDocument, { system }: DescribeOptions): PlatformDocument {
  return system === true ? platform : { ...platform, edges: platform.edges.filter((edge) => edge.kind !== 'system') };
}

function tables(platform: PlatformDocument, colours: Colours): string {
  const { bold, dim } = colours;
  const [first] = platform.platforms;
  const heading = [platform.stack, first?.size, first === undefined ? undefined : `on ${first.target}`, first?.domain].filter((part) => part !== undefined);
  const names = new Map(platform.components.map((component) => [component.path, component.name]));
  const notes = platform.components.flatMap((component) => (component.notes ?? []).map((note) => `  ${component.name}: ${note}`));
  const readable = (peer: string) => names.get(peer) ?? peer;
  return [
    `${bold(heading[0] ?? '')}  ${heading.slice(1).join(', ')}  ${dim(`${platform.resources.count} resources, ${platform.releases.length} releases, ${platform.resources.waves.length} waves`)}`,
    `needs ${fitText(fitOf(platform))}`,
    dim(FIT_BASIS),
    section('Components', ['name', 'type', 'namespace', 'driver', 'version', 'licence', 'instances'], platform.components.map((component) => [
      component.name, component.type, component.namespaceName, component.driver?.title, component.driver?.version, component.driver?.licence,
      component.footprint === undefined ? undefined : String(component.footprint.instances),
    ]), colours),
    section('Operators', ['name', 'namespace', 'version', 'licence', 'owner'], platform.operators.map((operator) => [
      operator.title, operator.namespaceName, operator.version, operator.licence, operator.owned ? 'this stack' : 'somebody else',
    ]), colours),
    section('Endpoints', ['component', 'purpose', 'address', 'reached from'], platform.components.flatMap((component) => component.endpoints.map((endpoint) => [
      component.name, endpoint.purpose, endpoint.url, endpoint.external ? 'anywhere' : 'the cluster',
    ])), colours),
    section('Connections', ['from', 'to', 'kind', 'ports', 'why'], platform.edges.map((edge) => [
      readable(edge.from), `${readable(edge.to)}${edge.open === true ? ' (any address)' : ''}`, edge.kind, edge.ports.join(', '), edge.reason,
    ]), colours),
    notes.length === 0 ? '' : `\n${bold('Notes')}\n${notes.join('\n')}`,
  ].filter((text) => text !== '').join('\n');
}

function section(title: string, head: string[], rows: (string | undefined)[][], colours: Colours): string {
  return rows.length === 0 ? '' : `\n${colours.bold(title)}\n${renderTable(head, rows, colours)}`;
}
