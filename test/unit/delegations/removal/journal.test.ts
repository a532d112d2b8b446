import { describe, expect, it } from 'vitest';
import { assignmentNotFound, forbidden } from './armErrors.ts';
import { delegation, target } from './delegation.ts';
import {
  accepted,
  acceptedWithoutOperation,
  confirmed,
  deleted,
  operationUrl,
  running,
  script,
  succeeded,
} from './script.ts';

const diskFull = new Error('There is no space left on the disk.');

describe('the journal', () => {
  it('holds the target, the whole assignment and what was agreed to before the DELETE is sent', async () => {
    const { record, plan, calls } = await confirmed()
      .deletes(deleted)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(record).toEqual({ target: target(), assignment: delegation(), confirmed: plan });
    expect(calls).toEqual([
      'read',
      'confirm',
      'read',
      'record is on disk',
      'DELETE',
      'succeeded',
      'read',
      'subscription',
      'finished',
    ]);
  });

  it('knows the operation before it is followed, and the outcome in the end', async () => {
    const { outcome, changes, calls } = await confirmed()
      .deletes(accepted)
      .statuses(running, succeeded)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(calls.indexOf('accepted')).toBe(calls.indexOf('DELETE') + 1);
    expect(changes).toEqual([
      { kind: 'accepted', operationUrl },
      { kind: 'succeeded', proof: 'operationSucceeded' },
      { kind: 'finished', outcome },
    ]);
  });

  it('knows under which ids Azure can find the request', async () => {
    const requestIds = { requestId: 'request-1', correlationId: 'correlation-1' };
    const { outcome, changes } = await confirmed()
      .deletes({ kind: 'accepted', requestIds })
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(changes[0]).toMatchObject({ kind: 'accepted', requestIds });
    expect(outcome).toMatchObject({ kind: 'removed', requestIds });
  });

  it('knows of an acceptance without an operation', async () => {
    const { changes } = await confirmed()
      .deletes(acceptedWithoutOperation)
      .reads(assignmentNotFound())
      .subscription(true)
      .remove({ deletes: 1 });

    expect(changes[0]).toEqual({ kind: 'accepted', operationUrl: undefined });
  });

  it('that cannot be written keeps the DELETE from being sent', async () => {
    const { outcome } = await confirmed().journalCannotBeOpened(diskFull).remove({ deletes: 0 });

    expect(outcome).toEqual({
      kind: 'notRemoved',
      target: target(),
      because: 'journalFailed',
      error: diskFull,
    });
  });

  it('knows that Azure called it done before anything is read, and under which ids', async () => {
    const requestIds = { requestId: 'request-1', correlationId: 'correlation-1' };
    const { changes, calls } = await confirmed()
      .deletes({ kind: 'deleted', requestIds })
      .reads(forbidden())
      .subscription(false)
      .remove({ deletes: 1 });

    expect(changes[0]).toEqual({ kind: 'succeeded', proof: 'deletedAtOnce', requestIds });
    expect(calls.indexOf('succeeded')).toBe(calls.indexOf('DELETE') + 1);
  });

  it('keeps the user from being asked, and a DELETE from being sent, while another process is at it', async () => {
    const { outcome, calls } = await script().removedElsewhere('before').remove({ deletes: 0 });

    expect(outcome).toEqual({ kind: 'notRemoved', target: target(), because: 'runningElsewhere' });
    expect(calls).toEqual([]);
  });

  it('keeps a DELETE from being sent where another process began while the user was asked', async () => {
    const { outcome } = await confirmed().removedElsewhere('meanwhile').remove({ deletes: 0 });

    expect(outcome).toEqual({ kind: 'notRemoved', target: target(), because: 'runningElsewhere' });
  });

  it.each(['accepted', 'succeeded', 'finished'] as const)(
    'that cannot note "%s" hides no outcome, which carries the error',
    async (kind) => {
      const { outcome } = await confirmed()
        .journalCannotNote(kind, diskFull)
        .deletes(accepted)
        .statuses(succeeded)
        .reads(forbidden())
        .subscription(false)
        .remove({ deletes: 1 });

      expect(outcome).toEqual({
        kind: 'removed',
        target: target(),
        assignment: delegation(),
        proof: 'operationSucceeded',
        sightLost: true,
        journalError: diskFull,
      });
    },
  );
});
