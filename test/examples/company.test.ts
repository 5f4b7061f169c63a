import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import * as cloud from '../../src';

const SOURCES = join(__dirname, '..', '..', 'src');

/** Names of classes that nobody makes one of. */
const abstract = new Set(readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(join(SOURCES, file), 'utf8').matchAll(/^export abstract class (\w+)/gm)].map(([, name]) => name)));

/** Every class that is exported, those of namespaces included. */
function classesIn(exported: object): (abstract new (...rest: never[]) => unknown)[] {
  return Object.values(exported).flatMap((value: unknown) => (typeof value === 'function' ? [value as new () => unknown] : typeof value === 'object' && value !== null ? classesIn(value) : []));
}

const constructs = [...new Set(classesIn(cloud).filter((each) => each.prototype instanceof Construct).map(({ name }) => name))].filter((name) => !abstract.has(name));

/** What the larger example makes: the same in every language, which its bytes show. */
async function companyApp(): Promise<App> {
  const made: App[] = [];
  const synth = jest.spyOn(App.prototype, 'synth').mockImplementation(function (this: App) {
    made.push(this);
  });
  await import('../../examples/typescript/company/main.js');
  synth.mockRestore();
  return made[0];
}

/** A construct's class, and those above it: a stack of the example's own is one of ours, too. */
function classesOf(construct: IConstruct): string[] {
  const names: string[] = [];
  for (let prototype = Object.getPrototypeOf(construct) as object | null; prototype !== null; prototype = Object.getPrototypeOf(prototype) as object | null) {
    names.push(prototype.constructor.name);
  }
  return names;
}

test('the larger example makes one of every public construct', async () => {
  const made = new Set((await companyApp()).node.findAll().flatMap(classesOf));
  expect(constructs.length).toBeGreaterThan(20);
  expect(constructs.filter((name) => !made.has(name))).toStrictEqual([]);
});
