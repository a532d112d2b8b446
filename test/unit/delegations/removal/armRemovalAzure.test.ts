import { describe, expect, it } from 'vitest';
import { ArmError } from '../../../../src/arm/errors.ts';
import type { OpenRemoval } from '../../../../src/delegations/removal/checkAgain.ts';
import type { RemovalOutcome } from '../../../../src/delegations/removal/outcome.ts';
import { createdAt, type EmulatedRemoval, emulatedRemoval } from './emulatedRemoval.ts';

const signal = new AbortController().signal;
const withoutRequestId = { 'x-ms-request-id': '', 'x-ms-correlation-request-id': '' };
const lockedOut = { keepsSight: false } as const;

/** Makes the customer remove the delegation by itself. */
const removedByCustomer = ({ emulator, target }: EmulatedRemoval) => {
  emulator.world.edit({ remove: [target.id] });
};

/** Makes the customer remove the delegation and onboard again. */
const onboardedAgain = ({ emulator, target }: EmulatedRemoval) => {
  const before = emulator.world.current.registrationAssignments.find(({ id }) => id === target.id);
  if (!before) throw new Error('It is not there.');
  const again = { ...before, systemData: { createdAt: '2025-09-01T12:00:00Z' } };
  emulator.world.edit({ put: { registrationAssignments: [again] } });
};

function open(outcome: RemovalOutcome): OpenRemoval {
  if ('heard' in outcome) return outcome;
  throw new Error(`The outcome is not open: ${outcome.kind}`);
}

describe('a DELETE that Azure carries out', () => {
  it.each([
    ['200', 'ok', 'deletedAtOnce'],
    ['204', 'noContent', 'didNotExist'],
    ['202 with Azure-AsyncOperation', 'asyncOperation', 'operationSucceeded'],
    ['202 with Location', 'location', 'operationSucceeded'],
    ['202 with both', 'both', 'operationSucceeded'],
  ] as const)('as %s', async (_, answer, proof) => {
    const removal = await emulatedRemoval({
      service: { deletion: { answer, polls: 3, takesEffect: 'whenDone' } },
    });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({ kind: 'removed', proof, sightLost: false });
    const id: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(outcome).toMatchObject({ requestIds: { requestId: id, correlationId: id } });
    expect(removal.isThere()).toBe(false);
    expect(removal.deletes()).toBe(1);
  });

  it('as 202 without any header', async () => {
    const removal = await emulatedRemoval();
    removal.emulator.faults.add({ method: 'DELETE', count: 1, status: 202, body: '' });
    const outcome = await removal.remove({ onWait: () => removedByCustomer(removal) });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'notFound' });
    expect(removal.deletes()).toBe(1);
  });

  it('waits as long as Azure asks, for the first status and for every other', async () => {
    const removal = await emulatedRemoval({ service: { deletion: { polls: 2, retryAfter: 1 } } });
    await removal.remove();

    expect(removal.waits).toEqual([1_000, 1_000, 1_000]);
  });

  it('in the middle of which the user has to step up', async () => {
    const removal = await emulatedRemoval({ demandsMfa: true, stepsUp: true });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'operationSucceeded' });
    expect(removal.deletes()).toBe(2);
    expect(removal.isThere()).toBe(false);
  });

  it('and is still readable afterwards is not believed', async () => {
    const removal = await emulatedRemoval();
    removal.emulator.faults.add({ method: 'DELETE', count: 1, status: 200, body: '' });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({ kind: 'stillThere', heard: { deletion: 'succeeded' } });
    expect(removal.isThere()).toBe(true);
  });
});

describe('the lock-out', () => {
  const codes = ['AuthorizationFailed', 'SubscriptionNotFound', 'InvalidAuthenticationTokenTenant'] as const;

  it.each(codes)('is told as accepted and no longer visible, without proof: %s', async (noAccess) => {
    const removal = await emulatedRemoval({ ...lockedOut, service: { noAccess } });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({
      kind: 'acceptedAndNoLongerVisible',
      heard: { deletion: 'accepted' },
      error: { code: noAccess },
    });
    expect(removal.deletes()).toBe(1);
  });

  it.each(codes)('with proof is told as removed, and out of sight: %s', async (noAccess) => {
    const removal = await emulatedRemoval({
      ...lockedOut,
      service: { noAccess, deletion: { statusReadableAfterLockOut: true } },
    });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'operationSucceeded', sightLost: true });
  });

  it.each(codes)('after a 200 is told as removed, and out of sight: %s', async (noAccess) => {
    const removal = await emulatedRemoval({
      ...lockedOut,
      service: { noAccess, deletion: { answer: 'ok' } },
    });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'deletedAtOnce', sightLost: true });
  });

  it.each(codes)('after a lost answer is unknown, and nothing is sent again: %s', async (noAccess) => {
    const removal = await emulatedRemoval({ ...lockedOut, service: { noAccess } });
    removal.emulator.faults.add({ method: 'DELETE', count: 1, resetAfter: true });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({
      kind: 'unknown',
      heard: { deletion: 'unanswered', error: { reason: 'offline' } },
      error: { code: noAccess },
    });
    expect(removal.deletes()).toBe(1);
  });
});

