export * from './platform-file';
export { Assembly, blueprintsOf, generateSchema, generateSchemas } from './schema';
