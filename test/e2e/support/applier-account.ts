import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { CommandLineTools } from './command-line-tools';
import { run } from './run';

const QTCLOUD = join(__dirname, '..', '..', '..', 'cli', 'bin', 'qtcloud');

/** The service account that `qtcloud describe --rbac` prints, made on a cluster by its administrator. */
export class ApplierAccount {
  /** Its name, as the API server calls it. */
  public readonly user = 'system:serviceaccount:quanttide-applier:quanttide-applier';
  /** A kubeconfig with nothing but its token. */
  public readonly kubeconfig: string;

  public constructor(private readonly administrator: string, private readonly tools: CommandLineTools, scratch: string) {
    this.kubeconfig = join(scratch, 'applier.kubeconfig');
  }

  /** Gives it what a project takes, in the place of what it had. */
  public async allow(project: string, ...options: string[]): Promise<string> {
    const { code, out, errors } = await run(process.execPath, [QTCLOUD, 'describe', project, '--rbac', ...options]);
    if (code !== 0) {
      throw new Error(`qtcloud describe --rbac ended with the code ${code}:\n${errors}`);
    }
    const file = `${this.kubeconfig}.yaml`;
    writeFileSync(file, out);
    const name = `quanttide-applier-${basename(project)}`;
    await this.kubectl('delete', `clusterrole/${name}`, `clusterrolebinding/${name}`, '--ignore-not-found');
    await this.kubectl('apply', '--filename', file);
    return out;
  }

  /** Writes the kubeconfig. */
  public async signIn(): Promise<void> {
    const token = (await this.kubectl('create', 'token', 'quanttide-applier', '--namespace=quanttide-applier', '--duration=1h')).trim();
    const config = parse(readFileSync(this.administrator, 'utf8')) as { users: { name: string; user: object }[] };
    writeFileSync(this.kubeconfig, stringify({ ...config, users: config.users.map(({ name }) => ({ name, user: { token } })) }));
  }

  private async kubectl(...arguments_: string[]): Promise<string> {
    const { code, out, errors } = await run('kubectl', [`--kubeconfig=${this.administrator}`, ...arguments_], { env: { PATH: this.tools.path } });
    if (code !== 0) {
      throw new Error(`kubectl ${arguments_[0]} ended with the code ${code}:\n${errors}`);
    }
    return out;
  }
}