describe('a DELETE without an answer', () => {
  it('that was carried out is not sent again', async () => {
    const removal = await emulatedRemoval();
    removal.emulator.faults.add({ method: 'DELETE', count: 1, resetAfter: true });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'notFound' });
    expect(removal.deletes()).toBe(1);
  });

  it('that is being carried out is followed by reading', async () => {
    const removal = await emulatedRemoval({ service: { deletion: { takesEffect: 'whenDone' } } });
    removal.emulator.faults.add({ method: 'DELETE', count: 1, resetAfter: true });
    const outcome = await removal.remove({ onWait: () => removal.emulator.operations.finish() });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'notFound' });
    expect(removal.deletes()).toBe(1);
  });

  it.each([
    ['the connection broke', { reset: true }],
    ['500', { status: 500, code: 'InternalServerError' }],
    ['503 with Retry-After', { status: 503, code: 'ServiceUnavailable', retryAfter: 0 }],
    ['409 with Retry-After', { status: 409, code: 'AnotherOperationInProgress', retryAfter: 0 }],
    ['nothing within the time', { never: true }],
    ['an answer that is not JSON', { status: 200, body: '<html>' }],
    ['a 200 of a proxy', { status: 200, body: '', headers: withoutRequestId }],
    ['a 204 of a proxy', { status: 204, body: '', headers: withoutRequestId }],
  ])('that was not carried out is sent again after a reading: %s', async (_, fault) => {
    const removal = await emulatedRemoval();
    removal.emulator.faults.add({ method: 'DELETE', count: 1, ...fault });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'operationSucceeded' });
    const methods = removal.emulator.requests.all.map(({ method }) => method);
    const first = methods.indexOf('DELETE');
    expect(methods.slice(first, first + 3)).toEqual(['DELETE', 'GET', 'DELETE']);
    expect(removal.deletes()).toBe(2);
  });

  it('is sent again no sooner than Azure asks', async () => {
    const removal = await emulatedRemoval();
    removal.emulator.faults.add({ method: 'DELETE', count: 1, status: 503, retryAfter: 3 });
    await removal.remove();

    expect(removal.waits[0]).toBe(3_000);
  });

  it('again and again is sent twice, and the delegation is still there', async () => {
    const removal = await emulatedRemoval();
    removal.emulator.faults.add({ method: 'DELETE', status: 500, code: 'InternalServerError' });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({
      kind: 'stillThere',
      heard: { deletion: 'unanswered', error: { code: 'InternalServerError' } },
    });
    expect(removal.deletes()).toBe(2);
    expect(removal.isThere()).toBe(true);
  });

  it('after which the customer onboarded again leaves the new one alone', async () => {
    const removal = await emulatedRemoval();
    removal.emulator.faults.add({ method: 'DELETE', count: 1, reset: true });
    removal.emulator.requests.onRequest(({ method }) => {
      if (method === 'DELETE') onboardedAgain(removal);
    });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'successor', sightLost: false });
    expect(removal.deletes()).toBe(1);
    expect(removal.isThere()).toBe(true);
  });
});

