import { describe, expect, it } from 'vitest';
import { ArmError } from '../../../../src/arm/errors.ts';
import {
  assignmentNotFound,
  cancelled,
  connectionReset,
  forbidden,
  malformed,
  scopeLocked,
  serverError,
  stepUpDeclined,
  subscriptionNotFound,
  timedOut,
} from './armErrors.ts';
import { delegation, deleting, earlier, successor, target, undated, undatedTarget } from './delegation.ts';
import {
  accepted,
  cancelledMeanwhile,
  confirmed,
  deleted,
  didNotExist,
  followAtMostMs,
  operationUrl,
  pollIntervalMs,
  succeeded,
  times,
} from './script.ts';

const about = { target: target(), assignment: delegation() };

describe('a DELETE without a clear answer', () => {
  it.each([
    ['the connection broke', connectionReset()],
    ['no answer in time', timedOut()],
    ['5xx', serverError()],
    ['an answer that cannot be read', malformed()],
    [
      'a conflict with something that goes on',
      new ArmError('', { reason: 'conflict', status: 409, code: 'Busy' }),
    ],
    ['a conflict without a code', new ArmError('', { reason: 'conflict', status: 409 })],
    ['an answer that led to another origin', new ArmError('', { reason: 'foreignOrigin' })],
    ['something unexpected', new ArmError('', { reason: 'unexpected' })],
  ])('is followed by a reading, and sent again only where the same is still there: %s', async (_, error) => {
    const { outcome, calls, waits } = await confirmed()
      .deletes(error, accepted)
      .reads(delegation())
      .statuses(succeeded)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 2 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'operationSucceeded', sightLost: false });
    const sent = calls.indexOf('DELETE');
    expect(calls.slice(sent, sent + 4)).toEqual(['DELETE', 'wait', 'read', 'DELETE']);
    expect(waits[0]).toBe(pollIntervalMs);
  });

  it.each([
    ['as Azure asks', 7_000, 7_000],
    ['no sooner than usual', 10, pollIntervalMs],
    ['not for ever', 365 * 24 * 3600 * 1000, followAtMostMs],
  ])('is sent again after a pause: %s', async (_, retryAfterMs, pause) => {
    const { outcome, waits } = await confirmed()
      .deletes({ kind: 'failed', error: serverError(), retryAfterMs }, deleted)
      .reads(delegation(), assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 2 });

    expect(outcome.kind).toBe('removed');
    expect(waits).toEqual([pause]);
  });

  it('was carried out: nothing is sent again', async () => {
    const { outcome } = await confirmed()
      .deletes(connectionReset())
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'notFound', sightLost: false });
  });

  it('is being carried out: it is followed by reading', async () => {
    const { outcome, steps } = await confirmed()
      .deletes(timedOut())
      .reads(deleting(), deleting(), deleting(), assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'notFound' });
    expect(steps.slice(-3)).toEqual(['deleting', 'verifying', 'following']);
  });

  it('is being carried out, and never ends: it is left to Azure in the end', async () => {
    const error = timedOut();
    const { outcome } = await confirmed()
      .deletes(error)
      .reads(...times(61, deleting()))
      .remove({ deletes: 1 });

    const heard = { deletion: 'unanswered', error };
    expect(outcome).toEqual({ kind: 'stoppedWaiting', ...about, because: 'tookTooLong', heard });
  });

  it('was being carried out when sight was lost: nobody heard Azure accept it', async () => {
    const { outcome } = await confirmed()
      .deletes(timedOut())
      .reads(deleting(), forbidden())
      .subscription(false)
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'unknown', heard: { deletion: 'unanswered' } });
  });

  it('touches no delegation that somebody onboarded meanwhile', async () => {
    const { outcome } = await confirmed()
      .deletes(connectionReset())
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

  it.each([
    ['403', forbidden(), false],
    ['the subscription is unknown', subscriptionNotFound(), false],
    ['neither is found', assignmentNotFound(), false],
    ['403 of the assignment alone', forbidden(), true],
  ])(
    'may have ended in the lock-out, which is unknown and sends nothing: %s',
    async (_, seen, subscription) => {
      const error = connectionReset();
      const { outcome } = await confirmed()
        .deletes(error)
        .reads(seen)
        .subscription(subscription)
        .remove({ deletes: 1 });

      const heard = { deletion: 'unanswered', error };
      expect(outcome).toEqual({ kind: 'unknown', ...about, heard, error: seen });
    },
  );

  it('is unknown, and not sent again, while nothing can be read', async () => {
    const error = timedOut();
    const last = connectionReset();
    const { outcome } = await confirmed()
      .deletes(error)
      .reads(...times(4, serverError()), last)
      .remove({ deletes: 1 });

    const heard = { deletion: 'unanswered', error };
    expect(outcome).toEqual({ kind: 'unknown', ...about, heard, error: last });
  });

  it('waits for a reading that works before it decides', async () => {
    const { outcome } = await confirmed()
      .deletes(connectionReset(), deleted)
      .reads(connectionReset(), serverError(), delegation())
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 2 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'deletedAtOnce' });
  });

  it('is sent twice at most', async () => {
    const error = timedOut();
    const { outcome } = await confirmed()
      .deletes(connectionReset(), error)
      .reads(delegation(), ...times(5, delegation()))
      .remove({ deletes: 2 });

    const heard = { deletion: 'unanswered', error };
    expect(outcome).toEqual({ kind: 'stillThere', ...about, heard, current: delegation() });
  });

  it('twice may take effect late', async () => {
    const { outcome } = await confirmed()
      .deletes(connectionReset(), timedOut())
      .reads(delegation(), delegation(), deleting(), assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 2 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'notFound' });
  });

  it('twice, and then nothing can be read, is what was last seen', async () => {
    const { outcome } = await confirmed()
      .deletes(connectionReset(), timedOut())
      .reads(delegation(), ...times(5, connectionReset()))
      .remove({ deletes: 2 });

    expect(outcome).toMatchObject({ kind: 'unknown', heard: { deletion: 'unanswered' } });
  });

  it('is sent again where no reading ever had a creation date', async () => {
    const { outcome } = await confirmed(undated())
      .deletes(connectionReset(), deleted)
      .reads(undated(), assignmentNotFound())
      .subscription(true)
      .remove({ of: undatedTarget, deletes: 2 });

    expect(outcome.kind).toBe('removed');
  });

  it.each([
    ['it has no creation date any more', undated()],
    ['it is an earlier one', delegation({ createdAt: earlier })],
  ])('is not sent again where it may be another delegation by now: %s', async (_, current) => {
    const { outcome } = await confirmed()
      .deletes(connectionReset())
      .reads(...times(5, current))
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'stillThere', heard: { deletion: 'unanswered' }, current });
  });

  it('and a 204 to the second do not say that somebody else was faster', async () => {
    const { outcome } = await confirmed()
      .deletes(connectionReset(), didNotExist)
      .reads(delegation(), assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 2 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'notFound', sightLost: false });
  });

  it('and an accepted second are followed to the lock-out', async () => {
    const { outcome } = await confirmed()
      .deletes(connectionReset(), accepted)
      .reads(delegation())
      .statuses(forbidden())
      .reads(forbidden())
      .subscription(false)
      .remove({ deletes: 2 });

    expect(outcome).toMatchObject({
      kind: 'acceptedAndNoLongerVisible',
      heard: { deletion: 'accepted', operationUrl },
    });
  });
});

