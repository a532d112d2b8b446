import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { type Answer, arm, at, send, started, tokenFor, valueOf } from './emulatorClient.ts';
import { care, makeMsp } from './msp.ts';

function control(emulator: Emulator, method: string, route: string, body?: unknown): Promise<Answer> {
  return send(emulator, `/__emulator/${route}`, { method, ...(body === undefined ? {} : { body }) });
}

describe('what came in', () => {
  it('is listed in order, with who sent it and never with a token', async () => {
    const msp = makeMsp();
    const emulator = await started(msp.build());
    const token = await tokenFor(emulator);
    await arm(emulator, '/subscriptions', { token, headers: { 'x-ms-client-request-id': 'one' } });
    await send(emulator, '/tenants?api-version=2022-12-01');
    await send(emulator, '/tenants?api-version=2022-12-01', { token: 'made-up' });
    const listed = await control(emulator, 'GET', 'requests');
    expect(valueOf(listed)).toEqual([
      expect.objectContaining({
        method: 'GET',
        url: '/subscriptions?api-version=2022-12-01',
        headers: expect.objectContaining({ 'x-ms-client-request-id': 'one' }) as unknown,
        authorization: {
          sent: true,
          token: { oid: msp.alex.id, tid: msp.fabrikam.id, aud: emulator.audience },
        },
      }),
      expect.objectContaining({ authorization: { sent: false } }),
      expect.objectContaining({ authorization: { sent: true } }),
    ]);
    expect(listed.text).not.toContain(token);
    expect(listed.text).not.toContain('made-up');
    expect(emulator.requests.matching('GET', /^\/tenants/)).toHaveLength(2);
    await control(emulator, 'DELETE', 'requests');
    expect(valueOf(await control(emulator, 'GET', 'requests'))).toEqual([]);
  });

  it('can be met in the middle by a test, which changes the world before the answer', async () => {
    const msp = makeMsp();
    const { id } = care(msp);
    const emulator = await started(msp.build());
    const stop = emulator.requests.onRequest(({ method }) => {
      if (method === 'DELETE')
        emulator.world.edit({ put: { service: { noAccess: 'SubscriptionNotFound' } }, remove: [id] });
    });
    expect((await arm(emulator, id, { method: 'DELETE' })).status).toBe(404);
    stop();
  });
});

describe('the world', () => {
  it('is read, changed in parts, replaced and brought back', async () => {
    const msp = makeMsp();
    const { id } = care(msp);
    const emulator = await started(msp.build());
    const world = await control(emulator, 'GET', 'world');
    expect(at(world.body, 'demoAccount')).toBe('alex@fabrikam.example');

    const [assignment] = emulator.world.current.registrationAssignments;
    const newer = { ...assignment, systemData: { createdAt: '2030-01-01T00:00:00Z' } };
    await control(emulator, 'PATCH', 'world', { put: { registrationAssignments: [newer] } });
    expect(at((await arm(emulator, id)).body, 'systemData', 'createdAt')).toBe('2030-01-01T00:00:00Z');

    await control(emulator, 'POST', 'reset');
    expect(at((await arm(emulator, id)).body, 'systemData', 'createdAt')).not.toBe('2030-01-01T00:00:00Z');

    await control(emulator, 'PUT', 'world', makeMsp().build());
    expect(valueOf(await arm(emulator, '/subscriptions'))).toEqual([]);
  });

  it('is not taken when it contradicts itself', async () => {
    const emulator = await started(makeMsp().build());
    const answer = await control(emulator, 'PUT', 'world', { demoAccount: 'nobody@nowhere.example' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('nobody@nowhere.example');
    expect((await control(emulator, 'PUT', 'world', 'no world')).status).toBe(400);
    expect((await control(emulator, 'GET', 'nothing')).status).toBe(404);
    expect((await arm(emulator, '/subscriptions')).status).toBe(200);
  });
});