describe('an operation', () => {
  const failOperation = { code: 'DeletionFailed', message: 'It could not be deleted.' };

  it.each([
    ['Azure-AsyncOperation', 'asyncOperation'],
    ['Location', 'location'],
    ['both', 'both'],
  ] as const)('that fails leaves the delegation, with its error: %s', async (_, answer) => {
    const removal = await emulatedRemoval({ service: { deletion: { answer, takesEffect: 'whenDone' } } });
    removal.emulator.faults.add({ method: 'DELETE', count: 1, failOperation });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({ kind: 'stillThere', heard: { error: { code: 'DeletionFailed' } } });
    expect(removal.isThere()).toBe(true);
    expect(removal.deletes()).toBe(1);
  });

  it.each([403, 404, 500])('whose status answers %i is followed by reading', async (statusReadFails) => {
    const removal = await emulatedRemoval({ service: { deletion: { takesEffect: 'whenDone' } } });
    removal.emulator.faults.add({ method: 'DELETE', count: 1, statusReadFails });
    let waits = 0;
    const outcome = await removal.remove({
      onWait: () => {
        if (++waits === 4) removal.emulator.operations.finish();
      },
    });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'notFound' });
  });

  it('whose status cannot be read for a while succeeds all the same', async () => {
    const removal = await emulatedRemoval({ service: { deletion: { polls: 2 } } });
    removal.emulator.faults.add({ path: 'operationStatuses', count: 2, status: 502 });
    removal.emulator.faults.add({ path: 'operationStatuses', count: 2, body: '{"status":' });
    removal.emulator.faults.add({ path: 'operationStatuses', count: 1, body: '{}' });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'operationSucceeded' });
  });

  it('at another origin is not asked there, and nothing is taken for done', async () => {
    const removal = await emulatedRemoval({ service: { deletion: { takesEffect: 'whenDone' } } });
    removal.emulator.faults.add({
      method: 'DELETE',
      count: 1,
      azureAsyncOperation: 'https://elsewhere.example/operations/1',
    });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({
      kind: 'stoppedWaiting',
      because: 'tookTooLong',
      heard: { error: { reason: 'foreignOrigin' } },
    });
    expect(removal.isThere()).toBe(true);
  });

  it('that never ends can be left to Azure, and looked up later by its address', async () => {
    const removal = await emulatedRemoval({ service: { deletion: { polls: 100, takesEffect: 'whenDone' } } });
    const stop = new AbortController();
    let waits = 0;
    const outcome = await removal.remove({
      signal: stop.signal,
      onWait: () => {
        if (++waits === 3) stop.abort();
      },
    });
    expect(outcome).toMatchObject({ kind: 'stoppedWaiting', because: 'cancelled' });
    expect(removal.isThere()).toBe(true);

    removal.emulator.operations.finish();
    const later = await removal.checkAgain(open(outcome));
    expect(later).toMatchObject({ kind: 'removed', proof: 'operationSucceeded' });
  });

  it('that failed later on tells why when it is looked up by its address', async () => {
    const removal = await emulatedRemoval({ service: { deletion: { polls: 60 } } });
    removal.emulator.faults.add({ method: 'DELETE', count: 1, failOperation });
    const outcome = await removal.remove();
    expect(outcome).toMatchObject({ kind: 'stoppedWaiting', because: 'tookTooLong' });

    const later = await removal.checkAgain(open(outcome));
    expect(later).toMatchObject({
      kind: 'stillThere',
      heard: { deletion: 'failed', error: { reason: 'operationFailed', code: 'DeletionFailed' } },
    });
  });

  it('that nobody may look up any more stays open', async () => {
    const removal = await emulatedRemoval(lockedOut);
    const outcome = await removal.remove();
    const later = await removal.checkAgain(open(outcome));

    expect(later.kind).toBe('acceptedAndNoLongerVisible');
  });
});

describe('a refusal', () => {
  it.each([
    ['the delete role is missing', { withoutDeleteRole: true }, 'forbidden', 'AuthorizationFailed'],
    ['a lock', { locked: true }, 'conflict', 'ScopeLocked'],
    ['a disabled subscription', { disabled: true }, 'conflict', 'ReadOnlyDisabledSubscription'],
    ['a step-up that was declined', { demandsMfa: true }, 'signInRequired', 'InvalidAuthenticationToken'],
  ] as const)(
    'leaves the delegation, with its code and request id: %s',
    async (_, circumstances, reason, code) => {
      const removal = await emulatedRemoval(circumstances);
      const outcome = await removal.remove();

      expect(outcome).toMatchObject({
        kind: 'stillThere',
        heard: { deletion: 'refused', error: { reason, code } },
      });
      const { heard } = open(outcome);
      expect('error' in heard && heard.error?.requestId).toMatch(/^[0-9a-f-]{36}$/);
      expect(removal.deletes()).toBe(1);
      expect(removal.isThere()).toBe(true);
    },
  );
});

