import { hostname } from 'node:os';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type {
  CheckPorts,
  OperationStatus,
  RemovalAzure,
  RemovalChange,
} from '../../../../src/delegations/removal/ports.ts';
import type { ArmError } from '../../../../src/arm/errors.ts';
import type { RegistrationAssignment } from '../../../../src/arm/managedservices/models.ts';
import type { DiskJournal } from '../../../../src/delegations/journal/diskJournal.ts';
import type { RecordedRemoval } from '../../../../src/delegations/journal/recordedRemoval.ts';
import type { JournalSurroundings, Owner } from '../../../../src/delegations/journal/surroundings.ts';
import { resolveUnfinished } from '../../../../src/delegations/journal/resolveUnfinished.ts';
import { assignmentNotFound, connectionReset, forbidden, stepUpDeclined } from '../removal/armErrors.ts';
import { delegation, target } from '../removal/delegation.ts';
import { succeeded } from '../removal/script.ts';
import { newFolder } from './newFolder.ts';
import {
  accepted,
  anotherToRemember,
  door,
  finished,
  journalOf,
  open,
  operationUrl,
  recordWhole,
} from './removals.ts';
import { fileError, watchedFileSystem } from './watchedFileSystem.ts';

const signal = new AbortController().signal;

/** What Azure answers to every reading. A DELETE fails the test. */
interface Answers {
  readonly read?: RegistrationAssignment | ArmError;
  readonly subscription?: boolean;
  readonly status?: OperationStatus | ArmError;
}

function azureWith({
  read,
  subscription = true,
  status,
}: Answers): RemovalAzure & { readonly asked: string[] } {
  const asked: string[] = [];
  const answer = <T>(call: string, value: T | ArmError | undefined): Promise<T> => {
    asked.push(call);
    if (value === undefined) throw new Error(`No answer to: ${call}`);
    return value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
  };
  return {
    asked,
    readAssignment: () => answer('read', read),
    subscriptionIsReadable: () => answer('subscription', subscription),
    operationAt: (url) => ({ url, readStatus: () => answer<OperationStatus>(`status of ${url}`, status) }),
    beginDelete: () => expect.fail('A DELETE was sent.'),
  };
}

/** No time passes, whatever is waited for. */
const ports: Omit<CheckPorts, 'azure'> = {
  clock: { now: () => 0, wait: () => Promise.resolve() },
  pace: { pollIntervalMs: 1, followAtMostMs: 0 },
  onStep: () => undefined,
};

const resolve = (journal: DiskJournal, answers: Answers) =>
  resolveUnfinished(journal, () => Promise.resolve(azureWith(answers)), ports, signal);

const interrupted: Owner = { id: 'interrupted', pid: 1, host: hostname() };

/** The journal of a process that lives, as all do but the one that was interrupted. */
function living(folder: string, surroundings: Partial<JournalSurroundings> = {}): DiskJournal {
  return journalOf(folder, { isRunning: (pid) => pid !== interrupted.pid, ...surroundings });
}

/** The journal of a later process, after a removal that was interrupted when it had come so far. */
async function after(...changes: readonly RemovalChange[]) {
  const folder = await newFolder();
  const entry = await open(journalOf(folder, { owner: interrupted }));
  for (const change of changes) await entry.update(change);
  return { folder, journal: living(folder) };
}

