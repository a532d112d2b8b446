import { describe, expect, it } from 'vitest';
import { ArmError } from '../../../../src/arm/errors.ts';
import {
  assignmentNotFound,
  cancelled,
  connectionReset,
  forbidden,
  scopeLocked,
  stepUpDeclined,
  subscriptionNotFound,
} from './armErrors.ts';
import { delegation, deleting, successor, target } from './delegation.ts';
import { cancelledMeanwhile, confirmed, times } from './script.ts';

const about = { target: target(), assignment: delegation() };

const refusals: readonly (readonly [string, ArmError])[] = [
  ['the delete role is missing', forbidden()],
  ['a lock', scopeLocked()],
  [
    'a disabled subscription',
    new ArmError('', { reason: 'conflict', status: 409, code: 'ReadOnlyDisabledSubscription' }),
  ],
  ['a policy', new ArmError('', { reason: 'forbidden', status: 403, code: 'RequestDisallowedByPolicy' })],
  ['the step-up was declined', stepUpDeclined()],
  ['the token was refused', new ArmError('', { reason: 'unauthorized', status: 401 })],
  ['a request that is wrong', new ArmError('', { reason: 'rejected', status: 400, code: 'BadRequest' })],
  ['throttled after all retries', new ArmError('', { reason: 'throttled', status: 429 })],
  ['the subscription is unknown', subscriptionNotFound()],
  ['not found', assignmentNotFound()],
];

describe('a clear refusal of the DELETE', () => {
  it.each(refusals)('is not sent again, and the delegation is still there: %s', async (_, error) => {
    const { outcome, changes } = await confirmed().deletes(error).reads(delegation()).remove({ deletes: 1 });

    const heard = { deletion: 'refused', error, answerLost: false };
    expect(outcome).toEqual({ kind: 'stillThere', ...about, heard, current: delegation() });
    expect(changes).toEqual([{ kind: 'finished', outcome }]);
  });

  it.each(refusals)('is no success because sight was lost: %s', async (_, error) => {
    const seen = subscriptionNotFound();
    const { outcome } = await confirmed()
      .deletes(error)
      .reads(seen)
      .subscription(false)
      .remove({ deletes: 1 });

    const heard = { deletion: 'refused', error, answerLost: false };
    expect(outcome).toEqual({ kind: 'unknown', ...about, heard, error: seen });
  });

  it.each(refusals)('is told where nothing can be read afterwards: %s', async (_, error) => {
    const { outcome } = await confirmed()
      .deletes(error)
      .reads(...times(5, connectionReset()))
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'unknown', heard: { deletion: 'refused', error } });
  });

  it('404, and a readable 404 afterwards: somebody else was faster', async () => {
    const { outcome } = await confirmed()
      .deletes(assignmentNotFound())
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'didNotExist', sightLost: false });
  });

  it('403, and a readable 404 afterwards: it is gone, and who removed it is not known', async () => {
    const { outcome } = await confirmed()
      .deletes(forbidden())
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toEqual({ kind: 'removed', ...about, proof: 'notFound', sightLost: false });
  });

  it('404 because somebody removed it and onboarded again touches nothing', async () => {
    const { outcome } = await confirmed()
      .deletes(assignmentNotFound())
      .reads(successor())
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'successor', successor: successor() });
  });

  it('while somebody else deletes it is followed by reading', async () => {
    const { outcome } = await confirmed()
      .deletes(stepUpDeclined())
      .reads(deleting(), assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'removed', proof: 'notFound' });
  });

  it('keeps its error when the reading after it is cancelled', async () => {
    const error = forbidden();
    const { outcome } = await confirmed()
      .deletes(error)
      .reads(cancelledMeanwhile(cancelled()))
      .remove({ deletes: 1 });

    expect(outcome).toMatchObject({ kind: 'unknown', heard: { deletion: 'refused', error } });
  });
});
