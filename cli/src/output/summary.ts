import type { ComponentDocument, PlatformDocument } from '@quanttide/cloud';
import type { Written } from '../commands/synth';
import { Colours } from '../terminal/terminal';
import { fitOf, fitText } from './fit';
import { noun } from './noun';

/** What was made, on a few lines. */
export function summaryOf({ platform, blueprint, folder }: Written, seconds: number, colours: Colours): string {
  const { bold, cyan, dim, green } = colours;
  const apps = platform.components.flatMap((component) => appRow(component, platform));
  const width = Math.max(8, ...apps.map(([name]) => name.length));
  const urlWidth = Math.max(0, ...apps.map(([, url]) => url.length));
  const loginWidth = Math.max(0, ...apps.map(([, , login]) => login.length));
  const charts = platform.releases.filter((release) => release.chart !== undefined).length;
  const { size, target } = platform.platforms[0] ?? { size: '', target: '' };
  const kind = [blueprint, size].filter((part) => part !== undefined && part !== '').join(', ');
  const left = `${platform.stack}  ${kind}, on ${target}`;
  const right = `${platform.resources.count} resources, ${charts} charts, ${platform.resources.waves.length} waves   ${seconds.toFixed(1)} s`;
  const pad = (text: string, length: number) => text + ' '.repeat(Math.max(0, length - text.length));
  return [
    `  ${bold(platform.stack)}${pad(left, 56).slice(platform.stack.length)} ${dim(right)}`,
    ...apps.map(([name, url, login, uses]) => `  ${bold(pad(name, width))} ${cyan(pad(url, urlWidth))}${url === '' && urlWidth === 0 ? '' : '   '}${pad(login, loginWidth)}${loginWidth === 0 ? '' : '   '}${uses}`.trimEnd()),
    `  ${pad('needs', width)} ${fitText(fitOf(platform))}`,
    `  ${green(pad('written', width))} ${folder}`,
  ].join('\n');
}

type AppRow = [name: string, url: string, login: string, uses: string];

/** The user's own programs: what uses something, or is reached from outside. */
function appRow(component: ComponentDocument, platform: PlatformDocument): AppRow[] {
  const own = platform.edges.filter((edge) => edge.from === component.path);
  const isProgram = component.images !== undefined || own.length > 0;
  if (component.driver !== undefined || !isProgram) {
    return [];
  }
  const uses = own.filter((edge) => edge.kind === 'binding').map((edge) => {
    const provider = platform.components.find((other) => other.path === edge.to);
    return provider === undefined ? edge.to : `${noun(provider.type)} ${provider.name}`;
  });
  const url = component.endpoints.find((endpoint) => endpoint.external)?.url ?? '';
  return [[component.name, url, loginOf(component, own.some((edge) => edge.kind === 'login')), [...new Set(uses)].sort().join(', ')]];
}

function loginOf(component: ComponentDocument, asked: boolean): string {
  const demands = component.demands as { login?: { groups?: string[] } | string[]; groups?: string[] } | undefined;
  const login = demands?.login;
  const groups = (Array.isArray(login) ? login : login?.groups) ?? demands?.groups ?? [];
  return asked || login !== undefined ? `login ${groups.join(', ')}`.trim() : '';
}
