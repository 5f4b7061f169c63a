// What a package for another language weighs, and whether it says under which licences it comes.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

const PROVIDER_LICENCE = 'Mozilla Public License';

/** Bytes of a file, or of all files in a folder. */
export function size(path) {
  const info = statSync(path);
  return info.isFile() ? info.size : filesIn(path).reduce((sum, file) => sum + statSync(file).size, 0);
}

export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** What is missing of the notices: our own licence, and the one of the providers that are bundled. `npm run pack` checks the npm package. */
export function verifyNotices(language, path) {
  if (language === 'npm') {
    return [];
  }
  const texts = noticesOf(path);
  const faults = [];
  if (!texts.some((text) => text.includes('Apache License'))) {
    faults.push(`The ${language} package has no licence: ${path}`);
  }
  if (!texts.some((text) => text.includes(PROVIDER_LICENCE) && text.includes('@cdktf/provider-kubernetes'))) {
    faults.push(`The ${language} package has no notice of the providers it carries: ${path}`);
  }
  return faults;
}

function noticesOf(path) {
  const wanted = /(^|\/)(LICENSE|NOTICE)$/;
  if (statSync(path).isFile()) {
    const entries = unzipSync(readFileSync(path), { filter: ({ name }) => wanted.test(name) });
    return Object.values(entries).map((bytes) => Buffer.from(bytes).toString('utf8'));
  }
  return [...filesIn(path), ...filesIn(join(path, '..'))].filter((file) => wanted.test(file)).map((file) => readFileSync(file, 'utf8'));
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
