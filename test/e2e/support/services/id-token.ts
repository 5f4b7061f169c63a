import { createPublicKey, JsonWebKey, verify } from 'node:crypto';

/** What an identity provider says of who signed in, if its signature is right. */
export async function verifiedClaims(token: string, keysUrl: string): Promise<Record<string, unknown>> {
  const [head, body, signature] = token.split('.');
  const { kid, alg } = part(head) as { kid: string; alg: string };
  const { keys } = await (await fetch(keysUrl)).json() as { keys: (JsonWebKey & { kid: string })[] };
  const key = keys.find((each) => each.kid === kid);
  if (key === undefined || alg !== 'RS256' || !verify('RSA-SHA256', Buffer.from(`${head}.${body}`), createPublicKey({ key, format: 'jwk' }), Buffer.from(signature, 'base64url'))) {
    throw new Error(`The token (${alg}) is not signed by a key of ${keysUrl}.`);
  }
  return part(body) as Record<string, unknown>;
}

function part(text: string): unknown {
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
}
