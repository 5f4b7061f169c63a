import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { commitOutput, finishCommit, Staging } from '../../src/output/write-output';
import { contentsOf, temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();

/** A complete output of one version, every file of which tells the version. */
function stage(parent: string, version: string, withCharts = true): string {
  const staging = new Staging(parent);
  const folder = join(staging.folder, 'stack');
  mkdirSync(folder);
  for (const name of ['cdk.tf.json', 'platform.json']) {
    writeFileSync(join(folder, name), version);
  }
  if (withCharts) {
    mkdirSync(join(folder, 'charts', 'custom-resources'), { recursive: true });
    writeFileSync(join(folder, 'charts', 'custom-resources', 'Chart.yaml'), version);
  }
  return folder;
}

test('puts an output where there was none, and over a previous one', () => {
  const parent = newFolder();
  commitOutput(stage(parent, 'one'), join(parent, 'acme'));
  commitOutput(stage(parent, 'two'), join(parent, 'acme'));

  expect(contentsOf(join(parent, 'acme'))).toStrictEqual({ 'cdk.tf.json': 'two', 'platform.json': 'two', 'charts/custom-resources/Chart.yaml': 'two' });
});

test('takes away what the new output no longer has', () => {
  const parent = newFolder();
  commitOutput(stage(parent, 'one'), join(parent, 'acme'));
  commitOutput(stage(parent, 'two', false), join(parent, 'acme'));

  expect(existsSync(join(parent, 'acme', 'charts'))).toBe(false);
});

test('folders of runs that were killed are cleared, those of running ones are not', () => {
  const parent = newFolder();
  mkdirSync(join(parent, '.qtcloud-999999999-abc'));
  mkdirSync(join(parent, `.qtcloud-${process.pid}-abc`));
  new Staging(parent).discard();

  expect(readdirSync(parent)).toStrictEqual([`.qtcloud-${process.pid}-abc`]);
});

test('a run that is killed at any moment leaves one whole output or the other, or one that the next run completes', async () => {
  const folder = newFolder();
  const [script, parent] = [join(folder, 'loop.js'), join(folder, 'dist')];
  writeFileSync(join(folder, 'write-output.js'), transformFileSync(join(__dirname, '..', '..', 'src', 'output', 'write-output.ts'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' },
  }).code);
  writeFileSync(script, `
    const { mkdirSync, writeFileSync } = require('fs');
    const { commitOutput, Staging } = require('./write-output');
    ${stage.toString().replace('new _writeoutput.Staging', 'new Staging').replaceAll(/\(0, _node\w+\.(\w+)\)/g, '$1').replaceAll('_nodefs.', '').replaceAll('_nodepath.', "require('path').")}
    const { join } = require('path');
    for (let version = 0; ; version += 1) {
      commitOutput(stage(process.argv[2], String(version)), join(process.argv[2], 'acme'));
      if (version === 0) process.send('ready');
    }
  `);
  let interrupted = 0;
  for (let round = 0; round < 25; round += 1) {
    const child = fork(script, [parent], { execArgv: [] });
    await new Promise((resolve) => child.once('message', resolve));
    await new Promise((resolve) => setTimeout(resolve, 1 + ((round * 7) % 23)));
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await closed;
    interrupted += existsSync(join(parent, 'acme', '.qtcloud-commit')) ? 1 : 0;
    finishCommit(join(parent, 'acme'));
    const versions = new Set(Object.values(contentsOf(join(parent, 'acme'))));

    expect(Object.keys(contentsOf(join(parent, 'acme')))).toHaveLength(3);
    expect(versions.size).toBe(1);
  }
  // Some were hit in the middle of the move, or this would prove nothing.
  expect(interrupted).toBeGreaterThan(0);
  expect(readFileSync(join(parent, 'acme', 'cdk.tf.json'), 'utf8')).toMatch(/^\d+$/);
}, 120_000);
