import { createHash, generateKeyPairSync } from 'node:crypto';

/** A certificate in name only: nobody in a sandbox reads it. */
export const SIMULATED_CERTIFICATE = `-----BEGIN CERTIFICATE-----\n${Buffer.from('simulated').toString('base64')}\n-----END CERTIFICATE-----\n`;

/** A private key that is a real one, so that it is as secret as it looks. */
export function privateKey(): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

const FILTERS: Readonly<Record<string, (text: string) => string>> = {
  sha256sum: (text) => createHash('sha256').update(text).digest('hex'),
  b64enc: (text) => Buffer.from(text).toString('base64'),
  b64dec: (text) => Buffer.from(text, 'base64').toString('utf8'),
  quote: (text) => JSON.stringify(text),
  toString: (text: string) => text,
  trim: (text) => text.trim(),
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
};

/**
 * The small part of External Secrets' templates that is understood: a value
 * and filters.
 *
 * @throws for everything else, rather than making something up
 */
export function renderText(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{-?\s*(.*?)\s*-?\}\}/g, (_, expression: string) => {
    const [first, ...filters] = expression.split('|').map((part) => part.trim());
    const key = /^\.([\w-]+)$/.exec(first)?.[1] ?? /^index \. "([^"]+)"$/.exec(first)?.[1];
    const value = key === undefined ? undefined : values[key];
    const unknown = filters.find((filter) => FILTERS[filter] === undefined);
    if (value === undefined || unknown !== undefined) {
      throw new Error(`the sandbox does not understand the template "{{ ${expression} }}"`);
    }
    return filters.reduce((text, filter) => FILTERS[filter](text), value);
  });
}

/** Keys of a template that makes a whole map; of functions only a self-signed certificate is known. */
export function renderMap(literal: string, values: Readonly<Record<string, string>>): Record<string, string> {
  const made = /\$(\w+) := genSelfSignedCert /.exec(literal)?.[1];
  const body = made === undefined ? literal : literal.replace(/^\{\{-? \$.*?-?\}\}\n?/, '');
  return Object.fromEntries(body.split('\n').filter((line) => line.includes(': ')).map((line) => {
    const [key, ...rest] = line.split(': ');
    const text = rest.join(': ');
    if (made !== undefined && text.includes(`$${made}.Cert`)) {
      return [key, SIMULATED_CERTIFICATE];
    }
    if (made !== undefined && text.includes(`$${made}.Key`)) {
      return [key, privateKey()];
    }
    return [key, renderText(text, values)];
  }));
}
