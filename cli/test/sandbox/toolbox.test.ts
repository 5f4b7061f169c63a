import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CERT_MANAGER } from '../../../src/networking/drivers/cert-manager/cert-manager.facts';
import { identify } from '../../src/sandbox/process-id';
import { MachineError } from '../../src/terminal/machine-error';
import { linkerFlags, pinsDigest, Tool, TOOLS, toolsFolder, versionOf } from '../../src/sandbox/tools/pins';
import { BuildProgress, Toolbox } from '../../src/sandbox/tools/toolbox';
import { temporaryFolders } from '../support/temporary-folder';

const temporary = temporaryFolders();
const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
});

const TOOL: Tool = { name: 'kwok', module: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok', versionOf: 'sigs.k8s.io/kwok' };

/** Modules as in tools/, a Go that writes what it was asked to build, and a cache of their own. */
function setUp(go = '1.26.8'): { modules: string; log: string } {
  const folder = temporary();
  const modules = join(folder, 'tools');
  mkdirSync(join(modules, 'kwok'), { recursive: true });
  writeFileSync(join(modules, 'kwok', 'go.mod'), 'module example\n\nrequire (\n\tsigs.k8s.io/kwok v0.8.0\n)\n');
  writeFileSync(join(modules, 'kwok', 'go.sum'), '');
  const module = join(folder, 'module');
  for (const stage of ['node/fast', 'node/heartbeat-with-lease', 'pod/fast']) {
    mkdirSync(join(module, 'kustomize', 'stage', stage), { recursive: true });
    writeFileSync(join(module, 'kustomize', 'stage', stage, 'stage.yaml'), `name: ${stage}\n`);
    writeFileSync(join(module, 'kustomize', 'stage', stage, 'kustomization.yaml'), 'kind: Kustomization\n');
  }
  const log = join(folder, 'go.log');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'go'), `#!/bin/sh
echo "$@" >> ${log}
case "$1" in
  env) echo go${go};;
  list) echo ${module};;
  build) for a; do [ "$previous" = -o ] && echo built > "$a"; previous="$a"; done; [ -z "$FAIL" ] || { echo "undefined: x" >&2; exit 1; };;
esac
`);
  chmodSync(join(bin, 'go'), 0o755);
  process.env.PATH = `${bin}:${environment.PATH ?? ''}`;
  process.env.XDG_CACHE_HOME = join(folder, 'cache');
  return { modules, log };
}

function recorder(): BuildProgress & { readonly told: string[] } {
  const told: string[] = [];
  return {
    told,
    waiting: (process_) => told.push(`waiting for ${process_}`),
    building: (tool, version, index, total) => told.push(`building ${tool.name} ${version} ${index}/${total}`),
    built: (tool) => told.push(`built ${tool.name}`),
  };
}

