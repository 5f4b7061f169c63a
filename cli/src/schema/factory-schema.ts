import { Assembly, Member, Method, TypeDeclaration } from './assembly';
import { annotationsOf } from './doc-text';
import { FactoryParameter, JsonSchema, THIRD_PARTY_KEYS } from './json-schema';

/** Makes the schema of a type, or of none where it cannot be written in a file. */
export type MemberSchema = (member: Member) => JsonSchema | undefined;

/** A class as a one-key object: the key is the static factory, the value is what it is called with. */
export function factoriesSchema(assembly: Assembly, wanted: TypeDeclaration, schemaOf: MemberSchema): JsonSchema | undefined {
  const facade = facadeOf(assembly, wanted);
  const choices: Record<string, JsonSchema> = {};
  const plain: string[] = [];
  for (const method of facade.methods ?? []) {
    const call = method.static === true && method.returns?.type.fqn === wanted.fqn ? callSchema(assembly, method, schemaOf) : undefined;
    if (call !== undefined) {
      choices[method.name] = call;
      if (call.required === undefined) {
        plain.push(method.name);
      }
    }
  }
  if (Object.keys(choices).length === 0) {
    return undefined;
  }
  const schema: JsonSchema = {
    'type': plain.length > 0 ? ['object', 'string'] : 'object',
    'properties': choices,
    'additionalProperties': false,
    'minProperties': 1,
    'maxProperties': 1,
    'x-factories': facade.fqn,
  };
  if (plain.length > 0) {
    schema.if = { type: 'string' };
    schema.then = { enum: plain };
  }
  return facade === wanted ? schema : withThirdParty(schema, wanted);
}

/** `RelationalDatabaseDrivers` for the abstract `RelationalDatabaseDriver`; any other class has its own factories. */
function facadeOf(assembly: Assembly, wanted: TypeDeclaration): TypeDeclaration {
  return assembly.find(`${wanted.fqn}s`) ?? assembly.types.find((type) => type.kind === 'class' && type.name === `${wanted.name}s`) ?? wanted;
}

function withThirdParty(schema: JsonSchema, wanted: TypeDeclaration): JsonSchema {
  const [packageKey, classKey] = THIRD_PARTY_KEYS;
  const { minProperties, maxProperties } = schema;
  delete schema.minProperties;
  delete schema.maxProperties;
  return {
    ...schema,
    'properties': {
      ...schema.properties,
      package: { type: 'string', description: 'npm package that brings another driver, found from the folder of this file.' },
      class: { type: 'string', description: `Name of the class in that package; it extends ${wanted.name}.` },
      options: { type: 'object', description: 'What the class is constructed with.', additionalProperties: true },
    },
    'if': { type: 'object', anyOf: THIRD_PARTY_KEYS.map((key) => ({ required: [key] })) },
    'then': { required: [packageKey, classKey], propertyNames: { enum: [...THIRD_PARTY_KEYS] } },
    'else': { minProperties, maxProperties, ...(schema.if === undefined ? {} : { if: schema.if, then: schema.then }) },
    'x-driver': wanted.fqn,
  };
}

function callSchema(assembly: Assembly, method: Method, schemaOf: MemberSchema): JsonSchema | undefined {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  const parameters: FactoryParameter[] = [];
  for (const parameter of method.parameters ?? []) {
    const struct = structOf(assembly, parameter);
    const members = struct === undefined ? [parameter] : assembly.propertiesOf(struct);
    const fields: string[] = [];
    for (const member of members) {
      const schema = schemaOf(member);
      const isRequired = member.optional !== true;
      if (schema === undefined || member.name in properties) {
        if (isRequired) {
          return undefined;
        }
        continue;
      }
      properties[member.name] = schema;
      fields.push(member.name);
      if (isRequired) {
        required.push(member.name);
      }
    }
    parameters.push(struct === undefined ? { name: parameter.name } : { name: parameter.name, fields });
  }
  const shorthand = shorthandOf(parameters, properties, required);
  const types = ['object', ...(shorthand === undefined ? [] : [properties[shorthand].type as string]), ...(required.length === 0 ? ['null'] : [])];
  return {
    ...annotationsOf(method.docs),
    'type': types.length === 1 ? 'object' : types,
    properties,
    ...(required.length === 0 ? {} : { required }),
    'additionalProperties': false,
    'x-call': shorthand === undefined ? { parameters } : { parameters, shorthand },
  };
}

function structOf(assembly: Assembly, parameter: Member): TypeDeclaration | undefined {
  const declaration = parameter.type.fqn === undefined ? undefined : assembly.find(parameter.type.fqn);
  return declaration?.kind === 'interface' && declaration.datatype === true ? declaration : undefined;
}

/** The first plain parameter, where nothing else is required: `fromSecret: orders-db`. */
function shorthandOf(parameters: FactoryParameter[], properties: Record<string, JsonSchema>, required: string[]): string | undefined {
  const first = parameters.find((parameter) => parameter.fields === undefined)?.name;
  if (first === undefined || required.some((name) => name !== first)) {
    return undefined;
  }
  return properties[first].type === 'string' && properties[first].enum === undefined ? first : undefined;
}
