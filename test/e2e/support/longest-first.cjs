'use strict';
const { basename } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/** Suites that take minutes, the longest first; the others follow, by name. */
const LONGEST = ['kills', 'private-cloud', 'faults', 'variants', 'components', 'never-ready', 'same-objects', 'drift', 'upgrade', 'data-safety', 'real-services'];

/** Begins what takes longest first, so that no worker is left alone with it at the end; on a fresh clone jest does not know how long anything takes. */
class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = LONGEST.indexOf(basename(path, '.suite.ts'));
      return place === -1 ? LONGEST.length : place;
    };
    return [...tests].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
  }
}

module.exports = LongestFirst;
