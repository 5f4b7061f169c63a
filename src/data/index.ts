export * from './backup';
export * from './contracts/cache';
export * from './contracts/object-store';
export * from './contracts/relational-database';
export * from './drivers/cloudnative-pg';
export * from './drivers/external-postgresql';
export * from './relational-database';
export * from './relational-database-drivers';
