import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GoBuilder } from '../../../cli/src/sandbox/tools/go-builder';
import { Toolbox } from '../../../cli/src/sandbox/tools/toolbox';

const REGISTRY = 'registry.terraform.io/hashicorp';

/** Why there can be no control plane here; undefined where there can. */
export function missingControlPlane(): string | undefined {
  const missing = new Toolbox().isComplete ? undefined : GoBuilder.missing();
  if (missing !== undefined && process.env.CI === 'true') {
    throw new Error(`The end-to-end tests cannot run: ${missing} They build a Kubernetes control plane.`);
  }
  return missing;
}

/** Why Terraform cannot apply here; undefined where it can. */
export function missingTerraform(): string | undefined {
  try {
    execFileSync('terraform', ['version', '-json'], { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' } });
  } catch {
    return 'Terraform is not installed.';
  }
  const absent = Object.entries(pinnedProviders()).filter(([name, version]) => !existsSync(join(providerMirror(), REGISTRY, name, version)));
  return absent.length === 0 ? undefined : `no provider mirror: ${providerMirror()} has no ${absent.map(([name, version]) => `${name} ${version}`).join(', ')}`;
}

/** Folder of a filesystem mirror with the real providers. */
export function providerMirror(): string {
  const { QTCLOUD_PROVIDER_MIRROR: named } = process.env;
  return named !== undefined && named !== '' ? named : join(Toolbox.cache, 'providers');
}

/** The providers' versions, as the library writes them into every project. */
function pinnedProviders(): Record<string, string> {
  return Object.fromEntries(['kubernetes', 'helm'].map((name) => {
    const source = readFileSync(require.resolve(`@cdktf/provider-${name}/lib/provider/index.js`), 'utf8');
    const version = /providerVersion: ['"]([^'"]+)['"]/.exec(source)?.[1] ?? '';
    return [name, version];
  }));
}
