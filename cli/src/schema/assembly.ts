import { readFileSync } from 'node:fs';

/** A type as the assembly writes it. */
export interface TypeReference {
  readonly primitive?: 'string' | 'number' | 'boolean' | 'date' | 'json' | 'any';
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}

/** A doc comment. */
export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly custom?: Readonly<Record<string, string>>;
}

/** A property of a struct, or a parameter of a method. */
export interface Member {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly docs?: Docs;
}

/** A method. */
export interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly protected?: boolean;
  readonly parameters?: readonly Member[];
  readonly returns?: { readonly type: TypeReference };
  readonly docs?: Docs;
}

/** A class, struct, behaviour interface or enum. */
export interface TypeDeclaration {
  readonly kind: 'class' | 'interface' | 'enum';
  readonly fqn: string;
  readonly name: string;
  readonly namespace?: string;
  readonly datatype?: boolean;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly Member[];
  readonly methods?: readonly Method[];
  readonly members?: readonly { readonly name: string; readonly docs?: Docs }[];
  readonly docs?: Docs;
}

/** What jsii knows of the package's public types and their comments: the one source of the schema. */
export class Assembly {
  /** Reads the `.jsii` file of a package. */
  public static read(path: string): Assembly {
    return new Assembly(JSON.parse(readFileSync(path, 'utf8')) as { name: string; version: string; types?: Record<string, TypeDeclaration> });
  }

  /** Name of the package. */
  public readonly name: string;
  public readonly types: readonly TypeDeclaration[];
  private readonly byName: ReadonlyMap<string, TypeDeclaration>;

  public constructor(content: { name: string; types?: Record<string, TypeDeclaration> }) {
    this.name = content.name;
    this.types = Object.values(content.types ?? {});
    this.byName = new Map(this.types.map((type) => [type.fqn, type]));
  }

  /** A type of this package; undefined for those of others. */
  public find(fqn: string): TypeDeclaration | undefined {
    return this.byName.get(fqn);
  }

  /** A struct's own and inherited properties, required ones first, as they are declared otherwise. */
  public propertiesOf(struct: TypeDeclaration): readonly Member[] {
    const found = new Map<string, Member>();
    for (const parent of struct.interfaces ?? []) {
      const declaration = this.find(parent);
      for (const property of declaration === undefined ? [] : this.propertiesOf(declaration)) {
        found.set(property.name, property);
      }
    }
    for (const property of struct.properties ?? []) {
      found.set(property.name, property);
    }
    return [...found.values()];
  }
}
