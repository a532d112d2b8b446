import { describe, expect, it } from 'vitest';
import { ArmError } from '../../../../src/arm/errors.ts';
import {
  assignmentNotFound,
  cancelled,
  connectionReset,
  forbidden,
  malformed,
  operationFailed,
  serverError,
  strangersToken,
  subscriptionNotFound,
} from './armErrors.ts';
import { delegation, deleting, earlier, successor, target, undated } from './delegation.ts';
import {
  accepted,
  acceptedWithoutOperation,
  cancelledMeanwhile,
  confirmed,
  deleted,
  didNotExist,
  followAtMostMs,
  operationUrl,
  pollIntervalMs,
  running,
  type Script,
  succeeded,
  times,
} from './script.ts';

const about = { target: target(), assignment: delegation() };
const heard = { deletion: 'accepted', operationUrl };

describe('an answer that is final', () => {
  it('200 is proof, and what can be read agrees', async () => {
    const { outcome, steps } = await confirmed()
      .deletes(deleted)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'deletedAtOnce', sightLost: false });
    expect(steps).toEqual([
      'reading',
      'checkingPermission',
      'confirming',
      'reading',
      'recording',
      'deleting',
      'verifying',
    ]);
  });

  it('204 says that somebody else was faster', async () => {
    const { outcome } = await confirmed()
      .deletes(didNotExist)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'didNotExist', sightLost: false });
  });

  it.each([
    ['200', deleted, 'deletedAtOnce'],
    ['204', didNotExist, 'didNotExist'],
  ])('%s is proof although the subscription is not visible any more', async (_, answer, proof) => {
    const { outcome } = await confirmed()
      .deletes(answer)
      .reads(subscriptionNotFound())
      .subscription(false)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof, sightLost: true });
  });

  it.each([
    ['200', deleted],
    ['204', didNotExist],
  ])('%s is not believed while the same delegation stays readable', async (_, answer) => {
    const { outcome } = await confirmed()
      .deletes(answer)
      .reads(...times(5, delegation()))
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'stillThere', heard: { deletion: 'succeeded' } });
  });

  it('is proof although the verification was cancelled', async () => {
    const { outcome } = await confirmed()
      .deletes(cancelledMeanwhile(deleted))
      .reads(cancelled())
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'deletedAtOnce' });
  });
});

const runningAndAskingFor = (retryAfterMs: number) => (on: Script) => {
  on.askToRetryAfter(retryAfterMs);
  return running;
};

describe('an operation that succeeds', () => {
  it('is followed at the poll interval, and verified', async () => {
    const { outcome, steps, waits } = await confirmed()
      .deletes(accepted)
      .statuses(running, running, succeeded)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'operationSucceeded', sightLost: false });
    expect(steps.slice(-3)).toEqual(['deleting', 'following', 'verifying']);
    expect(waits).toEqual(times(3, pollIntervalMs));
  });

  it('is asked no sooner than Azure wishes, and no later than the end of following', async () => {
    const { waits } = await confirmed()
      .deletes(accepted)
      .statuses(
        runningAndAskingFor(7_000),
        runningAndAskingFor(10),
        runningAndAskingFor(365 * 24 * 3600 * 1000),
        succeeded,
      )
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    const rest = followAtMostMs - pollIntervalMs - 7_000 - pollIntervalMs;
    expect(waits).toEqual([pollIntervalMs, 7_000, pollIntervalMs, rest]);
  });

  it.each([
    ['403', forbidden(), false, true],
    ['403 of the assignment alone', forbidden(), true, false],
    ['404 of the subscription', subscriptionNotFound(), false, true],
    ['404 of both', assignmentNotFound(), false, true],
    ['403, and nothing can be said of the subscription', forbidden(), serverError(), false],
  ])('is proof although access went with it: %s', async (_, error, subscription, sightLost) => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(succeeded)
      .reads(error)
      .subscription(subscription)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'operationSucceeded', sightLost });
  });

  it('is proof although nothing can be read any more', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(succeeded)
      .reads(...times(5, connectionReset()))
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'operationSucceeded', sightLost: false });
  });

  it('is told although no step could be shown', async () => {
    const { outcome } = await confirmed()
      .stepsCannotBeShown()
      .deletes(accepted)
      .statuses(succeeded)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'operationSucceeded' });
  });

  it('gives the assignment time to go', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(succeeded)
      .reads(delegation(), deleting(), serverError(), assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome.kind).toBe('removed');
  });

  it.each([
    ['the same', delegation()],
    ['the same, still being deleted', deleting()],
    ['one without a creation date', undated()],
    ['an earlier one', delegation({ createdAt: earlier })],
  ])('is not believed while the delegation stays readable: %s', async (_, current) => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(succeeded)
      .reads(...times(5, current))
      .remove({ deletes: 1 });

    expect(outcome).toEqual({
      kind: 'stillThere',
      ...about,
      heard: { deletion: 'succeeded', proof: 'operationSucceeded', operationUrl },
      current,
    });
  });

  it('is not believed where the last clear reading showed the delegation', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(succeeded)
      .reads(delegation(), ...times(4, serverError()))
      .remove({ deletes: 1 });

    expect(outcome.kind).toBe('stillThere');
  });

  it('leaves a delegation alone that somebody onboarded meanwhile', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(succeeded)
      .reads(successor())
      .remove({ deletes: 1 });

    expect(outcome).toEqual({
      kind: 'removed',
      ...about,
      proof: 'operationSucceeded',
      sightLost: false,
      successor: successor(),
    });
  });

  it('is left open when the user stops while the delegation is still readable', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(succeeded)
      .reads(cancelledMeanwhile(delegation()))
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'stoppedWaiting', because: 'cancelled' });
  });
});

