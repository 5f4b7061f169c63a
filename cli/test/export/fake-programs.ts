import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a fake answers to arguments that a pattern of the shell matches. */
export interface Answer {
  /** Pattern, such as `get namespace *`. */
  readonly to: string;
  readonly out?: string;
  readonly errors?: string;
  readonly code?: number;
}

const WELL: Record<string, readonly Answer[]> = {
  kubectl: [{ to: 'get namespace kube-system *', out: 'uid-1' }],
  helm: [{ to: 'version *', out: 'v4.1.4' }],
};

/** `kubectl` and `helm` that write down how they were called, and answer what they are told to. */
export class FakePrograms {
  private readonly calls_: string;
  private readonly bin: string;

  public constructor(folder: string, answers: Record<string, readonly Answer[]> = {}) {
    this.bin = join(folder, 'bin');
    this.calls_ = join(folder, 'calls');
    mkdirSync(this.bin, { recursive: true });
    Object.keys(WELL).forEach((name) => this.answer(name, answers[name] ?? []));
  }

  /** Environment with these programs. */
  public get environment(): NodeJS.ProcessEnv {
    return { ...process.env, PATH: `${this.bin}${delimiter}${process.env.PATH ?? ''}`, KUBE_CONTEXT: '' };
  }

  /** Calls since the last look, in order. */
  public calls(): string[] {
    const calls = existsSync(this.calls_) ? readFileSync(this.calls_, 'utf8').split('\n').slice(0, -1) : [];
    writeFileSync(this.calls_, '');
    return calls;
  }

  /** Has a program answer so from now on; it ends well and says nothing where nothing fits. */
  public answer(name: string, answers: readonly Answer[]): void {
    const file = join(this.bin, name);
    const cases = [...answers, ...WELL[name]].map(({ to, out = '', errors = '', code = 0 }) => `  ${to.replace(/ /g, '\\ ').replace(/\\ \*$/, '\\ *')}) printf '%s\\n' ${quote(out)}; printf '%s' ${quote(errors)} >&2; exit ${code} ;;`);
    writeFileSync(file, `#!/usr/bin/env bash\nprintf '%s\\n' "${name} $(printf '%s' "$*" | tr '\\n' ' ')" >> ${quote(this.calls_)}\ncase "$*" in\n${cases.join('\n')}\nesac\nexit 0\n`);
    chmodSync(file, 0o755);
  }
}

function quote(text: string): string {
  return `'${text.replace(/'/g, '\'\\\'\'')}'`;
}
