import { createProgram } from '../../src/program';
import { ExitCode } from '../../src/terminal/exit-code';
import { MemoryTerminal } from '../support/memory-terminal';
import { run } from '../support/run';

/** Commands, and those below `sandbox` and `prices`. */
const every = createProgram(new MemoryTerminal()).commands.flatMap((command) => [
  { name: command.name(), parent: undefined, command },
  ...command.commands.map((below) => ({ name: below.name(), parent: command.name(), command: below })),
]);

test('help names every command, the exit codes and the completion', async () => {
  const { code, results } = await run('--help');

  expect(code).toBe(ExitCode.DONE);
  for (const { name } of every.filter(({ parent }) => parent === undefined)) {
    expect(results).toMatch(new RegExp(`^ +${name}\\b`, 'm'));
  }
  expect(results).toContain('Exit codes:');
  expect(results).toContain('qtcloud complete bash');
});

test('prints its version', async () => {
  expect((await run('--version')).results).toMatch(/^\d+\.\d+\.\d+/);
});

test('every command, argument and option is described', () => {
  expect(every.length).toBeGreaterThan(20);
  for (const { command } of every) {
    expect(command.description()).not.toBe('');
    command.options.forEach((option) => expect(option.description).not.toBe(''));
    command.registeredArguments.forEach((argument) => expect(argument.description).not.toBe(''));
  }
});

test('every command that may end with 3 says in its help when', async () => {
  for (const name of ['status', 'drift', 'recover', 'crds', 'review', 'diff']) {
    expect((await run(name, '--help')).results).toContain('Exit code 3: ');
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
