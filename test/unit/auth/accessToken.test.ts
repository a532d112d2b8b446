import { describe, expect, test } from 'vitest';
import { readTokenClaims, toAccessToken } from '../../../src/auth/accessToken.ts';

const now = 1_700_000_000_000;
const nothing = { audience: undefined, tenantId: undefined, expiresOn: undefined };

/** A token whose second part is this, as the sign-in service would write it. */
function tokenOf(payload: string): string {
  return ['{"alg":"RS256"}', payload, 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
}

const token = (claims: unknown): string => tokenOf(JSON.stringify(claims));

describe('The claims of a token', () => {
  test('are its audience, its tenant in lower case, and its expiry in milliseconds', () => {
    const claims = { aud: 'https://management.azure.com/', tid: 'C0C0C0C0-0000', exp: 1_700_003_600 };
    expect(readTokenClaims(token(claims))).toEqual({
      audience: 'https://management.azure.com/',
      tenantId: 'c0c0c0c0-0000',
      expiresOn: 1_700_003_600_000,
    });
  });

  test('are read where names of people are beside them, in any script', () => {
    const claims = { name: '\u05D7\u05D1\u05E8\u05D4 \u{1F600} ???>>>', tid: 'c0c0' };
    expect(readTokenClaims(token(claims)).tenantId).toBe('c0c0');
  });

  test.each([
    ['is opaque', 'EwBgA8l6BAAU'],
    ['is empty', ''],
    ['has an empty payload', 'a..b'],
    ['has a payload that is no base64', 'a.%%%.b'],
    ['has a payload that is no JSON', tokenOf('not json')],
    ['has a payload that is cut', tokenOf('{"tid":"c0')],
    ['has a payload of null', token(null)],
    ['has a payload of a text', token('tid')],
    ['has a payload of a number', token(5)],
    ['has a payload of a list', token([{ tid: 'c0c0' }])],
    ['is encrypted', 'a.UEsDBA.c.d.e'],
    ['tells nothing', token({})],
    [
      'tells them as something else',
      token({ aud: ['https://management.azure.com/'], tid: 5, exp: '1700003600' }),
    ],
    ['tells them as null', token({ aud: null, tid: null, exp: null })],
  ])('are nothing where it %s', (_, odd) => {
    expect(readTokenClaims(odd)).toEqual(nothing);
  });
});

describe('A token for the pipeline', () => {
  test('is good until its own expiry', () => {
    const ours = token({ exp: 1_700_003_600 });
    expect(toAccessToken(ours, now)).toEqual({ token: ours, expiresOnTimestamp: 1_700_003_600_000 });
  });

  test('that has expired already says so', () => {
    expect(toAccessToken(token({ exp: 1_600_000_000 }), now).expiresOnTimestamp).toBeLessThan(now);
  });

  test.each([['opaque'], [token({})], [token({ exp: 'soon' })]])(
    'that does not tell is good for a minute: %s',
    (untold) => {
      expect(toAccessToken(untold, now)).toEqual({ token: untold, expiresOnTimestamp: now + 60_000 });
    },
  );
});
