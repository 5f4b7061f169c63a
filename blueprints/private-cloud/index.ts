export * from './app-props';
export * from './blueprint';
export * from './props';
