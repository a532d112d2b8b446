import { describe, expect, it } from 'vitest';
import { audience } from '../../emulator/tokens.ts';
import { WorldBuilder } from '../../emulator/worldBuilder.ts';
import { arm, at, errorOf, send, started, tokenFor } from './emulatorClient.ts';
import { makeMsp } from './msp.ts';

function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as unknown;
}

describe('the token route', () => {
  it('mints a token of the demo account in its home tenant when nothing is asked for', async () => {
    const msp = makeMsp();
    const emulator = await started(msp.build());
    const answer = await send(emulator, '/__emulator/token');
    expect(answer.status).toBe(200);
    const token = String(at(answer.body, 'access_token'));
    expect(claimsOf(token)).toMatchObject({
      aud: audience,
      tid: msp.fabrikam.id,
      oid: msp.alex.id,
      upn: 'alex@fabrikam.example',
      exp: at(answer.body, 'expires_on'),
      amr: ['pwd'],
    });
    expect(Number(at(answer.body, 'expires_on')) - Number(at(claimsOf(token), 'iat'))).toBe(3600);
  });

  it('gives a guest the object id that the other tenant knows it by', async () => {
    const world = new WorldBuilder();
    const home = world.tenant('Fabrikam');
    const other = world.tenant('Contoso');
    const alex = world.user('alex', home);
    const guest = world.guest(alex, other);
    const emulator = await started(world.build());
    const token = await tokenFor(emulator, { user: 'ALEX@fabrikam.example', tenant: other.id.toUpperCase() });
    expect(claimsOf(token)).toMatchObject({ tid: other.id, oid: guest.id });
  });

  it('knows a tenant by its domain too', async () => {
    const world = new WorldBuilder();
    const home = world.tenant('Fabrikam');
    const other = world.tenant('Contoso');
    world.guest(world.user('alex', home), other);
    const emulator = await started(world.build());
    expect(claimsOf(await tokenFor(emulator, { tenant: 'CONTOSO.example' }))).toMatchObject({
      tid: other.id,
    });
  });

  it('says of a multifactor sign-in that it was one', async () => {
    const emulator = await started(makeMsp().build());
    expect(claimsOf(await tokenFor(emulator, { mfa: 'true' }))).toMatchObject({
      amr: ['pwd', 'mfa'],
      acrs: ['p1'],
    });
  });

  it('refuses users and tenants that do not belong together', async () => {
    const msp = makeMsp();
    const emulator = await started(msp.build());
    for (const query of ['user=nobody@nowhere.example', `tenant=${msp.contoso.id}`])
      expect(await send(emulator, `/__emulator/token?${query}`)).toMatchObject({
        status: 400,
        body: { error: 'invalid_grant' },
      });
  });

  it('asks for an interactive sign-in to a tenant of its own, once', async () => {
    const world = new WorldBuilder();
    const home = world.tenant('Fabrikam');
    const strict = world.tenant('Northwind', { signIn: 'separate' });
    const closed = world.tenant('Proseware', { signIn: 'refused' });
    const alex = world.user('alex', home);
    world.guest(alex, strict);
    world.guest(alex, closed);
    const emulator = await started(world.build());
    const route = `/__emulator/token?tenant=${strict.id}`;
    expect((await send(emulator, route)).body).toMatchObject({ error: 'interaction_required' });
    expect((await send(emulator, `${route}&interactive=true`)).status).toBe(200);
    expect((await send(emulator, route)).status).toBe(200);
    const refused = await send(emulator, `/__emulator/token?tenant=${closed.id}&interactive=true`);
    expect(refused).toMatchObject({ status: 400, body: { error: 'access_denied' } });
  });
});

describe('a token', () => {
  it('is needed, and has to be one that was minted here, for here, and not expired', async () => {
    const emulator = await started(makeMsp().build());
    const none = await send(emulator, '/subscriptions?api-version=2022-12-01');
    expect(errorOf(none)).toEqual([401, 'AuthenticationFailed']);
    expect(none.headers['www-authenticate']).toContain('Bearer ');
    const own = await tokenFor(emulator);
    const cases = [
      [`${own}x`, 'InvalidAuthenticationToken'],
      [await tokenFor(emulator, { expiresIn: '-1' }), 'ExpiredAuthenticationToken'],
      [
        await tokenFor(emulator, { audience: 'https://management.azure.com/' }),
        'InvalidAuthenticationTokenAudience',
      ],
    ] as const;
    for (const [token, code] of cases)
      expect(errorOf(await arm(emulator, '/subscriptions', { token }))).toEqual([401, code]);
    expect((await arm(emulator, '/subscriptions', { token: own })).status).toBe(200);
  });

  it('is for the audience with or without the slash at its end', async () => {
    const emulator = await started(makeMsp().build());
    const token = await tokenFor(emulator, { audience: audience.slice(0, -1) });
    expect((await arm(emulator, '/subscriptions', { token })).status).toBe(200);
  });

  it('is forgotten when the emulator is reset', async () => {
    const emulator = await started(makeMsp().build());
    const token = await tokenFor(emulator);
    emulator.reset();
    expect(errorOf(await arm(emulator, '/subscriptions', { token }))).toEqual([
      401,
      'InvalidAuthenticationToken',
    ]);
  });
});
