import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate, run } from './pacmak.mjs';

const QUICK = ['--quiet', '--batch-mode', '--no-transfer-progress', '-Dmaven.javadoc.skip=true', '-Dmaven.source.skip=true'];

/** Builds the jar, with the licence notices in META-INF, into a Maven repository: out/java. */
export function javaPackage(folder) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const sources = join(folder, 'java');
  installEngine();
  const notices = join(sources, 'src/main/resources/META-INF');
  mkdirSync(notices, { recursive: true });
  for (const notice of ['LICENSE', 'NOTICE']) {
    copyFileSync(notice, join(notices, notice));
  }
  run('mvn', [...QUICK, 'package'], { cwd: sources });
  const place = join(folder, 'out/java/com/quanttide/cloud', version);
  mkdirSync(place, { recursive: true });
  copyFileSync(join(sources, `target/cloud-${version}.jar`), join(place, `cloud-${version}.jar`));
  copyFileSync(join(sources, 'pom.xml'), join(place, `cloud-${version}.pom`));
}

/** The engine's jar is not to be had everywhere: where it is not, it is made from the engine's npm package, which is the same. */
function installEngine() {
  const { version } = JSON.parse(readFileSync('node_modules/cdktf/package.json', 'utf8'));
  const jar = join(homedir(), '.m2/repository/com/hashicorp/cdktf', version, `cdktf-${version}.jar`);
  if (existsSync(jar) || fetched(version)) {
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'engine-'));
  try {
    generate('node_modules/cdktf', folder, ['java']);
    run('mvn', [...QUICK, 'install'], { cwd: join(folder, 'java') });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fetched(version) {
  try {
    run('mvn', [...QUICK, 'dependency:get', `-Dartifact=com.hashicorp:cdktf:${version}`, '-Dtransitive=false']);
    return true;
  } catch {
    return false;
  }
}
