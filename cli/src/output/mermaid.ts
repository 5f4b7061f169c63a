import type { ComponentDocument, EdgeDocument, PlatformDocument } from '@quanttide/cloud';
import { noun } from './noun';

/** Shapes by what a component is; anything else is a box. */
const SHAPES: Readonly<Record<string, [open: string, close: string]>> = {
  bucket: ['[(', ')]'],
  cache: ['[(', ')]'],
  database: ['[(', ')]'],
  gateway: ['{{', '}}'],
  provider: ['([', '])'],
  store: ['[(', ')]'],
};

const ARROWS: Readonly<Record<string, string>> = { binding: '-->', egress: '-->', exposure: '==>', login: '-.->' };

/** Traffic that products need for themselves, and kinds of connections that a later library has. */
const OTHER_ARROW = '-.->';

/** Colours that read on light and dark pages. */
const CLASSES = [
  'classDef app fill:#dbeafe,stroke:#2563eb,color:#1e3a8a',
  'classDef data fill:#dcfce7,stroke:#16a34a,color:#14532d',
  'classDef access fill:#fef3c7,stroke:#d97706,color:#78350f',
  'classDef outside fill:#f3f4f6,stroke:#6b7280,color:#1f2937',
];

/** Words that Mermaid reads as its own. */
const RESERVED = new Set(['class', 'click', 'default', 'direction', 'end', 'flowchart', 'graph', 'linkStyle', 'people', 'style', 'subgraph']);

/** How the library calls those who connect from outside. */
const OUTSIDE = 'outside the cluster';

/** A platform as a Mermaid flow chart: components by namespace, one arrow for each connection. */
export function diagramOf(platform: PlatformDocument): string {
  const connections = [...platform.edges.map((edge) => ({ edge, arrow: ARROWS[edge.kind] ?? OTHER_ARROW, text: label(edge, platform) })), ...placements(platform)];
  const ends = new Set(connections.flatMap(({ edge }) => [edge.from, edge.to]));
  const components = platform.components.filter((component) => ends.has(component.path));
  const ids = idsOf(components.map(({ path, name }) => ({ path, name })));
  ids.set(OUTSIDE, 'people');
  const strangers = [...ends].filter((end) => !ids.has(end)).sort();
  strangers.forEach((end, index) => ids.set(end, `outside${index}`));
  const groups = [...new Set(components.map((component) => component.namespaceName))].sort();
  const lines = connections.map(({ edge, arrow, text }) => `  ${ids.get(edge.from)} ${arrow}|"${escape(text)}"| ${ids.get(edge.to)}`);
  return [
    'flowchart LR',
    ...(ends.has(OUTSIDE) ? ['  people(("people")):::outside'] : []),
    ...groups.flatMap((group, index) => [
      `  subgraph group${index}["${escape(group)}"]`,
      ...components.filter((component) => component.namespaceName === group).map((component) => `    ${node(component, ids.get(component.path) ?? '')}`),
      '  end',
    ]),
    ...strangers.map((end) => `  ${ids.get(end)}["${escape(end)}"]:::outside`),
    ...new Set(lines),
    ...CLASSES.map((line) => `  ${line}`),
  ].join('\n');
}

/** Names that can be read in the text, too: the component's own, as far as Mermaid takes it. */
function idsOf(components: { path: string; name: string }[]): Map<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>(RESERVED);
  for (const { path, name } of components) {
    const plain = name.replace(/[^a-zA-Z0-9]/g, '_');
    const id = taken.has(plain) ? `${plain}_${ids.size}` : plain;
    taken.add(id);
    ids.set(path, id);
  }
  return ids;
}

/** Which object store a bucket is in: the one whose address its own begins with. */
function placements(platform: PlatformDocument): { edge: { from: string; to: string }; arrow: string; text: string }[] {
  const stores = platform.components.filter((component) => noun(component.type) === 'store' && component.endpoints.length > 0);
  return platform.components.filter((component) => noun(component.type) === 'bucket').flatMap((bucket) => {
    const store = stores.find((candidate) => candidate.endpoints.some(({ url }) => bucket.endpoints.some((endpoint) => endpoint.url.startsWith(`${url}/`))));
    return store === undefined ? [] : [{ edge: { from: bucket.path, to: store.path }, arrow: '-.-', text: 'kept in' }];
  });
}

/** What is spoken on a connection: the host for an exposure, the protocol for a binding. */
function label(edge: EdgeDocument, platform: PlatformDocument): string {
  const to = platform.components.find((component) => component.path === edge.to);
  switch (edge.kind) {
    case 'exposure':
      return edge.from === OUTSIDE ? 'HTTPS' : hostOf(to) ?? edge.ports.join(', ');
    case 'login':
      return 'sign-in';
    case 'binding':
      return protocol(to) ?? edge.ports.join(', ');
    case 'egress':
      return `port ${edge.ports.join(', ')}`;
    default:
      return edge.reason;
  }
}

function hostOf(component: ComponentDocument | undefined): string | undefined {
  return component?.endpoints.find((endpoint) => endpoint.external)?.url.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
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
  const below = product ?? noun(component.type).replace(/^service$/, 'web service').replace(/^site$/, 'static site').replace(/^job$/, 'scheduled job');
  return `${id}${open}"${escape(component.name)}<br/><small>${escape(below)}</small>"${close}:::${classOf(component)}`;
}

function classOf(component: ComponentDocument): string {
  const kind = noun(component.type);
  if (['bucket', 'cache', 'database', 'store'].includes(kind)) {
    return 'data';
  }
  return component.driver === undefined ? 'app' : 'access';
}

/** Mermaid reads entities in quoted text. */
function escape(text: string): string {
  return text.replaceAll('&', '#amp;').replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;');
}
