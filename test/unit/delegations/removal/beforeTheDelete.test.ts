import { describe, expect, it } from 'vitest';
import { ArmError } from '../../../../src/arm/errors.ts';
import {
  assignmentNotFound,
  cancelled,
  connectionReset,
  forbidden,
  malformed,
  serverError,
  strangersToken,
  subscriptionNotFound,
} from './armErrors.ts';
import { delegation, earlier, later, successor, target, undated, undatedTarget } from './delegation.ts';
import { cancelledMeanwhile, confirmed, deleted, script } from './script.ts';

describe('the first reading', () => {
  it.each([
    ['forbidden', forbidden(), true],
    ['forbidden, and the subscription cannot be seen either', forbidden(), false],
    ['the subscription is unknown', subscriptionNotFound(), false],
    ['the token is a stranger’s', strangersToken(), false],
    ['the subscription is unknown, and listed nevertheless', subscriptionNotFound(), true],
    ['not found, and the subscription cannot be seen either', assignmentNotFound(), false],
    ['not found, and nothing can be said of the subscription', assignmentNotFound(), connectionReset()],
  ])('that fails sends nothing and tells its code: %s', async (_, error, subscription) => {
    const { outcome } = await script().reads(error).subscription(subscription).remove({ deletes: 0 });

    expect(outcome).toEqual({ kind: 'notRemoved', target: target(), because: 'unreadable', error });
  });

  it.each([
    ['offline', connectionReset()],
    ['the server is broken', serverError()],
    ['the answer cannot be read', malformed()],
    ['a 404 without a code, as a proxy sends it', new ArmError('', { reason: 'notFound', status: 404 })],
    ['a 403 without a code', new ArmError('', { reason: 'forbidden', status: 403 })],
    [
      'a 404 of a cloud without Azure Lighthouse',
      new ArmError('', { reason: 'notFound', status: 404, code: 'InvalidResourceType' }),
    ],
  ])('that fails asks no further: %s', async (_, error) => {
    const { outcome } = await script().reads(error).remove({ deletes: 0 });

    expect(outcome).toEqual({ kind: 'notRemoved', target: target(), because: 'unreadable', error });
  });

  it('finds it gone already only by a 404 while its subscription can be read', async () => {
    const { outcome } = await script().reads(assignmentNotFound()).subscription(true).remove({ deletes: 0 });

    expect(outcome).toEqual({ kind: 'alreadyGone', target: target() });
  });

  it('finds a later delegation with the same id, which is another one', async () => {
    const { outcome } = await script().reads(successor()).remove({ deletes: 0 });

    expect(outcome).toEqual({ kind: 'replaced', target: target(), successor: successor() });
  });

  it('finds an earlier delegation with the same id, which is another one too', async () => {
    const found = delegation({ createdAt: earlier });
    const { outcome } = await script().reads(found).remove({ deletes: 0 });

    expect(outcome).toEqual({ kind: 'replaced', target: target(), successor: found });
  });

  it.each([
    ['the row had no creation date', undatedTarget, delegation()],
    ['the answer has no creation date', target(), undated()],
    ['neither has a creation date', undatedTarget, undated()],
  ])('takes the same id for the same delegation where dates cannot tell: %s', async (_, of, found) => {
    const { outcome } = await confirmed(found)
      .deletes(deleted)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ of, deletes: 1 });

    expect(outcome.kind).toBe('removed');
  });
});

describe('the question', () => {
  const definition = delegation().properties?.registrationDefinition;

  it('tells what was just read, who loses what, and what the permissions say', async () => {
    const { plan, calls, steps } = await script()
      .reads(delegation())
      .permission('perhaps')
      .confirmation(false)
      .remove({ deletes: 0 });

    expect(plan).toEqual({
      target: target(),
      assignment: delegation(),
      definition,
      losses: [
        { kind: 'permanent', authorization: definition?.properties?.authorizations?.[0] },
        { kind: 'eligible', authorization: definition?.properties?.eligibleAuthorizations?.[0] },
      ],
      customerTenantId: '01c0bcd5-4f47-4e4b-b492-418b7e2a8854',
      marketplacePlan: { name: 'gold', publisher: 'contoso', product: 'support', version: '1.0.0' },
      permission: 'perhaps',
    });
    expect(calls).toEqual(['read', 'confirm']);
    expect(steps).toEqual(['reading', 'checkingPermission', 'confirming']);
  });

  it('does not say that nobody loses access where Azure did not tell the definition', async () => {
    const { plan } = await script()
      .reads(delegation({ withoutDefinition: true }))
      .confirmation(false)
      .remove({ deletes: 0 });

    expect(plan).toMatchObject({ definition: undefined, losses: undefined });
  });

  it('is asked although the permissions cannot be read', async () => {
    const { plan } = await script()
      .reads(delegation())
      .permission(serverError())
      .confirmation(false)
      .remove({ deletes: 0 });

    expect(plan?.permission).toBe('unknown');
  });

  it('is asked although the permissions say no, since the user may want to try', async () => {
    const { plan, outcome } = await confirmed()
      .permission('no')
      .deletes(forbidden())
      .reads(delegation())
      .remove({ deletes: 1 });

    expect(plan?.permission).toBe('no');
    expect(outcome.kind).toBe('stillThere');
  });

  it('sends nothing when it is declined', async () => {
    const { outcome, record } = await script().reads(delegation()).confirmation(false).remove({ deletes: 0 });

    expect(outcome).toEqual({ kind: 'notRemoved', target: target(), because: 'declined' });
    expect(record).toBeUndefined();
  });
});

