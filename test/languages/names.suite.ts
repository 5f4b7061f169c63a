import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshFolder } from './support/folders';
import { java } from './support/java';
import { describeLanguage } from './support/languages';
import { interpreter, python, ENVIRONMENT } from './support/python';
import { must } from './support/run';

/** A row of docs/names.md. */
interface Spelling {
  readonly fqn: string;
  readonly namespace: string;
  readonly kind: 'member' | 'field' | 'constructor' | 'method' | 'static method' | 'property' | 'constant';
  readonly names: { readonly python: string; readonly java: string; readonly go: string; readonly csharp: string };
}

const spellings = JSON.parse(must([process.execPath, 'scripts/names.mjs', '--json'])) as Spelling[];
const typeOf = ({ fqn }: Spelling): string => fqn.slice(fqn.lastIndexOf('.') + 1);
const pascal = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** Prints which names a module of Python does not have. */
const LOOK = `
import importlib, inspect, json, sys
def has(row):
    module = importlib.import_module("quanttide_cloud" + ("." + row["namespace"] if row["namespace"] else ""))
    found = getattr(module, row["fqn"].split(".")[-1])
    name = row["names"]["python"]
    if row["kind"] == "constructor":
        return inspect.isclass(found)
    return name in inspect.signature(found.__init__).parameters if row["kind"] == "field" else hasattr(found, name)
rows = json.load(open(sys.argv[1]))
print(json.dumps([row["fqn"] + " " + row["names"]["python"] for row in rows if not has(row)]))
`;

test('the page has everything that somebody can write', () => {
  expect(spellings.length).toBeGreaterThan(1200);
  expect(new Set(spellings.map(({ kind }) => kind)).size).toBe(7);
});

describeLanguage(python, () => {
  it('has every name of the page', () => {
    python.install();
    const rows = freshFolder('python', 'names.json');
    writeFileSync(rows, JSON.stringify(spellings));
    expect(JSON.parse(must([interpreter(ENVIRONMENT), '-c', LOOK, rows]))).toStrictEqual([]);
  });
});

describeLanguage(java, () => {
  it('has every name of the page in its classes', () => {
    const [jar] = readdirSync('dist/java', { recursive: true, encoding: 'utf8' }).filter((file) => /cloud-[\d.]+\.jar$/.test(file));
    const classOf = (spelling: Spelling): string => ['com.quanttide.cloud', ...(spelling.namespace === '' ? [] : [spelling.namespace]), `${typeOf(spelling)}${spelling.kind === 'field' ? '$Builder' : ''}`].join('.');
    const classes = [...new Set(spellings.map(classOf))];
    const printed = must(['javap', '-public', '-cp', join('dist/java', jar), ...classes]);
    const members = new Map([...printed.matchAll(/^(?:public .*?)?(?:class|interface) (?<name>[\w.$]+)[^{]*\{(?<body>[^}]*)\}/gm)].map(({ groups }) => [groups?.name ?? '', groups?.body ?? '']));
    const has = (spelling: Spelling): boolean => {
      const name = spelling.kind === 'constructor' ? classOf(spelling).replaceAll('.', '\\.') : spelling.names.java;
      return new RegExp(`[ .]${name}[(;]`).test(members.get(classOf(spelling)) ?? '');
    };
    expect(members.size).toBe(classes.length);
    expect(spellings.filter((spelling) => !has(spelling)).map((spelling) => `${classOf(spelling)} ${spelling.names.java}`)).toStrictEqual([]);
  });
});

describe.each([
  ['Go', (spelling: Spelling) => join('dist/go/cloud', spelling.namespace, `${typeOf(spelling)}.go`), ({ kind, fqn, names: { go } }: Spelling) => {
    const free = `func ${fqn.slice(fqn.lastIndexOf('.') + 1)}_${go}\\(`;
    return { 'member': `\\t\\w+_${go} `, 'field': `^\\t${go} `, 'constructor': `func ${go}\\(`, 'method': `^\\t${go}\\(`, 'property': `^\\t${go}\\(`, 'static method': free, 'constant': free }[kind];
  }],
  ['C#', (spelling: Spelling) => join('dist/dotnet/QuantTide.Cloud/QuantTide/Cloud', pascal(spelling.namespace), `${typeOf(spelling)}.cs`), ({ kind, names: { csharp } }: Spelling) => {
    const method = ` ${csharp}\\(`;
    return { 'member': `^\\s+${csharp},?$`, 'field': ` ${csharp}$`, 'constructor': `public ${csharp}\\(`, method, 'static method': `static .*${method}`, 'property': ` ${csharp}$`, 'constant': `static .* ${csharp}$` }[kind];
  }],
])('%s', (_, fileOf, patternOf) => {
  it('has every name of the page in what is generated', () => {
    const texts = new Map([...new Set(spellings.map(fileOf))].map((file) => [file, existsSync(file) ? readFileSync(file, 'utf8') : '']));
    const missing = spellings.filter((spelling) => !new RegExp(patternOf(spelling), 'm').test(texts.get(fileOf(spelling)) ?? ''));
    expect(missing.map((spelling) => `${fileOf(spelling)} ${patternOf(spelling)}`)).toStrictEqual([]);
  });
});
