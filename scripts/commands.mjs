// What each npm script does, step by step. A step is a program with its arguments; `report` names the
// file where a test runner leaves its results (jest's --json), `stream` shows its output as it comes, and
// `needs` names steps without which it cannot run, every other step runs in spite of failures; `flag` is the option
// that asks for it (`npm run quickstart -- --apply`), and `env` what it is told by its environment. A step with `skip` is
// left out where that gives a reason; `succeeded` is called after one that ended well.
import { compiling } from './support/compiling.mjs';

const compileLibrary = compiling({
  name: 'Compile the library',
  run: ['jsii', '--silence-warnings=reserved-word'],
  reads: ['package.json', 'package-lock.json', 'src', 'blueprints'],
  makes: ['.jsii', 'lib/src/index.js'],
});
const needs = [compileLibrary.name];
const pack = { name: 'Pack', run: ['node', 'scripts/pack.mjs'], needs };
const packageAll = { name: 'Packages for Python, Java, Go and .NET', run: ['node', 'scripts/package.mjs'], stream: true, needs: [pack.name] };
const translateDocs = { name: 'Docs of each language', run: ['node', 'scripts/docs-languages.mjs'], needs };
const compileCommandLine = compiling({
  name: 'Compile the command line',
  run: ['tsc', '-p', 'cli'],
  // The library's assembly stands for its types.
  reads: ['package-lock.json', '.jsii', 'cli/tsconfig.json', 'cli/src'],
  makes: ['cli/lib/main.js'],
  needs,
});

// The control plane, Terraform, Helm and kubectl are Go programs, and collect garbage for a fifth of their time where there is memory enough.
const lessCollecting = { GOGC: '200' };

// Suites that disturb or repeat for a long time: only `npm run test:deep` runs them.
const longSuites = '/(faults|least-privilege|opentofu|provider-version|variants)\\.suite\\.ts$';