describe('the second reading, as the question may have been open for hours', () => {
  it('finds it gone: somebody else was faster, and what it was is still known', async () => {
    const { outcome } = await script()
      .reads(delegation(), assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 0 });

    expect(outcome).toEqual({ kind: 'alreadyGone', target: target(), assignment: delegation() });
  });

  it('finds that the customer removed it and onboarded again', async () => {
    const { outcome } = await script().reads(delegation(), successor()).remove({ deletes: 0 });

    expect(outcome).toEqual({ kind: 'replaced', target: target(), successor: successor() });
  });

  it('compares with what was confirmed where the row had no creation date', async () => {
    const { outcome } = await script()
      .reads(delegation(), delegation({ createdAt: later }))
      .remove({ of: undatedTarget, deletes: 0 });

    expect(outcome.kind).toBe('replaced');
  });

  it('compares with the row where the first reading had no creation date', async () => {
    const { outcome } = await script().reads(undated(), successor()).remove({ deletes: 0 });

    expect(outcome.kind).toBe('replaced');
  });

  it('fails: nothing is sent', async () => {
    const error = connectionReset();
    const { outcome } = await script().reads(delegation(), error).remove({ deletes: 0 });

    expect(outcome).toEqual({ kind: 'notRemoved', target: target(), because: 'unreadable', error });
  });

  it.each([
    ['gives access to somebody else too', delegation({ andTo: 'd0d0d0d0-0000-4000-8000-00000000d0d0' })],
    ['has another definition', delegation({ definitionName: 'd1d1d1d1-0000-4000-8000-00000000d1d1' })],
    ['is not told any more', delegation({ withoutDefinition: true })],
  ])('finds that what is granted is another thing: what it is now is asked about, %s', async (_, changed) => {
    const { plans, record, calls } = await script()
      .reads(delegation(), changed, changed)
      .deletes(deleted)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(calls.slice(0, 5)).toEqual(['read', 'confirm', 'read', 'confirm', 'read']);
    expect(plans.map(({ plan }) => plan.assignment)).toEqual([delegation(), changed]);
    expect(plans.map(({ agreed }) => agreed)).toEqual([undefined, plans[0]?.plan]);
    expect(record).toMatchObject({ assignment: changed, confirmed: plans[1]?.plan });
  });

  it('finds it changed each time that the question is answered: nothing is sent until it stays', async () => {
    const [one, two] = [delegation({ andTo: 'one' }), delegation({ andTo: 'two' })];
    const { plans } = await script()
      .reads(delegation(), one, two, two)
      .deletes(deleted)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(plans.map(({ agreed }) => agreed?.assignment)).toEqual([undefined, delegation(), one]);
  });

  it('finds it changed, and the user does not want that: nothing is sent', async () => {
    const { outcome, record } = await script()
      .reads(delegation(), delegation({ andTo: 'somebody' }))
      .confirmations(true, false)
      .remove({ deletes: 0 });

    expect(outcome).toEqual({ kind: 'notRemoved', target: target(), because: 'declined' });
    expect(record).toBeUndefined();
  });

  it('finds the same, only written in another way', async () => {
    const { plans } = await script()
      .reads(delegation(), delegation({ upperCase: true }))
      .deletes(deleted)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(plans).toHaveLength(1);
  });
});

describe('cancelling before the DELETE is sent', () => {
  const notRemoved = { kind: 'notRemoved', target: target(), because: 'cancelled' };

  it('while it is read', async () => {
    const { outcome } = await script().reads(cancelledMeanwhile(cancelled())).remove({ deletes: 0 });

    expect(outcome).toEqual(notRemoved);
  });

  it('while the answer to the reading is on its way', async () => {
    const { outcome, calls } = await script().reads(cancelledMeanwhile(delegation())).remove({ deletes: 0 });

    expect(outcome).toEqual(notRemoved);
    expect(calls).not.toContain('confirm');
  });

  it('while permissions are read', async () => {
    const { outcome, calls } = await script()
      .reads(delegation())
      .permission(cancelledMeanwhile(cancelled()))
      .remove({ deletes: 0 });

    expect(outcome).toEqual(notRemoved);
    expect(calls).not.toContain('confirm');
  });

  it('in the same moment as the confirmation', async () => {
    const { outcome } = await script()
      .reads(delegation())
      .confirmation(cancelledMeanwhile(true))
      .remove({ deletes: 0 });

    expect(outcome).toEqual(notRemoved);
  });

  it('while it is read again', async () => {
    const { outcome } = await script()
      .reads(delegation(), cancelledMeanwhile(cancelled()))
      .remove({ deletes: 0 });

    expect(outcome).toEqual(notRemoved);
  });

  it('while the record is written, which then says so', async () => {
    const { outcome, changes } = await confirmed().cancelWhileRecording().remove({ deletes: 0 });

    expect(outcome).toEqual(notRemoved);
    expect(changes).toEqual([{ kind: 'finished', outcome }]);
  });
});
