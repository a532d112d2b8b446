import { ArmError } from '../arm/errors.ts';
import { readTokenClaims } from './accessToken.ts';
import { type Cloud, isKnownAudience } from './cloud.ts';

/**
 * Keeps a token that a known cloud would accept from a custom one.
 *
 * @throws ArmError `foreignOrigin`
 */
export function refuseForeignAudience(cloud: Cloud, token: string): void {
  const { audience } = readTokenClaims(token);
  if (cloud.custom && audience !== undefined && isKnownAudience(audience))
    throw new ArmError(
      `The token is for ${audience}; it is not sent to the custom cloud at ${cloud.resourceManager}.`,
      { reason: 'foreignOrigin' },
    );
}
