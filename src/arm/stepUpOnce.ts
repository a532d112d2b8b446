import type { AccessToken, TokenCredential } from '@azure/core-auth';

/**
 * A credential for work of many requests: the user is asked for a stronger sign-in once, however many of them need it
 * at the same time, and not again once that was declined.
 *
 * @param onAsking hears that the user is being asked; its promise resolves when that is over, and never rejects
 */
export function stepUpOnce(
  credential: TokenCredential,
  onAsking: (answered: Promise<void>) => void,
): TokenCredential {
  let asking: { readonly claims: string; readonly token: Promise<AccessToken | null> } | undefined;
  let declined: { readonly error: unknown } | undefined;

  return {
    async getToken(scopes, options = {}) {
      const { claims } = options;
      if (claims === undefined) return credential.getToken(scopes, options);
      // Another demand waits for the answer to this one: two questions at a time would be one too many.
      while (asking && asking.claims !== claims) await asking.token.catch(() => undefined);
      if (declined) throw declined.error;
      if (asking) return asking.token;
      const token = credential.getToken(scopes, options);
      asking = { claims, token };
      const answered = token
        .then(
          () => undefined,
          (error: unknown) => {
            declined = { error };
          },
        )
        .then(() => {
          asking = undefined;
        });
      onAsking(answered);
      return token;
    },
  };
}
