import * as fs from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../../../src/delegations/journal/surroundings.ts';
import type { RemovalAzure } from '../../../../src/delegations/removal/ports.ts';
import type { RemovalOutcome } from '../../../../src/delegations/removal/outcome.ts';
import { removeDelegation } from '../../../../src/delegations/removal/removeDelegation.ts';
import { RemovalsInProgress } from '../../../../src/delegations/removal/removalsInProgress.ts';
import { assignmentNotFound, forbidden, operationFailed } from '../removal/armErrors.ts';
import { delegation, target } from '../removal/delegation.ts';
import { FakeClock } from './fakeClock.ts';
import { newFolder } from './newFolder.ts';
import {
  accepted,
  door,
  finished,
  journalOf,
  open,
  operationUrl,
  recordWhole,
  removed,
  requestIds,
  resourceManager,
  toRemember,
} from './removals.ts';

const modeOf = async (path: string): Promise<string> => ((await fs.stat(path)).mode & 0o777).toString(8);

describe('a record of a removal', () => {
  it('holds who removes what, through which tenant, and what was agreed to', async () => {
    const journal = journalOf(await newFolder());
    await open(journal);
    const { records } = await journal.list();

    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      state: 'underWay',
      removal: {
        format: 1,
        openedAt: '2026-03-01T08:00:00.000Z',
        door,
        resourceManager,
        owner: { pid: process.pid },
        target: target(),
        assignment: delegation(),
        confirmed: {
          permission: 'yes',
          losses: toRemember.confirmed.losses,
          customerTenantId: '01c0bcd5-4f47-4e4b-b492-418b7e2a8854',
          marketplacePlan: { name: 'gold' },
        },
      },
    });
    expect(records[0]?.removal).not.toHaveProperty('accepted');
    expect(records[0]?.removal).not.toHaveProperty('finished');
  });

  it('holds each thing that became known, with its time', async () => {
    const clock = new FakeClock();
    const journal = journalOf(await newFolder(), { clock });
    const entry = await open(journal);
    clock.advance(1_000);
    await entry.update(accepted);
    clock.advance(2_000);
    await entry.update(finished);
    const [record] = (await journal.list()).records;

    expect(record?.state).toBe('finished');
    expect(record?.removal).toMatchObject({
      openedAt: '2026-03-01T08:00:00.000Z',
      accepted: { at: '2026-03-01T08:00:01.000Z', operationUrl, requestIds },
      finished: { at: '2026-03-01T08:00:03.000Z' },
    });
    expect(record?.removal.finished?.outcome).toEqual({
      kind: 'removed',
      proof: 'operationSucceeded',
      sightLost: true,
      requestIds,
    });
  });

  it.each<[string, RemovalOutcome, object]>([
    [
      'Azure refused',
      {
        kind: 'stillThere',
        target: target(),
        assignment: delegation(),
        heard: { deletion: 'refused', error: forbidden(), answerLost: false },
        current: delegation(),
      },
      {
        kind: 'stillThere',
        heard: {
          deletion: 'refused',
          error: {
            reason: 'forbidden',
            message: 'The client does not have authorization.',
            status: 403,
            code: 'AuthorizationFailed',
            requestId: 'request-403',
          },
          answerLost: false,
        },
        current: delegation(),
      },
    ],
    [
      'the operation failed, and sight was lost',
      {
        kind: 'unknown',
        target: target(),
        assignment: delegation(),
        heard: { deletion: 'failed', error: operationFailed(), operationUrl },
        error: forbidden(),
        journalError: new Error('The disk was full.'),
      },
      {
        kind: 'unknown',
        heard: {
          deletion: 'failed',
          error: { reason: 'operationFailed', message: 'The deletion failed.', code: 'DeletionFailed' },
          operationUrl,
        },
        error: {
          reason: 'forbidden',
          message: 'The client does not have authorization.',
          status: 403,
          code: 'AuthorizationFailed',
          requestId: 'request-403',
        },
      },
    ],
    [
      'nothing was sent',
      { kind: 'notRemoved', target: target(), because: 'cancelled' },
      { kind: 'notRemoved', because: 'cancelled' },
    ],
  ])('holds the whole outcome as facts: %s', async (_, outcome, facts) => {
    const journal = journalOf(await newFolder());
    const entry = await open(journal);
    await entry.update({ kind: 'finished', outcome });
    const [record] = (await journal.list()).records;

    expect(record?.removal.finished?.outcome).toEqual(facts);
  });

  it('is one file when all is over, whose name tells nothing of Azure', async () => {
    const folder = await newFolder();
    await recordWhole(journalOf(folder));

    expect(await fs.readdir(folder)).toEqual([
      expect.stringMatching(/^20260301T080000000Z-[0-9a-f]{16}\.json$/),
    ]);
  });

  it('outlasts a loss of power from the moment that the removal goes on', async () => {
    const folder = await newFolder();
    const calls: string[] = [];
    const flushing: FileSystem = {
      ...fs,
      writeFile: async (file, text, options) => {
        await fs.writeFile(file, text, options);
        const flushed = typeof options === 'object' && options?.flush === true;
        calls.push(flushed ? 'written and flushed' : 'written');
      },
      rename: async (from, to) => {
        await fs.rename(from, to);
        calls.push('put in place');
      },
      open: async (path, flags) => {
        const handle = await fs.open(path, flags);
        const sync = async (): Promise<void> => {
          await handle.sync();
          calls.push(`flushed ${relative(folder, String(path))}`);
        };
        return { sync, close: () => handle.close() } as unknown as FileHandle;
      },
    };
    const entry = await open(journalOf(folder, { fs: flushing }));
    const theLease = 'written and flushed';
    const theRecord = ['written and flushed', 'put in place', 'flushed '];
    const theNewFolders = [`flushed ..`, `flushed ${join('..', '..')}`];
    expect(calls.splice(0)).toEqual([...theNewFolders, theLease, ...theRecord]);

    await entry.update(accepted);
    expect(calls.splice(0)).toEqual(theRecord);
    await entry.update(finished);
    expect(calls).toEqual(theRecord);
  });

  it('is private to the user, and so is its folder', async () => {
    const folder = await newFolder();
    await fs.mkdir(folder, { recursive: true });
    await fs.chmod(folder, 0o755);
    const entry = await open(journalOf(folder));

    const files = await fs.readdir(folder);
    expect(files).toHaveLength(2);
    expect(await modeOf(folder)).toBe('700');
    for (const file of files) expect(await modeOf(join(folder, file))).toBe('600');

    await entry.update(accepted);
    for (const file of await fs.readdir(folder)) expect(await modeOf(join(folder, file))).toBe('600');
  });

  it('makes the folders private that it has to make', async () => {
    const folder = await newFolder();
    await open(journalOf(folder));

    expect(await modeOf(folder)).toBe('700');
    expect(await modeOf(join(folder, '..'))).toBe('700');
  });

  it('holds both of two things that become known at once, written one after the other', async () => {
    let writing = 0;
    let mostAtOnce = 0;
    const oneByOne: FileSystem = {
      ...fs,
      writeFile: async (...args) => {
        mostAtOnce = Math.max(mostAtOnce, ++writing);
        await fs.writeFile(...args);
        writing--;
      },
    };
    const journal = journalOf(await newFolder(), { fs: oneByOne });
    const entry = await open(journal);
    await Promise.all([entry.update(accepted), entry.update(finished)]);
    const [record] = (await journal.list()).records;

    expect(record?.removal).toMatchObject({
      accepted: { operationUrl },
      finished: { outcome: { kind: 'removed' } },
    });
    expect(mostAtOnce).toBe(1);
  });

  it('holds whatever strangers call themselves', async () => {
    const journal = journalOf(await newFolder());
    const hostile = '\u0000\ud800"\\\u2028../../<script>';
    const assignment = { ...delegation(), systemData: { createdBy: hostile } };
    await journal
      .through({ ...door, accountLabel: hostile }, resourceManager)
      .open({ ...toRemember, assignment });
    const [record] = (await journal.list()).records;

    expect(record?.removal.assignment).toEqual(assignment);
    expect(record?.removal.door.accountLabel).toBe(hostile);
  });
});

