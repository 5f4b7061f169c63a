// Fills the generated parts of both READMEs: the table of drivers, from the manifests, and the picture of what the
// quickstart makes, from its platform.json. With --check fails where they are not fresh. Needs `npm run compile` before.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as library from '@quanttide/cloud';

const FILES = ['README.md', 'README.zh-CN.md'];
const EXAMPLE = 'examples/private-cloud/platform.yaml';
const types = JSON.parse(readFileSync('.jsii', 'utf8')).types;

const parts = { drivers: driverTable(), picture: picture() };
for (const file of FILES) {
  const text = readFileSync(file, 'utf8');
  const fresh = Object.entries(parts).reduce((whole, [name, content]) => fill(whole, name, content, file), text);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, fresh);
  } else if (fresh !== text) {
    console.error(`${file} is not what the manifests and the example say. Run \`npm run compile && npm run readme\` and commit it.`);
    process.exitCode = 1;
  }
}

function fill(text, name, content, file) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  if (!text.includes(begin) || !text.includes(end)) {
    throw new Error(`${file} has no part ${begin} … ${end}.`);
  }
  return `${text.slice(0, text.indexOf(begin) + begin.length)}\n${content}\n${text.slice(text.indexOf(end))}`;
}

/** One row a contract, from the facades of every domain. */
function driverTable() {
  const rows = Object.entries(library).flatMap(([domain, members]) => Object.entries(members)
    .filter(([name, member]) => name.endsWith('Drivers') && typeof member.known === 'function')
    .map(([name, facade]) => row(domain, name.replace(/Drivers$/, ''), facade.known())));
  return ['| domain | contract | protocol | products |', '|---|---|---|---|', ...rows.sort()].join('\n');
}

function row(domain, contract, known) {
  const products = known.map(({ manifest }) => {
    const { title, version, licence } = manifest;
    return version === undefined ? title : `${title} ${version} (${licence})`;
  });
  return `| ${domain} | \`${contract}\` | ${protocolOf(domain, contract)} | ${products.join(', ')} |`;
}

/** What follows "Protocol:" in the contract's doc comment, up to the first semicolon or full stop. */
function protocolOf(domain, contract) {
  const { remarks = '', summary = '' } = types[`@quanttide/cloud.${domain}.I${contract}`]?.docs ?? {};
  const found = /Protocol: ([^;]+?)(;|\.\s|\.$|, TLS|\n\n|$)/s.exec(`${summary}\n${remarks}`);
  if (found === null) {
    throw new Error(`The contract I${contract} of ${domain} does not name its protocol.`);
  }
  return found[1].replace(/\s+/g, ' ');
}

/** The diagram that `qtcloud describe --mermaid` draws of the example. */
function picture() {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    const run = (...args) => execFileSync(process.execPath, ['cli/bin/qtcloud', ...args], { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
    run('synth', '--file', EXAMPLE, '--output', folder);
    return `\`\`\`mermaid\n${run('describe', join(folder, 'acme'), '--mermaid').trim()}\n\`\`\``;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
