import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../../src/terminal/exit-code';
import { run } from '../support/run';
import { contentsOf, temporaryFolders } from '../support/temporary-folder';

const GOOD = readFileSync(join(__dirname, '..', 'fixtures', 'good.yaml'), 'utf8');
const newFolder = temporaryFolders();

function platform(text = GOOD): { file: string; output: string } {
  const folder = newFolder();
  writeFileSync(join(folder, 'platform.yaml'), text);
  return { file: join(folder, 'platform.yaml'), output: join(folder, 'dist') };
}

/** A program that writes what the engine would, and then does something more. */
function program(more = ''): string {
  const document = { schemaVersion: 1, stack: 'shop', platforms: [], components: [], operators: [], releases: [], edges: [], resources: { count: 1, waves: [['a']] }, locked: {} };
  const file = join(newFolder(), 'program.js');
  writeFileSync(file, `
    const { mkdirSync, writeFileSync } = require('fs');
    const folder = process.env.CDKTF_OUTDIR + '/stacks/shop';
    mkdirSync(folder, { recursive: true });
    writeFileSync(folder + '/cdk.tf.json', '{}');
    writeFileSync(folder + '/platform.json', ${JSON.stringify(JSON.stringify(document))});
    ${more}
  `);
  return `node ${file}`;
}

describe('from a file', () => {
  test('writes a folder for the stack, and says what it made and what comes next', async () => {
    const { file, output } = platform();
    const { code, results, messages } = await run('synth', '--file', file, '--output', output);

    expect({ code, messages }).toStrictEqual({ code: ExitCode.DONE, messages: '' });
    expect(readdirSync(output)).toStrictEqual(['acme']);
    expect(readdirSync(join(output, 'acme'))).toStrictEqual(expect.arrayContaining(['cdk.tf.json', 'platform.json']));
    expect(results).toMatch(/^ {2}acme {2}private-cloud, medium, on k3s .* \d+ resources, \d+ charts, \d+ waves {3}\d+\.\d s$/m);
    expect(results).toMatch(/^ {2}shop +cache sessions, database orders$/m);
    expect(results).toMatch(/^ {2}needs +\d+ nodes? of 4 CPU, 16 GiB \(\d+ % used\)/m);
    expect(results).toMatch(/^ {2}written +.*acme$/m);
    expect(results).toMatch(/^ {2}Next: terraform -chdir=\S+ init && terraform -chdir=\S+ apply$/m);
  });

  test('prints the result as JSON', async () => {
    const { file, output } = platform();
    const { results } = await run('synth', '--file', file, '--output', output, '--json');

    expect(JSON.parse(results)).toMatchObject({ stacks: [{ name: 'acme', blueprint: 'private-cloud', resources: { count: expect.any(Number) as number } }] });
  });

  test('the same file makes the same bytes, in another folder and over a previous output', async () => {
    const [first, second] = [platform(), platform()];
    await run('synth', '--file', first.file, '--output', first.output);
    await run('synth', '--file', second.file, '--output', second.output);
    await run('synth', '--file', second.file, '--output', second.output);

    expect(contentsOf(second.output)).toStrictEqual(contentsOf(first.output));
  });

  test('enums, factories, drivers and quantities reach the components', async () => {
    const { file, output } = platform();
    await run('synth', '--file', file, '--output', output);
    const document = JSON.parse(readFileSync(join(output, 'acme', 'platform.json'), 'utf8')) as { platforms: { size: string }[]; components: { name: string; driver?: { product: string }; endpoints: { url: string }[] }[] };
    const orders = document.components.find(({ name }) => name === 'orders');

    expect(document.platforms[0].size).toBe('medium');
    expect(orders?.driver?.product).toBe('external');
    expect(orders?.endpoints[0].url).toContain('db.acme.example:5433');
    expect(readFileSync(join(output, 'acme', 'cdk.tf.json'), 'utf8')).toContain('acme.tfstate');
  });
});

describe('a failing run', () => {
  test('leaves the previous output, and Terraform\'s own files, as they were', async () => {
    const { file, output } = platform();
    await run('synth', '--file', file, '--output', output);
    writeFileSync(join(output, 'acme', 'terraform.tfstate'), '{"precious":true}');
    const before = contentsOf(output);
    for (const broken of [GOOD.replace('8080', '80'), GOOD.replace('k3s', 'k3'), GOOD.slice(0, 300), '']) {
      writeFileSync(file, broken);

      expect((await run('synth', '--file', file, '--output', output)).code).toBe(ExitCode.BAD_INPUT);
      expect(contentsOf(output)).toStrictEqual(before);
    }
  });

  test('leaves no folder where there was none', async () => {
    const { file } = platform('nothing');
    const output = join(newFolder(), 'a', 'b');
    await run('synth', '--file', file, '--output', output);

    expect(existsSync(join(output, '..'))).toBe(false);
  });

  test('says when the machine refuses, with a code of its own', async () => {
    const { file } = platform();
    const blocked = join(newFolder(), 'a-file');
    writeFileSync(blocked, '');
    const { code, messages } = await run('synth', '--file', file, '--output', join(blocked, 'dist'));

    expect(code).toBe(ExitCode.MACHINE);
    expect(messages).toMatch(/^The system refused: ENOTDIR/);
  });
});

