import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { constructorParameters, methodOf, Parameter, propertyOf, typeNamed, typeOf, TypeReference } from './assemblies';
import { Case, Statement, Value } from './program';

const ANY: TypeReference = { primitive: 'any' };
const OWN = '@quanttide/cloud';
/** What every case has at hand. */
const AT_HAND = { acme: `${OWN}.CloudStack`, app: 'cdktf.App' };

/** A value, and the full name of its type where it has members. */
interface Typed {
  readonly value: Value;
  readonly type?: string;
}

/** The cases that are written in TypeScript in a folder. */
export function readCases(folder: string): Case[] {
  return readdirSync(folder).filter((name) => name.endsWith('.ts')).sort().flatMap((name) => casesOf(join(folder, name), readFileSync(join(folder, name), 'utf8')));
}

/**
 * Cases from a file: the properties of its one exported
 * object are functions of statements that make and call what the packages
 * have. What such a statement may hold is little, and everything else is an
 * error here.
 */
function casesOf(file: string, text: string): Case[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  const cases: Case[] = [];
  for (const { declarationList, modifiers } of source.statements.filter(ts.isVariableStatement)) {
    for (const { name, initializer } of declarationList.declarations) {
      if (initializer !== undefined && modifiers === undefined) {
        constants.set(name.getText(), initializer);
      } else if (initializer !== undefined && ts.isObjectLiteralExpression(initializer)) {
        cases.push(...initializer.properties.filter(ts.isPropertyAssignment).map((property) => new CaseReader(constants).read(property)));
      }
    }
  }
  return cases;
}

class CaseReader {
  private readonly locals = new Map<string, string | undefined>(Object.entries(AT_HAND));

  public constructor(private readonly constants: ReadonlyMap<string, ts.Expression>) {}

  public read({ name, initializer }: ts.PropertyAssignment): Case {
    if (!ts.isArrowFunction(initializer)) {
      throw unknown(initializer);
    }
    const { body } = initializer;
    const statements = ts.isBlock(body) ? body.statements.map((statement) => this.statement(statement)) : [{ value: this.typed(body, ANY).value }];
    return { title: ts.isStringLiteral(name) ? name.text : name.getText(), statements };
  }

  private statement(node: ts.Statement): Statement {
    if ((ts.isExpressionStatement(node) || ts.isReturnStatement(node)) && node.expression !== undefined) {
      return { value: this.typed(node.expression, ANY).value };
    }
    const declaration = ts.isVariableStatement(node) ? node.declarationList.declarations[0] : undefined;
    // Options and maps are spelt as their place asks for: they are constants of the file, which are put into their places.
    if (declaration?.initializer === undefined || ts.isObjectLiteralExpression(declaration.initializer)) {
      throw unknown(node);
    }
    const { value, type } = this.typed(declaration.initializer, ANY);
    this.locals.set(declaration.name.getText(), type);
    return { name: declaration.name.getText(), value };
  }

