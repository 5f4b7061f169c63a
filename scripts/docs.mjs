// Writes API.md from the compiled library; with --check fails where it is not fresh.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Documentation, Language } from 'jsii-docgen';

const FILE = 'API.md';
const { name, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

const fresh = await generate();
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, fresh);
  console.log(`Wrote ${FILE}.`);
} else if (fresh !== read(FILE)) {
  console.error(`${FILE} is not what the sources say. Run \`npm run compile && npm run docs\` and commit it.`);
  process.exitCode = 1;
}

async function generate() {
  // Only the assemblies that take part: looking for them in all of node_modules takes 20 s.
  const assemblies = resolve('.cache/assemblies'); // absolute: it is read from another folder
  rmSync(assemblies, { recursive: true, force: true });
  copyAssembly('.', join(assemblies, name));
  for (const dependency of Object.keys(peerDependencies)) {
    copyAssembly(join('node_modules', dependency), join(assemblies, dependency));
  }
  const documentation = await Documentation.forAssembly(name, assemblies);
  try {
    const markdown = await documentation.toMarkdown({ language: Language.TYPESCRIPT, allSubmodules: true });
    return markdown.render();
  } finally {
    await documentation.cleanup();
  }
}

function copyAssembly(from, to) {
  for (const file of ['.jsii', 'package.json']) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(join(from, file), join(to, file));
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
