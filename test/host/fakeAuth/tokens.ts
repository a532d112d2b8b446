import { get } from 'node:https';

/** An access token; `expiresOn` is in milliseconds since 1970. */
export interface Token {
  readonly accessToken: string;
  readonly expiresOn: number;
}

/** What a token is asked for: `tenant` is the home tenant unless named. */
export interface TokenRequest {
  readonly user: string;
  readonly tenant?: string;
  readonly interactive: boolean;
  readonly mfa: boolean;
  /** Who accepts it, a URL; the emulator unless named. */
  readonly audience?: string;
}

/** A token of the emulator. Rejects with its message where that user has to sign in to that tenant, or may not. */
export async function emulatorToken(
  tokenUrl: string,
  { user, tenant, interactive, mfa, audience }: TokenRequest,
): Promise<Token> {
  const url = new URL(tokenUrl);
  url.searchParams.set('user', user);
  if (tenant !== undefined) url.searchParams.set('tenant', tenant);
  if (interactive) url.searchParams.set('interactive', 'true');
  if (mfa) url.searchParams.set('mfa', 'true');
  if (audience !== undefined) url.searchParams.set('audience', audience);
  const { status, body } = await read(url);
  if (status !== 200) throw new Error(body);
  const token = JSON.parse(body) as { readonly access_token: string; readonly expires_on: number | string };
  return { accessToken: token.access_token, expiresOn: Number(token.expires_on) * 1000 };
}

/** A token that looks right and that nobody accepts: for the clouds that are not there. */
export function worthlessToken(audience: string, { user, tenant }: TokenRequest): Token {
  const expiresOn = Date.now() + 3_600_000;
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: audience, upn: user, tid: tenant ?? 'home', exp: Math.floor(expiresOn / 1000) };
  return { accessToken: `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.worthless`, expiresOn };
}

// The https module and not fetch: in an extension host only the former takes NODE_EXTRA_CA_CERTS into account.
function read(url: URL): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, body }));
      response.on('error', reject);
    }).on('error', reject);
  });
}
