// Writes docs/names.md, the API as each language spells it, from the compiled library; with --check fails where it is
// not fresh, or where a name does not read well in some language. --json prints what is on the page, and writes nothing.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spellingsOf, toSnakeCase } from './support/spellings.mjs';

const FILE = 'docs/names.md';
const OWN = '@quanttide/cloud.';

/** Words that a language keeps for itself, of those that are used as names there. */
const RESERVED = {
  python: 'and as assert async await break case class continue def del elif else except exec finally for from global if import in is lambda match nonlocal not or pass print raise return try while with yield',
  java: 'abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float for goto if implements import instanceof int interface long native new package private protected public return short static super switch synchronized this throw throws transient try void volatile while',
};
/** Names that are kept though they are reserved, with what is written instead: edges are read from platform.json, whose form they are of. */
const SPELT_OTHERWISE = { python: { from: ['Edge', 'EdgeDocument'] }, java: {} };
/** Letters that stand alone read badly: `k3_s`. */
const TORN = /(?:^|_)[a-z0-9](?:_|$)|\d_[a-z](?:_|$)/;

const { types } = JSON.parse(readFileSync('.jsii', 'utf8'));
const all = Object.values(types).sort((a, b) => (short(a.fqn) < short(b.fqn) ? -1 : 1));

const spellings = spellingsOf(all);

if (process.argv.includes('--json')) {
  process.stdout.write(JSON.stringify(spellings));
} else {
  check();
}

function check() {
  const faults = all.flatMap(faultsOf);
  faults.forEach((fault) => console.error(fault));
  const page = render();
  if (!process.argv.includes('--check')) {
    mkdirSync('docs', { recursive: true });
    writeFileSync(FILE, page);
    console.log(`Wrote ${FILE}: ${all.length} types.`);
  } else if (page !== read(FILE)) {
    console.error(`${FILE} is not what the sources say. Run \`npm run compile && node scripts/names.mjs\` and commit it.`);
    process.exitCode = 1;
  }
  process.exitCode = faults.length > 0 ? 1 : process.exitCode;
}

function faultsOf(type) {
  const members = [...(type.properties ?? []), ...(type.methods ?? [])];
  const named = [...members.map(({ name }) => name), ...(type.methods ?? []).flatMap(({ parameters = [] }) => parameters.map(({ name }) => name))];
  const found = [];
  for (const { name } of members) {
    if (/^(?:get|set)[A-Z]/.test(name)) {
      found.push(`${short(type.fqn)}.${name}: Java makes getters of its own, and this clashes with them.`);
    }
  }
  for (const name of named) {
    const snake = toSnakeCase(name);
    if (TORN.test(snake)) {
      found.push(`${short(type.fqn)}.${name}: in Python it is torn: ${snake}.`);
    }
    for (const [language, words] of Object.entries(RESERVED)) {
      const spelt = language === 'python' ? snake : name;
      if (words.split(' ').includes(spelt) && !(SPELT_OTHERWISE[language][spelt] ?? []).includes(type.name)) {
        found.push(`${short(type.fqn)}.${name}: "${spelt}" is a reserved word in ${language}.`);
      }
    }
  }
  for (const { name, type: { primitive } = {}, docs: { summary = '' } = {} } of type.properties ?? []) {
    if (primitive === 'string' && /^one of /i.test(summary)) {
      found.push(`${short(type.fqn)}.${name}: a choice, and not an enumeration.`);
    }
  }
  return found;
}

function render() {
  const namespaces = [...new Set(all.map(({ namespace = '' }) => namespace))].sort();
  return [
    '# The API as each language spells it',
    '',
    'Written by `node scripts/names.mjs` from the compiled library. Signatures and what everything does are in API.md, in each language in `dist/docs/<language>/API.md` (`npm run package`).',
    '',
    '| | TypeScript | Python | Java | Go | C# |',
    '|---|---|---|---|---|---|',
    "| package | `@quanttide/cloud` | `quanttide-cloud` | `com.quanttide:cloud` | `github.com/quanttide/cloud-go/cloud` | `QuantTide.Cloud` |",
    "| a namespace | `import { data } from '@quanttide/cloud'` | `from quanttide_cloud import data` | `import com.quanttide.cloud.data.*` | `import \"…/cloud/data\"` | `using QuantTide.Cloud.Data` |",
    "| a construct | `new data.Cache(scope, 'id', { memory: '1Gi' })` | `data.Cache(scope, \"id\", memory=\"1Gi\")` | `Cache.Builder.create(scope, \"id\").memory(\"1Gi\").build()` | `data.NewCache(scope, jsii.String(\"id\"), &data.CacheProps{Memory: jsii.String(\"1Gi\")})` | `new Cache(scope, \"id\", new CacheProps { Memory = \"1Gi\" })` |",
    "| options | `{ retentionDays: 7 }` | keyword arguments: `retention_days=7` | `BackupOptions.builder().retentionDays(7).build()` | `&data.BackupOptions{RetentionDays: jsii.Number(7)}` | `new BackupOptions { RetentionDays = 7 }` |",
    "| a static method | `Target.k3s()` | `Target.k3s()` | `Target.k3s()` | `cloud.Target_K3s(nil)` | `Target.K3s()` |",
    "| a property | `cache.host` | `cache.host` | `cache.getHost()` | `cache.Host()` | `cache.Host` |",
    "| an enumeration | `Size.SMALL` | `Size.SMALL` | `Size.SMALL` | `cloud.Size_SMALL` | `Size.SMALL` |",
    '| a mistake | `ValidationError` | `RuntimeError` | `RuntimeException` | `panic` with an `error` | `JsiiException` |',
    '',
    'Python spells `from` as `from_`, in the edges of `platform.json` only, which are read and not written. Options that come last in a call are keyword arguments in Python, and a builder in Java.',
    ...namespaces.flatMap(renderNamespace),
    '',
  ].join('\n');
}

function renderNamespace(namespace) {
  const here = spellings.filter((spelling) => spelling.namespace === namespace);
  const [options, others] = [true, false].map((isField) => here.filter(({ kind }) => (kind === 'field') === isField).map(rowOf));
  return ['', `## ${namespace === '' ? 'The package itself' : namespace}`, ...table(others), ...(options.length === 0 ? [] : ['', `### Options${namespace === '' ? '' : ` of ${namespace}`}`, ...table(options)])];
}

function table(rows) {
  return ['', '| TypeScript | Python | Java | Go | C# |', '|---|---|---|---|---|', ...rows];
}

function rowOf({ texts: { typescript, python, java, go, csharp } }) {
  return `| ${[typescript, python, java, go, csharp].map((text) => `\`${text}\``).join(' | ')} |`;
}

function short(fqn) {
  return fqn.slice(OWN.length);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
