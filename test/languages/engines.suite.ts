import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPENTOFU, OPENTOFU_TOOLBOX } from '../e2e/support/opentofu';
import { Engine, engineConfiguration, engineEnvironment, missingTerraform, TERRAFORM } from '../e2e/support/requirements';
import { describeUnless } from '../support/describe-unless';
import { synthesizedFolder } from './support/folders';
import { describeLanguage } from './support/languages';
import { python } from './support/python';
import { must } from './support/run';

const missingOpentofu = (): string | undefined => (OPENTOFU_TOOLBOX.isComplete ? missingTerraform(OPENTOFU) : 'OpenTofu is not built: `npm run test:deep` builds it.');

const ENGINES: readonly (readonly [name: string, engine: Engine, missing: string | undefined])[] = [
  ['Terraform', TERRAFORM, missingTerraform()], ['OpenTofu', OPENTOFU, missingOpentofu()],
];

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
          expect({ stack, ...validated(engine, join(written, stack)) }).toMatchObject({ stack, valid: true, error_count: 0, warning_count: 0 });
        }
      });
    });
  });
});
