import type { ComponentDocument } from '@quanttide/cloud';
import { noun } from './noun';
import { EdgeDocument, PlatformDocument } from './platform-json';

/** Shapes by what a component is; anything else is a box. */
const SHAPES: Readonly<Record<string, [open: string, close: string]>> = {
  bucket: ['[(', ')]'],
  cache: ['[(', ')]'],
  database: ['[(', ')]'],
  gateway: ['{{', '}}'],
  provider: ['([', '])'],
  store: ['[(', ')]'],
};

const ARROWS: Readonly<Record<EdgeDocument['kind'], string>> = { binding: '-->', exposure: '==>', login: '-.->', system: '-.->' };

/** Colours that read on light and dark pages. */
const CLASSES = [
  'classDef app fill:#dbeafe,stroke:#2563eb,color:#1e3a8a',
  'classDef data fill:#dcfce7,stroke:#16a34a,color:#14532d',
  'classDef access fill:#fef3c7,stroke:#d97706,color:#78350f',
  'classDef outside fill:#f3f4f6,stroke:#6b7280,color:#1f2937',
];

/** A platform as a Mermaid flow chart: components by namespace, one arrow for each connection. */
export function diagramOf(platform: PlatformDocument): string {
  const ids = new Map<string, string>();
  const components = platform.components.filter((component) => isConnected(component, platform));
  components.forEach((component, index) => ids.set(component.path, `c${index}`));
  const outside = outsiders(platform, ids);
  const groups = [...new Set(components.map((component) => component.namespaceName))].sort();
  const people = components.filter((component) => component.endpoints.some((endpoint) => endpoint.external) && !isGateway(component));
  return [
    'flowchart LR',
    ...(people.length === 0 ? [] : ['  people(("people")):::outside']),
    ...groups.flatMap((group, index) => [
      `  subgraph n${index}["${escape(group)}"]`,
      ...components.filter((component) => component.namespaceName === group).map((component) => `    ${node(component, ids.get(component.path) ?? '')}`),
      '  end',
    ]),
    ...outside.map((name) => `  ${ids.get(name)}["${escape(name)}"]:::outside`),
    ...entrances(platform, components, ids),
    ...edges(platform, ids),
    ...CLASSES.map((line) => `  ${line}`),
  ].join('\n');
}

/** What nobody uses and uses nobody, such as an issuer, would only stand in the way. */
function isConnected(component: ComponentDocument, platform: PlatformDocument): boolean {
  return component.endpoints.length > 0 || platform.edges.some((edge) => edge.from === component.path || edge.to === component.path);
}

function isGateway(component: ComponentDocument): boolean {
  return noun(component.type) === 'gateway';
}

/** Ends of connections that are no components of the stack. */
function outsiders(platform: PlatformDocument, ids: Map<string, string>): string[] {
  const names = [...new Set(platform.edges.flatMap((edge) => [edge.from, edge.to]))].filter((name) => !ids.has(name)).sort();
  names.forEach((name, index) => ids.set(name, `x${index}`));
  return names;
}

/** People come in by the gateway, where there is one. */
function entrances(platform: PlatformDocument, components: ComponentDocument[], ids: Map<string, string>): string[] {
  const exposed = new Set(platform.edges.filter((edge) => edge.kind === 'exposure').map((edge) => edge.to));
  const gateways = components.filter((component) => isGateway(component));
  const direct = components.filter((component) => component.endpoints.some((endpoint) => endpoint.external) && !isGateway(component) && !exposed.has(component.path));
  return [...(exposed.size > 0 ? gateways : []), ...direct].map((component) => `  people ==>|"HTTPS"| ${ids.get(component.path)}`);
}

function edges(platform: PlatformDocument, ids: Map<string, string>): string[] {
  const lines = platform.edges.map((edge) => `  ${ids.get(edge.from)} ${ARROWS[edge.kind]}|"${escape(label(edge, platform))}"| ${ids.get(edge.to)}`);
  return [...new Set(lines)];
}

/** What is spoken on a connection: the host for an exposure, the protocol for a binding. */
function label(edge: EdgeDocument, platform: PlatformDocument): string {
  const to = platform.components.find((component) => component.path === edge.to);
  const from = platform.components.find((component) => component.path === edge.from);
  switch (edge.kind) {
    case 'exposure': {
      const host = to?.endpoints.find((endpoint) => endpoint.external)?.url.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
      return host ?? edge.ports.join(', ');
    }
    case 'login': {
      const groups = groupsOf(from);
      return groups.length > 0 ? `login: ${groups.join(', ')}` : 'login';
    }
    case 'binding':
      return protocol(to) ?? edge.ports.join(', ');
    case 'system':
      return edge.reason;
  }
}

function groupsOf(component: ComponentDocument | undefined): string[] {
  const login = (component?.demands as { login?: { groups?: string[] } | string[] } | undefined)?.login;
  return (Array.isArray(login) ? login : login?.groups) ?? [];
}

const PROTOCOLS: Readonly<Record<string, string>> = {
  bucket: 'S3', cache: 'Redis', database: 'PostgreSQL', provider: 'OpenID Connect', service: 'HTTP', store: 'S3',
};

function protocol(component: ComponentDocument | undefined): string | undefined {
  return component === undefined ? undefined : PROTOCOLS[noun(component.type)];
}

function node(component: ComponentDocument, id: string): string {
  const [open, close] = SHAPES[noun(component.type)] ?? ['[', ']'];
  const product = component.driver?.title;
  const below = product ?? noun(component.type).replace('service', 'web service');
  return `${id}${open}"${escape(component.name)}<br/><small>${escape(below)}</small>"${close}:::${classOf(component)}`;
}

function classOf(component: ComponentDocument): string {
  const kind = noun(component.type);
  if (component.driver === undefined) {
    return 'app';
  }
  return ['bucket', 'cache', 'database', 'store'].includes(kind) ? 'data' : 'access';
}

/** Mermaid reads entities in quoted text. */
function escape(text: string): string {
  return text.replaceAll('&', '#amp;').replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;');
}
