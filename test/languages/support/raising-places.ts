import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A place in the compiled library that makes a message for somebody's mistake. */
export interface RaisingPlace {
  /** The module and the beginning of the message: `src/web/probe: Probe.http: the path`. */
  readonly title: string;
  /** `file:line:column` of the call, as V8 tells it. */
  readonly position: string;
}

interface Call {
  readonly node: ts.CallExpression | ts.NewExpression;
  readonly file: string;
  readonly source: ts.SourceFile;
}

const TITLE_LENGTH = 60;

/** Every place under a package's folder that makes a message; where a method passes a message on, those that call it. */
export function raisingPlaces(folder: string): RaisingPlace[] {
  const files = ['lib/src', 'lib/blueprints'].flatMap((below) => readdirSync(join(folder, below), { recursive: true, encoding: 'utf8' }).map((file) => join(below, file)));
  const calls = files.filter((file) => file.endsWith('.js') && file !== 'lib/src/core/errors.js').sort().flatMap((file) => callsIn(folder, file));
  const making = calls.filter(({ node }) => /(?:^|\.)ValidationError(?:\.at)?$/.test(node.expression.getText()));
  const passedOn = new Set(making.filter(isPassedOn).map(({ node }) => methodAround(node)));
  const passing = calls.filter(({ node }) => passedOn.has(nameOf(node)));
  return [...making.filter((call) => !isPassedOn(call)), ...passing].map((call) => ({ title: titleOf(call), position: positionOf(call, folder) }));
}

function callsIn(folder: string, file: string): Call[] {
  const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      found.push({ node, file, source });
    }
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

/** Whether the message is a parameter as it came. */
function isPassedOn({ node }: Call): boolean {
  const message = messageOf(node);
  return message !== undefined && ts.isIdentifier(message) && methodAround(node) !== undefined;
}

function methodAround(node: ts.Node): string | undefined {
  const method = ts.findAncestor(node, ts.isMethodDeclaration);
  return method?.name.getText();
}

function nameOf(node: Call['node']): string | undefined {
  return ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : undefined;
}

function messageOf({ arguments: given = ts.factory.createNodeArray() }: Call['node']): ts.Expression | undefined {
  return given[given.length - 1];
}

function titleOf({ node, file }: Call): string {
  const message = messageOf(node)?.getText() ?? '';
  return `${file.replace(/^lib\//, '').replace(/\.js$/, '')}: ${message.replace(/^[`'"]/, '').slice(0, TITLE_LENGTH)}`;
}

/** A call is where its method's name begins, and a construction where `new` does. */
function positionOf({ node, file, source }: Call, folder: string): string {
  const place = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node;
  const { line, character } = source.getLineAndCharacterOfPosition(place.getStart());
  return `${join(folder, file)}:${line + 1}:${character + 1}`;
}
