import type { TokenCredential } from '@azure/core-auth';
import { ArmError } from './errors.ts';

/**
 * A credential whose tokens several requests wait for at the same time: one of them being cancelled must not take
 * the sign-in from the others, so the credential does not hear of it.
 *
 * @throws ArmError `signInRequired` where the credential has no token
 */
export function sharedCredential(credential: TokenCredential): TokenCredential {
  return {
    async getToken(scopes, options = {}) {
      const shared = { ...options };
      delete shared.abortSignal;
      const token = await credential.getToken(scopes, shared);
      if (!token) throw new ArmError('Nobody is signed in.', { reason: 'signInRequired' });
      return token;
    },
  };
}
