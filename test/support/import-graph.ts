import { posix } from 'node:path';
import { Options, transformSync } from '@swc/core';
import * as ts from 'typescript';
import { SourceTree } from './source-tree';

/** One import: of a file of the tree, or of a package. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import in the tree, types included; relative ones as paths in the tree. */
export function allImports(tree: SourceTree): Import[] {
  return [...tree].flatMap(([file, text]) => importsOf(tree, file, text));
}

/** Imports that are left at run time, when types are gone. */
export function runtimeImports(tree: SourceTree): Import[] {
  const options: Options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' }, swcrc: false };
  return [...tree].flatMap(([file, text]) => importsOf(tree, file, transformSync(text, options).code));
}

/** A circle of imports, its first file repeated at the end, for each file that closes one. */
export function findCycles(imports: readonly Import[]): string[][] {
  const targets = group(imports);
  const cycles: string[][] = [];
  const finished = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push([...path.slice(start), file]);
    } else if (!finished.has(file)) {
      (targets.get(file) ?? []).forEach((target) => visit(target, [...path, file]));
      finished.add(file);
    }
  };
  [...targets.keys()].forEach((file) => visit(file, []));
  return cycles;
}

function group(imports: readonly Import[]): Map<string, string[]> {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) {
    targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  return targets;
}

function importsOf(tree: SourceTree, file: string, text: string): Import[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName }) => ({ from: file, to: resolve(tree, file, fileName) }));
}

function resolve(tree: SourceTree, file: string, specifier: string): string {
  if (!specifier.startsWith('.')) {
    return specifier;
  }
  const path = posix.join(posix.dirname(file), specifier).replace(/\/$/, '');
  return [`${path}.ts`, `${path}/index.ts`].find((candidate) => tree.has(candidate)) ?? path;
}
