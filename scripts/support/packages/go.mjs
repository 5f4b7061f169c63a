import { cpSync } from 'node:fs';
import { join } from 'node:path';

/** Go modules are sources: out/go/cloud is the module as it is tagged in its repository. */
export function goModule(folder) {
  cpSync(join(folder, 'go'), join(folder, 'out/go'), { recursive: true });
}
