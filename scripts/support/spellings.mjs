// How each language spells the API of a jsii assembly: a row for each thing, with the bare name that a language has it under.
import { createRequire } from 'node:module';

export const { toSnakeCase } = createRequire(import.meta.url)('codemaker'); // what jsii-pacmak spells Python with

/** Words that Python keeps for itself, among the API's names. */
const RESERVED_IN_PYTHON = ['from'];

/** A row for each thing of each type, in the order of the types. */
export function spellingsOf(types) {
  return types.flatMap((type) => (type.kind === 'enum' ? members(type) : type.datatype === true ? fields(type) : [...constructors(type), ...methods(type), ...properties(type)]));
}

function members({ fqn, name, namespace = '', members: all }) {
  return all.map(({ name: member }) => row({ fqn, namespace, kind: 'member' }, same(member), {
    typescript: `${name}.${member}`, python: `${name}.${member}`, java: `${name}.${member}`, go: `${name}_${member}`, csharp: `${name}.${member}`,
  }));
}

/** Options: what is given by name. */
function fields({ fqn, name, namespace = '', properties: all = [] }) {
  return all.map(({ name: field }) => {
    const names = { typescript: field, python: python(field), java: field, go: pascal(field), csharp: pascal(field) };
    return row({ fqn, namespace, kind: 'field' }, names, {
      typescript: `${name} { ${field} }`, python: `${names.python}=`, java: `.${field}()`, go: `${names.go}:`, csharp: `${names.csharp} =`,
    });
  });
}

function constructors({ fqn, name, namespace = '', initializer, abstract }) {
  return initializer && abstract !== true ? [row({ fqn, namespace, kind: 'constructor' }, { ...same(name), go: `New${name}` }, {
    typescript: `new ${name}()`, python: `${name}()`, java: `new ${name}()`, go: `New${name}()`, csharp: `new ${name}()`,
  })] : [];
}

function methods({ fqn, name, namespace = '', methods: all = [] }) {
  return all.filter(isPublic).map(({ name: method, static: fixed }) => {
    const names = { typescript: method, python: python(method), java: method, go: pascal(method), csharp: pascal(method) };
    const prefix = fixed ? `${name}.` : '.';
    return row({ fqn, namespace, kind: fixed ? 'static method' : 'method' }, names, {
      typescript: `${fixed ? name : instanceOf(name)}.${method}()`,
      python: `${prefix}${names.python}()`,
      java: `${prefix}${method}()`,
      go: `${fixed ? `${name}_` : '.'}${names.go}()`,
      csharp: `${prefix}${names.csharp}()`,
    });
  });
}

function properties({ fqn, name, namespace = '', properties: all = [] }) {
  return all.filter(isPublic).map(({ name: property, static: fixed }) => {
    const names = fixed ? same(property) : { typescript: property, python: python(property), java: `get${pascal(property)}`, go: pascal(property), csharp: pascal(property) };
    return row({ fqn, namespace, kind: fixed ? 'constant' : 'property' }, names, fixed ? {
      typescript: `${name}.${property}`, python: `${name}.${property}`, java: `${name}.${property}`, go: `${name}_${property}()`, csharp: `${name}.${property}`,
    } : {
      typescript: `${instanceOf(name)}.${property}`, python: `.${names.python}`, java: `.${names.java}()`, go: `.${names.go}()`, csharp: `.${names.csharp}`,
    });
  });
}

function row(what, names, texts) {
  return { ...what, names, texts };
}

function isPublic({ protected: hidden }) {
  return hidden !== true;
}

function same(name) {
  return { typescript: name, python: name, java: name, go: name, csharp: name };
}

/** `gateway` for `Gateway`, and for the interface `IGateway`. */
function instanceOf(name) {
  const plain = name.replace(/^I(?=[A-Z][a-z])/, '');
  return `${plain[0].toLowerCase()}${plain.slice(1)}`;
}

function python(name) {
  const snake = toSnakeCase(name);
  return RESERVED_IN_PYTHON.includes(snake) ? `${snake}_` : snake;
}

function pascal(name) {
  return name[0].toUpperCase() + name.slice(1);
}
