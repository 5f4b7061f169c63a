import { IConstruct } from 'constructs';
import { ValidationError } from './errors';

const SECRET_KEY = /(password|passwd|secret|token|api_?key|access_?key|private_?key|credential)s?$/i;
const REFERENCE_KEY = /existing/i;
const USER_INFO = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s@]+@/i;
const IN_QUERY = /[?&;](?:password|pwd)=[^&;$]+/i;
/** Tokens that say by their form what they are. Source: GitHub, GitLab, Slack and Stripe documentation of their prefixes. */
const KNOWN_TOKEN = /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abpr]-[\w-]{16,}|[rs]k_live_\w{16,})/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Whether a value under this key reads like a secret written in plain text. */
export function looksLikeSecret(key: string, value: string): boolean {
  if ([USER_INFO, IN_QUERY, KNOWN_TOKEN, PRIVATE_KEY].some((form) => form.test(value))) {
    return true;
  }
  const plain = key.replace(/([a-z])([A-Z])/g, '$1_$2');
  return value !== '' && SECRET_KEY.test(plain) && !REFERENCE_KEY.test(key);
}

/** Whether an argument hands a secret over in plain text: `--password=hunter2`, not `--password=$(PASSWORD)`. */
export function argumentHoldsSecret(argument: string): boolean {
  const { key, value } = /^--?(?<key>[\w-]+)=(?<value>[^$]+)$/.exec(argument)?.groups ?? { key: '', value: argument };
  return looksLikeSecret(key.replaceAll('-', '_'), value);
}

/**
 * Refuses secrets in plain text: the synth output and Terraform's state would keep them.
 *
 * @throws with the path of the first one, without repeating its value
 */
export function checkNoPlainSecret(construct: IConstruct, value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === 'string' && looksLikeSecret(key, item)) {
      throw ValidationError.at(
        construct,
        `${path}.${key} holds a secret in plain text, which would be kept in the synth output and in Terraform's state. Put it into a Secret or the secret store, and reference it by name.`,
      );
    }
    checkNoPlainSecret(construct, item, `${path}.${key}`);
  }
}
