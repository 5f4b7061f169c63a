import { Assembly, Member, TypeDeclaration, TypeReference } from './assembly';
import { annotationsOf, kebabCase, memberValue, referencesOf } from './doc-text';
import { factoriesSchema } from './factory-schema';
import { JsonSchema } from './json-schema';
import { NAME_LIMIT, NAME_PATTERN } from './name-pattern';

/** A class of the submodule `blueprints` with a props struct of its own. */
export interface Blueprint {
  /** Name in files: `private-cloud`. */
  readonly name: string;
  readonly class: TypeDeclaration;
  readonly props: TypeDeclaration;
}

/** All blueprints of an assembly. */
export function blueprintsOf(assembly: Assembly): Blueprint[] {
  return assembly.types.flatMap((type) => {
    const props = type.kind === 'class' && type.fqn.includes('.blueprints.') ? assembly.find(`${type.fqn}Props`) : undefined;
    return props === undefined ? [] : [{ name: kebabCase(type.name), class: type, props }];
  });
}

/** The JSON Schema of a blueprint's file, made from its props and their comments. */
export function generateSchema(assembly: Assembly, blueprint: Blueprint): JsonSchema {
  return new SchemaGenerator(assembly).document(blueprint);
}

/** The JSON Schema of what synth writes beside the Terraform JSON, made from its struct and comments. */
export function generatePlatformSchema(assembly: Assembly): JsonSchema {
  return new SchemaGenerator(assembly).written('PlatformDocument', 'platform.json');
}

class SchemaGenerator {
  private readonly definitions: Record<string, JsonSchema> = {};
  private readonly names = new Map<string, string>();

  public constructor(private readonly assembly: Assembly) {}

