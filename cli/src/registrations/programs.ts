import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { Terminal } from '../terminal/terminal';

/** Arguments that name a folder that synth wrote, and the option that does. */
const FOLDERS = ['folder', 'new'];
const FOLDER_OPTION = 'project';

/** Commands whose folder is not one that synth wrote. */
const OTHERS = ['init'];

/** Commands that work on the Terraform state beside what synth wrote: the program writes there, as `synth --output` does. */
const WITH_STATE = ['recover'];

const APP = 'program in any language that makes the platform, such as "python main.py", in place of what synth wrote';
const INTO_FOLDER = 'program in any language that makes the platform, such as "python main.py"; it writes into the folder, as synth does, because the state is there';
const NO_PLATFORM = '\nIt reads no platform, so that there is no --app.';

/**
 * Lets every command that reads what synth wrote take a program in its place:
 * `qtcloud describe --app "python main.py"`. The program writes into a folder
 * of its own, which is gone when the command has ended.
 */
export function addPrograms(program: Command, terminal: Terminal): void {
  for (const command of program.commands.filter(({ options }) => !options.some(({ long }) => long === '--app'))) {
    if (OTHERS.includes(command.name()) || (placeOf(command) < 0 && optionOf(command) === undefined)) {
      command.addHelpText('after', NO_PLATFORM);
      continue;
    }
    const app = new Option('-a, --app <command>', WITH_STATE.includes(command.name()) ? INTO_FOLDER : APP);
    command.addOption(optionOf(command) === undefined ? app : app.conflicts(FOLDER_OPTION));
    command.hook('preAction', (_, action) => runProgram(action, terminal));
  }
}

/** Runs the program that was asked for, and names the folder that it wrote to the command. */
async function runProgram(action: Command, terminal: Terminal): Promise<void> {
  const { app } = action.opts<{ app?: string }>();
  if (app === undefined) {
    return;
  }
  const place = placeOf(action);
  const output = WITH_STATE.includes(action.name()) ? String(action.processedArgs[place]) : temporaryFolder();
  const { synth } = await import('../commands/synth.js');
  await synth({ app, output }, withoutResults(terminal));
  if (place < 0) {
    action.setOptionValue(FOLDER_OPTION, output);
  } else {
    action.processedArgs[place] = output;
  }
}

function optionOf(command: Command): Option | undefined {
  return command.options.find((option) => option.attributeName() === FOLDER_OPTION);
}

function placeOf(command: Command): number {
  return command.registeredArguments.findIndex((argument) => FOLDERS.includes(argument.name()));
}

/** Folders that are gone when the process has ended. */
const temporary: string[] = [];

function temporaryFolder(): string {
  if (temporary.length === 0) {
    process.once('exit', () => temporary.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
  }
  const folder = mkdtempSync(join(tmpdir(), 'qtcloud-'));
  temporary.push(folder);
  return folder;
}

/** The result is what the command says; messages of the program are shown. */
function withoutResults(terminal: Terminal): Terminal {
  const { interactive, colours, errorColours } = terminal;
  return { interactive, colours, errorColours, out: () => undefined, error: (text) => terminal.error(text) };
}
