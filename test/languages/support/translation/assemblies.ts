import { readFileSync } from 'node:fs';

/** What a value has to be, as an assembly of jsii writes it. */
export interface TypeReference {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}

/** A parameter of a method, or of a constructor. */
export interface Parameter {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

/** A property, or a field of options. */
export interface Property {
  readonly name: string;
  readonly type: TypeReference;
}

/** A method or a constructor. */
export interface Callable {
  readonly name?: string;
  readonly parameters?: Parameter[];
  readonly returns?: { readonly type: TypeReference };
}

/** A class, an interface or an enumeration. */
export interface AssemblyType {
  readonly assembly: string;
  readonly namespace?: string;
  readonly name: string;
  readonly fqn: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly initializer?: Callable;
  readonly methods?: Callable[];
  readonly properties?: Property[];
}

interface Assembly {
  readonly name: string;
  readonly targets: { readonly java: { readonly package: string }; readonly python: { readonly module: string }; readonly go: { readonly moduleName: string; readonly packageName?: string } };
  readonly types: Record<string, AssemblyType>;
}

const ASSEMBLIES = new Map(['.jsii', 'node_modules/cdktf/.jsii', 'node_modules/constructs/.jsii'].map((file) => {
  const assembly = JSON.parse(readFileSync(file, 'utf8')) as Assembly;
  return [assembly.name, assembly];
}));

/** The type of a full name; undefined where there is none. */
export function typeNamed(fqn: string): AssemblyType | undefined {
  return [...ASSEMBLIES.values()].map(({ types }) => types[fqn]).find((type) => type !== undefined);
}

/** A type that must be there. */
export function typeOf(fqn: string): AssemblyType {
  const type = typeNamed(fqn);
  if (type === undefined) {
    throw new Error(`No assembly has the type ${fqn}.`);
  }
  return type;
}

/** What a type is called where it comes from: `data.Cache`, and what it comes with. */
export function placeOf({ assembly, namespace, fqn }: AssemblyType): { java: string; python: string; go: string } {
  const targets = ASSEMBLIES.get(assembly)?.targets;
  if (targets === undefined) {
    throw new Error(`No assembly is known of ${fqn}.`);
  }
  const { java, python, go } = targets;
  const below = namespace === undefined ? '' : `.${namespace}`;
  const goModule = go.packageName === undefined ? go.moduleName : `${go.moduleName}/${go.packageName}`;
  return { java: `${java.package}${below}`, python: `${python.module}${below}`, go: `${assembly === 'constructs' ? `${go.moduleName}/constructs/v10` : goModule}${below.replace('.', '/')}` };
}

/** Something that a type has, or what it extends. */
function inherited<T extends { readonly name?: string }>(fqn: string, name: string, of: (type: AssemblyType) => readonly T[] | undefined): T | undefined {
  const type = typeOf(fqn);
  const own = of(type)?.find((candidate) => candidate.name === name);
  return own ?? [...(type.base === undefined ? [] : [type.base]), ...(type.interfaces ?? [])].map((base) => inherited(base, name, of)).find((found) => found !== undefined);
}

/** A method of a type; undefined where it has none of that name. */
export function methodOf(fqn: string, name: string): Callable | undefined {
  return inherited(fqn, name, ({ methods }) => methods);
}

/** A property of a type; undefined where it has none of that name. */
export function propertyOf(fqn: string, name: string): Property | undefined {
  return inherited(fqn, name, ({ properties }) => properties);
}

/** What a constructor takes, which may be that of a base class. */
export function constructorParameters(fqn: string): Parameter[] {
  const { initializer, base } = typeOf(fqn);
  return initializer?.parameters ?? (initializer === undefined && base !== undefined ? constructorParameters(base) : []);
}
