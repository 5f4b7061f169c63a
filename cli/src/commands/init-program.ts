import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { InputError } from '../platform-file/finding';
import { listed, suggestion } from '../platform-file/nearest';
import { Terminal } from '../terminal/terminal';
import type { Choices } from './init';

const TEMPLATES = join(__dirname, '..', '..', 'templates', 'init');
const ENDING = '.template';

/** How a program in each language is prepared and run. */
const LANGUAGES: Record<string, { readonly prepare: string; readonly app: string }> = {
  csharp: { prepare: 'dotnet restore', app: 'dotnet run' },
  go: { prepare: 'go mod tidy', app: 'go run .' },
  java: { prepare: 'mvn --quiet compile', app: 'mvn --quiet exec:java' },
  python: { prepare: 'python3 -m venv .venv && .venv/bin/pip install -r requirements.txt', app: '.venv/bin/python main.py' },
  typescript: { prepare: 'npm install && npm run build', app: 'node lib/main.js' },
};

/** Languages that a project can be started in. */
export const LANGUAGE_NAMES: readonly string[] = Object.keys(LANGUAGES).sort();

/** Refuses a language that there is no project for. */
export function checkLanguage(language: string): void {
  if (!LANGUAGE_NAMES.includes(language)) {
    throw new InputError([{ file: '--language', message: `"${language}" is not allowed here.${suggestion(language, LANGUAGE_NAMES)}`, hints: [`Allowed: ${listed(LANGUAGE_NAMES)}. Without it, a platform file in YAML is written.`] }]);
  }
}

/** Writes a program to start from, with its project files; never over another file, unless told to. */
export function initProgram(folder: string, language: string, choices: Choices, force: boolean, terminal: Terminal): void {
  const root = join(TEMPLATES, language);
  const texts = new Map(filesOf(root).map((file) => [join(folder, targetOf(relative(root, file))), filledIn(readFileSync(file, 'utf8'), language, choices)]));
  const inTheWay = [...texts.keys()].filter((file) => existsSync(file));
  if (inTheWay.length > 0 && !force) {
    throw new InputError(inTheWay.map((file) => ({ file, message: 'the file is there already.', hints: ['Name another folder, or replace it with --force.'] })));
  }
  for (const [file, text] of texts) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const shown = relative(process.cwd(), folder);
  const { prepare, app } = LANGUAGES[language];
  terminal.out(`  written  ${[...texts.keys()].map((file) => relative(folder, file)).sort().join(', ')}`);
  terminal.out('');
  terminal.out(`  Next: ${shown === '' ? '' : `cd ${shown} && `}${prepare}`);
  terminal.out(`        qtcloud synth --app "${app}"`);
}

function filesOf(folder: string): string[] {
  return readdirSync(folder).sort().map((name) => join(folder, name)).flatMap((path) => (statSync(path).isDirectory() ? filesOf(path) : [path]));
}

/** npm leaves out files of the name that Git wants. */
function targetOf(template: string): string {
  return template.slice(0, -ENDING.length).replace(/^gitignore$/, '.gitignore');
}

function filledIn(text: string, language: string, { name, domain, target, size }: Choices): string {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string };
  const words: Record<string, string> = {
    name,
    domain,
    version,
    SIZE: size.toUpperCase(),
    Target: target[0].toUpperCase() + target.slice(1),
    target: language === 'python' ? target.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : target,
  };
  return text.replace(/\{\{(\w+)\}\}/g, (_, word: string) => words[word]);
}
