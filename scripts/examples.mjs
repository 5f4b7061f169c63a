// Compiles every TypeScript example of README.md, the domains' READMEs and the doc comments, and translates it
// to the other languages. Needs `npm run compile` before: the examples are read from the compiled library.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const TRANSLATIONS = '.jsii.tabl.json';

try {
  execFileSync(process.execPath, ['node_modules/jsii-rosetta/bin/jsii-rosetta', 'extract', '--strict', '--directory', '.', '.'], { stdio: 'inherit' });
  const { snippets } = JSON.parse(readFileSync(TRANSLATIONS, 'utf8'));
  console.log(`${Object.keys(snippets).length} examples compile.`);
} catch (error) {
  console.error(`Examples: ${error.message}`);
  process.exitCode = 1;
}
