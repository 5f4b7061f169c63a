import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { DescribeOptions } from '../commands/describe';
import type { DiffOptions } from '../commands/diff';
import type { ExportOptions } from '../commands/export';
import type { InitOptions } from '../commands/init';
import type { LockOptions } from '../commands/lock';
import type { ReviewOptions } from '../commands/review';
import type { SynthOptions } from '../commands/synth';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Commands that read and write files, and need no cluster. */
export function addFileCommands(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  addInit(program, terminal);
  addSynth(program, terminal);
  addDescribe(program, terminal);
  addDiff(program, terminal, end);
  addReview(program, terminal, end);
  addExport(program, terminal);
  addLock(program, terminal);
  addSchema(program, terminal);
}

function addInit(program: Command, terminal: Terminal): void {
  program.command('init')
    .description('write a platform file to start from, with its JSON Schema beside it, or a program in a language')
    .argument('[folder]', 'folder to write into', '.')
    .option('--name <name>', 'name of the platform')
    .option('--domain <domain>', 'domain under which hosts are made')
    .option('--target <kind>', 'kind of cluster, such as k3s or eks')
    .addOption(new Option('--size <size>', 'how large components are made'))
    .option('--blueprint <name>', 'blueprint to fill in', 'private-cloud')
    .option('--language <language>', 'write a program, in python, java, go, csharp or typescript, in place of a platform file')
    .option('--force', 'replace files that are there')
    .action(async (folder: string, options: InitOptions) => {
      const { init } = await import('../commands/init.js');
      await init(folder, options, terminal);
    });
}

function addSynth(program: Command, terminal: Terminal): void {
  program.command('synth')
    .description('write the Terraform project of a platform file, or of a program')
    .option('-f, --file <path>', 'platform file (default: platform.yaml)')
    .option('-a, --app <command>', 'program in any language that makes the platform, such as "python main.py"')
    .option('-o, --output <folder>', 'folder that each stack gets a folder in', 'dist')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nA failing run leaves the previous output as it was. Terraform\'s own files in the output are never touched.')
    .action(async (options: SynthOptions) => {
      const { synth } = await import('../commands/synth.js');
      await synth(options, terminal);
    });
}

function addDescribe(program: Command, terminal: Terminal): void {
  program.command('describe')
    .description('tell what a platform consists of: components, drivers, versions, licences, endpoints, connections')
    .argument('[folder]', 'folder that synth wrote', 'dist')
    .addOption(new Option('--json', 'print it as JSON').conflicts('mermaid'))
    .addOption(new Option('--mermaid', 'print it as a Mermaid diagram'))
    .option('--system', 'show what products need for themselves, too')
    .addOption(new Option('--rbac', 'print a service account that may apply, plan and destroy it, for kubectl apply').conflicts(['json', 'mermaid']))
    .option('--rbac-namespace <name>', 'with --rbac: namespace of the service account, which exists already (default: "quanttide-applier", which is made)')
    .option('--namespaced', 'with --rbac: allow only in the platform\'s namespaces, which all have to exist: after the first apply')
    .action(async (folder: string, options: DescribeOptions) => {
      const { describe } = await import('../commands/describe.js');
      describe(folder, options, terminal);
    });
}

function addLock(program: Command, terminal: Terminal): void {
  program.command('lock')
    .description('remember what holds data, so that nothing with data goes silently')
    .argument('[folder]', 'folder that synth wrote', 'dist')
    .option('--lock-file <path>', 'file to write; commit it, and name it as lockFile', join('.', 'platform.lock.json'))
    .option('--json', 'print the result as JSON')
    .action(async (folder: string, options: LockOptions) => {
      const { lock } = await import('../commands/lock.js');
      lock(folder, options, terminal);
    });
}

function addSchema(program: Command, terminal: Terminal): void {
  program.command('schema')
    .description('print the JSON Schema of platform files, or of sky.yaml')
    .argument('[blueprint]', 'blueprint, or "sky" for sky.yaml', 'private-cloud')
    .action(async (blueprint: string) => {
      const { schema } = await import('../commands/schema.js');
      schema(blueprint, terminal);
    });
}

function addDiff(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  program.command('diff')
    .description('tell what a change does to a platform: what is safe, what restarts, is replaced, or destroys data')
    .argument('<old>', 'folder that synth wrote before the change')
    .argument('[new]', 'folder that synth wrote after it; not needed with --app')
    .option('--allow <name...>', 'component, construct path or address whose data may be destroyed')
    .addOption(new Option('--json', 'print the result as JSON').conflicts('markdown'))
    .option('--markdown', 'print it as Markdown, for a pull request')
    .addHelpText('after', '\nExit code 3: data would be destroyed, and it is not allowed by name.')
    .action(async (before: string, after: string | undefined, options: DiffOptions) => {
      const { diff } = await import('../commands/diff.js');
      end(diff(before, after, options, terminal));
    });
}

function addReview(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  program.command('review')
    .description('tell what a Terraform plan does: what is safe, what restarts, is replaced, or destroys data')
    .argument('<plan.json>', 'what "terraform show -json <plan>" printed')
    .option('--allow <name...>', 'component, construct path or address whose data may be destroyed')
    .option('--project <folder>', 'folder that synth wrote, of which the plan was made (default: the plan\'s own, where synth wrote it)')
    .option('--lock-file <path>', 'what "qtcloud lock" wrote (default: platform.lock.json, here or in the project)')
    .addOption(new Option('--json', 'print the result as JSON').conflicts('markdown'))
    .option('--markdown', 'print it as Markdown, for a pull request')
    .addHelpText('after', '\nExit code 3: data would be destroyed, and it is not allowed by name.')
    .action(async (plan: string, options: ReviewOptions) => {
      const { review } = await import('../commands/review.js');
      end(review(plan, options, terminal));
    });
}

function addExport(program: Command, terminal: Terminal): void {
  program.command('export')
    .description('write the same deployment as manifests, Helm values and a shell script, which need nothing of ours')
    .argument('[folder]', 'folder that synth wrote', 'dist')
    .option('-o, --output <folder>', 'folder that each stack gets a folder in', 'export')
    .option('--gitops <repository>', 'write Argo CD applications, too; address of the Git repository that the output is committed to')
    .option('--gitops-path <path>', 'folder of the output in that repository (default: ".")')
    .option('--gitops-revision <revision>', 'branch or tag that Argo CD follows (default: "main")')
    .option('--json', 'print the result as JSON')
    .action(async (folder: string, options: ExportOptions) => {
      const { exportPlatform } = await import('../commands/export.js');
      await exportPlatform(folder, options, terminal);
    });
}
