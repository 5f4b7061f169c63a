import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitCode } from '../../src/terminal/exit-code';
import { synthesizeExample } from '../export/support';
import { run } from '../support/run';
import { contentsOf, temporaryFolders } from '../support/temporary-folder';

const newFolder = temporaryFolders();
const made = mkdtempSync(join(tmpdir(), 'qtcloud-test-'));

beforeAll(async () => {
  await synthesizeExample(made);
});

afterAll(() => rmSync(made, { recursive: true }));

interface Project { resource: Record<string, Record<string, Record<string, unknown>>> }

/** A copy of what synth wrote, with something else in it. */
function changed(change: (project: Project) => void): string {
  const folder = newFolder();
  cpSync(made, folder, { recursive: true });
  const file = join(folder, 'acme', 'cdk.tf.json');
  const project = JSON.parse(readFileSync(file, 'utf8')) as Project;
  change(project);
  writeFileSync(file, JSON.stringify(project));
  return folder;
}

/** Takes a chart from a path. */
function takeFrom(name: string, path: string): (project: Project) => void {
  return ({ resource }) => {
    const release = Object.values(resource.helm_release).find(({ chart }) => chart === name) ?? {};
    Object.assign(release, { chart: path });
    delete release.repository;
    delete release.version;
  };
}

test('writes a folder for each stack, with programs that can be run, and says what is next', async () => {
  const output = newFolder();
  const { code, results } = await run('export', made, '--output', output);

  expect(code).toBe(ExitCode.DONE);
  expect(results).toMatch(/acme {2}\d+ objects, 9 releases, \d waves/);
  expect(results).toContain(`Next: ${join(output, 'acme')}/apply.sh`);
  expect(['apply', 'diff', 'destroy'].map((name) => statSync(join(output, 'acme', `${name}.sh`)).mode & 0o111)).toStrictEqual([0o111, 0o111, 0o111]);
  expect(readFileSync(join(output, 'acme', 'README.md'), 'utf8')).toContain('Kept when everything is removed');
});

test('the same platform makes the same bytes, and no secret or path of this machine is in them', async () => {
  const [one, other] = [newFolder(), newFolder()];
  await run('export', made, '--output', one, '--gitops', 'git@git.acme.example:platform.git');
  await run('export', changed(() => undefined), '--output', other, '--gitops', 'git@git.acme.example:platform.git');

  expect(contentsOf(other)).toStrictEqual(contentsOf(one));
  expect(Object.values(contentsOf(one)).filter((text) => text.includes(made) || text.includes(one) || /^kind: Secret$/m.test(text))).toStrictEqual([]);
});

test('an export over an earlier one leaves nothing of it behind, and keeps what is not its own', async () => {
  const output = newFolder();
  await run('export', made, '--output', output, '--gitops', 'https://git.acme.example/platform.git');
  const folder = join(output, 'acme');
  mkdirSync(join(folder, 'cluster'));
  writeFileSync(join(folder, 'cluster', 'identity'), 'uid\n');
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  writeFileSync(join(folder, 'manifests', '99-old.yaml'), 'old');
  await run('export', made, '--output', output);
  const fresh = newFolder();
  await run('export', made, '--output', fresh);

  expect(contentsOf(folder)).toStrictEqual({ ...contentsOf(join(fresh, 'acme')), 'cluster/identity': 'uid\n', 'notes.txt': 'mine' });
});

test('tells programs what was written', async () => {
  const output = newFolder();
  const { results } = await run('export', made, '--output', output, '--json');
  expect(JSON.parse(results)).toMatchObject({ stacks: [{ stack: 'acme', folder: join(output, 'acme'), releases: 9, foreign: [] }] });
});

