// Time and memory of importing one package: node bench/cases/imports.mjs cdktf|library
import { createRequire } from 'node:module';
import { LIBRARY, report, stopwatch } from '../support/case.mjs';

const require = createRequire(import.meta.url);
const elapsed = stopwatch();
require(process.argv[2] === 'library' ? LIBRARY : 'cdktf');
report({ ms: elapsed() });
