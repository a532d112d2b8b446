import { beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { arm, at, errorOf, send, started, tokenFor } from './emulatorClient.ts';
import { assignmentsOf, care, makeMsp, type Msp } from './msp.ts';

let msp: Msp;
let emulator: Emulator;

beforeEach(async () => {
  msp = makeMsp();
  care(msp);
  emulator = await started(msp.build());
});

describe('the api-version', () => {
  it('is asked for before anything else', async () => {
    expect(errorOf(await send(emulator, '/subscriptions'))).toEqual([400, 'MissingApiVersionParameter']);
  });

  it('has to be one that is known', async () => {
    const core = await arm(emulator, '/subscriptions?api-version=1999-01-01');
    expect(errorOf(core)).toEqual([400, 'InvalidApiVersionParameter']);
    expect(at(core.body, 'error', 'message')).toContain("'1999-01-01' is invalid");
    const provider = await arm(emulator, `${assignmentsOf(msp.scope)}?api-version=1999-01-01`);
    expect(errorOf(provider)).toEqual([400, 'NoRegisteredProviderFound']);
    expect(at(provider.body, 'error', 'message')).toContain(
      "for type 'registrationAssignments'. The supported api-versions are '2019-06-01, 2022-10-01'",
    );
  });
});

describe('a path', () => {
  it.each([
    ['/nothing', 404, 'MissingSubscription'],
    ['/providers/Microsoft.Nothing/things', 404, 'InvalidResourceNamespace'],
    ['/providers/Microsoft.ManagedServices/things', 404, 'InvalidResourceType'],
    ['/subscriptions/x/providers/Microsoft.Authorization/permissions', 400, 'InvalidSubscriptionId'],
  ])('that leads nowhere is refused: %s', async (path, status, code) => {
    expect(errorOf(await arm(emulator, path))).toEqual([status, code]);
  });

  it('does not take every method', async () => {
    const posted = await arm(emulator, assignmentsOf(msp.scope), { method: 'POST' });
    expect(errorOf(posted)).toEqual([405, 'HttpMethodNotAllowed']);
  });

  it('may be written in any letter case', async () => {
    const path = assignmentsOf(msp.scope);
    for (const spelling of [path.toLowerCase(), path.toUpperCase()])
      expect((await arm(emulator, spelling)).status).toBe(200);
  });

  it('may name a subscription that does not exist', async () => {
    const path = assignmentsOf('/subscriptions/00000000-0000-0000-0000-00000000000a');
    expect(errorOf(await arm(emulator, path))).toEqual([404, 'SubscriptionNotFound']);
  });
});

describe('an answer', () => {
  it('carries the ids of the request', async () => {
    const token = await tokenFor(emulator);
    const headers = { 'x-ms-client-request-id': 'mine', 'x-ms-correlation-request-id': 'ours' };
    const plain = await arm(emulator, '/subscriptions', { token, headers });
    expect(plain.headers['x-ms-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(plain.headers['x-ms-correlation-request-id']).toBe('ours');
    expect(plain.headers['x-ms-routing-request-id']).toContain(String(plain.headers['x-ms-request-id']));
    expect(plain.headers['x-ms-client-request-id']).toBeUndefined();
    const echo = await arm(emulator, '/subscriptions', {
      token,
      headers: { ...headers, 'x-ms-return-client-request-id': 'true' },
    });
    expect(echo.headers['x-ms-client-request-id']).toBe('mine');
  });

  it('tells what is left in the bucket of its kind', async () => {
    const tenant = await arm(emulator, '/subscriptions');
    expect(tenant.headers['x-ms-ratelimit-remaining-tenant-reads']).toBe('249');
    const subscription = await arm(emulator, msp.scope);
    expect(subscription.headers['x-ms-ratelimit-remaining-subscription-reads']).toBe('249');
    const deletion = await arm(emulator, `${assignmentsOf(msp.scope)}/x`, { method: 'DELETE' });
    expect(deletion.headers['x-ms-ratelimit-remaining-subscription-deletes']).toBe('199');
  });

  it('is only given over TLS with the certificate of this emulator', async () => {
    const other = await started(msp.build());
    await expect(send({ ...emulator, ca: other.ca }, '/subscriptions')).rejects.toThrow(/certificate/);
    expect(new URL(emulator.resourceManager).hostname).toBe('127.0.0.1');
    const byName = emulator.resourceManager.replace('127.0.0.1', 'localhost');
    expect((await send(emulator, `${byName}/__emulator/token`)).status).toBe(200);
  });
});
