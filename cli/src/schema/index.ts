export { Assembly } from './assembly';
export { blueprintsOf, generateSchema } from './generate-schema';
export type { Blueprint } from './generate-schema';
export { generateSchemas, schemaFiles } from './generate-schemas';
