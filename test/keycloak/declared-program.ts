import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Template } from '../../src/testing/template';
import { listAt, objectAt, textAt } from '../support/synth';

/** Secrets as the cluster would hold them: each key of each Secret has a value once somebody reads it. */
export class ClusterSecrets {
  private readonly values = new Map<string, string>();

  public value(secretName: string, key: string): string {
    const name = `${secretName}/${key}`;
    const known = this.values.get(name) ?? randomBytes(24).toString('hex');
    this.values.set(name, known);
    return known;
  }
}

/** The registration as a synth declared it: the text, environment, files and secrets of its Job. */
export class DeclaredProgram {
  public readonly jobName: string;
  private readonly files: Record<string, string>;
  private readonly environment: Record<string, string>;
  private readonly secrets: { readonly path: string; readonly secretName: string; readonly key: string }[];

  public constructor(template: Template) {
    const [job] = Object.values(template.resources('kubernetes_job_v1'));
    const pod = objectAt(job, 'spec', 'template', 'spec');
    this.jobName = textAt(job, 'metadata', 'name');
    const files = template.named('kubernetes_config_map_v1', textAt(pod, 'volume', 0, 'config_map', 'name'));
    this.files = mapped(objectAt(files, 'data'), unescape);
    this.environment = Object.fromEntries(listAt(pod, 'container', 0, 'env').map((variable) => [textAt(variable, 'name'), unescape(textAt(variable, 'value'))]));
    this.secrets = listAt(pod, 'volume', 1, 'projected', 0, 'sources').map((source) => ({
      secretName: textAt(source, 'secret', 0, 'name'),
      key: textAt(source, 'secret', 0, 'items', 0, 'key'),
      path: textAt(source, 'secret', 0, 'items', 0, 'path'),
    }));
  }

  /** Name of the Secret that holds what the program reads from a path. */
  public secretNameOf(path: string): string {
    return this.secrets.find((secret) => secret.path === path)?.secretName ?? '';
  }

  /** Runs it as the Job does, against another address; returns its output. */
  public async run(secrets: ClusterSecrets, machine: Record<string, string>): Promise<{ readonly code: number | null; readonly output: string }> {
    const folder = mkdtempSync(join(tmpdir(), 'registration-'));
    try {
      Object.entries(this.files).forEach(([name, text]) => write(join(folder, 'state', name), text));
      this.secrets.forEach(({ path, secretName, key }) => write(join(folder, 'secrets', path), secrets.value(secretName, key)));
      const env = { ...process.env, ...this.environment, STATE: join(folder, 'state'), SECRETS: join(folder, 'secrets'), CONFIG: join(folder, 'kcadm.config'), ...machine };
      return await finished(spawn('bash', [join(folder, 'state', 'program')], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function finished(child: ReturnType<typeof spawn>): Promise<{ code: number | null; output: string }> {
  let output = '';
  child.stdout?.on('data', (part: Buffer) => { output += part.toString(); });
  child.stderr?.on('data', (part: Buffer) => { output += part.toString(); });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function mapped(texts: Record<string, unknown>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, change(String(text))]));
}

/** `$${` and `%%{` are Terraform's spelling of `${` and `%{`. */
function unescape(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}