describe('the toolbox', () => {
  it('builds what is pinned once, says so, and keeps kwok\'s stages', async () => {
    const { modules, log } = setUp();
    const progress = recorder();
    const toolbox = new Toolbox(modules, [TOOL]);
    await toolbox.prepare(progress);
    expect(progress.told).toStrictEqual(['building kwok v0.8.0 1/1', 'built kwok']);
    expect(readFileSync(toolbox.path('kwok'), 'utf8')).toBe('built\n');
    expect(toolbox.stages).toBe('name: node/fast\n---\nname: node/heartbeat-with-lease\n---\nname: pod/fast');
    const runs = readFileSync(log, 'utf8');
    await new Toolbox(modules, [TOOL]).prepare(progress);
    expect(readFileSync(log, 'utf8')).toBe(runs);
  });

  it('builds anew, in another folder, when a pin changes', () => {
    const { modules } = setUp();
    const before = new Toolbox(modules, [TOOL]).folder('kwok');
    writeFileSync(join(modules, 'kwok', 'go.sum'), 'sigs.k8s.io/kwok v0.8.0 h1:other\n');
    expect(new Toolbox(modules, [TOOL]).folder('kwok')).not.toBe(before);
  });

  it('builds anew only the programs of the module that changed, its code included', async () => {
    const { modules, log } = setUp();
    mkdirSync(join(modules, 'own'));
    writeFileSync(join(modules, 'own', 'go.mod'), 'module example\n\nrequire example.com/library v1.2.3\n');
    writeFileSync(join(modules, 'own', 'main.go'), 'package main\n');
    const tools: Tool[] = [TOOL, { name: 'own', module: 'own', package: '.', versionOf: 'example.com/library' }];
    const built = () => readFileSync(log, 'utf8').split('\n').filter((line) => line.startsWith('build ')).map((line) => line.split(' ').pop());
    await new Toolbox(modules, tools).prepare(recorder());
    expect(built()).toStrictEqual(['sigs.k8s.io/kwok/cmd/kwok', '.']);
    writeFileSync(join(modules, 'own', 'main.go'), 'package main // changed\n');
    const toolbox = new Toolbox(modules, tools);
    expect(toolbox.isComplete).toBe(false);
    const progress = recorder();
    await toolbox.prepare(progress);
    expect(progress.told).toStrictEqual(['building own v1.2.3 2/2', 'built own']);
    expect(built()).toStrictEqual(['sigs.k8s.io/kwok/cmd/kwok', '.', '.']);
  });

  it('leaves nothing that looks finished when a build fails, and says what Go printed', async () => {
    const { modules } = setUp();
    process.env.FAIL = '1';
    const toolbox = new Toolbox(modules, [TOOL]);
    await expect(toolbox.prepare(recorder())).rejects.toThrow('kwok could not be built.');
    await expect(toolbox.prepare(recorder())).rejects.toMatchObject({ hints: ['Go printed:', 'undefined: x'] });
    expect(toolbox.isComplete).toBe(false);
    expect(existsSync(toolbox.path('kwok'))).toBe(false);
    delete process.env.FAIL;
    await toolbox.prepare(recorder());
    expect(readdirSync(toolbox.folder('kwok')).sort()).toStrictEqual(['complete', 'kwok', 'stages.yaml']);
  });

  it('waits for another process that is building, and takes over from one that is gone', async () => {
    const { modules } = setUp();
    const toolbox = new Toolbox(modules, [TOOL]);
    mkdirSync(join(toolbox.folder('kwok'), '..'), { recursive: true });
    writeFileSync(`${toolbox.folder('kwok')}.lock`, JSON.stringify({ pid: process.pid, started: 'long ago' }));
    await toolbox.prepare(recorder());
    expect(toolbox.isComplete).toBe(true);

    const second = setUp();
    const other = new Toolbox(second.modules, [TOOL]);
    mkdirSync(join(other.folder('kwok'), '..'), { recursive: true });
    writeFileSync(`${other.folder('kwok')}.lock`, JSON.stringify(identify(process.pid)));
    const progress = recorder();
    const building = other.prepare(progress);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(progress.told).toStrictEqual([`waiting for ${process.pid}`]);
    writeFileSync(`${other.folder('kwok')}.lock`, JSON.stringify({ pid: process.pid, started: 'long ago' }));
    await building;
    expect(other.isComplete).toBe(true);
  });

  it.each([['1.25.3', 'Go is too old: go1.25.3.'], ['1.20', 'Go is too old: go1.20.']])('refuses Go %s readably', async (version, message) => {
    const { modules } = setUp(version);
    const failure = await new Toolbox(modules, [TOOL]).prepare(recorder()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MachineError);
    expect((failure as MachineError).text).toContain(message);
    expect((failure as MachineError).text).toContain('https://go.dev/dl/');
  });

  it('says where Go is missing, and what for', async () => {
    const { modules } = setUp();
    process.env.PATH = temporary();
    await expect(new Toolbox(modules, [TOOL]).prepare(recorder())).rejects.toThrow('Go is not installed.');
  });
});

describe('the pins', () => {
  it('name every program\'s version', () => {
    expect(Object.fromEntries(TOOLS.map((tool) => [tool.name, versionOf(toolsFolder(), tool)]))).toStrictEqual({
      'etcd': 'v3.6.14', 'kwok': 'v0.8.0', 'kube-apiserver': 'v1.34.10', 'kube-controller-manager': 'v1.34.10', 'kube-scheduler': 'v1.34.10',
      'cert-manager': 'v1.21.1',
    });
  });

  it('pin every staging module of Kubernetes to the release\'s own', () => {
    const text = readFileSync(join(toolsFolder(), 'kubernetes', 'go.mod'), 'utf8');
    const replaced = [...text.matchAll(/^\tk8s\.io\/\S+ => k8s\.io\/\S+ (\S+)$/gm)].map(([, version]) => version);
    expect(replaced.length).toBeGreaterThan(25);
    expect(new Set(replaced)).toStrictEqual(new Set(['v0.34.10']));
  });

  it('tell the linker the version that charts ask for', () => {
    const apiServer = TOOLS.find((tool) => tool.name === 'kube-apiserver');
    expect(linkerFlags(apiServer ?? TOOL, 'v1.34.10')).toBe('-s -w -X k8s.io/component-base/version.gitVersion=v1.34.10 -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=34');
    expect(linkerFlags(TOOL, 'v0.8.0')).toBe('-s -w');
  });

  it('give the cert-manager that the driver installs', () => {
    const tool = TOOLS.find(({ name }) => name === 'cert-manager');
    expect(versionOf(toolsFolder(), tool ?? TOOL)).toBe(`v${CERT_MANAGER.version ?? ''}`);
  });

  it('are modules, with no code but the little that runs cert-manager', () => {
    const files = readdirSync(toolsFolder(), { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(toolsFolder(), name)).isFile());
    expect(files.every((name) => /^([a-z-]+\/go\.(mod|sum)|cert-manager\/(main|acme)\.go|checkov\/requirements\.txt|README\.md)$/.test(name))).toBe(true);
    expect(pinsDigest(toolsFolder(), 'kwok')).toMatch(/^[0-9a-f]{16}$/);
  });
});
