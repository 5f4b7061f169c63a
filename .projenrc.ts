import { cdk, javascript, JsonFile, TextFile, typescript } from 'projen';

const repository = 'https://github.com/quanttide/quanttide-cloud';
const nodeVersion = '20.9.0';
const typescriptVersion = '~5.9.3';

const project = new cdk.JsiiProject({
  name: '@quanttide/cloud',
  description: 'A whole cloud platform in typed code, deployed on any Kubernetes: construct library and blueprint catalog for cdktf.',
  keywords: ['cdktf', 'cloud', 'constructs', 'kubernetes', 'opentofu', 'paas', 'platform', 'terraform'],
  author: 'QuantTide',
  authorAddress: 'https://github.com/quanttide',
  authorOrganization: true,
  copyrightOwner: 'QuantTide',
  license: 'Apache-2.0',
  repositoryUrl: repository,
  defaultReleaseBranch: 'main',
  stability: 'experimental',
  minNodeVersion: nodeVersion,
  packageManager: javascript.NodePackageManager.NPM,
  addPackageManagerToDevEngines: false,
  readme: { contents: '# @quanttide/cloud\n' },
  projenrcTs: true,
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsNode({ swc: true, tsconfig: 'tsconfig.dev.json' }) },
  projenVersion: '^0.103.25',
  sampleCode: false,

  // Hosting is not tied to one vendor: checks are `npm test` and `.ci/run`.
  github: false,
  release: false,
  depsUpgrade: false,
  eslint: false, // own flat configuration: eslint.config.mjs
  jest: false, // own configuration below: projen's would pull in ts-jest
  npmignoreEnabled: false, // an allow list instead: `files` below

  // One program over src and blueprints, so both are in one assembly.
  entrypoint: 'lib/src/index.js',
  jsiiVersion: '~5.9.50',
  typescriptVersion,
  docgen: false, // scripts/docs.mjs
  tsconfig: {
    include: ['src/**/*.ts', 'blueprints/**/*.ts'],
    compilerOptions: {
      rootDir: '.',
      outDir: 'lib',
      types: ['node'],
      // The tarball ships no TypeScript sources, so maps would lead nowhere.
      inlineSourceMap: false,
      inlineSources: false,
    },
  },
  tsconfigDevFile: 'tsconfig.dev.json',
  tsconfigDev: {
    include: [
      '.projenrc.ts',
      'src/**/*.ts',
      'blueprints/**/*.ts',
      'test/**/*.ts',
      'cli/src/**/*.ts',
      'scripts/**/*.ts',
      'cli/test/**/*.ts',
      'bench/**/*.ts',
      'examples/typescript/**/*.ts',
    ],
    exclude: ['**/node_modules', '**/cdktf.out', 'test/fixtures', 'cli/test/fixtures'],
    compilerOptions: {
      types: ['node', 'jest'],
      incremental: true,
      tsBuildInfoFile: '.cache/tsc/dev.tsbuildinfo',
      // The command line is checked against the sources: no compile needed first.
      paths: { '@quanttide/cloud': ['./src/index.ts'], '@quanttide/cloud/lib/*': ['./*'] },
    },
  },

  publishToPypi: { distName: 'quanttide-cloud', module: 'quanttide_cloud' },
  publishToMaven: { javaPackage: 'com.quanttide.cloud', mavenGroupId: 'com.quanttide', mavenArtifactId: 'cloud' },
  publishToGo: { moduleName: 'github.com/quanttide/cloud-go', packageName: 'cloud' },
  publishToNuget: { dotNetNamespace: 'QuantTide.Cloud', packageId: 'QuantTide.Cloud' },

  peerDependencyOptions: { pinnedDevDependency: false },
  peerDeps: ['cdktf@^0.21.0', 'constructs@^10.4.2'],
  // Bundled, and pruned to what is used when packed: see scripts/pack.mjs.
  bundledDeps: ['@cdktf/provider-kubernetes@~12.1.1', '@cdktf/provider-helm@~12.1.2'],
  devDeps: [
    '@eslint/js@^9.39.5',
    '@jest/test-sequencer@^30.5.2',
    '@swc/core@1.16.18',
    '@swc/jest@^0.2.39',
    '@types/big.js@^7.0.0',
    '@types/jest@^30.0.0',
    'ajv@^8.20.0',
    'cdktf@0.21.0',
    'constructs@~10.7.2', // cdktn, the fork that may take cdktf's place, wants < 10.8
    'eslint-import-resolver-typescript@^4.4.5',
    'eslint-plugin-import-x@^4.18.1',
    'eslint-plugin-jest@^29.17.0',
    'eslint@^9.39.5', // 10 needs Node 20.19
    'fast-check@^4.10.2',
    'fflate@^0.8.3',
    'jest@^30.5.2',
    'jose@^6.2.17',
    'jsii-docgen@^10.12.6',
    'ts-node@^10.9.2',
    'typescript-eslint@^8.73.0',
    'yaml@^2.9.1',
  ],
  gitignore: ['/.cache/', '/.reports/', '/.jsii.tabl.json', 'tsconfig.tsbuildinfo', '/cli/lib/', '.terraform/', 'cdktf.out/'],
});

