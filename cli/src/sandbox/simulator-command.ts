import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PartCommand } from './part';
import { ProcessId } from './process-id';
import { SandboxFolder } from './state';

/** How the process is started that plays the operators. */
export function simulatorCommand(folder: SandboxFolder, owner: ProcessId | undefined): PartCommand {
  return {
    name: 'simulator',
    program: process.execPath,
    arguments: [entryPoint(), folder.path, ...(owner === undefined ? [] : [JSON.stringify(owner)])],
    log: folder.file('logs', 'simulator.log'),
  };
}

/** The compiled program: beside this file, or where the sources are compiled to. */
function entryPoint(): string {
  const compiled = [join(__dirname, 'simulator', 'main.js'), join(__dirname, '..', '..', 'lib', 'sandbox', 'simulator', 'main.js')];
  return compiled.find((file) => existsSync(file)) ?? compiled[0];
}