  public document(blueprint: Blueprint): JsonSchema {
    const { properties, required } = this.membersOf(blueprint.props);
    for (const schema of Object.values(properties)) {
      this.markNames(schema);
    }
    return {
      '$schema': 'http://json-schema.org/draft-07/schema#',
      '$id': `https://schemas.quanttide.com/cloud/${blueprint.name}.schema.json`,
      'title': `A platform of the blueprint ${blueprint.name}`,
      ...annotationsOf(blueprint.class.docs),
      'type': 'object',
      'properties': {
        blueprint: { const: blueprint.name, description: 'The blueprint that this file fills in.' },
        name: { type: 'string', description: 'Name of the platform: of its Terraform project, and in labels and namespaces.', pattern: NAME_PATTERN, maxLength: NAME_LIMIT },
        ...properties,
      },
      'required': ['blueprint', 'name', ...required.filter((name) => name !== 'name')],
      'additionalProperties': false,
      'x-blueprint': blueprint.class.fqn,
      'definitions': Object.fromEntries(Object.entries(this.definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }

  /** A file that is written by the library and read by others: `name.json` from a struct at the top of the assembly. */
  public written(struct: string, file: string): JsonSchema {
    const declaration = this.assembly.find(`${this.assembly.name}.${struct}`);
    if (declaration === undefined) {
      throw new Error(`The assembly has no struct ${struct}.`);
    }
    const { properties, required } = this.membersOf(declaration);
    return {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $id: `https://schemas.quanttide.com/cloud/${file.replace(/\.json$/, '')}.schema.json`,
      title: file,
      ...annotationsOf(declaration.docs),
      type: 'object',
      properties,
      required,
      additionalProperties: false,
      definitions: Object.fromEntries(Object.entries(this.definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }

  private membersOf(struct: TypeDeclaration): { properties: Record<string, JsonSchema>; required: string[] } {
    const properties: Record<string, JsonSchema> = {};
    const required: string[] = [];
    for (const member of this.assembly.propertiesOf(struct)) {
      const schema = this.memberSchema(member);
      if (schema !== undefined) {
        properties[member.name] = schema;
      }
      if (member.optional !== true) {
        if (schema === undefined) {
          throw new Error(`${struct.fqn}.${member.name} is required and cannot be written in a file: its type has no static factories that could be. Make it optional, or refer to it by name with @reference.`);
        }
        required.push(member.name);
      }
    }
    return { properties, required };
  }

  private readonly memberSchema = (member: Member): JsonSchema | undefined => {
    if (member.docs?.custom?.notInFile !== undefined) {
      return undefined;
    }
    const schema = this.typeSchema(member.type, referencesOf(member.docs));
    if (schema === undefined) {
      return undefined;
    }
    const { pattern, ...annotations } = annotationsOf(member.docs);
    const annotated: JsonSchema = { ...schema, ...annotations };
    if (pattern !== undefined) {
      // The form of a text is that of each text in a list.
      Object.assign(annotated, annotated.items === undefined ? { pattern } : { items: { ...annotated.items, pattern } });
    }
    if (member.docs?.custom?.integer !== undefined && schema.type === 'number') {
      annotated.type = 'integer';
    }
    if (member.docs?.custom?.path !== undefined) {
      annotated['x-path'] = true;
    }
    return annotated;
  };

  /** Undefined for a type that no file can hold, such as a construct. */
  private typeSchema(type: TypeReference, references: string[] | undefined): JsonSchema | undefined {
    if (type.collection !== undefined) {
      const element = this.typeSchema(type.collection.elementtype, references);
      if (element === undefined) {
        return undefined;
      }
      return type.collection.kind === 'array' ? { type: 'array', items: element } : { type: 'object', additionalProperties: element };
    }
    if (type.fqn !== undefined) {
      return this.declaredSchema(type.fqn);
    }
    switch (type.primitive) {
      case 'string': return references === undefined ? { type: 'string' } : { 'type': 'string', 'x-reference': references };
      case 'number': return { type: 'number' };
      case 'boolean': return { type: 'boolean' };
      case 'any':
      case 'json': return {};
      default: return undefined;
    }
  }

  private declaredSchema(fqn: string): JsonSchema | undefined {
    const known = this.names.get(fqn);
    if (known !== undefined) {
      return { $ref: `#/definitions/${known}` };
    }
    const declaration = this.assembly.find(fqn);
    if (declaration === undefined) {
      return undefined;
    }
    const name = this.nameFor(declaration);
    this.names.set(fqn, name);
    this.definitions[name] = {}; // so that a type may hold itself
    const schema = this.bodyOf(declaration);
    if (schema === undefined) {
      this.names.delete(fqn);
      Reflect.deleteProperty(this.definitions, name);
      return undefined;
    }
    this.definitions[name] = { ...annotationsOf(declaration.docs), ...schema };
    return { $ref: `#/definitions/${name}` };
  }

  private bodyOf(declaration: TypeDeclaration): JsonSchema | undefined {
    if (declaration.kind === 'enum') {
      const members = declaration.members ?? [];
      return {
        'type': 'string',
        'enum': members.map((member) => memberValue(member.name)),
        'enumDescriptions': members.map((member) => member.docs?.summary ?? ''),
        'x-enum': declaration.fqn,
      };
    }
    if (declaration.kind === 'class') {
      return factoriesSchema(this.assembly, declaration, this.memberSchema);
    }
    if (declaration.datatype !== true) {
      return undefined;
    }
    const { properties, required } = this.membersOf(declaration);
    return {
      type: required.length === 0 ? ['object', 'null'] : 'object',
      properties,
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    };
  }

  /** The keys of a map of structs at the top are names of components, and Kubernetes must accept them. */
  private markNames(schema: JsonSchema): void {
    const element = typeof schema.additionalProperties === 'object' ? schema.additionalProperties.$ref : undefined;
    const target = element === undefined ? undefined : this.definitions[element.slice('#/definitions/'.length)];
    if (target?.properties !== undefined && target['x-factories'] === undefined) {
      schema['x-names'] = true;
      schema.propertyNames = { pattern: NAME_PATTERN, maxLength: NAME_LIMIT };
    }
  }

  private nameFor(declaration: TypeDeclaration): string {
    const taken = new Set(this.names.values());
    return taken.has(declaration.name) ? declaration.fqn.split('.').slice(1).join('.') : declaration.name;
  }
}
