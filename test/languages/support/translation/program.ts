import { Parameter, TypeReference } from './assemblies';

/** A value that a program makes, with the type that is asked for in its place. */
export type Value =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly element: TypeReference }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Value])[]; readonly element: TypeReference }
  | { readonly kind: 'options'; readonly type: string; readonly fields: readonly { readonly name: string; readonly value: Value }[] }
  | { readonly kind: 'new'; readonly type: string; readonly values: readonly Value[]; readonly parameters: readonly Parameter[] }
  | { readonly kind: 'static'; readonly type: string; readonly method: string; readonly values: readonly Value[]; readonly parameters: readonly Parameter[] }
  | { readonly kind: 'call'; readonly on: Value; readonly method: string; readonly values: readonly Value[]; readonly parameters: readonly Parameter[] }
  | { readonly kind: 'property'; readonly on: Value; readonly name: string }
  | { readonly kind: 'member'; readonly type: string; readonly name: string }
  | { readonly kind: 'local'; readonly name: string }
  /** A function that each language's program has for itself, with plain values of the language. */
  | { readonly kind: 'helper'; readonly name: string; readonly values: readonly Value[] };

/** A value that is made, and the name under which later statements have it. */
export interface Statement {
  readonly name?: string;
  readonly value: Value;
}

/** One mistake: what is done, with an app and a stack at hand. */
export interface Case {
  readonly title: string;
  readonly statements: readonly Statement[];
}
