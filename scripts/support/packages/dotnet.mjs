import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { has, run } from './pacmak.mjs';

/** Builds the NuGet package where there is a dotnet; else leaves the project: out/dotnet. */
export function dotnetPackage(folder) {
  const out = join(folder, 'out/dotnet');
  const project = join(folder, 'dotnet/QuantTide.Cloud');
  mkdirSync(out, { recursive: true });
  if (has('dotnet', '--version')) {
    run('dotnet', ['pack', '--configuration', 'Release', '--output', out], { cwd: project });
  } else {
    cpSync(join(folder, 'dotnet'), out, { recursive: true });
  }
}
