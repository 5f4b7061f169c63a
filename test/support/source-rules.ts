import * as ts from 'typescript';
import { allImports, findCycles, runtimeImports } from './import-graph';
import { Layer, mayImport, placeOf } from './layers';
import { SourceTree } from './source-tree';

const MOST_LINES = 400;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Imports that the architecture forbids, each as one line. */
export function forbiddenImports(tree: SourceTree): string[] {
  return allImports(tree).flatMap(({ from, to }) => {
    const source = placeOf(from);
    const target = placeOf(to);
    return source === undefined || target === undefined || mayImport(source, target)
      ? []
      : [`${from} (${source.layer}) imports ${to} (${target.layer})`];
  });
}

/** Circles of imports that exist at run time. */
export function circularImports(tree: SourceTree): string[] {
  return findCycles(runtimeImports(tree)).map((cycle) => cycle.join(' -> '));
}

/** Files that are longer than a file may be. */
export function longFiles(tree: SourceTree): string[] {
  return [...tree]
    .map(([file, text]) => ({ file, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ file, lines }) => `${file} has ${lines} lines`);
}

/** Index files that do more than export. */
export function busyIndexes(tree: SourceTree): string[] {
  return [...tree].filter(([file]) => file.endsWith('/index.ts')).flatMap(([file, text]) => {
    const other = parse(file, text).statements.find((statement) => !ts.isExportDeclaration(statement));
    return other === undefined ? [] : [`${file}: ${other.getText().split('\n')[0]}`];
  });
}

/** Files whose name is not in kebab case or, where they export a class, not what they export; other files name their topic. */
export function misnamedFiles(tree: SourceTree): string[] {
  return [...tree].flatMap(([file, text]) => {
    const layer = placeOf(file)?.layer;
    const name = file.split('/').at(-1)?.split('.')[0] ?? '';
    if (layer === undefined || layer === Layer.INDEX || ['contract', 'blueprint'].includes(name)) {
      return [];
    }
    const exported = exportedDeclarations(parse(file, text));
    const nouns = exported.map((declaration) => declaration.name?.getText() ?? '');
    const isNamedWell = !exported.some(ts.isClassDeclaration) || nouns.some((noun) => names(name, noun));
    return KEBAB_CASE.test(name) && isNamedWell ? [] : [`${file} exports ${nouns.join(', ')}`];
  });
}

/** `web-service` names WebService, `errors` names ValidationError, `valkey` names ValkeyCache. */
function names(fileName: string, noun: string): boolean {
  const wanted = fileName.replaceAll('-', '');
  const given = noun.toLowerCase();
  return given.startsWith(wanted) || given.endsWith(wanted) || given.endsWith(wanted.replace(/s$/, ''));
}

function exportedDeclarations(source: ts.SourceFile): ts.DeclarationStatement[] {
  return source.statements.filter(isNamedDeclaration).filter(({ modifiers }) =>
    modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
}

function isNamedDeclaration(node: ts.Node): node is ts.ClassDeclaration | ts.InterfaceDeclaration | ts.EnumDeclaration | ts.FunctionDeclaration {
  return ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node) || ts.isFunctionDeclaration(node);
}

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
}
