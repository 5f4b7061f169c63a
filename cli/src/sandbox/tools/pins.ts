import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A program of the sandbox, built from a Go module that is pinned in `tools/`. */
export interface Tool {
  /** Name of the program. */
  readonly name: string;
  /** Folder in `tools/` that holds the module which pins it. */
  readonly module: string;
  /** Package of the program; `.` where it is the module's own. */
  readonly package: string;
  /** The module that has its version. */
  readonly versionOf: string;
  /** True where the version is told to the linker: charts ask the API server for it. */
  readonly kubernetes?: boolean;
}

const KUBERNETES = { module: 'kubernetes', versionOf: 'k8s.io/kubernetes', kubernetes: true };

/** What a sandbox consists of, quick ones first. */
export const TOOLS: readonly Tool[] = [
  { name: 'etcd', module: 'etcd', package: 'go.etcd.io/etcd/server/v3', versionOf: 'go.etcd.io/etcd/server/v3' },
  { name: 'kwok', module: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok', versionOf: 'sigs.k8s.io/kwok' },
  { name: 'kube-apiserver', package: 'k8s.io/kubernetes/cmd/kube-apiserver', ...KUBERNETES },
  { name: 'kube-controller-manager', package: 'k8s.io/kubernetes/cmd/kube-controller-manager', ...KUBERNETES },
  { name: 'kube-scheduler', package: 'k8s.io/kubernetes/cmd/kube-scheduler', ...KUBERNETES },
  { name: 'cert-manager', module: 'cert-manager', package: '.', versionOf: 'github.com/cert-manager/cert-manager' },
];

/** kwok's own stages that the sandbox uses; they are in its module. */
export const KWOK_STAGES = ['node/fast', 'node/heartbeat-with-lease', 'pod/fast'].map((folder) => `kustomize/stage/${folder}`);

/** Changes with how programs are built, so that older builds are not taken for newer ones. */
const RECIPE = 2;

/** The folder with the pinned modules: beside the source, or in the package of the command line. */
export function toolsFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'tools', 'kubernetes', 'go.mod'))) {
    const above = dirname(folder);
    if (above === folder) {
      throw new Error('The pinned Go modules (tools/) are not part of this installation.');
    }
    folder = above;
  }
  return join(folder, 'tools');
}

/** Names what is pinned in a module: the same for the same programs, and for nothing else. */
export function pinsDigest(folder: string, module: string, tools: readonly Tool[] = TOOLS): string {
  const hash = createHash('sha256').update(JSON.stringify([RECIPE, tools.filter((tool) => tool.module === module), process.platform, process.arch]));
  for (const name of readdirSync(join(folder, module)).filter((file) => /^go\.(mod|sum)$|\.go$/.test(file)).sort()) {
    hash.update(name).update(readFileSync(join(folder, module, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** The version that a tool is pinned to, such as `v1.34.10`. */
export function versionOf(folder: string, tool: Tool): string {
  const text = readFileSync(join(folder, tool.module, 'go.mod'), 'utf8');
  const line = text.split('\n').map((each) => each.trim().replace(/^require /, '')).find((each) => each.startsWith(`${tool.versionOf} v`));
  if (line === undefined) {
    throw new Error(`tools/${tool.module}/go.mod pins no version of ${tool.versionOf}.`);
  }
  return line.split(' ')[1];
}

/** What the linker is told. */
export function linkerFlags(tool: Tool, version: string): string {
  if (tool.kubernetes !== true) {
    return '-s -w';
  }
  const [major, minor] = version.slice(1).split('.');
  const set = (name: string, value: string) => `-X k8s.io/component-base/version.${name}=${value}`;
  return ['-s -w', set('gitVersion', version), set('gitMajor', major), set('gitMinor', minor)].join(' ');
}
