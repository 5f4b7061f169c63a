import { join } from 'node:path';
import { ExitCode } from '../../src/terminal/exit-code';
import { run } from '../support/run';
import { temporaryFolders } from '../support/temporary-folder';
import { samplePlan, writePlan } from './sample-plan';

const newFolder = temporaryFolders();

const PLAN = samplePlan([]);

test.each<[string, unknown, string]>([
  ['the plan as Terraform keeps it', 'PK\u0003\u0004tfplan', 'this is the plan as Terraform keeps it'],
  ['no JSON', 'Terraform will perform the following actions:', 'the file is not JSON'],
  ['nothing', '', 'the file is not JSON'],
  ['the log of a plan', '{"@level":"info","@message":"Terraform 1.11.0"}\n{"@level":"info"}', 'this is the log of "terraform plan -json"'],
  ['a state as it lies on disk', { version: 4, lineage: 'a', serial: 1, resources: [] }, 'this is a state, and not a plan'],
  ['a state as Terraform shows it', { format_version: '1.0', values: { root_module: {} } }, 'this is a state, and not a plan'],
  ['other JSON', { name: 'acme' }, 'this is no Terraform plan: it names no format_version'],
  ['a list', [], 'this is no Terraform plan: it names no format_version'],
  ['null', 'null', 'this is no Terraform plan: it names no format_version'],
  ['an older form', { ...PLAN, format_version: '0.2' }, 'the plan has the form 0.2, and 1.x is read here'],
  ['a form of the future', { ...PLAN, format_version: '2.0' }, 'the plan has the form 2.0'],
  ['a plan that failed', { ...PLAN, errored: true }, 'the plan ended with an error'],
  ['changes that are none', { ...PLAN, resource_changes: [{ address: 'a.b' }] }, 'its resource_changes are not what Terraform writes'],
  ['changes that are no list', { ...PLAN, resource_changes: {} }, 'its resource_changes are not what Terraform writes'],
  ['nothing at all in place of a change', { ...PLAN, resource_changes: [null] }, 'its resource_changes are not what Terraform writes'],
])('fails on %s', async (_title, content, message) => {
  const file = writePlan(newFolder(), content);
  const { code, messages, results } = await run('review', file);

  expect([code, results]).toStrictEqual([ExitCode.BAD_INPUT, '']);
  expect(messages).toContain(`${file}  ${message}`);
  expect(messages).toContain('terraform show -json plan > plan.json');
});

test('fails on a file that is not there, and on a folder', async () => {
  const folder = newFolder();

  expect(await run('review', join(folder, 'plan.json'))).toMatchObject({ code: ExitCode.BAD_INPUT, messages: expect.stringContaining('there is no such file') as string });
  expect(await run('review', folder)).toMatchObject({ code: ExitCode.BAD_INPUT, messages: expect.stringContaining('this is a folder') as string });
});

test('fails on a lock file or a project that was named and is not there', async () => {
  const folder = newFolder();
  const file = writePlan(folder, PLAN);

  expect(await run('review', file, '--lock-file', join(folder, 'none'))).toMatchObject({ code: ExitCode.BAD_INPUT, messages: expect.stringContaining('there is no such file') as string });
  expect(await run('review', file, '--project', join(folder, 'none'))).toMatchObject({ code: ExitCode.BAD_INPUT, messages: expect.stringContaining('no platform was written here') as string });
});

test('fails on two forms of output at once', async () => {
  expect(await run('review', writePlan(newFolder(), PLAN), '--json', '--markdown')).toMatchObject({ code: ExitCode.BAD_INPUT });
});

test('a plan that changes nothing says so', async () => {
  expect(await run('review', writePlan(newFolder(), PLAN))).toMatchObject({ code: ExitCode.DONE, results: expect.stringContaining('nothing changes') as string });
});

test('a plan with a byte order mark is read', async () => {
  expect((await run('review', writePlan(newFolder(), `\uFEFF${JSON.stringify(PLAN)}`))).code).toBe(ExitCode.DONE);
});