test('a run over a previous output keeps what belongs to Terraform and the user', async () => {
  const { file, output } = platform();
  await run('synth', '--file', file, '--output', output);
  const own = { 'terraform.tfstate': '{}', '.terraform.lock.hcl': 'lock', 'acme.auto.tfvars': 'kube_context = "x"' };
  Object.entries(own).forEach(([name, text]) => writeFileSync(join(output, 'acme', name), text));
  mkdirSync(join(output, 'acme', '.terraform'));
  writeFileSync(join(output, 'acme', '.terraform', 'provider'), 'binary');
  writeFileSync(file, GOOD.replace('size: medium', 'size: small'));
  await run('synth', '--file', file, '--output', output);

  expect(contentsOf(join(output, 'acme'))).toMatchObject({ ...own, '.terraform/provider': 'binary', 'platform.json': expect.stringContaining('"size": "small"') as string });
});

describe('from a program in any language', () => {
  test('takes over what the program wrote, whatever its folder is called', async () => {
    const output = join(newFolder(), 'dist');
    const { code, results } = await run('synth', '--app', program(), '--output', output);

    expect(code).toBe(ExitCode.DONE);
    expect(readdirSync(output)).toStrictEqual(['shop']);
    expect(results).toMatch(/1 resources/);
  });

  test('takes away the brackets in which Node prints an error without a stack', async () => {
    const mistake = "console.error('[ValidationError: (the app) (App): two things are named acme here.]'); process.exit(1);";
    const { messages } = await run('synth', '--app', program(mistake), '--output', join(newFolder(), 'dist'));

    expect(messages).toMatch(/\(the app\) \(App\): two things are named acme here\.$/);
  });

  test('fails with the library\'s own words where the program made a mistake, and without a stack trace', async () => {
    const output = join(newFolder(), 'dist');
    const mistake = "console.error('Traceback:\\n  File main.py\\nRuntimeError: acme/orders (RelationalDatabase): the name is taken. Give it another.\\n    at Object.x (/a/b.js:1:2)'); process.exit(1);";
    const { code, messages } = await run('synth', '--app', program(mistake), '--output', output);

    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toMatch(/acme\/orders \(RelationalDatabase\): the name is taken\. Give it another\.$/);
    expect(messages).not.toContain('Traceback');
    expect(existsSync(output)).toBe(false);
  });

  test('fails with what the program printed where it failed for another reason', async () => {
    const { code, messages } = await run('synth', '--app', program("console.error('no such module'); process.exit(7);"), '--output', join(newFolder(), 'dist'));

    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toContain('the program ended with the code 7');
    expect(messages).toContain('no such module');
  });

  test.each([
    ['there is no such program', 'no-such-program-anywhere', 'there is no such program'],
    ['the program writes nothing', 'node -e 0', 'the program wrote no stack'],
  ])('fails where %s', async (_, command, said) => {
    const { code, messages } = await run('synth', '--app', command, '--output', join(newFolder(), 'dist'));

    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toContain(said);
  });

  test('fails where a file is given, too', async () => {
    expect((await run('synth', '--app', 'node main.js', '--file', 'platform.yaml')).code).toBe(ExitCode.BAD_INPUT);
  });
});

describe('a driver of another package', () => {
  const withDriver = (driver: string) => GOOD.replace(/driver:\n {6}external:\n(?: {8}.*\n)+/, `driver: ${driver}\n`);

  test('is found from the folder of the file, and constructed with its options', async () => {
    const { file, output } = platform(withDriver("{ package: '@acme/driver', class: AcmeDriver, options: { host: db.acme.example } }"));
    const folder = join(file, '..', 'node_modules', '@acme', 'driver');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "name": "@acme/driver", "main": "index.js" }');
    writeFileSync(join(folder, 'index.js'), `
      exports.AcmeDriver = class {
        constructor({ host }) {
          this.host = host;
          this.capabilities = [];
          this.manifest = { product: 'acme-sql', title: 'Acme SQL', contract: 'data.RelationalDatabase', sources: [] };
        }
        install() {}
        provision(request) {
          const secret = (key) => ({ namespaceName: request.namespaceName, secretName: 'acme-sql', key });
          const { NetworkPeer } = require('${join(__dirname, '..', '..', '..', 'src', 'core', 'network-peer.ts')}');
          return { host: this.host, port: 5432, username: secret('username'), password: secret('password'), peer: NetworkPeer.anywhere(this.host) };
        }
      };
    `);
    const { code, messages } = await run('synth', '--file', file, '--output', output, '--verbose');

    expect({ code, messages }).toStrictEqual({ code: ExitCode.DONE, messages: '' });
    expect(readFileSync(join(output, 'acme', 'platform.json'), 'utf8')).toContain('"title": "Acme SQL"');
  });

  test('fails readably where the package cannot be loaded', async () => {
    const { file, output } = platform(withDriver("{ package: './broken.js', class: AcmeDriver }"));
    writeFileSync(join(file, '..', 'broken.js'), 'throw new Error("out of order");');
    const { code, messages } = await run('synth', '--file', file, '--output', output);

    expect(code).toBe(ExitCode.BAD_INPUT);
    expect(messages).toContain('the package "./broken.js" cannot be loaded: out of order');
  });
});