export const commands = {
  test: {
    steps: [
      { name: 'Check that generated project files are fresh', run: ['node', 'scripts/check-generated.mjs'] },
      compileLibrary,
      compileCommandLine,
      { name: 'Check that the schemas of platform files are fresh', run: ['node', 'scripts/schemas.mjs', '--check'], needs: [...needs, compileCommandLine.name] },
      { name: 'Check the types of everything', run: ['tsc', '-p', 'tsconfig.dev.json'] },
      { name: 'Lint', run: ['eslint', '.'] },
      {
        name: 'Unit and conformance tests',
        run: ['jest', '--ci', '--json', '--outputFile=.reports/jest.json'],
        report: '.reports/jest.json',
        stream: true,
      },
      { name: 'Check that API.md is fresh', run: ['node', 'scripts/docs.mjs', '--check'], needs },
      { name: 'Compile the examples in the docs', run: ['node', 'scripts/examples.mjs'], needs },
      { name: 'Check that the tables and pictures of the READMEs are fresh', run: ['node', 'scripts/readme.mjs', '--check'], needs: [...needs, compileCommandLine.name] },
      pack,
      { name: 'Pack the command line', run: ['node', 'scripts/pack-cli.mjs'], needs: [pack.name, compileCommandLine.name] },
      { name: 'Synthesize the examples with cdktn in the place of cdktf', run: ['node', 'scripts/with-cdktn.mjs'], needs: [pack.name] },
    ],
    done: [
      'Made: lib/ (the compiled library), cli/lib/ (the command line), dist/js/ (the npm package), .reports/ (results).',
      'Next: `npm run quickstart` makes a whole platform from one file; `npm run unit -- <file>` runs one test file.',
    ],
  },

  'test:keycloak': {
    steps: [
      {
        name: 'Registration of clients against a real Keycloak (fetched once, 170 MB; needs Java 17 and Maven)',
        run: ['jest', '--config', 'test/keycloak/jest.config.json', '--json', '--outputFile=.reports/keycloak.json'],
        report: '.reports/keycloak.json',
        stream: true,
      },
    ],
    done: ['The program that ran is the one in charts/registration/keycloak.sh, taken from a synth. Next: `npm test` for everything else.'],
  },

  bench: {
    steps: [
      compileLibrary,
      compileCommandLine,
      { name: 'Measure speed and memory against their limits', run: ['node', 'bench/run.mjs', '--check'], stream: true, needs: [...needs, compileCommandLine.name] },
    ],
    done: ['The figures are in .reports/bench.json. Next: `node bench/run.mjs --runs 20` for steadier ones.'],
  },

  package: {
    steps: [compileLibrary, pack, packageAll, translateDocs],
    done: ['Made: dist/js, dist/python, dist/java (a Maven repository), dist/go and dist/dotnet, and dist/docs with the docs of each language. Next: `npm run test:languages` uses them.'],
  },

  'bench:sky': {
    steps: [
      compileLibrary,
      compileCommandLine,
      {
        name: 'Measure the optimizer of placements (takes half an hour)',
        run: ['ts-node', '--swc', '--project', 'tsconfig.dev.json', 'bench/sky/run.ts', '--check'],
        stream: true,
      },
    ],
    done: ['The figures are in .reports/bench-sky.json. Next: `npx ts-node --swc --project tsconfig.dev.json bench/sky/run.ts --only packing --sample 0.1` measures less.'],
  },

  'test:languages': {
    steps: [
      compileLibrary,
      compileCommandLine,
      pack,
      packageAll,
      translateDocs,
      { name: 'Check that names read well in each language, and that their page is fresh', run: ['node', 'scripts/names.mjs', '--check'], needs },
      {
        name: 'Programs in TypeScript, Python, Java and Go (needs Python 3.10, Java 17 with Maven, and Go 1.25, or later)',
        run: ['jest', '--config', 'test/languages/jest.config.json', '--json', '--outputFile=.reports/languages.json'],
        report: '.reports/languages.json',
        stream: true,
        needs: [packageAll.name, compileCommandLine.name],
      },
      { name: 'Measure whole programs in every language against their limits', run: ['node', 'bench/languages/run.mjs', '--check'], stream: true, needs: [packageAll.name] },
      { name: 'Synthesize the Python examples with a build for cdktn', run: ['node', 'scripts/python-with-cdktn.mjs'], stream: true, needs: [packageAll.name] },
    ],
    done: ['The packages that were used are those in dist/, installed into .cache/languages. Next: `npm test` for everything else.'],
  },

  'test:scanners': {
    steps: [
      compileLibrary,
      compileCommandLine,
      {
        name: 'Our own objects judged by kube-score, kubeconform and checkov (needs Go, and Python 3.11 or later; fetches the scanners once)',
        run: ['jest', '--config', 'test/scanners/jest.config.json', '--json', '--outputFile=.reports/scanners.json'],
        report: '.reports/scanners.json',
        stream: true,
        needs: [...needs, compileCommandLine.name],
      },
    ],
    done: ['What is accepted, and why, is in test/scanners/support/accepted-findings.ts. Next: `npm test` for everything else.'],
  },

  'test:e2e': {
    steps: [
      compileLibrary,
      compileCommandLine,
      {
        name: 'Platforms applied to a real API server (needs Go, Java 17 and Maven; Terraform where its providers can be had; builds the control plane once)',
        run: ['jest', '--config', 'test/e2e/jest.config.json', '--json', '--outputFile=.reports/e2e.json', '--testPathIgnorePatterns', longSuites],
        env: lessCollecting,
        report: '.reports/e2e.json',
        stream: true,
        needs: [...needs, compileCommandLine.name],
      },
    ],
    done: ['The control plane that was built is kept in the cache folder. Next: `npx qtcloud sandbox up` starts one of your own.'],
  },

  'test:deep': {
    steps: [
      compileLibrary,
      compileCommandLine,
      {
        name: 'Properties, over new cases',
        run: ['jest', '--config', 'jest.config.json', '--findRelatedTests', 'test/support/properties.ts', '--json', '--outputFile=.reports/properties.json'],
        env: { QTCLOUD_DEEP: '1' },
        report: '.reports/properties.json',
        stream: true,
        needs: [...needs, compileCommandLine.name],
      },
      {
        name: 'Every repetition on a real API server: ten kills and ten interrupts, each component alone, every size and swap (takes hours)',
        run: ['jest', '--config', 'test/e2e/jest.config.json', '--json', '--outputFile=.reports/deep.json'],
        env: { ...lessCollecting, QTCLOUD_DEEP: '1' },
        report: '.reports/deep.json',
        stream: true,
        needs: [...needs, compileCommandLine.name],
      },
    ],
    done: ['Next: `npm run test:e2e` for the short form.'],
  },

  quickstart: {
    steps: [
      compileLibrary,
      compileCommandLine,
      {
        name: 'Make the private cloud of examples/private-cloud/platform.yaml',
        run: ['node', 'cli/bin/qtcloud', 'synth', '--file', 'examples/private-cloud/platform.yaml'],
        stream: true,
        needs: [...needs, compileCommandLine.name],
      },
      {
        name: 'Apply it to a sandbox on this machine (needs Go; builds a Kubernetes control plane once, in some minutes)',
        run: ['ts-node', '--swc', '--project', 'tsconfig.dev.json', 'scripts/apply-example.ts'],
        flag: '--apply',
        stream: true,
        needs: [...needs, compileCommandLine.name],
      },
    ],
    done: ['Next: change examples/private-cloud/platform.yaml and run it again, or read README.md.'],
  },
};
