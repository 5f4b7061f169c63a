import { JsonSchema } from '../schema/json-schema';
import { Data, Step } from './document';

/** Called for every value that the schema describes, from the outside in. */
export type Visit = (schema: JsonSchema, data: Data, path: readonly Step[]) => void;

/** The schema that a reference stands for. */
export function resolveSchema(root: JsonSchema, schema: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) {
    return schema;
  }
  return { ...root.definitions?.[schema.$ref.slice('#/definitions/'.length)], ...schema };
}

/** Goes through schema and data together. */
export function walk(root: JsonSchema, schema: JsonSchema, data: Data, path: readonly Step[], visit: Visit): void {
  const resolved = resolveSchema(root, schema);
  visit(resolved, data, path);
  if (Array.isArray(data)) {
    data.forEach((item, index) => walk(root, resolved.items ?? {}, item, [...path, index], visit));
  } else if (typeof data === 'object' && data !== null) {
    for (const [key, item] of Object.entries(data)) {
      walk(root, memberSchema(resolved, key), item, [...path, key], visit);
    }
  }
}

/** The schema of a key's value. */
export function memberSchema(schema: JsonSchema, key: string): JsonSchema {
  const own = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
  return own ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {});
}
