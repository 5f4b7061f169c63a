import { createRequire } from 'node:module';
import { placeOf, typeOf } from './assemblies';
import { Case, Value } from './program';

/** What jsii-pacmak spells names with. */
const codemaker = createRequire(__filename)('codemaker') as { toSnakeCase(name: string): string };
const RESERVED = new Set(['from', 'in', 'is', 'not', 'pass', 'with']);

/** Cases as a module of Python: a dictionary of functions, `CASES`. */
export function printPython(cases: readonly Case[], helpers: string): string {
  const printer = new Printer();
  const functions = cases.map((one, index) => printer.function(one, index));
  const imports = [...printer.modules].sort().map(([module, names]) => `from ${module} import ${[...names].sort().join(', ')}`);
  return [
    ...imports, `from ${helpers} import *`, '', ...functions, '',
    'CASES = {', ...cases.map(({ title }, index) => `    ${JSON.stringify(title)}: case_${index},`), '}', '',
  ].join('\n');
}

class Printer {
  public readonly modules = new Map<string, Set<string>>();

  public function({ statements }: Case, index: number): string {
    return [`def case_${index}(acme, app):`, ...statements.map(({ name, value }) => `    ${name === undefined ? '' : `${spelt(name)} = `}${this.print(value)}`), ''].join('\n');
  }

  private print(value: Value): string {
    switch (value.kind) {
      case 'literal': return typeof value.value === 'boolean' ? (value.value ? 'True' : 'False') : JSON.stringify(value.value);
      case 'list': return `[${value.items.map((item) => this.print(item)).join(', ')}]`;
      case 'map': return `{${value.entries.map(([key, item]) => `${JSON.stringify(key)}: ${this.print(item)}`).join(', ')}}`;
      case 'options': return `${this.reference(value.type)}(${this.keywords(value)})`;
      case 'new': return `${this.reference(value.type)}(${this.values(value.values)})`;
      case 'static': return `${this.reference(value.type)}.${spelt(value.method)}(${this.values(value.values)})`;
      case 'call': return `${this.print(value.on)}.${spelt(value.method)}(${this.values(value.values)})`;
      case 'property': return `${this.print(value.on)}.${spelt(value.name)}`;
      case 'member': return `${this.reference(value.type)}.${value.name}`;
      case 'local': return spelt(value.name);
      case 'helper': return `${spelt(value.name)}(${value.values.map((item) => this.print(item)).join(', ')})`;
    }
  }

  /** Options that come last are keyword arguments. */
  private values(values: readonly Value[]): string {
    return values.map((value, index) => (value.kind === 'options' && index === values.length - 1 ? this.keywords(value) : this.print(value))).filter((text) => text !== '').join(', ');
  }

  private keywords({ fields }: Extract<Value, { kind: 'options' }>): string {
    return fields.map(({ name, value }) => `${spelt(name)}=${this.print(value)}`).join(', ');
  }

  private reference(fqn: string): string {
    const { name, namespace, ...type } = typeOf(fqn);
    const module = placeOf({ ...type, name }).python;
    this.modules.set(module, (this.modules.get(module) ?? new Set()).add(namespace ?? name));
    return namespace === undefined ? name : `${namespace}.${name}`;
  }
}

function spelt(name: string): string {
  const snake = codemaker.toSnakeCase(name);
  return RESERVED.has(snake) ? `${snake}_` : snake;
}
