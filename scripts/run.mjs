// Runs one of the commands in commands.mjs, set-up included: node scripts/run.mjs <command> [--flag …]
// Plain Node on purpose: it must work on a fresh clone, before anything is installed.
import { commands } from './commands.mjs';
import { checkNode, install } from './support/setup.mjs';
import { runCommand } from './support/steps.mjs';

const [name, ...flags] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`Unknown command '${name ?? ''}'. Known: ${Object.keys(commands).join(', ')}`);
  process.exit(2);
}

const unknown = flags.find((flag) => !command.steps.some((step) => step.flag === flag));
if (unknown) {
  const known = [...new Set(command.steps.flatMap((step) => step.flag ?? []))];
  console.error(`Unknown option '${unknown}' of '${name}'. ${known.length === 0 ? 'It has none.' : `Known: ${known.join(', ')}`}`);
  process.exit(2);
}

checkNode();
const steps = command.steps.filter((step) => step.flag === undefined || flags.includes(step.flag));
process.exitCode = await runCommand(name, { ...command, steps: [install, ...steps] });
