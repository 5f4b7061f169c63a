import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPENTOFU, OPENTOFU_TOOLBOX } from '../e2e/support/opentofu';
import { Engine, engineConfiguration, engineEnvironment, KUBERNETES_PROVIDER_3, missingTerraform, TERRAFORM, TERRAFORM_WITH_PROVIDER_3 } from '../e2e/support/requirements';
import { describeUnless } from '../support/describe-unless';
import { freshFolder, synthesizedFolder } from './support/folders';
import { describeLanguage } from './support/languages';
import { python } from './support/python';
import { must } from './support/run';

const missingOpentofu = (): string | undefined => (OPENTOFU_TOOLBOX.isComplete ? missingTerraform(OPENTOFU) : 'OpenTofu is not built: `npm run test:deep` builds it.');

const ENGINES: readonly (readonly [name: string, engine: Engine, missing: string | undefined])[] = [
  ['Terraform', TERRAFORM, missingTerraform()], ['OpenTofu', OPENTOFU, missingOpentofu()],
  [`Terraform with version ${KUBERNETES_PROVIDER_3} of the kubernetes provider`, TERRAFORM_WITH_PROVIDER_3, missingTerraform(TERRAFORM_WITH_PROVIDER_3)],
];

/** A copy of a stack that asks for an engine's versions of providers, as `kubernetesProviderVersion` makes it ask. */
function askingFor({ providers = {} }: Engine, stack: string, copy: string): string {
  cpSync(stack, copy, { recursive: true, filter: (path) => !path.includes('.terraform') });
  const file = join(copy, 'cdk.tf.json');
  const content = JSON.parse(readFileSync(file, 'utf8')) as { terraform: { required_providers?: Record<string, { version: string }> } };
  Object.entries(providers).forEach(([name, version]) => {
    const required = content.terraform.required_providers?.[name];
    if (required !== undefined) { // A stack may be empty.
      required.version = version;
    }
  });
  writeFileSync(file, JSON.stringify(content));
  return copy;
}

/** What an engine says of a stack, with the providers that the stack asks for. */
function validated(engine: Engine, stack: string): object {
  const configuration = join(stack, 'engine.rc');
  writeFileSync(configuration, engineConfiguration(engine));
  const env = engineEnvironment(configuration) as Record<string, string>;
  must([engine.program, 'init', '-input=false', '-backend=false'], { cwd: stack, env });
  return JSON.parse(must([engine.program, 'validate', '-json'], { cwd: stack, env })) as object;
}

// What Python writes is what every language writes, which examples.suite.ts shows: one of them is enough.
describeLanguage(python, () => {
  describe.each(ENGINES)('what a program wrote', (name, engine, missing) => {
    describeUnless(missing, name, () => {
      it('is valid in every stack', () => {
        python.install();
        const written = join(synthesizedFolder(python, 'examples/python/company'), 'stacks');
        const stacks = readdirSync(written);
        expect(stacks.length).toBeGreaterThan(1);
        for (const stack of stacks) {
          const copy = askingFor(engine, join(written, stack), freshFolder('engines', name, stack));
          expect({ stack, ...validated(engine, copy) }).toMatchObject({ stack, valid: true, error_count: 0, warning_count: 0 });
        }
      });
    });
  });
});
