import { GoBuilder } from '../../../cli/src/sandbox/tools/go-builder';
import { missingPython } from './checkov';

/** Why the scanners cannot run here; undefined where they can. */
export function missingScanners(): string | undefined {
  const missing = GoBuilder.missing() ?? missingPython();
  if (missing !== undefined && process.env.CI === 'true') {
    throw new Error(`The scanners cannot run: ${missing}`);
  }
  return missing;
}
