// Runs one of the commands in commands.mjs, set-up included: node scripts/run.mjs <command>
// Plain Node on purpose: it must work on a fresh clone, before anything is installed.
import { commands } from './commands.mjs';
import { checkNode, install } from './support/setup.mjs';
import { runCommand } from './support/steps.mjs';

const name = process.argv[2];
const command = commands[name];
if (!command) {
  console.error(`Unknown command '${name ?? ''}'. Known: ${Object.keys(commands).join(', ')}`);
  process.exit(2);
}

checkNode();
process.exitCode = await runCommand(name, { ...command, steps: [install, ...command.steps] });
