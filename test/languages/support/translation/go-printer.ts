import { Parameter, placeOf, typeOf, TypeReference } from './assemblies';
import { Case, Value } from './program';

const ANY: TypeReference = { primitive: 'any' };
const PRIMITIVES: Record<string, string> = { string: '*string', number: '*float64', boolean: '*bool', any: 'any' };
const POINTERS: Record<string, string> = { string: 'jsii.String', number: 'jsii.Number', boolean: 'jsii.Bool' };

/** Cases as a file of the package `main` in Go, with a map of functions, `cases`. */
export function printGo(cases: readonly Case[]): string {
  const printer = new Printer();
  const functions = cases.flatMap((one, index) => printer.function(one, index));
  return [
    'package main', '', 'import (', ...[...printer.packages].sort().map((path) => `\t${JSON.stringify(path)}`), ')', '',
    'var cases = map[string]func(acme cloud.CloudStack, app cdktf.App){', ...cases.map(({ title }, index) => `\t${JSON.stringify(title)}: case${index},`), '}', '',
    ...functions,
  ].join('\n');
}

class Printer {
  public readonly packages = new Set(['github.com/aws/jsii-runtime-go', 'github.com/hashicorp/terraform-cdk-go/cdktf', 'github.com/quanttide/cloud-go/cloud']);

  public function({ statements }: Case, index: number): string[] {
    const used = JSON.stringify(statements.map(({ value }) => value));
    return [
      `func case${index}(acme cloud.CloudStack, app cdktf.App) {`,
      ...statements.map(({ name, value }) => `\t${name !== undefined && used.includes(`{"kind":"local","name":"${name}"}`) ? `${name} := ` : ''}${this.print(value, ANY)}`), '}', '',
    ];
  }

  private print(value: Value, wanted: TypeReference): string {
    switch (value.kind) {
      case 'literal': return wanted.primitive === undefined || wanted.primitive === 'any' ? JSON.stringify(value.value) : `${POINTERS[wanted.primitive]}(${JSON.stringify(value.value)})`;
      case 'list': return `${isAny(wanted) ? '' : '&'}[]${this.type(value.element)}{${value.items.map((item) => this.print(item, value.element)).join(', ')}}`;
      case 'map': return `${isAny(wanted) ? '' : '&'}map[string]${this.type(value.element)}{${value.entries.map(([key, item]) => `${JSON.stringify(key)}: ${this.print(item, value.element)}`).join(', ')}}`;
      case 'options': return this.options(value);
      case 'new': return `${this.reference(value.type, 'New')}(${this.values(value.values, value.parameters)})`;
      case 'static': return `${this.reference(value.type)}_${pascal(value.method)}(${this.values(value.values, value.parameters)})`;
      case 'call': return `${this.print(value.on, ANY)}.${pascal(value.method)}(${this.values(value.values, value.parameters)})`;
      case 'property': return `${this.print(value.on, ANY)}.${pascal(value.name)}()`;
      case 'member': return `${this.reference(value.type)}_${value.name}`;
      case 'local': return value.name;
      case 'helper': return `${value.name}(${value.values.map((item) => this.print(item, ANY)).join(', ')})`;
    }
  }

  private options({ type, fields }: Extract<Value, { kind: 'options' }>): string {
    const known = new Map(fieldsOf(type).map((field) => [field.name, field.type]));
    return `&${this.reference(type)}{${fields.map(({ name, value }) => `${pascal(name)}: ${this.print(value, known.get(name) ?? ANY)}`).join(', ')}}`;
  }

  /** Go has no parameters that may be left out. */
  private values(values: readonly Value[], parameters: readonly Parameter[]): string {
    const given = values.map((value, index) => this.print(value, parameters[Math.min(index, parameters.length - 1)].type));
    return [...given, ...parameters.slice(values.length).filter(({ variadic }) => variadic !== true).map(() => 'nil')].join(', ');
  }

  private type({ fqn, primitive, collection }: TypeReference): string {
    if (fqn !== undefined) {
      return `${typeOf(fqn).datatype === true ? '*' : ''}${this.reference(fqn)}`;
    }
    return collection === undefined ? PRIMITIVES[primitive ?? 'any'] : `*${collection.kind === 'map' ? 'map[string]' : '[]'}${this.type(collection.elementtype)}`;
  }

  private reference(fqn: string, prefix = ''): string {
    const type = typeOf(fqn);
    const path = placeOf(type).go;
    this.packages.add(path);
    return `${type.namespace ?? (type.assembly.split('/').pop() ?? '')}.${prefix}${type.name}`;
  }
}

function fieldsOf(fqn: string): { readonly name: string; readonly type: TypeReference }[] {
  const { properties = [], interfaces = [] } = typeOf(fqn);
  return [...properties, ...interfaces.flatMap(fieldsOf)];
}

function isAny({ primitive }: TypeReference): boolean {
  return primitive === 'any';
}

function pascal(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}
