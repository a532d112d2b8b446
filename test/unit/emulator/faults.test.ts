import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../emulator/faults.ts';
import type { Emulator } from '../../emulator/server.ts';
import { type Answer, arm, at, errorOf, send, started, tokenFor, valueOf } from './emulatorClient.ts';
import { assignmentsOf, care, makeMsp, type Msp } from './msp.ts';

let msp: Msp;
let emulator: Emulator;
let id: string;

beforeEach(async () => {
  msp = makeMsp();
  id = care(msp).id;
  emulator = await started(msp.build());
});

function arrange(fault: Fault): Promise<Answer> {
  return send(emulator, '/__emulator/faults', { method: 'POST', body: fault });
}

describe('a fault', () => {
  it('meets the requests that match its method and path, so many times', async () => {
    await arrange({ method: 'get', path: '^/SUBSCRIPTIONS$', count: 2, status: 503, code: 'ServerBusy' });
    expect((await arm(emulator, '/tenants')).status).toBe(200);
    const statuses = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await arm(emulator, '/subscriptions')).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('can let some requests go by first', async () => {
    await arrange({ path: '/subscriptions$', skip: 1, status: 500 });
    expect((await arm(emulator, '/subscriptions')).status).toBe(200);
    expect((await arm(emulator, '/subscriptions')).status).toBe(500);
  });

  it('gives way to the next one when it is used up, and is taken away by DELETE', async () => {
    await arrange({ path: '/subscriptions$', count: 1, status: 500 });
    await arrange({ path: '/subscriptions$', status: 502 });
    expect((await arm(emulator, '/subscriptions')).status).toBe(500);
    expect((await arm(emulator, '/subscriptions')).status).toBe(502);
    await send(emulator, '/__emulator/faults', { method: 'DELETE' });
    expect((await arm(emulator, '/subscriptions')).status).toBe(200);
  });

  it('can be a status with code, message and Retry-After', async () => {
    await arrange({ status: 429, code: 'TooManyRequests', message: 'Slow down.', retryAfter: 3 });
    const answer = await arm(emulator, '/subscriptions');
    expect(errorOf(answer)).toEqual([429, 'TooManyRequests']);
    expect(at(answer.body, 'error', 'message')).toBe('Slow down.');
    expect(answer.headers['retry-after']).toBe('3');
  });

  it('can add headers to the real answer', async () => {
    await arrange({ headers: { 'x-odd': 'yes' }, retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' });
    const answer = await arm(emulator, '/subscriptions');
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'x-odd': 'yes', 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' },
    });
  });

  it('can be a body that is no JSON, or one that breaks off', async () => {
    await arrange({ path: '/subscriptions$', count: 1, body: '<html>' });
    expect(await arm(emulator, '/subscriptions')).toMatchObject({ status: 200, text: '<html>' });
    await arrange({ path: '/subscriptions$', count: 1, truncate: true });
    await expect(arm(emulator, '/subscriptions')).rejects.toThrow(/aborted/);
  });

  it('can cut the connection before anything is done', async () => {
    await arrange({ method: 'DELETE', reset: true });
    await expect(arm(emulator, id, { method: 'DELETE' })).rejects.toThrow(/hang up|ECONNRESET/);
    expect((await arm(emulator, id)).status).toBe(200);
  });

  it('can lose the answer after all is done', async () => {
    await arrange({ method: 'DELETE', resetAfter: true });
    await expect(arm(emulator, id, { method: 'DELETE' })).rejects.toThrow(/hang up|ECONNRESET/);
    expect(valueOf(await arm(emulator, '/subscriptions'))).toEqual([]);
  });

  it('can leave a request without an answer for ever', async () => {
    await arrange({ path: '/subscriptions$', never: true });
    const token = await tokenFor(emulator);
    const cancel = new AbortController();
    const arrived = emulator.requests.next('GET', /\/subscriptions/);
    const answer = arm(emulator, '/subscriptions', { token, signal: cancel.signal });
    await arrived;
    cancel.abort();
    await expect(answer).rejects.toThrow(/abort/);
  });

  it('can make an answer wait', async () => {
    const slow = await started(msp.build(), { latencyMs: 1 });
    slow.faults.add({ latencyMs: 1 });
    expect((await arm(slow, '/subscriptions')).status).toBe(200);
  });

  it('can lead elsewhere: by nextLink, Location, Azure-AsyncOperation and redirect', async () => {
    const elsewhere = 'https://elsewhere.example/';
    await arrange({ path: '/subscriptions$', count: 1, nextLink: elsewhere });
    expect(at((await arm(emulator, '/subscriptions')).body, 'nextLink')).toBe(elsewhere);
    await arrange({ path: '/subscriptions$', count: 1, redirect: elsewhere });
    expect(await arm(emulator, '/subscriptions')).toMatchObject({
      status: 307,
      headers: { location: elsewhere },
    });
    await arrange({ method: 'DELETE', location: `${elsewhere}a`, azureAsyncOperation: `${elsewhere}b` });
    expect(await arm(emulator, id, { method: 'DELETE' })).toMatchObject({
      status: 202,
      headers: { location: `${elsewhere}a`, 'azure-asyncoperation': `${elsewhere}b` },
    });
  });

  it('can make a nextLink that repeats', async () => {
    const nextLink = `${emulator.resourceManager}${assignmentsOf(msp.scope)}?api-version=2022-10-01`;
    await arrange({ path: 'registrationAssignments$', nextLink });
    const first = await arm(emulator, nextLink);
    expect(at(first.body, 'nextLink')).toBe(nextLink);
  });

  it('can change the world once a request is answered', async () => {
    await arrange({ method: 'GET', path: 'registrationAssignments/', count: 1, then: { remove: [id] } });
    expect((await arm(emulator, id)).status).toBe(200);
    expect((await arm(emulator, id)).status).toBe(403);
  });
});

describe('a fault of an operation', () => {
  const begun = async (fault: Fault): Promise<string> => {
    await arrange({ method: 'DELETE', ...fault });
    const { status, headers } = await arm(emulator, id, { method: 'DELETE' });
    expect(status).toBe(202);
    return String(headers['azure-asyncoperation'] ?? headers.location);
  };

  it('can be that it never ends', async () => {
    const address = await begun({ stuckOperation: true });
    const statuses = [];
    for (let look = 0; look < 5; look += 1) statuses.push(at((await arm(emulator, address)).body, 'status'));
    expect(statuses).toEqual(['Accepted', 'Running', 'Running', 'Running', 'Running']);
    expect(at((await arm(emulator, id)).body, 'properties', 'provisioningState')).toBe('Deleting');
  });

  it('can be that it fails, and leaves the delegation where it is', async () => {
    const address = await begun({ failOperation: { code: 'InternalError', message: 'No luck.' } });
    await arm(emulator, address);
    expect((await arm(emulator, address)).body).toEqual({
      status: 'Failed',
      error: { code: 'InternalError', message: 'No luck.' },
    });
    expect((await arm(emulator, id)).status).toBe(200);
  });

  it('is told as an error where only Location is followed', async () => {
    emulator.world.edit({ put: { service: { deletion: { answer: 'location', polls: 0 } } } });
    const address = await begun({ failOperation: { code: 'InternalError', message: 'No luck.' } });
    expect(errorOf(await arm(emulator, address))).toEqual([409, 'InternalError']);
  });

  it('needs no world that answers 202', async () => {
    emulator.world.edit({ put: { service: { deletion: { answer: 'ok' } } } });
    await begun({ stuckOperation: true });
  });

  it('can be that its status cannot be read', async () => {
    emulator.world.edit({ put: { service: { deletion: { takesEffect: 'whenDone' } } } });
    const address = await begun({ statusReadFails: 403 });
    expect(errorOf(await arm(emulator, address))).toEqual([403, 'AuthorizationFailed']);
  });
});
