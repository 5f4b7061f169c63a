import { renderTable } from '../output/table';
import { InputError } from '../platform-file/finding';
import { TerminalProgress } from '../sandbox/progress';
import { isSame } from '../sandbox/process-id';
import { Sandbox } from '../sandbox/sandbox';
import { SandboxFolder } from '../sandbox/state';
import { Terminal } from '../terminal/terminal';

/** Options of every `qtcloud sandbox` command. */
export interface SandboxNameOptions {
  readonly name: string;
}

/** Options of `qtcloud sandbox up`. */
export interface SandboxUpOptions extends SandboxNameOptions {
  readonly nodes: string;
  readonly cpu: string;
  readonly memory: string;
  readonly json?: boolean;
}

/** Options of `qtcloud sandbox status`. */
export interface SandboxStatusOptions {
  readonly json?: boolean;
}

const NAME = /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/;
/** More than nothing. */
const QUANTITY = /^(?=.*[1-9])\d+(\.\d+)?(m|Ki|Mi|Gi|Ti|k|M|G|T)?$/;
const MOST_NODES = 100;

/** Starts a Kubernetes control plane, and says how to use it. */
export async function sandboxUp(options: SandboxUpOptions, terminal: Terminal): Promise<void> {
  const { name, cpu, memory } = options;
  const nodes = { count: count(options.nodes), cpu: quantity('--cpu', cpu), memory: quantity('--memory', memory) };
  const sandbox = Sandbox.in(SandboxFolder.named(checkName(name)), name, { nodes });
  const started = performance.now();
  const progress = new TerminalProgress(terminal);
  let isNew: boolean;
  try {
    isNew = await sandbox.up(progress);
  } finally {
    progress.clear();
  }
  const seconds = (performance.now() - started) / 1000;
  if (options.json === true) {
    terminal.out(JSON.stringify({ name, seconds: Math.round(seconds * 10) / 10, started: isNew, kubeconfig: sandbox.kubeconfig, server: sandbox.server }, undefined, 2));
    return;
  }
  const { bold } = terminal.colours;
  const described = `Kubernetes ${sandbox.state?.parts.find((part) => part.name === 'kube-apiserver')?.version ?? ''}, ${sandbox.state?.nodes ?? 0} simulated nodes`;
  terminal.out([
    `  ${bold(name)}  ${described}  ${isNew ? `${seconds.toFixed(1)} s` : 'was running already'}`,
    '  Every object is real and checked; pods, volumes and operators are simulated: no container runs.',
    `  kubeconfig  ${sandbox.kubeconfig}`,
    '',
    `  Next: export KUBECONFIG=${sandbox.kubeconfig}`,
    '        terraform -chdir=<folder that synth wrote> init && terraform -chdir=<folder that synth wrote> apply -var kubeconfig=$KUBECONFIG',
    `        qtcloud sandbox down${name === 'default' ? '' : ` --name ${name}`}   removes it, and all that is in it`,
  ].join('\n'));
}

/** Stops a sandbox and removes its data. */
export async function sandboxDown({ name }: SandboxNameOptions, terminal: Terminal): Promise<void> {
  const existed = await Sandbox.in(SandboxFolder.named(checkName(name)), name).down();
  terminal.out(existed ? `  removed  ${name}` : `  ${name} is not there`);
}

/** Tells which sandboxes there are, and whether they run. */
export function sandboxStatus(options: SandboxStatusOptions, terminal: Terminal): void {
  const found = SandboxFolder.names.flatMap((name) => {
    const folder = SandboxFolder.named(name);
    const state = folder.read();
    return state === undefined ? [] : [{
      name,
      nodes: state.nodes,
      server: `https://127.0.0.1:${state.ports.apiServer}`,
      kubeconfig: folder.kubeconfig,
      parts: state.parts.map((part) => ({ name: part.name, version: part.version, pid: part.pid, running: isSame(part) })),
      running: state.complete && state.parts.every(isSame),
    }];
  });
  if (options.json === true) {
    terminal.out(JSON.stringify(found, undefined, 2));
    return;
  }
  if (found.length === 0) {
    terminal.out('  no sandbox  Next: qtcloud sandbox up');
    return;
  }
  for (const sandbox of found) {
    const { bold, green, yellow } = terminal.colours;
    terminal.out(`  ${bold(sandbox.name)}  ${sandbox.running ? green('running') : yellow('not running')}  ${sandbox.server}  ${sandbox.kubeconfig}`);
    terminal.out(renderTable(['part', 'version', 'process', 'state'], sandbox.parts.map((part) => [part.name, part.version, String(part.pid), part.running ? 'running' : 'ended']), terminal.colours));
    if (!sandbox.running) {
      terminal.out(`  Next: "qtcloud sandbox up --name ${sandbox.name}" starts what ended; "qtcloud sandbox down --name ${sandbox.name}" removes it.`);
    }
  }
}

function checkName(name: string): string {
  if (!NAME.test(name)) {
    throw refuse('--name', `"${name}" is no name.`, 'Use up to 40 lower-case letters, digits and hyphens.');
  }
  return name;
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > MOST_NODES) {
    throw refuse('--nodes', `"${text}" is no number of nodes.`, `Give a whole number from 1 to ${MOST_NODES}.`);
  }
  return number;
}

function quantity(option: string, text: string): string {
  if (!QUANTITY.test(text)) {
    throw refuse(option, `"${text}" is no quantity.`, 'Write it as Kubernetes does: 4, 500m, 16Gi.');
  }
  return text;
}

function refuse(option: string, message: string, hint: string): InputError {
  return new InputError([{ file: option, message, hints: [hint] }]);
}
