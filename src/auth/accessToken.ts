import type { AccessToken } from '@azure/core-auth';

/** What is read from an access token; nothing is verified, since only the resource manager can. */
export interface TokenClaims {
  /** Audience. */
  readonly audience: string | undefined;
  /** Id of the tenant that issued it. */
  readonly tenantId: string | undefined;
  /** The name that a person or an application goes by, as far as the token tells; a stranger's text. */
  readonly name: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresOn: number | undefined;
}

/** Reads the claims of a JSON Web Token; an opaque token gives none. */
export function readTokenClaims(token: string): TokenClaims {
  const claims = payload(token);
  const text = (name: string): string | undefined =>
    typeof claims[name] === 'string' ? claims[name] : undefined;
  return {
    audience: text('aud'),
    tenantId: text('tid')?.toLowerCase(),
    name:
      text('upn') ??
      text('unique_name') ??
      text('app_displayname') ??
      text('xms_mirid')?.split('/').at(-1) ??
      text('appid'),
    expiresOn: typeof claims.exp === 'number' ? claims.exp * 1000 : undefined,
  };
}

/**
 * A token with its own expiry, so that the pipeline asks the editor again in time. A token that does not tell
 * is good for this one minute only: the editor keeps and renews tokens, the pipeline need not.
 */
export function toAccessToken(token: string, now: number = Date.now()): AccessToken {
  return { token, expiresOnTimestamp: readTokenClaims(token).expiresOn ?? now + 60_000 };
}

function payload(token: string): Readonly<Record<string, unknown>> {
  const part = token.split('.')[1];
  if (part === undefined) return {};
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
