export * from './conformance-check';
export * from './driver-conformance';
export * from './relational-database-conformance';
export * from './synthesized-release';
export * from './template';