describe('an interrupted removal', () => {
  it('is found to have removed the delegation', async () => {
    const { journal } = await after();
    const { resolved, postponed } = await resolve(journal, { read: assignmentNotFound() });

    expect(postponed).toEqual([]);
    expect(resolved).toMatchObject([
      {
        removal: { door, target: target() },
        outcome: { kind: 'removed', proof: 'notFound', assignment: delegation() },
      },
    ]);
    expect((await journal.list()).records).toMatchObject([
      { state: 'finished', removal: { finished: { outcome: { kind: 'removed', proof: 'notFound' } } } },
    ]);
  });

  it('is found not to have removed it', async () => {
    const { journal } = await after();
    const { resolved } = await resolve(journal, { read: delegation() });

    expect(resolved).toMatchObject([{ outcome: { kind: 'stillThere', heard: { deletion: 'unanswered' } } }]);
  });

  it('that Azure had accepted is asked for by its operation', async () => {
    const { journal } = await after(accepted);
    const azure = azureWith({ status: succeeded, read: forbidden(), subscription: false });
    const { resolved } = await resolveUnfinished(journal, () => Promise.resolve(azure), ports, signal);

    expect(azure.asked[0]).toBe(`status of ${operationUrl}`);
    expect(resolved).toMatchObject([
      { outcome: { kind: 'removed', proof: 'operationSucceeded', sightLost: true } },
    ]);
  });

  it('that Azure had accepted, and that is out of sight, stays without proof', async () => {
    const { journal } = await after(accepted);
    const { resolved } = await resolve(journal, {
      status: forbidden(),
      read: forbidden(),
      subscription: false,
    });

    expect(resolved).toMatchObject([{ outcome: { kind: 'acceptedAndNoLongerVisible' } }]);
  });

  it('of which nothing was heard and nothing can be seen stays unknown', async () => {
    const { journal } = await after();
    const { resolved } = await resolve(journal, { read: forbidden(), subscription: false });

    expect(resolved).toMatchObject([{ outcome: { kind: 'unknown' } }]);
    expect((await journal.list()).records).toMatchObject([
      {
        removal: {
          finished: { outcome: { error: { code: 'AuthorizationFailed', requestId: 'request-403' } } },
        },
      },
    ]);
  });

  it('is told of once', async () => {
    const { folder, journal } = await after();
    await resolve(journal, { read: assignmentNotFound() });

    expect(await resolve(journal, {})).toEqual({ resolved: [], postponed: [] });
    expect(await resolve(living(folder), {})).toEqual({ resolved: [], postponed: [] });
  });

  it('is told of by one of two windows that start at once', async () => {
    const { folder } = await after();
    const windows = [living(folder), living(folder)];
    const resolutions = await Promise.all(
      windows.map((journal) => resolve(journal, { read: assignmentNotFound() })),
    );

    expect(resolutions.flatMap(({ resolved }) => resolved)).toHaveLength(1);
    expect(resolutions.flatMap(({ postponed }) => postponed)).toEqual([]);
  });

  it('is reached through its own door', async () => {
    const { journal } = await after();
    const doors: unknown[] = [];
    await resolveUnfinished(
      journal,
      (removal: RecordedRemoval) => {
        doors.push(removal.door);
        return Promise.resolve(azureWith({ read: delegation() }));
      },
      ports,
      signal,
    );

    expect(doors).toEqual([door]);
  });

  it('does not keep others from being resolved', async () => {
    const folder = await newFolder();
    for (let count = 0; count < 30; count++)
      await open(journalOf(folder, { owner: interrupted }), anotherToRemember());
    await recordWhole(journalOf(folder));
    let calls = 0;
    const { resolved, postponed } = await resolveUnfinished(
      living(folder),
      () =>
        ++calls === 7
          ? Promise.reject(new Error('The account has signed out.'))
          : Promise.resolve(azureWith({ read: delegation() })),
      ports,
      signal,
    );

    expect(resolved).toHaveLength(29);
    expect(postponed).toMatchObject([{ because: { error: { message: 'The account has signed out.' } } }]);
  });

  it('is not touched while it is alive in another window', async () => {
    const folder = await newFolder();
    const entry = await open(journalOf(folder));

    expect(await resolve(journalOf(folder), {})).toEqual({ resolved: [], postponed: [] });
    await entry.update(finished);
    expect(await resolve(journalOf(folder), {})).toEqual({ resolved: [], postponed: [] });
  });
});

describe('an interrupted removal whose end cannot be found out now', () => {
  it.each<[string, Answers]>([
    ['Azure cannot be reached', { read: connectionReset() }],
    ['nobody is signed in', { read: stepUpDeclined() }],
    ['Azure is still at work', { read: delegation({ provisioningState: 'Deleting' }) }],
  ])('waits for the next time: %s', async (_, answers) => {
    const { folder, journal } = await after();
    const { resolved, postponed } = await resolve(journal, answers);

    expect(resolved).toEqual([]);
    expect(postponed).toMatchObject([{ removal: { target: target() }, because: { outcome: {} } }]);
    expect((await journal.list()).records).toMatchObject([{ state: 'unfinished' }]);
    const nextTime = await resolve(living(folder), { read: assignmentNotFound() });
    expect(nextTime.resolved).toMatchObject([{ outcome: { kind: 'removed' } }]);
  });

  it('waits for the next time when the looking is stopped', async () => {
    const { journal } = await after();
    const azure = azureWith({ read: connectionReset() });
    const { resolved, postponed } = await resolveUnfinished(
      journal,
      () => Promise.resolve(azure),
      ports,
      AbortSignal.abort(),
    );

    expect(resolved).toEqual([]);
    expect(postponed).toMatchObject([{ because: { outcome: { kind: 'stoppedWaiting' } } }]);
    expect(await journal.unfinished()).toHaveLength(1);
  });

  it('is told of with the journal’s error where the outcome cannot be recorded', async () => {
    const { folder } = await after();
    const fs = watchedFileSystem((name) => {
      if (name === 'rename') throw fileError('ENOSPC');
    });
    const { resolved } = await resolve(living(folder, { fs }), { read: delegation() });

    expect(resolved).toMatchObject([
      { outcome: { kind: 'stillThere', journalError: { reason: 'noSpace' } } },
    ]);
    expect(await living(folder).unfinished()).toHaveLength(1);
  });

  it('is postponed where its record cannot be taken over', async () => {
    const { folder } = await after();
    const fs = watchedFileSystem((name) => {
      if (name === 'writeFile') throw fileError('EROFS');
    });
    const { postponed } = await resolve(living(folder, { fs }), {});

    expect(postponed).toMatchObject([{ because: { error: { reason: 'readOnly' } } }]);
  });
});

describe('resolving', () => {
  it('cannot delete: of Azure it is given what reads', () => {
    type Given = Awaited<ReturnType<Parameters<typeof resolveUnfinished>[1]>>;

    expectTypeOf<Given>().not.toHaveProperty('beginDelete');
    expectTypeOf<keyof Given>().toEqualTypeOf<'readAssignment' | 'operationAt' | 'subscriptionIsReadable'>();
  });

  it('rejects where the journal cannot be read', async () => {
    const { folder } = await after();
    const fs = watchedFileSystem((name) => {
      if (name === 'readdir') throw fileError('EACCES');
    });

    await expect(resolve(journalOf(folder, { fs }), {})).rejects.toMatchObject({ name: 'JournalError' });
  });
});
