import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { Terminal } from '../terminal/terminal';

/** Arguments that name a folder that synth wrote. */
const FOLDERS = ['folder', 'new'];

/** Commands whose folder is not one that synth wrote, or that write it themselves. */
const OTHERS = ['init', 'synth'];

/** Commands that work on the Terraform state beside what synth wrote: the program writes there, as `synth --output` does. */
const WITH_STATE = ['recover'];

/**
 * Lets every command that reads what synth wrote take a program in its place:
 * `qtcloud describe --app "python main.py"`. The program writes into a folder
 * of its own, which is gone when the command has ended.
 */
export function addPrograms(program: Command, terminal: Terminal): void {
  for (const command of program.commands.filter((candidate) => !OTHERS.includes(candidate.name()) && placeOf(candidate) >= 0)) {
    command.option('-a, --app <command>', 'program in any language that makes the platform, such as "python main.py", in place of what synth wrote');
    command.hook('preAction', async (_, action) => {
      const { app } = action.opts<{ app?: string }>();
      if (app !== undefined) {
        const place = placeOf(action);
        const output = WITH_STATE.includes(action.name()) ? String(action.processedArgs[place]) : temporaryFolder();
        const { synth } = await import('../commands/synth.js');
        await synth({ app, output }, withoutResults(terminal));
        action.processedArgs[place] = output;
      }
    });
  }
}

function placeOf(command: Command): number {
  return command.registeredArguments.findIndex((argument) => FOLDERS.includes(argument.name()));
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'qtcloud-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The result is what the command says; messages of the program are shown. */
function withoutResults(terminal: Terminal): Terminal {
  const { interactive, colours, errorColours } = terminal;
  return { interactive, colours, errorColours, out: () => undefined, error: (text) => terminal.error(text) };
}
