import { createProgram } from '../../src/program';
import { ExitCode } from '../../src/terminal/exit-code';
import { MemoryTerminal } from '../support/memory-terminal';
import { run } from '../support/run';

test('help names every command, the exit codes and the completion', async () => {
  const { code, results } = await run('--help');

  expect(code).toBe(ExitCode.DONE);
  for (const text of ['init', 'synth', 'describe', 'diff', 'review', 'export', 'lock', 'schema', 'status', 'drift', 'recover', 'sandbox', 'Exit codes:', 'qtcloud complete bash']) {
    expect(results).toContain(text);
  }
});

test('prints its version', async () => {
  expect((await run('--version')).results).toMatch(/^\d+\.\d+\.\d+/);
});

test('every command, argument and option is described', () => {
  for (const command of createProgram(new MemoryTerminal()).commands) {
    expect(command.description()).not.toBe('');
    command.options.forEach((option) => expect(option.description).not.toBe(''));
    command.registeredArguments.forEach((argument) => expect(argument.description).not.toBe(''));
  }
});

test.each([
  ['a misspelt command', ['synt'], 'Did you mean synth?'],
  ['a misspelt option', ['synth', '--fil', 'x'], 'Did you mean --file?'],
  ['an argument too many', ['synth', 'platform.yaml'], 'too many arguments'],
])('fails on %s', async (_, arguments_, said) => {
  const { code, messages } = await run(...arguments_);

  expect(code).toBe(ExitCode.BAD_INPUT);
  expect(messages).toContain(said);
});

test('prints the schema, and refuses a blueprint that is not there', async () => {
  expect(JSON.parse((await run('schema')).results)).toMatchObject({ properties: { blueprint: { const: 'private-cloud' } } });
  expect(JSON.parse((await run('schema', 'sky')).results)).toMatchObject({ $id: expect.stringMatching(/sky\.schema\.json$/) as string, properties: { rules: { type: 'object' } } });
  expect(await run('schema', 'private-clod')).toMatchObject({ code: ExitCode.BAD_INPUT, messages: expect.stringContaining('Did you mean "private-cloud"?') as string });
});