  private typed(node: ts.Expression, wanted: TypeReference): Typed {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      return { value: { kind: 'literal', value: node.text } };
    }
    if (ts.isNumericLiteral(node) || ts.isPrefixUnaryExpression(node)) {
      return { value: { kind: 'literal', value: Number(node.getText()) } };
    }
    if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
      return { value: { kind: 'literal', value: node.kind === ts.SyntaxKind.TrueKeyword } };
    }
    if (ts.isArrayLiteralExpression(node)) {
      const element = wanted.collection?.elementtype ?? ANY;
      return { value: { kind: 'list', element, items: node.elements.map((item) => this.typed(item, element).value) } };
    }
    if (ts.isObjectLiteralExpression(node)) {
      return { value: this.object(node, wanted) };
    }
    if (ts.isNewExpression(node)) {
      const type = fullName(node.expression.getText());
      const parameters = constructorParameters(type);
      return { value: { kind: 'new', type, parameters, values: this.all(node.arguments ?? [], parameters) }, type };
    }
    if (ts.isCallExpression(node)) {
      return this.call(node);
    }
    if (ts.isPropertyAccessExpression(node)) {
      return this.access(node);
    }
    return ts.isIdentifier(node) ? this.name(node, wanted) : fail(node);
  }

  private name(node: ts.Identifier, wanted: TypeReference): Typed {
    const constant = this.constants.get(node.text);
    if (constant !== undefined) {
      return this.typed(constant, wanted);
    }
    return this.locals.has(node.text) ? { value: { kind: 'local', name: node.text }, type: this.locals.get(node.text) } : fail(node);
  }

  private object(node: ts.ObjectLiteralExpression, wanted: TypeReference): Value {
    const entries = node.properties.map((property) => {
      const name = property.name;
      const value = ts.isPropertyAssignment(property) ? property.initializer : ts.isShorthandPropertyAssignment(property) ? property.name : fail(property);
      return [name !== undefined && ts.isStringLiteral(name) ? name.text : name?.getText() ?? fail(property), value] as const;
    });
    const type = wanted.fqn;
    if (type !== undefined) {
      return { kind: 'options', type, fields: entries.map(([name, value]) => ({ name, value: this.typed(value, propertyOf(type, name)?.type ?? fail(value)).value })) };
    }
    const element = wanted.collection?.elementtype ?? ANY;
    return { kind: 'map', element, entries: entries.map(([name, value]) => [name, this.typed(value, element).value] as const) };
  }

  private call(node: ts.CallExpression): Typed {
    const { expression } = node;
    if (ts.isIdentifier(expression)) {
      return { value: { kind: 'helper', name: expression.text, values: node.arguments.map((argument) => this.typed(argument, ANY).value) } };
    }
    if (!ts.isPropertyAccessExpression(expression)) {
      throw unknown(node);
    }
    const method = expression.name.text;
    const owner = ownType(expression.expression);
    const on = owner === undefined || this.isLocal(expression.expression) ? this.typed(expression.expression, ANY) : undefined;
    const called = methodOf((on === undefined ? owner : on.type) ?? fail(node), method) ?? fail(node);
    const parameters = called.parameters ?? [];
    const values = this.all(node.arguments, parameters);
    const type = called.returns?.type.fqn;
    return on === undefined
      ? { value: { kind: 'static', type: owner ?? fail(node), method, values, parameters }, type }
      : { value: { kind: 'call', on: on.value, method, values, parameters }, type };
  }

  private access(node: ts.PropertyAccessExpression): Typed {
    const owner = this.isLocal(node.expression) ? undefined : ownType(node.expression);
    if (owner !== undefined && typeOf(owner).kind === 'enum') {
      return { value: { kind: 'member', type: owner, name: node.name.text }, type: owner };
    }
    const on = this.typed(node.expression, ANY);
    const property = propertyOf(on.type ?? fail(node), node.name.text) ?? fail(node);
    return { value: { kind: 'property', on: on.value, name: node.name.text }, type: property.type.fqn };
  }

  private all(nodes: readonly ts.Expression[], parameters: readonly Parameter[]): Value[] {
    return nodes.map((node, index) => this.typed(node, (parameters[Math.min(index, parameters.length - 1)] ?? fail(node)).type).value);
  }

  private isLocal(node: ts.Expression): boolean {
    return ts.isIdentifier(node) && this.locals.has(node.text);
  }
}

/** The full name of a type that is written out: `data.Cache`, `App`. */
function fullName(text: string): string {
  return [`${OWN}.${text}`, `cdktf.${text}`, `constructs.${text}`].find((name) => typeNamed(name) !== undefined) ?? text;
}

function ownType(node: ts.Expression): string | undefined {
  const name = fullName(node.getText());
  return typeNamed(name) === undefined ? undefined : name;
}

function unknown(node: ts.Node): Error {
  const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
  return new Error(`${node.getSourceFile().fileName}:${line + 1}: this cannot be translated: ${node.getText()}`);
}

function fail(node: ts.Node): never {
  throw unknown(node);
}
