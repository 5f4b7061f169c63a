import { resolve } from 'node:path';
import { createProgram } from '../../cli/src/program';
import { MemoryTerminal } from '../../cli/test/support/memory-terminal';
import { freshFolder } from './support/folders';
import { go } from './support/go';
import { java, SETTINGS } from './support/java';
import { copyOf, Language } from './support/language';
import { describeLanguage, LANGUAGES } from './support/languages';
import { python } from './support/python';
import { Ended, run } from './support/run';

/** Kinds of mistakes that nobody catches, and what is said of each. */
const SAID = {
  constructor: 'acme/shop (WebService): the image "ghcr.io/acme/shop" names no fixed version',
  method: 'acme/shop (WebService): it cannot be exposed under "https://shop.acme.example"',
  function: 'Target: imageMirror "https://registry.acme.example" is not a registry',
  synth: 'other/platform/cloudnative-pg (Operator): cloudnative-pg is needed here',
};

/** Arguments of commands that need some beside the program. */
const ARGUMENTS: Record<string, string[]> = { diff: ['dist'], review: ['plan.json'] };

/** Every command that takes a program. */
const commands = createProgram(new MemoryTerminal()).commands
  .filter(({ options }) => options.some(({ long }) => long === '--app'))
  .map((command) => command.name());

function qtcloud(language: Language, command: string, mistake: string): Ended {
  const program = language.build(`test/languages/uncaught/${language.folder}`).map((word) => `"${word}"`).join(' ');
  return run(
    [process.execPath, resolve('cli/bin/qtcloud'), command, ...(ARGUMENTS[command] ?? []), '--app', `${program} ${mistake}`],
    { env: { CDKTF_OUTDIR: freshFolder(language.folder, 'uncaught') } },
  );
}

LANGUAGES.forEach((language) => describeLanguage(language, () => {
  beforeAll(() => language.install());

  it.each(Object.entries(SAID))('the command line shows our message alone for a mistake in a %s', (mistake, said) => {
    const { code, out, errors } = qtcloud(language, 'synth', mistake);
    expect({ code, out }).toStrictEqual({ code: 2, out: '' });
    expect(errors.trim().split('\n')).toStrictEqual([expect.stringMatching(/^"/) as string]);
    expect(errors).toContain(`  ${said}`);
  });

  it('shows all that was printed where the program fails by itself', () => {
    const { code, errors } = qtcloud(language, 'synth', 'own');
    expect(code).toBe(2);
    expect(errors).toContain('the price list is empty');
    expect(errors).toMatch(/main\.|Main\.java/);
  });
}));

describeLanguage(java, () => {
  it.each(['constructor', 'function'] as const)('shows our message alone where Maven runs the program, too: for a mistake in a %s', (mistake) => {
    java.install();
    java.build('test/languages/uncaught/java');
    const app = `mvn --quiet --settings "${SETTINGS}" exec:java -Dexec.args=${mistake}`;
    const { code, out, errors } = run([process.execPath, resolve('cli/bin/qtcloud'), 'synth', '--app', app], { cwd: copyOf(java, 'test/languages/uncaught/java') });
    expect({ code, out }).toStrictEqual({ code: 2, out: '' });
    expect(errors.trim().split('\n')).toStrictEqual([expect.stringMatching(/^mvn .*[.]$/) as string]);
    expect(errors).toContain(`  ${SAID[mistake]}`);
  });
});

describeLanguage(go, () => {
  it('a panic in a driver is shown with the call that asked for it, because the library cannot name the driver', () => {
    go.install();
    const { code, errors } = qtcloud(go, 'synth', 'driver');
    expect(code).toBe(2);
    expect(errors.trim().split('\n').map((line) => line.trim())).toStrictEqual([
      expect.stringMatching(/ {2}no such region$/) as string,
      expect.stringMatching(/^It came out of data\.NewRelationalDatabase at .+\/main\.go:\d+\. .* a driver of the program's own panicked/) as string,
    ]);
  });
});

// They share what runs a program: one language is enough.
describeLanguage(python, () => {
  beforeAll(() => python.install());

  it.each(commands)('%s shows it, too', (command) => {
    const { code, out, errors } = qtcloud(python, command, 'function');
    expect({ code, out }).toStrictEqual({ code: 2, out: '' });
    expect(errors.trim().split('\n')).toStrictEqual([expect.stringContaining(`  ${SAID.function}`) as string]);
  });
});
