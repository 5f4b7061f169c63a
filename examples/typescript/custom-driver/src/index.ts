export * from './postgres-service';
