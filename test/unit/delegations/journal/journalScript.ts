import { DiskJournal } from '../../../../src/delegations/journal/diskJournal.ts';
import { resolveUnfinished } from '../../../../src/delegations/journal/resolveUnfinished.ts';
import { thisProcess } from '../../../../src/delegations/journal/surroundings.ts';
import type { CheckPorts } from '../../../../src/delegations/removal/ports.ts';
import { assignmentNotFound } from '../removal/armErrors.ts';
import { accepted, anotherToRemember, finished, open } from './removals.ts';
import { watchedFileSystem } from './watchedFileSystem.ts';

/** What the process is told. */
export type Task =
  /** Record a removal from beginning to end, and ask before each call to the file system. */
  | { readonly do: 'record'; readonly folder: string }
  | { readonly do: 'goOn' }
  /** Open so many records, and live on. */
  | { readonly do: 'open'; readonly folder: string; readonly count: number }
  /** Find out how the interrupted removals ended: Azure finds none of the delegations. */
  | { readonly do: 'resolve'; readonly folder: string };

/** What the process tells. */
export type Report =
  | { readonly about: 'toCall'; readonly phase: Phase }
  | { readonly about: 'done' }
  | {
      readonly about: 'resolved';
      /** How the removals ended that were resolved, by the names of their records. */
      readonly proofs: Readonly<Record<string, string>>;
      readonly states: readonly string[];
      readonly unreadable: number;
    };

/** What a removal is recording. */
export type Phase = 'opening' | 'accepting' | 'finishing';

let goOn: () => void = () => undefined;

process.on('message', (task: Task) => void perform(task));

async function perform(task: Task): Promise<void> {
  switch (task.do) {
    case 'record':
      await record(task.folder);
      tell({ about: 'done' });
      return;
    case 'goOn':
      goOn();
      return;
    case 'open': {
      const journal = new DiskJournal(task.folder);
      await Promise.all(Array.from({ length: task.count }, () => open(journal, anotherToRemember())));
      tell({ about: 'done' });
      return;
    }
    case 'resolve':
      tell(await resolve(task.folder));
  }
}

async function record(folder: string): Promise<void> {
  let phase: Phase = 'opening';
  const fs = watchedFileSystem(async () => {
    const told = new Promise<void>((resolve) => (goOn = resolve));
    tell({ about: 'toCall', phase });
    await told;
  });
  const entry = await open(new DiskJournal(folder, { ...thisProcess(), fs }));
  phase = 'accepting';
  await entry.update(accepted);
  phase = 'finishing';
  await entry.update(finished);
}

async function resolve(folder: string): Promise<Report> {
  const journal = new DiskJournal(folder);
  const azure: CheckPorts['azure'] = {
    readAssignment: () => Promise.reject(assignmentNotFound()),
    subscriptionIsReadable: () => Promise.resolve(true),
    operationAt: (url) => ({ url, readStatus: () => Promise.resolve({ kind: 'succeeded' }) }),
  };
  const { resolved } = await resolveUnfinished(
    journal,
    () => Promise.resolve(azure),
    {
      clock: thisProcess().clock,
      pace: { pollIntervalMs: 0, followAtMostMs: 0 },
      onStep: () => undefined,
    },
    new AbortController().signal,
  );
  const { records, unreadable } = await journal.list();
  return {
    about: 'resolved',
    proofs: Object.fromEntries(
      resolved.map(({ name, outcome }) => [name, 'proof' in outcome ? outcome.proof : outcome.kind]),
    ),
    states: records.map(({ state }) => state),
    unreadable: unreadable.length,
  };
}

function tell(report: Report): void {
  process.send?.(report);
}