describe('a refusal of the second DELETE', () => {
  it.each([
    ['403', forbidden()],
    ['the subscription is unknown', subscriptionNotFound()],
  ])('may be the lock-out of the first, which is unknown: %s', async (_, error) => {
    const { outcome } = await confirmed()
      .deletes(connectionReset(), error)
      .reads(delegation(), subscriptionNotFound())
      .subscription(false)
      .remove({ deletes: 2 });

    expect(outcome).toMatchObject({
      kind: 'unknown',
      heard: { deletion: 'refused', error, answerLost: true },
    });
  });

  it('404 with its subscription readable: the first may have done it, nobody says that somebody else did', async () => {
    const { outcome } = await confirmed()
      .deletes(connectionReset(), assignmentNotFound())
      .reads(delegation(), assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 2 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'notFound', sightLost: false });
  });

  it('while the first is being carried out does not end the following', async () => {
    const { outcome } = await confirmed()
      .deletes(connectionReset(), stepUpDeclined())
      .reads(delegation(), deleting(), assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 2 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'notFound' });
  });

  it('while it is still there is the last word', async () => {
    const error = scopeLocked();
    const { outcome } = await confirmed()
      .deletes(serverError(), error)
      .reads(delegation(), delegation())
      .remove({ deletes: 2 });

    const heard = { deletion: 'refused', error, answerLost: true };
    expect(outcome).toEqual({ kind: 'stillThere', ...about, heard, current: delegation() });
  });

  it('and a cancelled reading leave it to Azure, as the first may have been accepted', async () => {
    const { outcome } = await confirmed()
      .deletes(serverError(), forbidden())
      .reads(delegation(), cancelledMeanwhile(cancelled()))
      .remove({ deletes: 2 });

    expect(outcome).toMatchObject({ kind: 'stoppedWaiting', because: 'cancelled' });
  });
});

describe('cancelling after an answer was lost', () => {
  const error = connectionReset();
  const stopped = {
    kind: 'stoppedWaiting',
    ...about,
    because: 'cancelled',
    heard: { deletion: 'unanswered', error },
  };

  it('while it is read sends nothing again', async () => {
    const { outcome } = await confirmed()
      .deletes(error)
      .reads(cancelledMeanwhile(cancelled()))
      .remove({ deletes: 1 });

    expect(outcome).toEqual(stopped);
  });

  it('as the reading shows it still there sends nothing again', async () => {
    const { outcome } = await confirmed()
      .deletes(error)
      .reads(cancelledMeanwhile(delegation()))
      .remove({ deletes: 1 });

    expect(outcome).toEqual(stopped);
  });

  it('in the pause before it is read sends nothing again', async () => {
    const { outcome } = await confirmed().deletes(error).cancelInWait(1).remove({ deletes: 1 });

    expect(outcome).toEqual(stopped);
  });

  it('in the pause between two readings stops reading', async () => {
    const { outcome } = await confirmed()
      .deletes(error)
      .reads(serverError())
      .cancelInWait(2)
      .remove({ deletes: 1 });

    expect(outcome).toEqual(stopped);
  });
});