describe('a removal with a journal on disk', () => {
  it('sends its DELETE when the record is there, and finishes it', async () => {
    const folder = await newFolder();
    const journal = journalOf(folder);
    const seenByDelete: string[] = [];
    const readings = [delegation(), delegation()];
    const azure: RemovalAzure = {
      readAssignment: () => {
        const reading = readings.shift();
        return reading ? Promise.resolve(reading) : Promise.reject(assignmentNotFound());
      },
      subscriptionIsReadable: () => Promise.resolve(true),
      beginDelete: async () => {
        const [record] = (await fs.readdir(folder)).filter((file) => file.endsWith('.json'));
        seenByDelete.push(await fs.readFile(join(folder, String(record)), 'utf8'));
        return { kind: 'deleted', requestIds };
      },
      operationAt: () => {
        throw new Error('There is no operation.');
      },
    };
    const outcome = await removeDelegation(
      target(),
      {
        azure,
        journal: journal.through(door, resourceManager),
        clock: new FakeClock(),
        pace: { pollIntervalMs: 1, followAtMostMs: 1 },
        inProgress: new RemovalsInProgress(),
        permission: () => Promise.resolve('perhaps'),
        confirm: () => Promise.resolve(true),
        onStep: () => undefined,
      },
      new AbortController().signal,
    );

    expect(outcome).toMatchObject({ kind: removed.kind, proof: 'deletedAtOnce' });
    expect(seenByDelete).toHaveLength(1);
    expect(JSON.parse(String(seenByDelete[0]))).toMatchObject({
      target: target(),
      assignment: delegation(),
      confirmed: { permission: 'perhaps' },
    });
    const [record] = (await journal.list()).records;
    expect(record?.removal.finished?.outcome).toEqual({
      kind: 'removed',
      proof: 'deletedAtOnce',
      sightLost: false,
      requestIds,
    });
  });
});
