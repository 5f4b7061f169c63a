import eslint from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

const PROVIDERS = ['@cdktf/provider-kubernetes', '@cdktf/provider-helm'];

const barrels = PROVIDERS.map((name) => ({
  name,
  message: `The barrel costs seconds at load: import a file, such as '${name}/lib/provider'.`,
}));

/** Only the provider configuration may be a provider's class at run time; a resource is a thin class of ours. */
const providerResources = {
  regex: '^@cdktf/provider-[^/]+/lib/(?!provider$)',
  allowTypeImports: true,
  message: "Use `import type`: provider resource classes are slow. Make resources with src/core/engine's Resource.",
};

const publicSurface = {
  regex: '^(\\.{1,2}|(\\.{1,2}/)+(\\.{1,2}|index|src|src/index))/?$|^@quanttide/cloud$',
  message: 'Import the module that declares it: importing an index makes circular imports.',
};

/** Synth is pure: no network, clock, randomness, environment or promises. */
const impure = [
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Synth is pure: no randomness.' },
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: 'Synth is pure: take a prop instead of reading the environment.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Synth is pure: no clock.' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Synth is pure: no clock.' },
  { selector: ':function[async=true]', message: 'Synth is synchronous: what needs I/O is a step of the command line.' },
];
const impureModules = ['child_process', 'dgram', 'dns', 'http', 'http2', 'https', 'net', 'tls'].flatMap((name) =>
  [name, `node:${name}`].map((module) => ({ name: module, message: 'Synth is pure: no network, no processes.' })),
);

export default tseslint.config(
  {
    ignores: ['lib/', 'dist/', 'cli/lib/', 'node_modules/', '.cache/', '.reports/', '**/fixtures/', '**/cdktf.out/', '**/*.d.ts'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.mjs'],
    extends: [eslint.configs.recommended],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.dev.json' })] },
    rules: {
      'curly': 'error',
      'eqeqeq': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-duplicates': 'error',
      'import-x/order': ['error', {
        'groups': ['builtin', 'external', ['internal', 'parent', 'sibling', 'index']],
        'newlines-between': 'ignore',
      }],
      'max-lines': ['error', 400],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { Buffer: 'readonly', console: 'readonly', process: 'readonly', URL: 'readonly', setInterval: 'readonly', clearInterval: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
  { files: ['eslint.config.mjs'], rules: { 'import-x/no-default-export': 'off' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: 'tsconfig.dev.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-indexed-object-style': 'off', // jsii knows no Record
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-empty-function': ['error', { allow: ['private-constructors'] }],
      // A closed choice is a class of static factories; a domain's helpers too.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off', // `void parameter` marks one that only overrides use
      '@typescript-eslint/no-inferrable-types': ['error', { ignoreParameters: true, ignoreProperties: true }], // jsii shows what is written
      // Callers in other languages pass what the types forbid.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off', // look-ups by type
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-restricted-imports': ['error', { paths: barrels }],
    },
  },
  {
    files: ['src/**/*.ts', 'blueprints/**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-member-accessibility': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-restricted-imports': ['error', {
        paths: [...barrels, ...impureModules],
        patterns: [providerResources, publicSurface],
      }],
      'import-x/no-extraneous-dependencies': ['error', { devDependencies: false }],
      'no-restricted-syntax': ['error', ...impure],
    },
  },
  // What is synthesized does not depend on it: it only tells whose errors are printed.
  { files: ['src/core/kernel-stack.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['**/index.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  { files: ['cli/src/**/*.ts'], rules: { 'import-x/no-extraneous-dependencies': ['error', { packageDir: ['cli'], devDependencies: false }] } },
  {
    files: ['test/**/*.ts', 'cli/test/**/*.ts'],
    extends: [jest.configs['flat/recommended']],
    rules: {
      '@typescript-eslint/unbound-method': 'off', // jest/unbound-method knows expect(object.method)
      'jest/unbound-method': 'error',
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [...barrels, { name: 'fast-check', message: 'Import { fc } from test/support/properties: its cases are the same in every run.' }] }],
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'fc.assert', 'assert*'] }],
      'jest/no-disabled-tests': 'error',
      'jest/prefer-strict-equal': 'error',
      'jest/valid-title': 'error',
    },
  },
  { files: ['test/support/properties.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
);
