import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { KEYCLOAK } from '../../src/accounts/drivers/keycloak.facts';

const VERSION = KEYCLOAK.version ?? '';
const NAME = `keycloak-${VERSION}`;
const UNPACK = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack';

/** What this machine lacks to run Keycloak; undefined where it lacks nothing. */
export function missingTools(): string | undefined {
  const missing = [['java', '-version'], ['mvn', '-version'], ['bash', '--version']].filter(([tool, option]) => spawnSync(tool, [option]).status !== 0).map(([tool]) => tool);
  return missing.length === 0 ? undefined : `${missing.join(' and ')} not found`;
}

/** The server of the very version that the driver installs, from Maven Central; kept for the next time. */
export function keycloakDistribution(): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'quanttide', NAME);
  const home = join(cache, NAME);
  if (!existsSync(join(home, 'bin', 'kc.sh'))) {
    mkdirSync(cache, { recursive: true });
    const fresh = mkdtempSync(join(cache, 'unpacking-'));
    process.stderr.write(`Fetching Keycloak ${VERSION} from Maven Central (170 MB, once) …\n`);
    execFileSync('mvn', ['-q', '-B', UNPACK, `-Dartifact=org.keycloak:keycloak-quarkus-dist:${VERSION}:zip`, `-DoutputDirectory=${fresh}`], { cwd: fresh, stdio: ['ignore', 'ignore', 'inherit'] });
    try {
      renameSync(join(fresh, NAME), home);
    } catch (error) {
      if (!existsSync(join(home, 'bin', 'kc.sh'))) {
        throw error;
      }
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  return home;
}
