export * from './placement';
export * from './placement-pool';
