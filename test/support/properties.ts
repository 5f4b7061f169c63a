import fc from 'fast-check';

/**
 * Properties over the same cases in every run of `npm test`, so that a failure is that of the change at hand.
 * `npm run test:deep` draws new cases, and prints the seed of those that fail.
 */
fc.configureGlobal(process.env.QTCLOUD_DEEP === undefined ? { seed: 1 } : {});

export { default as fc } from 'fast-check';
