export * from './synthesized-release';
export * from './template';
