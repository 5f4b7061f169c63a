// Writes the docs as each language sees them: dist/docs/<language>/API.md, with every example translated by rosetta, and
// README.md with those of the namespaces. An example that cannot be translated is an error. Needs `npm run compile` before.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Documentation, Language } from 'jsii-docgen';

const OUT = 'dist/docs';
const LANGUAGES = { python: Language.PYTHON, java: Language.JAVA, go: Language.GO, csharp: Language.CSHARP };
/** What rosetta writes where it could not translate. */
const UNTRANSLATED = /Example automatically generated without compilation|\/\/ .* could not be translated/;
const { name, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

const assemblies = resolve('.cache/docs/assemblies'); // absolute: it is read from another folder
rmSync(OUT, { recursive: true, force: true });
rmSync(assemblies, { recursive: true, force: true });
copyAssembly('.', join(assemblies, name));
for (const dependency of Object.keys(peerDependencies)) {
  copyAssembly(join('node_modules', dependency), join(assemblies, dependency));
}
// Strict: every example compiles. The translations are found beside the assembly.
rosetta('extract', '--strict', '--directory', '.', '.');
copyFileSync('.jsii.tabl.json', join(assemblies, name, '.jsii.tabl.json'));

const documentation = await Documentation.forAssembly(name, assemblies);
try {
  for (const [folder, language] of Object.entries(LANGUAGES)) {
    const api = (await documentation.toMarkdown({ language, allSubmodules: true, validate: true })).render();
    const untranslated = UNTRANSLATED.exec(api);
    if (untranslated) {
      throw new Error(`${folder}: ${untranslated[0]}`);
    }
    mkdirSync(join(OUT, folder), { recursive: true });
    writeFileSync(join(OUT, folder, 'API.md'), api);
    const readmes = writeReadmes(folder);
    console.log(`${folder.padEnd(7)} API.md with ${api.split('\n').length} lines, ${readmes} READMEs`);
  }
} finally {
  await documentation.cleanup();
}

/** The README of the package, and of each namespace that has one, with translated examples. */
function writeReadmes(language) {
  const { readme, submodules } = JSON.parse(readFileSync('.jsii', 'utf8'));
  const { snippets } = JSON.parse(readFileSync('.jsii.tabl.json', 'utf8'));
  const texts = [[name, readme], ...Object.entries(submodules).map(([fqn, module]) => [fqn, module.readme])].filter(([, text]) => text !== undefined);
  for (const [fqn, { markdown }] of texts) {
    const examples = Object.values(snippets)
      .filter(({ location: { api } }) => api.api === 'moduleReadme' && api.moduleFqn === fqn)
      .sort((a, b) => a.location.field.line - b.location.field.line)
      .map(({ translations }) => translations[language].source);
    writeFileSync(join(OUT, language, fqn === name ? 'README.md' : `${fqn.slice(name.length + 1)}.md`), translated(markdown, examples, language, fqn));
  }
  return texts.length;
}

/** Puts each example's translation in its place. */
function translated(markdown, examples, language, place) {
  const rest = [...examples];
  const text = markdown.replace(/```ts[^\n]*\n[^]*?```/g, () => `\`\`\`${language}\n${(rest.shift() ?? missing(place)).trimEnd()}\n\`\`\``);
  return rest.length === 0 ? text : missing(place);
}

function missing(place) {
  throw new Error(`README of ${place}: its examples and their translations are not the same in number.`);
}

function rosetta(...args) {
  execFileSync(process.execPath, ['node_modules/jsii-rosetta/bin/jsii-rosetta', ...args], { stdio: 'inherit' });
}

function copyAssembly(from, to) {
  for (const file of ['.jsii', 'package.json']) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(join(from, file), join(to, file));
  }
}
