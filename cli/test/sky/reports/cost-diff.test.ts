import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlatformDocument } from '@quanttide/cloud';
import { cost } from '../../../src/commands/cost';
import { demandOf } from '../../../src/sky/demand/demand-of';
import { costDiffMarkdown, pairsOf } from '../../../src/sky/reports/cost-diff';
import { CostReport, costReport } from '../../../src/sky/reports/cost-report';
import { scopeOf } from '../../../src/sky/reports/scope';
import { ExitCode } from '../../../src/terminal/exit-code';
import { MemoryTerminal } from '../../support/memory-terminal';
import { run } from '../../support/run';
import { temporaryFolders } from '../../support/temporary-folder';
import { SHOP } from '../demand/shop';
import { priceBook } from '../pricing/price-list';
import { solveWithOneType } from './single-type-solver';

const newFolder = temporaryFolders();

async function report(platform: PlatformDocument = SHOP): Promise<CostReport> {
  const book = priceBook('components: { shop: { egress: 100GB } }');
  return costReport(demandOf(platform, book.settings), book, scopeOf(book, { vendors: ['alpha', 'beta'] }), solveWithOneType);
}

function larger(): PlatformDocument {
  return { ...SHOP, components: SHOP.components.map((each) => (each.name === 'orders' ? { ...each, footprint: { instances: 3, cpu: '2', memory: '8Gi', storage: '100Gi' } } : each)) };
}

test('tells what a change costs in all, at each vendor, and for each component', async () => {
  const markdown = costDiffMarkdown(pairsOf([await report()], [await report(larger())]), 'main', '2026-11-22');

  expect(markdown).toMatch(/^### acme: \+\d[\d,.]* USD a month \(\+[\d.]+ %\)\n/);
  expect(markdown).toMatch(/against `main`: [\d,.]+ USD on `alpha\/a1` \(3 × large\) before, [\d,.]+ USD on `alpha\/a1` \([^)]+\) after\./);
  expect(markdown).toMatch(/\| alpha \| [\d,.]+ \| [\d,.]+ \| \+[\d,.]+ \| 100\.00 % \|/);
  expect(markdown).toMatch(/\| orders \(database, CloudNativePG\) \| [\d,.]+ \| [\d,.]+ \| \+[\d,.]+ \|/);
  expect(markdown).toContain('<details><summary>What these figures rest on</summary>');
});

test('a change that costs nothing says so', async () => {
  const markdown = costDiffMarkdown(pairsOf([await report()], [await report()]), 'main', '2026-11-22');

  expect(markdown).toContain('### acme: +0.00 USD a month (+0.0 %)');
  expect(markdown).toContain('No component costs more or less.');
});

test('a stack that is made, and one that goes', async () => {
  const made = costDiffMarkdown(pairsOf([], [await report()]), 'main', '2026-11-22');
  const gone = costDiffMarkdown(pairsOf([await report()], []), 'main', '2026-11-22');

  expect(made).toMatch(/nothing before, [\d,.]+ USD on/);
  expect(gone).toMatch(/^### acme: −[\d,.]+ USD a month \(−100\.0 %\)/);
});

test('names of the user are no Markdown', async () => {
  const odd = { ...SHOP, components: SHOP.components.map((each) => (each.name === 'shop' ? { ...each, name: 'a|b <b>*c*' } : each)) };
  const book = priceBook();
  const found = await costReport(demandOf(odd, book.settings), book, scopeOf(book, { vendors: ['alpha'] }), solveWithOneType);

  expect(costDiffMarkdown(pairsOf([], [found]), 'main', '2026-11-22')).toContain('| a\\|b \\<b\\>\\*c\\* (service) |');
});

describe('against an earlier state of the repository', () => {
  const FILE = (replicas: number) => `blueprint: private-cloud\nname: acme\ndomain: acme.example\ntarget: { k3s: {} }\nsize: small\napps:\n  shop:\n    image: ghcr.io/acme/shop:1\n    port: 8080\n    cpu: "2"\n    replicas: ${replicas}\n`;

  function repository(): string {
    const folder = newFolder();
    const git = (...arguments_: string[]) => execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...arguments_]);
    git('init', '--quiet', '--initial-branch', 'main');
    mkdirSync(join(folder, 'deploy'));
    writeFileSync(join(folder, 'deploy', 'platform.yaml'), FILE(1));
    git('add', '.');
    git('commit', '--quiet', '-m', 'first');
    writeFileSync(join(folder, 'deploy', 'platform.yaml'), FILE(4));
    return folder;
  }

  async function difference(folder: string, reference: string): Promise<string> {
    const terminal = new MemoryTerminal();
    const file = join(folder, 'deploy', 'platform.yaml');
    await cost(join(folder, 'dist'), { diff: reference, file, vendor: ['aws'], region: ['us-east-1'], date: '2026-11-22' }, terminal, solveWithOneType);
    return terminal.results;
  }

  test('takes the platform file out of the revision, and leaves the repository as it is', async () => {
    const folder = repository();
    await run('synth', '--file', join(folder, 'deploy', 'platform.yaml'), '--output', join(folder, 'dist'));
    const markdown = await difference(folder, 'main');

    expect(markdown).toMatch(/^### acme: \+\d/);
    expect(markdown).toMatch(/\| shop \(service\) \| [\d.]+ \| [\d.]+ \| \+[\d.]+ \|/);
    expect(readFileSync(join(folder, 'deploy', 'platform.yaml'), 'utf8')).toBe(FILE(4));
    expect(execFileSync('git', ['-C', folder, 'worktree', 'list'], { encoding: 'utf8' }).trim().split('\n')).toHaveLength(1);
  });

  test('a folder that synth wrote is taken as it is', async () => {
    const folder = repository();
    await run('synth', '--file', join(folder, 'deploy', 'platform.yaml'), '--output', join(folder, 'dist'));

    expect(await difference(folder, join(folder, 'dist'))).toContain('No component costs more or less.');
  });

  test.each([
    ['what is neither a folder nor a revision', 'no-such-branch', '--diff  "no-such-branch" is neither a folder nor a Git revision.'],
    ['what Git would read as an option', '--output=/tmp/x', 'is neither a folder nor a Git revision.'],
  ])('refuses %s', async (_, reference, message) => {
    const folder = repository();
    await run('synth', '--file', join(folder, 'deploy', 'platform.yaml'), '--output', join(folder, 'dist'));

    await expect(difference(folder, reference)).rejects.toThrow(message);
  });

  test('refuses a file that was not there then', async () => {
    const folder = repository();
    await run('synth', '--file', join(folder, 'deploy', 'platform.yaml'), '--output', join(folder, 'dist'));
    writeFileSync(join(folder, 'deploy', 'new.yaml'), FILE(2));
    const { code, messages } = await run('cost', join(folder, 'dist'), '--diff', 'main', '--file', join(folder, 'deploy', 'new.yaml'), '--vendor', 'aws', '--region', 'us-east-1');

    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toContain('the file is not in the revision main.');
  });
});
