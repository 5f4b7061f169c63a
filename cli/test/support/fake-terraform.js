#!/usr/bin/env node
// A terraform that notes what it is asked, and answers from files beside it.
const { appendFileSync, existsSync, readFileSync } = require('fs');
const { basename, join } = require('path');

const at = (name) => join(__dirname, name);
const [, ...arguments_] = process.argv.slice(2);
appendFileSync(at('terraform.log'), `${basename(process.argv[1])} ${arguments_.join(' ')}\n`);
if (existsSync(at('terraform.refusal'))) {
  process.stderr.write(readFileSync(at('terraform.refusal'), 'utf8'));
  process.exit(1);
}
if (arguments_.join(' ') === 'state pull' && existsSync(at('state.json'))) {
  process.stdout.write(readFileSync(at('state.json'), 'utf8'));
}
