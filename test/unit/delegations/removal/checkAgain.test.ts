import { describe, expect, it } from 'vitest';
import type { Heard } from '../../../../src/delegations/removal/outcome.ts';
import {
  assignmentNotFound,
  cancelled,
  connectionReset,
  forbidden,
  operationFailed,
  serverError,
  subscriptionNotFound,
} from './armErrors.ts';
import { delegation, deleting, successor, target, undated, undatedTarget } from './delegation.ts';
import { cancelledMeanwhile, confirmed, operationUrl, running, script, succeeded, times } from './script.ts';

const about = { target: target(), assignment: delegation() };
const accepted: Heard = { deletion: 'accepted', operationUrl };
const unanswered: Heard = { deletion: 'unanswered' };

describe('checking an open removal again', () => {
  it('takes an unknown outcome as it is', async () => {
    const { outcome: first } = await confirmed()
      .deletes(connectionReset())
      .reads(...times(5, connectionReset()))
      .remove({ deletes: 1 });
    if (first.kind !== 'unknown') expect.fail(first.kind);

    const { outcome, steps } = await script()
      .reads(assignmentNotFound())
      .subscription(true)
      .checkAgain(first);

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'notFound', sightLost: false });
    expect(steps).toEqual(['verifying']);
  });

  it('asks the operation first, whose success is proof even where sight is lost', async () => {
    const { outcome } = await script()
      .statuses(succeeded)
      .reads(forbidden())
      .subscription(false)
      .checkAgain({ ...about, heard: accepted });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'operationSucceeded', sightLost: true });
  });

  it('does not believe the success of an operation while the delegation stays readable', async () => {
    const { outcome } = await script()
      .statuses(succeeded)
      .reads(...times(5, delegation()))
      .checkAgain({ ...about, heard: accepted });

    expect(outcome).toMatchObject({ kind: 'stillThere', heard: { deletion: 'succeeded' } });
  });

  it('takes a success that was noted before anything was read as proof, even where sight is lost', async () => {
    const { outcome } = await script()
      .reads(forbidden())
      .subscription(false)
      .checkAgain({
        ...about,
        heard: { deletion: 'succeeded', proof: 'operationSucceeded', operationUrl },
        unverified: true,
      });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'operationSucceeded', sightLost: true });
  });

  it('does not believe a success that was noted while the delegation stays readable', async () => {
    const { outcome } = await script()
      .reads(...times(5, delegation()))
      .checkAgain({ ...about, heard: { deletion: 'succeeded', proof: 'deletedAtOnce' }, unverified: true });

    expect(outcome).toMatchObject({ kind: 'stillThere', heard: { deletion: 'succeeded' } });
  });

  it('tells why the operation failed', async () => {
    const error = operationFailed();
    const { outcome } = await script()
      .statuses({ kind: 'failed', error })
      .reads(delegation())
      .checkAgain({ ...about, heard: accepted });

    expect(outcome).toMatchObject({ kind: 'stillThere', heard: { deletion: 'failed', error } });
  });

  it('follows an operation that still runs', async () => {
    const { outcome, steps } = await script()
      .statuses(running, running, succeeded)
      .reads(assignmentNotFound())
      .subscription(true)
      .checkAgain({ ...about, heard: accepted });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'operationSucceeded' });
    expect(steps).toEqual(['verifying', 'following', 'verifying']);
  });

  it('reads the assignment where the operation cannot be read', async () => {
    const { outcome } = await script()
      .statuses(serverError())
      .reads(delegation())
      .checkAgain({ ...about, heard: accepted });

    expect(outcome).toEqual({ kind: 'stillThere', ...about, heard: accepted, current: delegation() });
  });

  it('keeps "accepted, and no longer visible" while nothing new is known', async () => {
    const error = subscriptionNotFound();
    const { outcome } = await script()
      .statuses(forbidden())
      .reads(error)
      .subscription(false)
      .checkAgain({ ...about, heard: accepted });

    expect(outcome).toEqual({ kind: 'acceptedAndNoLongerVisible', ...about, heard: accepted, error });
  });

  it('follows by reading what is being deleted', async () => {
    const { outcome } = await script()
      .reads(deleting(), deleting(), assignmentNotFound())
      .subscription(true)
      .checkAgain({ ...about, heard: unanswered });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'notFound' });
  });

  it('finds the delegation still there, and sends nothing', async () => {
    const { outcome } = await script()
      .reads(delegation())
      .checkAgain({ ...about, heard: unanswered });

    expect(outcome).toEqual({ kind: 'stillThere', ...about, heard: unanswered, current: delegation() });
  });

  it('finds a later delegation: the one that was meant is gone', async () => {
    const { outcome } = await script()
      .reads(successor())
      .checkAgain({ ...about, heard: unanswered });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'successor', successor: successor() });
  });

  it('takes the same id for the same delegation where no date was known', async () => {
    const { outcome } = await script()
      .reads(delegation())
      .checkAgain({ target: undatedTarget, assignment: undated(), heard: unanswered });

    expect(outcome.kind).toBe('stillThere');
  });

  it('compares with the row where the answer before the DELETE had no date', async () => {
    const { outcome } = await script()
      .reads(successor())
      .checkAgain({ target: target(), assignment: undated(), heard: unanswered });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'successor' });
  });

  it('stays unknown where sight is lost and no acceptance was heard', async () => {
    const { outcome } = await script()
      .reads(forbidden())
      .subscription(false)
      .checkAgain({ ...about, heard: unanswered });

    expect(outcome).toMatchObject({ kind: 'unknown', heard: unanswered });
  });

  it('stays unknown where nothing can be read', async () => {
    const { outcome } = await script()
      .reads(...times(5, connectionReset()))
      .checkAgain({ ...about, heard: unanswered });

    expect(outcome).toMatchObject({ kind: 'unknown', heard: unanswered });
  });

  it('takes no success for proof that a later reading has refuted', async () => {
    const heard: Heard = { deletion: 'succeeded', proof: 'operationSucceeded', operationUrl };
    const { outcome } = await script()
      .reads(forbidden())
      .subscription(false)
      .checkAgain({ ...about, heard });

    expect(outcome).toMatchObject({ kind: 'acceptedAndNoLongerVisible', heard: accepted });
  });

  it('stops following what is being deleted when asked to', async () => {
    const { outcome } = await script()
      .reads(cancelledMeanwhile(deleting()))
      .checkAgain({ ...about, heard: unanswered });

    expect(outcome).toMatchObject({ kind: 'stoppedWaiting', because: 'cancelled' });
  });

  it.each([
    ['accepted', accepted],
    ['unanswered', unanswered],
  ])('stops when asked to, and is still open: %s', async (_, heard) => {
    const on = script().reads(cancelledMeanwhile(cancelled()));
    if (heard === accepted) on.statuses(serverError());
    const { outcome } = await on.checkAgain({ ...about, heard });

    expect(outcome).toEqual({ kind: 'stoppedWaiting', ...about, because: 'cancelled', heard });
  });
});