test('charts of a folder come along, relative to what synth wrote', async () => {
  const folder = changed(takeFrom('valkey', '${path.module}/../charts/valkey'));
  mkdirSync(join(folder, 'charts', 'valkey', 'templates'), { recursive: true });
  writeFileSync(join(folder, 'charts', 'valkey', 'Chart.yaml'), 'name: valkey\n');
  writeFileSync(join(folder, 'charts', 'valkey', 'templates', 'a.yaml'), 'a: 1\n');
  const output = newFolder();

  expect((await run('export', folder, '--output', output)).code).toBe(ExitCode.DONE);
  expect(contentsOf(join(output, 'acme', 'charts'))).toStrictEqual({ 'valkey/Chart.yaml': 'name: valkey\n', 'valkey/templates/a.yaml': 'a: 1\n' });
  expect(readFileSync(join(output, 'acme', 'apply.sh'), 'utf8')).toMatch(/release acme\/sessions .* charts\/valkey 0\.11\.0 - /);
});

test('resources that are nothing of ours are left out, and named', async () => {
  const folder = changed(({ resource }) => Object.assign(resource, { aws_s3_bucket: { logs: { '//': { metadata: { path: 'acme/logs' } } } } }));
  const output = newFolder();
  const { results } = await run('export', folder, '--output', output);

  expect(results).toContain('left out nothing of ours: aws_s3_bucket.logs');
  expect(readFileSync(join(output, 'acme', 'README.md'), 'utf8')).toContain('- `aws_s3_bucket.logs`');
});

describe('bad input ends with 2 and writes nothing', () => {
  const REPOSITORY = 'https://git.acme.example/platform.git';

  test.each([
    [['--gitops', 'not an address'], 'no address of a Git repository'],
    [['--gitops', ''], 'no address of a Git repository'],
    [['--gitops', REPOSITORY, '--gitops-path', '/deploy'], 'no folder in the repository'],
    [['--gitops', REPOSITORY, '--gitops-path', 'a/../../b'], 'no folder in the repository'],
    [['--gitops', REPOSITORY, '--gitops-revision', 'a b'], 'no branch or tag'],
    [['--gitops-path', 'deploy'], '--gitops-path  without --gitops there is no repository'],
    [['--gitops-revision', 'v1'], '--gitops-revision  without --gitops there is no repository'],
  ])('fails with %j', async (given, message) => {
    const output = join(newFolder(), 'out');
    const { code, messages } = await run('export', made, '--output', output, ...given);
    expect([code, existsSync(output)]).toStrictEqual([ExitCode.BAD_INPUT, false]);
    expect(messages).toContain(message);
  });

  test('fails without a platform', async () => {
    const folder = newFolder();
    const { code, messages } = await run('export', folder, '--output', join(folder, 'out'));
    expect([code, existsSync(join(folder, 'out'))]).toStrictEqual([ExitCode.BAD_INPUT, false]);
    expect(messages).toContain('Run "qtcloud synth" first');
  });

  test('fails with a chart that is not there, and keeps the earlier export', async () => {
    const output = newFolder();
    await run('export', made, '--output', output);
    const before = contentsOf(output);
    const { code, messages } = await run('export', changed(takeFrom('valkey', '/nowhere/valkey')), '--output', output);

    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toContain('there is no chart here, and acme/sessions needs valkey 0.11.0');
    expect(contentsOf(output)).toStrictEqual(before);
  });

  test('fails with something that only Terraform can evaluate', async () => {
    const folder = changed(({ resource }) => {
      const [first] = Object.values(resource.kubernetes_deployment_v1);
      Object.assign(first.metadata as object, { name: '${var.name}' });
    });
    expect((await run('export', folder, '--output', join(folder, 'out'))).code).toBe(ExitCode.BAD_INPUT);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  test('fails to write into what synth wrote', async () => {
    const folder = changed(() => undefined);
    const before = contentsOf(folder);
    const { code, messages } = await run('export', folder, '--output', folder);
    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toContain('this is a folder that synth wrote');
    expect(contentsOf(folder)).toStrictEqual(before);
  });
});
