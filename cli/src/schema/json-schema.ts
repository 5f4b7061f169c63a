/** A JSON Schema of draft 7, with what the loader needs to turn data into objects of the library. */
export interface JsonSchema {
  '$schema'?: string;
  '$id'?: string;
  '$ref'?: string;
  'title'?: string;
  'description'?: string;
  'type'?: string | string[];
  'const'?: unknown;
  'enum'?: unknown[];
  'enumDescriptions'?: string[];
  'default'?: unknown;
  'examples'?: unknown[];
  'pattern'?: string;
  'minimum'?: number;
  'maximum'?: number;
  'minLength'?: number;
  'maxLength'?: number;
  'properties'?: Record<string, JsonSchema>;
  'propertyNames'?: JsonSchema;
  'required'?: string[];
  'additionalProperties'?: JsonSchema | boolean;
  'minProperties'?: number;
  'maxProperties'?: number;
  'items'?: JsonSchema;
  'anyOf'?: JsonSchema[];
  'if'?: JsonSchema;
  'then'?: JsonSchema;
  'else'?: JsonSchema;
  'definitions'?: Record<string, JsonSchema>;
  /** Class that the whole document is an instance of. */
  'x-blueprint'?: string;
  /** Enum whose members these are, in kebab case. */
  'x-enum'?: string;
  /** Class whose static factories the properties are. */
  'x-factories'?: string;
  /** What a factory is called with. */
  'x-call'?: FactoryCall;
  /** Abstract class that a driver of another package extends. */
  'x-driver'?: string;
  /** Sections in which the text is a name. */
  'x-reference'?: string[];
  /** The keys are names of components. */
  'x-names'?: boolean;
  /** A path, relative to the file that it is written in. */
  'x-path'?: boolean;
}

/** How data becomes the arguments of a static factory. */
export interface FactoryCall {
  /** Parameters, in order. */
  readonly parameters: readonly FactoryParameter[];
  /** Parameter that a plain value stands for. */
  readonly shorthand?: string;
}

/** One parameter of a factory. */
export interface FactoryParameter {
  readonly name: string;
  /** For a struct: the keys that are its properties. */
  readonly fields?: readonly string[];
}

/** Keys of a driver that another package brings. */
export const THIRD_PARTY_KEYS = ['package', 'class', 'options'] as const;
