import type { PipelineResponse } from '@azure/core-rest-pipeline';

/** The claims of the authentication context that stands for multifactor authentication in Azure. */
const multifactorClaims = '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}';

/**
 * The claims that a refusal asks a new token to have, as JSON; undefined where a new token would not help.
 *
 * Azure says so in three ways: a 401 with a claims challenge (Microsoft identity platform, claims challenge), a 403
 * `RequestDisallowedByPolicy` with one, and the same without, when the policy is the one that requires multifactor
 * authentication for managing Azure (https://aka.ms/mfaforazure).
 */
export function claimsOf(response: PipelineResponse): string | undefined {
  if (response.status !== 401 && response.status !== 403) return undefined;
  const challenged = challengedClaims(response.headers.get('WWW-Authenticate') ?? '');
  if (response.status === 401) return challenged;
  const body = response.bodyAsText ?? '';
  if (!/"RequestDisallowedByPolicy"/i.test(body)) return undefined;
  return challenged ?? (/\bMFA|multi-?\s?factor/i.test(body) ? multifactorClaims : undefined);
}

/** The claims of the first Bearer challenge in a header that has any; there may be several challenges in it. */
function challengedClaims(header: string): string | undefined {
  // A challenge is a scheme and its comma-separated parameters (RFC 9110 11.6.1), so what is no `name=` starts one.
  let scheme = '';
  for (const [, nextScheme, name, quoted, token] of header.matchAll(
    /(?:(?:^|,|\s)\s*([\w-]+)\s+)?([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g,
  )) {
    scheme = nextScheme ?? scheme;
    if (scheme.toLowerCase() !== 'bearer' || name?.toLowerCase() !== 'claims') continue;
    const claims = decoded(quoted ?? token ?? '');
    if (claims !== undefined) return claims;
  }
  return undefined;
}

/** JSON out of Base64 or Base64url; undefined when it is neither. */
function decoded(claims: string): string | undefined {
  const text = Buffer.from(claims, 'base64').toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? text : undefined;
  } catch {
    return undefined;
  }
}
