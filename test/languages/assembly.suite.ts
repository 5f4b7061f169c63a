import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is read of the assembly, from which all bindings are generated. */
interface Named { readonly name: string }
interface AssemblyType extends Named {
  readonly fqn: string;
  readonly kind: string;
  readonly base?: string;
  readonly abstract?: boolean;
  readonly namespace?: string;
  readonly initializer?: object;
  readonly methods?: (Named & { readonly static?: boolean; readonly parameters?: Named[] })[];
  readonly properties?: (Named & { readonly type?: { readonly primitive?: string } })[];
}
interface Assembly { readonly types: Record<string, AssemblyType>; readonly dependencies: Record<string, string> }

const OWN = '@quanttide/cloud.';
const assembly = JSON.parse(readFileSync('.jsii', 'utf8')) as Assembly;
const types = Object.values(assembly.types);

/** Everything that a type names in its signatures. */
function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    if (key === 'docs' || key === 'symbolId') {
      return [];
    }
    return (key === 'fqn' || key === 'base') && typeof item === 'string' ? [item] : Array.isArray(item) && key === 'interfaces' ? item as string[] : namesIn(item);
  });
}

const isConstruct = ({ base }: AssemblyType): boolean =>
  base !== undefined && (base === 'constructs.Construct' || base.startsWith('cdktf.') || (base in assembly.types && isConstruct(assembly.types[base])));

test('installing needs nothing but the engine and constructs', () => {
  expect(Object.keys(assembly.dependencies).sort()).toStrictEqual(['cdktf', 'constructs']);
});

test('no type of a provider is in a public signature', () => {
  const foreign = types.flatMap((type) => namesIn(type).filter((name) => !name.startsWith(OWN)).map((name) => name.split('.')[0]));
  expect([...new Set(foreign)].sort()).toStrictEqual(['cdktf', 'constructs']);
});

test('the engine itself is in no signature but as what a stack is', () => {
  const engine = types.flatMap((type) => namesIn(type).filter((name) => name.startsWith('cdktf.')).map((name) => `${type.name}: ${name}`));
  expect([...new Set(engine)].sort()).toStrictEqual(['CloudStack: cdktf.TerraformStack']);
});

test('no namespaces need each other, which Go would refuse', () => {
  const needs = new Map<string, Set<string>>();
  for (const type of types) {
    const from = type.namespace ?? '';
    const others = namesIn(type).filter((name) => name in assembly.types).map((name) => assembly.types[name].namespace ?? '').filter((to) => to !== from);
    needs.set(from, new Set([...(needs.get(from) ?? []), ...others]));
  }
  const reached = (from: string): Set<string> => {
    const seen = new Set<string>();
    const visit = (name: string): void => needs.get(name)?.forEach((next) => {
      if (!seen.has(next)) {
        seen.add(next);
        visit(next);
      }
    });
    visit(from);
    return seen;
  };
  expect([...needs.keys()].filter((name) => reached(name).has(name))).toStrictEqual([]);
  expect(needs.size).toBeGreaterThan(5);
});

describe('the larger example uses every public construct', () => {
  const constructs = types.filter((type) => type.kind === 'class' && type.abstract !== true && isConstruct(type)).map(({ name }) => name);
  const ends: Record<string, string> = { typescript: '.ts', python: '.py', java: '.java', go: '.go', csharp: '.cs' };
  /** How each language makes one, or requires it. */
  const makes = (name: string): RegExp => new RegExp(`(?:new |New|\\b)${name}(?:\\.Builder\\.create)?\\(|extends ${name}\\b|\\b${name}[._][Rr]equire\\(|class \\w+\\(${name}\\)|: ${name}\\b|: ${name}\\n`);

  test.each(Object.keys(ends))('in %s', (language) => {
    const folder = join('examples', language, 'company');
    const text = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ends[language])).map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
    expect(constructs.length).toBeGreaterThan(20);
    expect(constructs.filter((name) => !makes(name).test(text))).toStrictEqual([]);
  });
});