describe('somebody else', () => {
  it('who removes it during the confirmation makes it gone already', async () => {
    const removal = await emulatedRemoval();
    const outcome = await removal.remove({ duringConfirmation: () => removedByCustomer(removal) });

    expect(outcome).toMatchObject({ kind: 'alreadyGone', assignment: { name: removal.target.name } });
    expect(removal.deletes()).toBe(0);
  });

  it('who removes it just before the DELETE is told as the faster one', async () => {
    const removal = await emulatedRemoval();
    const outcome = await removal.remove({ duringRecording: () => removedByCustomer(removal) });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'didNotExist' });
    expect(removal.deletes()).toBe(1);
  });

  it('who onboards again during the confirmation keeps the new delegation', async () => {
    const removal = await emulatedRemoval();
    const outcome = await removal.remove({ duringConfirmation: () => onboardedAgain(removal) });

    expect(outcome.kind).toBe('replaced');
    expect(removal.deletes()).toBe(0);
    expect(removal.isThere()).toBe(true);
  });
});

describe('the first reading', () => {
  it('tells who loses what', async () => {
    const removal = await emulatedRemoval();
    await removal.remove();

    expect(removal.plan()?.assignment.systemData?.createdAt).toBe(createdAt);
    expect(removal.plan()?.losses).toHaveLength(2);
  });

  it('reads the definition by itself where Azure leaves it out', async () => {
    const removal = await emulatedRemoval();
    const { target, emulator } = removal;
    const body = emulator.world.current.registrationAssignments.find(({ id }) => id === target.id);
    emulator.faults.add({ path: 'registrationAssignments/', count: 1, body: JSON.stringify(body) });
    await removal.remove();

    expect(removal.plan()?.definition?.properties?.registrationDefinitionName).toBe('Gold support');
  });

  it('goes on without the definition where that cannot be read', async () => {
    const removal = await emulatedRemoval();
    const { target, emulator } = removal;
    const body = emulator.world.current.registrationAssignments.find(({ id }) => id === target.id);
    emulator.faults.add({ path: 'registrationAssignments/', count: 2, body: JSON.stringify(body) });
    emulator.faults.add({
      path: 'registrationDefinitions/',
      count: 2,
      status: 403,
      code: 'AuthorizationFailed',
    });
    const outcome = await removal.remove();

    expect(removal.plan()?.definition).toBeUndefined();
    expect(outcome.kind).toBe('removed');
  });

  it.each([
    ['it is not JSON', { body: '<html>' }, 'malformed'],
    ['it is no object', { body: '[]' }, 'malformed'],
    ['it is refused', { status: 403, code: 'AuthorizationFailed' }, 'forbidden'],
    ['the connection breaks', { reset: true }, 'offline'],
  ])('that fails sends nothing: %s', async (_, fault, reason) => {
    const removal = await emulatedRemoval();
    removal.emulator.faults.add({ path: 'registrationAssignments/', ...fault });
    const outcome = await removal.remove();

    expect(outcome).toMatchObject({ kind: 'notRemoved', because: 'unreadable', error: { reason } });
    expect(removal.deletes()).toBe(0);
  });
});

describe('whether a subscription can be read', () => {
  it.each([
    ['yes', undefined, true],
    ['no, by 403', { status: 403, code: 'AuthorizationFailed' }, false],
    ['no, by 404', { status: 404, code: 'SubscriptionNotFound' }, false],
    ['no, by a 401 for strangers', { status: 401, code: 'InvalidAuthenticationTokenTenant' }, false],
  ])('%s', async (_, fault, expected) => {
    const { emulator, ports, target } = await emulatedRemoval();
    if (fault) emulator.faults.add({ path: '/subscriptions/[^/]+$', ...fault });

    expect(await ports.azure.subscriptionIsReadable(target.subscriptionId, signal)).toBe(expected);
  });

  it.each([
    ['500', { status: 500, code: 'InternalServerError' }, 'server'],
    ['429', { status: 429, code: 'TooManyRequests' }, 'throttled'],
    ['another 401', { status: 401, code: 'ExpiredAuthenticationToken' }, 'unauthorized'],
    ['a 404 without a code', { status: 404, body: 'not here' }, 'notFound'],
    ['no connection', { reset: true }, 'offline'],
  ])('cannot be told: %s', async (_, fault, reason) => {
    const { emulator, ports, target } = await emulatedRemoval();
    emulator.faults.add({ path: '/subscriptions/[^/]+$', ...fault });
    const asked = ports.azure.subscriptionIsReadable(target.subscriptionId, signal);

    await expect(asked).rejects.toSatisfy((error) => ArmError.is(error) && error.reason === reason);
  });
});
