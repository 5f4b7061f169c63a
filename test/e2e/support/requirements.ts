import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { GoBuilder } from '../../../cli/src/sandbox/tools/go-builder';
import { Toolbox } from '../../../cli/src/sandbox/tools/toolbox';

/** Longer than a registry takes that answers at all, and than its providers take to come. */
const KNOCK_MILLISECONDS = 10_000;
const FETCH_MILLISECONDS = 300_000;

/** Why there can be no control plane here; undefined where there can. */
export function missingControlPlane(): string | undefined {
  const missing = new Toolbox().isComplete ? undefined : GoBuilder.missing();
  if (missing !== undefined && process.env.CI === 'true') {
    throw new Error(`The end-to-end tests cannot run: ${missing} They build a Kubernetes control plane.`);
  }
  return missing;
}

/** Terraform, or OpenTofu, which takes its providers from a registry of its own. */
export interface Engine {
  /** Path or name of the program. */
  readonly program: string;
  /** Registry of its providers. */
  readonly registry: string;
  /** Versions of providers by name. @default - those that the library writes into every project */
  readonly providers?: Readonly<Record<string, string>>;
}

/** Terraform, as it is installed. */
export const TERRAFORM: Engine = { program: 'terraform', registry: 'registry.terraform.io' };

/** The next major version of the kubernetes provider, for platforms that ask for it by `kubernetesProviderVersion`. */
export const KUBERNETES_PROVIDER_3 = '3.2.1';

/** Terraform with that provider. */
export const TERRAFORM_WITH_PROVIDER_3: Engine = { ...TERRAFORM, providers: { kubernetes: KUBERNETES_PROVIDER_3 } };

/** Why Terraform cannot apply here; undefined where it can: with providers from a mirror on disk, or from the registry. */
export function missingTerraform(engine: Engine = TERRAFORM): string | undefined {
  try {
    execFileSync(engine.program, ['version', '-json'], { stdio: ['ignore', 'pipe', 'ignore'], env: engineEnvironment('/dev/null') });
  } catch {
    return `${engine.program} is not installed.`;
  }
  return missingProviders(engine);
}

/** Why an engine has no providers here; undefined where it has. */
export function missingProviders(engine: Engine): string | undefined {
  const absent = absentProviders(engine);
  return absent.length === 0 || answers(engine) ? undefined : `no provider mirror, and ${engine.registry} is not reached: ${providerMirror()} has no ${absent.join(', ')}`;
}

/** The text of a configuration file that has providers taken from where they are. */
export function engineConfiguration(engine: Engine): string {
  if (absentProviders(engine).length === 0) {
    return `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(providerMirror())}\n  }\n}\n`;
  }
  const kept = join(Toolbox.cache, 'plugins');
  mkdirSync(kept, { recursive: true });
  return `plugin_cache_dir = ${JSON.stringify(kept)}\n`;
}

/** The environment in which the engine runs: its own settings, and nobody else's. */
export function engineEnvironment(configuration: string): NodeJS.ProcessEnv {
  return { ...process.env, TF_CLI_CONFIG_FILE: configuration, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
}

function absentProviders(engine: Engine): string[] {
  const { registry } = engine;
  return Object.entries(providersOf(engine)).filter(([name, version]) => !existsSync(join(providerMirror(), registry, 'hashicorp', name, version))).map(([name, version]) => `${name} ${version}`);
}

/** Whether the providers can be had from the registry. */
function answers(engine: Engine): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'qtcloud-registry-'));
  try {
    const providers = Object.fromEntries(Object.entries(providersOf(engine)).map(([name, version]) => [name, { source: name, version }]));
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: providers } }));
    writeFileSync(join(folder, 'engine.rc'), engineConfiguration(engine));
    const knock = `fetch('https://${engine.registry}/.well-known/terraform.json').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
    execFileSync(process.execPath, ['-e', knock], { stdio: 'ignore', timeout: KNOCK_MILLISECONDS });
    if (isAbsolute(engine.program) && !existsSync(engine.program)) {
      return true; // It is yet to be built.
    }
    execFileSync(engine.program, [`-chdir=${folder}`, 'init', '-input=false'], { stdio: 'ignore', env: engineEnvironment(join(folder, 'engine.rc')), timeout: FETCH_MILLISECONDS });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Folder of a filesystem mirror with the real providers. */
export function providerMirror(): string {
  const { QTCLOUD_PROVIDER_MIRROR: named } = process.env;
  return named !== undefined && named !== '' ? named : join(Toolbox.cache, 'providers');
}

function providersOf({ providers = {} }: Engine): Record<string, string> {
  return { ...pinnedProviders(), ...providers };
}

/** The providers' versions, as the library writes them into every project. */
function pinnedProviders(): Record<string, string> {
  return Object.fromEntries(['kubernetes', 'helm'].map((name) => {
    const source = readFileSync(require.resolve(`@cdktf/provider-${name}/lib/provider/index.js`), 'utf8');
    const version = /providerVersion: ['"]([^'"]+)['"]/.exec(source)?.[1] ?? '';
    return [name, version];
  }));
}
