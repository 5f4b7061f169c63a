export * from './private-cloud';