describe('an operation that fails', () => {
  const failed = { kind: 'failed', error: operationFailed() } as const;

  it('leaves the delegation, with the error of the operation', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(running, failed)
      .reads(delegation())
      .remove({ deletes: 1 });

    expect(outcome).toEqual({
      kind: 'stillThere',
      ...about,
      heard: { deletion: 'failed', error: failed.error, operationUrl },
      current: delegation(),
    });
  });

  it('does not hide that the delegation is gone', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(failed)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'notFound', sightLost: false });
  });

  it('is no success because sight was lost', async () => {
    const error = forbidden();
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(failed)
      .reads(error)
      .subscription(false)
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'unknown', heard: { deletion: 'failed' }, error });
  });

  it('is unknown where nothing can be read afterwards', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(failed)
      .reads(...times(5, connectionReset()))
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'unknown', heard: { deletion: 'failed', error: failed.error } });
  });
});

describe('a status that cannot be read', () => {
  it.each([
    ['5xx', serverError()],
    ['offline', connectionReset()],
    ['an answer that holds no status', malformed()],
    ['401', new ArmError('', { reason: 'unauthorized', status: 401 })],
    ['409', new ArmError('', { reason: 'conflict', status: 409, code: 'Conflict' })],
    ['429', new ArmError('', { reason: 'throttled', status: 429, code: 'TooManyRequests' })],
    ['another origin', new ArmError('', { reason: 'foreignOrigin' })],
  ])('says nothing of the operation, which is followed on: %s', async (_, error) => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(...times(4, error), running, ...times(4, error), succeeded)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'operationSucceeded' });
  });

  it('five times in a row lets the assignment be read, which may be gone', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(...times(5, serverError()))
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'notFound', sightLost: false });
  });

  it('five times in a row lets the assignment be read, which may be out of sight', async () => {
    const error = subscriptionNotFound();
    const lastStatus = serverError();
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(...times(5, lastStatus))
      .reads(error)
      .subscription(false)
      .remove({ deletes: 1 });

    const said = { ...heard, error: lastStatus };
    expect(outcome).toEqual({ kind: 'acceptedAndNoLongerVisible', ...about, heard: said, error });
  });

  it('and an assignment that cannot be read either make it unknown', async () => {
    const error = connectionReset();
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(...times(5, error))
      .reads(error)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'unknown', ...about, heard: { ...heard, error }, error });
  });

  it('while the assignment is readable goes on until the operation ends', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(...times(10, serverError()), succeeded)
      .reads(deleting(), delegation(), assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'operationSucceeded' });
  });

  it.each([
    ['as it was', delegation()],
    ['marked as being deleted', deleting()],
  ])(
    'because Azure keeps refusing the request leaves the last word to the assignment: %s',
    async (_, current) => {
      const error = new ArmError('Failed.', { reason: 'conflict', status: 409, code: 'DeletionFailed' });
      const { outcome } = await confirmed()
        .deletes(accepted)
        .statuses(...times(5, error))
        .reads(current)
        .remove({ deletes: 1 });

      expect(outcome).toEqual({ kind: 'stillThere', ...about, heard: { ...heard, error }, current });
    },
  );
});