// The jsii build component asks for these without, or with another, version.
project.addDevDeps('jsii-diff@^1.134.0', 'jsii-pacmak@^1.140.0', 'jsii-rosetta@~5.9.63');
project.tryRemoveFile('projenrc/tsconfig.json'); // tsconfig.dev.json covers this file

project.annotateGenerated('/API.md');
project.tsconfigDev.removeInclude('**/*.ts');

const manifest = project.package;
manifest.addField('types', 'lib/src/index.d.ts'); // the jsii build component overwrites it
manifest.addField('workspaces', ['.', 'cli']); // '.' lets the command line find the library by name
// Lock only releases whose binaries are published for every system, or `npm ci` fails on some.
manifest.addField('overrides', { 'unrs-resolver': '1.12.2' });
manifest.addField('allowScripts', { '@parcel/watcher': false, '@swc/core': false, 'unrs-resolver': false }); // prebuilt, so no need
manifest.addField('publishConfig', { access: 'public' });
manifest.addField('files', ['lib/**/*.js', 'lib/**/*.d.ts', '.jsii', 'charts', 'schemas', 'CHANGELOG.md', 'NOTICE']);
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.npmrc.addConfig('fund', 'false');
project.npmrc.addConfig('audit', 'false');

// Scripts are plain commands that work on a fresh clone; projen's tasks stay reachable with `npx projen`.
const scripts: Record<string, string> = {
  'quickstart': 'node scripts/run.mjs quickstart',
  'test': 'node scripts/run.mjs test',
  'test:keycloak': 'node scripts/run.mjs test:keycloak',
  'test:languages': 'node scripts/run.mjs test:languages',
  'test:scanners': 'node scripts/run.mjs test:scanners',
  'test:e2e': 'node scripts/run.mjs test:e2e',
  'test:deep': 'node scripts/run.mjs test:deep',
  'readme': 'node scripts/readme.mjs',
  'compile': 'jsii --silence-warnings=reserved-word && tsc -p cli',
  'lint': 'eslint .',
  'typecheck': 'tsc -p tsconfig.dev.json',
  'unit': 'jest',
  'docs': 'node scripts/docs.mjs',
  'pack': 'node scripts/pack.mjs',
  'package': 'node scripts/run.mjs package',
  'bench': 'node scripts/run.mjs bench',
  'bench:sky': 'node scripts/run.mjs bench:sky',
  'golden:update': 'node scripts/golden-update.mjs',
  'projen': 'projen',
  'prepack': 'node scripts/pack.mjs --guard',
};
const packageJson = project.tryFindObjectFile('package.json');
// projen's own build tasks would do all this in other ways.
for (const name of ['build', 'package', 'package-all', 'post-compile', 'pre-compile', 'compile', 'compat', 'test', 'watch', 'clobber', 'eject']) {
  project.removeTask(name);
}
for (const language of ['js', 'java', 'python', 'dotnet', 'go']) {
  project.removeTask(`package:${language}`);
}
for (const task of project.tasks.all.filter(({ name }) => !(name in scripts))) {
  packageJson?.addDeletionOverride(`scripts.${task.name}`);
}
for (const [name, command] of Object.entries(scripts)) {
  manifest.setScript(name, command);
}

