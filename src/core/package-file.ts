import { readFileSync } from 'fs';
import { join } from 'path';
import { packageRoot } from './local-chart';

/** The text of a file that this package ships, such as a program that runs on the cluster. */
export function packageFile(path: string): string {
  return readFileSync(join(packageRoot(), path), 'utf8');
}