describe('a status that may not be read any more', () => {
  it.each([
    ['403 everywhere', forbidden(), forbidden(), false],
    ['the token is a stranger’s', strangersToken(), strangersToken(), false],
    ['403 of the assignment, and the subscription still visible', forbidden(), forbidden(), true],
    ['the subscription is gone', subscriptionNotFound(), subscriptionNotFound(), false],
    ['the subscription is gone, and still listed', subscriptionNotFound(), subscriptionNotFound(), true],
    ['the assignment and the subscription are not found', forbidden(), assignmentNotFound(), false],
  ])('is the lock-out, which is no proof: %s', async (_, statusError, error, subscription) => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(running, statusError)
      .reads(error)
      .subscription(subscription)
      .remove({ deletes: 1 });

    const said = { ...heard, error: statusError };
    expect(outcome).toEqual({ kind: 'acceptedAndNoLongerVisible', ...about, heard: said, error });
  });

  it.each([
    ['403', forbidden()],
    ['404', assignmentNotFound()],
  ])('%s: a readable 404 of the assignment is proof', async (_, error) => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(error)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'notFound', sightLost: false });
  });

  it('a 404 of the assignment is no proof where nothing can be said of the subscription', async () => {
    const error = assignmentNotFound();
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(...times(5, forbidden()))
      .reads(...times(5, error))
      .subscription(...times(5, serverError()))
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'unknown', heard: { deletion: 'accepted' }, error });
  });

  it('goes on by reading the assignment while that is readable', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(...times(8, forbidden()))
      .reads(...times(7, deleting()), assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'notFound' });
  });

  it('finds a later delegation: the one that was meant is gone', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(forbidden())
      .reads(successor())
      .remove({ deletes: 1 });

    expect(outcome).toEqual({
      kind: 'removed',
      ...about,
      proof: 'successor',
      sightLost: false,
      successor: successor(),
    });
  });
});

describe('an acceptance without an operation', () => {
  it('is followed by reading the assignment', async () => {
    const { outcome, waits } = await confirmed()
      .deletes(acceptedWithoutOperation)
      .reads(delegation(), deleting(), assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'notFound', sightLost: false });
    expect(waits).toEqual(times(3, pollIntervalMs));
  });

  it('never counts as success by itself', async () => {
    const { outcome } = await confirmed()
      .deletes(acceptedWithoutOperation)
      .reads(...times(60, delegation()))
      .remove({ deletes: 1 });

    expect(outcome).toEqual({
      kind: 'stoppedWaiting',
      ...about,
      because: 'tookTooLong',
      heard: { deletion: 'accepted', operationUrl: undefined },
    });
  });

  it('ends with the lock-out where sight is lost', async () => {
    const { outcome } = await confirmed()
      .deletes(acceptedWithoutOperation)
      .reads(deleting(), forbidden())
      .subscription(false)
      .remove({ deletes: 1 });

    expect(outcome.kind).toBe('acceptedAndNoLongerVisible');
  });

  it('is unknown where the assignment cannot be read five times in a row', async () => {
    const { outcome } = await confirmed()
      .deletes(acceptedWithoutOperation)
      .reads(...times(4, serverError()), delegation(), ...times(5, serverError()))
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'unknown', heard: { deletion: 'accepted' } });
  });
});

describe('an operation that never ends', () => {
  it('is left to Azure in the end, with its address', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(...times(60, running))
      .reads(deleting())
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'stoppedWaiting', ...about, because: 'tookTooLong', heard });
  });

  it('is left to Azure where a last look shows nothing', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(...times(60, running))
      .reads(serverError())
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'stoppedWaiting', because: 'tookTooLong' });
  });

  it('does not hide that the assignment is gone', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(...times(60, running))
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'notFound' });
  });

  it('is reported at its newest address', async () => {
    const newest = 'https://management.azure.com/operationStatuses/2';
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses((on) => {
        on.moveOperationTo(newest);
        return running;
      })
      .cancelInWait(2)
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'stoppedWaiting', heard: { operationUrl: newest } });
  });
});

describe('cancelling after the DELETE was sent', () => {
  it('while its answer is on its way leaves it to Azure', async () => {
    const error = cancelled();
    const { outcome } = await confirmed().deletes(cancelledMeanwhile(error)).remove({ deletes: 1 });

    expect(outcome).toEqual({
      kind: 'stoppedWaiting',
      ...about,
      because: 'cancelled',
      heard: { deletion: 'unanswered', error },
    });
  });

  it('as it is accepted still notes the operation', async () => {
    const { outcome, changes } = await confirmed()
      .deletes(cancelledMeanwhile('accepted' as const))
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'stoppedWaiting', ...about, because: 'cancelled', heard });
    expect(changes[0]).toEqual({ kind: 'accepted', operationUrl });
  });

  it('in a pause leaves it to Azure', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(running, running)
      .cancelInWait(3)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'stoppedWaiting', ...about, because: 'cancelled', heard });
  });

  it('while the status is read leaves it to Azure', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(cancelledMeanwhile(cancelled()))
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'stoppedWaiting', because: 'cancelled' });
  });

  it('while the assignment is read leaves it to Azure', async () => {
    const { outcome } = await confirmed()
      .deletes(acceptedWithoutOperation)
      .reads(cancelledMeanwhile(cancelled()))
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'stoppedWaiting', because: 'cancelled' });
  });

  it('does not hide a success that arrived in the same moment', async () => {
    const { outcome } = await confirmed()
      .deletes(accepted)
      .statuses(cancelledMeanwhile(succeeded))
      .reads(cancelled())
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'operationSucceeded' });
  });
});