new JsonFile(project, 'jest.config.json', {
  marker: false,
  obj: {
    projects: [
      jestProject('cloud', ['<rootDir>/test/**/*.test.ts']),
      jestProject('cli', ['<rootDir>/cli/test/**/*.test.ts']),
    ],
    coverageDirectory: '.reports/coverage',
    collectCoverageFrom: ['src/**/*.ts', 'blueprints/**/*.ts', 'cli/src/**/*.ts'],
    maxWorkers: 2,
    testTimeout: 60_000, // a setting of the whole run: projects' own are ignored
  },
});

function jestProject(displayName: string, testMatch: string[]) {
  return {
    displayName,
    rootDir: '.',
    testMatch,
    testEnvironment: 'node',
    // Compiled output and packed copies hold package.json files and snapshots of their own.
    modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/lib/', '<rootDir>/.cache/'],
    moduleNameMapper: {
      '^@quanttide/cloud$': '<rootDir>/src/index.ts',
      '^@quanttide/cloud/lib/(.*)$': '<rootDir>/$1',
      // Node's own import() wants the extension that a file has when it is compiled.
      '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'],
    },
    transform: {
      '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
    },
    snapshotFormat: { escapeString: false, printBasicPrototype: false },
  };
}

new JsonFile(project, 'cli/package.json', {
  marker: false,
  obj: {
    name: '@quanttide/cloud-cli',
    version: '0.0.0',
    description: 'qtcloud: synthesize, describe and check platforms built with @quanttide/cloud.',
    license: 'Apache-2.0',
    author: { name: 'QuantTide', url: 'https://github.com/quanttide', organization: true },
    repository: { type: 'git', url: repository, directory: 'cli' },
    bin: { qtcloud: 'bin/qtcloud' },
    main: 'lib/index.js',
    types: 'lib/index.d.ts',
    files: ['bin', 'lib/**/*.js', 'lib/**/*.d.ts', 'lib/**/*.json', 'prices', 'templates'],
    engines: { node: `>= ${nodeVersion}` },
    publishConfig: { access: 'public' },
    dependencies: {
      '@bomb.sh/tab': '~0.0.22',
      '@inquirer/prompts': '^7.8.0',
      '@quanttide/cloud': '0.0.0',
      'ajv': '^8.20.0',
      'big.js': '^7.0.1', // exact decimals: no sum of money in binary floats
      'cdktf': '^0.21.0',
      'cli-table3': '^0.6.5',
      'commander': '^14.0.3', // 15 needs Node 22
      'constructs': '^10.4.2',
      'fastest-levenshtein': '^1.0.16',
      'highs': '~1.15.3', // an exact version of a solver gives one answer
      'js-yaml': '^4.3.2', // five times as fast as yaml, for megabytes of definitions
      'ora': '^9.4.1',
      'picocolors': '^1.1.1',
      'yaml': '^2.9.1',
    },
  },
});

new JsonFile(project, 'cli/tsconfig.json', {
  marker: false,
  obj: {
    compilerOptions: {
      target: 'ES2022',
      lib: ['es2022'],
      module: 'node16',
      moduleResolution: 'node16',
      rootDir: 'src',
      outDir: 'lib',
      declaration: true,
      strict: true,
      esModuleInterop: true,
      resolveJsonModule: true,
      skipLibCheck: true,
      stripInternal: true,
      noEmitOnError: true,
      noFallthroughCasesInSwitch: true,
      noImplicitOverride: true,
      noImplicitReturns: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      types: ['node'],
    },
    include: ['src/**/*.ts'],
  },
});

new TextFile(project, 'NOTICE', {
  lines: [
    '@quanttide/cloud',
    'Copyright QuantTide',
    '',
    'Licensed under the Apache License, Version 2.0 (see LICENSE).',
    '',
    'The published package bundles parts of the following packages, unmodified, under the',
    'Mozilla Public License, version 2.0. Each keeps its own LICENSE file in the bundle; the',
    'complete source form is available from the address given.',
    '',
    '- @cdktf/provider-kubernetes: https://github.com/cdktf/cdktf-provider-kubernetes',
    '- @cdktf/provider-helm: https://github.com/cdktf/cdktf-provider-helm',
  ],
});

project.synth();
