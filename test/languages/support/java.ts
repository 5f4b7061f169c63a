import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildOnce, copyOf, Language, PLACE } from './language';
import { once } from './once';
import { has, must } from './run';

/** What Maven is told: where our package is. */
export const SETTINGS = join(PLACE, 'java/settings.xml');

/** Java, from the Maven repository in dist/java. */
export const java: Language = {
  name: 'Java',
  folder: 'java',
  missing: () => (has('mvn', '--version') && has('javac', '--release', '17', '--version') ? undefined : 'Java 17 or later with Maven is not installed'),
  install: () => {
    if (!existsSync('dist/java')) {
      throw new Error('There is no Maven repository in dist/java: run `npm run package`.');
    }
    const text = settings(resolve('dist/java'));
    once(join(PLACE, 'java'), { files: ['dist/java'], settings: text }, () => {
      // What is in the user's repository from before would be taken instead.
      rmSync(join(homedir(), '.m2/repository/com/quanttide/cloud'), { recursive: true, force: true });
      writeFileSync(SETTINGS, text);
    });
  },
  build: (source) => buildOnce(java, source, ['dist/java'], (folder) => {
    maven(folder, 'package', 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath', '-Dmdep.outputFile=classpath.txt', '-Dmdep.includeScope=runtime');
    const main = /<mainClass>(?<name>[\w.]+)</.exec(readFileSync(join(folder, 'pom.xml'), 'utf8'))?.groups?.name;
    const classpath = [join(folder, 'target/classes'), readFileSync(join(folder, 'classpath.txt'), 'utf8').trim()].join(':');
    return ['java', '-cp', classpath, main ?? ''];
  }),
};

/** Numbers of a program's own tests, which ran when it was built. */
export function testReport(source: string): Readonly<Record<string, string>> | undefined {
  const folder = join(copyOf(java, source), 'target/surefire-reports');
  const text = readdirSync(folder).filter((file) => file.endsWith('.xml')).map((file) => readFileSync(join(folder, file), 'utf8')).join('');
  return /<testsuite [^>]*tests="(?<tests>\d+)" errors="(?<errors>\d+)" skipped="(?<skipped>\d+)" failures="(?<failures>\d+)"/.exec(text)?.groups;
}

/** Runs Maven in a project, with our package from dist/java. */
export function maven(folder: string, ...goals: string[]): string {
  return must(['mvn', '--quiet', '--batch-mode', '--no-transfer-progress', '--settings', SETTINGS, ...goals], { cwd: folder });
}

function settings(repository: string): string {
  return `<settings>
  <profiles><profile><id>built</id>
    <repositories><repository><id>built</id><url>file://${repository}</url></repository></repositories>
  </profile></profiles>
  <activeProfiles><activeProfile>built</activeProfile></activeProfiles>
</settings>
`;
}
