export * from './core';
export * as accounts from './accounts';
export * as blueprints from '../blueprints';
export * as data from './data';
export * as networking from './networking';
export * as secrets from './secrets';
export * as tenancy from './tenancy';
export * as testing from './testing';
export * as web from './web';
