import { createHash, randomBytes } from 'node:crypto';

type Json = Record<string, unknown>;

/** Asks a Keycloak as browsers, programs and administrators do. */
export class KeycloakClient {
  public constructor(private readonly url: string, private readonly host: string) {}

  /** Token endpoint: what it answers, and how. */
  public async token(realm: string, form: Record<string, string>): Promise<{ readonly status: number; readonly body: Json }> {
    const answer = await fetch(`${this.url}/realms/${realm}/protocol/openid-connect/token`, { method: 'POST', body: new URLSearchParams(form) });
    return { status: answer.status, body: await answer.json() as Json };
  }

  /** Administration: what is at a path below a realm, such as `clients`. */
  public async get(password: string, realm: string, path: string): Promise<Json[]> {
    return await (await this.administer(password, realm, path, 'GET')).json() as Json[];
  }

  public async post(password: string, realm: string, path: string, body: Json): Promise<void> {
    const answer = await this.administer(password, realm, path, 'POST', body);
    if (!answer.ok) {
      throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
  }

  /** Signs a person in as a browser does, and takes the code to the token endpoint as the program does. */
  public async signIn(realm: string, client: { id: string; secret: string; redirectUri: string }, person: { username: string; password: string }): Promise<{ readonly status: number; readonly body: Json }> {
    const verifier = randomBytes(32).toString('base64url');
    const query = new URLSearchParams({
      client_id: client.id,
      redirect_uri: client.redirectUri,
      response_type: 'code',
      scope: 'openid',
      state: 'here',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const page = await this.browse(`${this.url}/realms/${realm}/protocol/openid-connect/auth?${query.toString()}`);
    const form = /<form[^>]*action="([^"]+)"/.exec(await page.text())?.[1].replaceAll('&amp;', '&');
    if (form === undefined) {
      return { status: page.status, body: {} };
    }
    const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
    const action = new URL(form);
    const answer = await this.browse(`${this.url}${action.pathname}${action.search}`, cookies, person);
    const back = new URL(answer.headers.get('location') ?? 'about:blank');
    return this.token(realm, {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: client.redirectUri,
      client_id: client.id,
      client_secret: client.secret,
      code_verifier: verifier,
    });
  }

  /** A request through the gateway, which tells the provider the host and the scheme. */
  private async browse(address: string, cookie?: string, form?: Record<string, string>): Promise<Response> {
    return fetch(address, {
      method: form === undefined ? 'GET' : 'POST',
      headers: { 'x-forwarded-host': this.host, 'x-forwarded-proto': 'https', ...(cookie === undefined ? {} : { cookie }) },
      body: form === undefined ? undefined : new URLSearchParams(form),
      redirect: 'manual',
    });
  }

  private async administer(password: string, realm: string, path: string, method: string, body?: Json): Promise<Response> {
    const { body: { access_token: token } } = await this.token('master', { grant_type: 'password', client_id: 'admin-cli', username: 'admin', password });
    return fetch(`${this.url}/admin/realms/${realm}/${path}`, {
      method,
      headers: { 'authorization': `Bearer ${String(token)}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }
}
