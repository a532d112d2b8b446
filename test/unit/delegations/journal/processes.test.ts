import { describe, expect, it } from 'vitest';
import { newFolder } from './newFolder.ts';
import { JournalProcess } from './journalProcess.ts';
import type { Phase, Report } from './journalScript.ts';

type Resolved = Extract<Report, { readonly about: 'resolved' }>;

async function resolve(process: JournalProcess, folder: string): Promise<Resolved> {
  process.tell({ do: 'resolve', folder });
  const report = await process.hear();
  return report.about === 'resolved' ? report : expect.fail(report.about);
}

/**
 * Lets a process record a removal, and kills it before the call to the file system with this number.
 *
 * @returns what it was recording; nothing where it was done by then
 */
async function killBefore(call: number, folder: string): Promise<Phase | undefined> {
  const process = new JournalProcess();
  process.tell({ do: 'record', folder });
  for (let calls = 1; ; calls++) {
    const report = await process.hear();
    if (report.about !== 'toCall') return undefined;
    if (calls === call) {
      await process.kill();
      return report.phase;
    }
    process.tell({ do: 'goOn' });
  }
}

/** How a removal may be found to have ended that was killed in a phase; nothing where there is nothing to resolve. */
const mayBeFound: Readonly<Record<Phase, readonly (string | undefined)[]>> = {
  opening: [undefined, 'notFound'],
  accepting: ['notFound', 'operationSucceeded'],
  finishing: ['operationSucceeded', undefined],
};

describe('a process that is killed while it records a removal', () => {
  it(
    'leaves a journal that the next one reads, and resolves once, whenever it was killed',
    { timeout: 240_000 },
    async () => {
      const next = new JournalProcess();
      const phases: Phase[] = [];
      for (let call = 1; ; call++) {
        const folder = await newFolder();
        const phase = await killBefore(call, folder);
        if (phase === undefined) break;
        phases.push(phase);
        const { proofs, states, unreadable } = await resolve(next, folder);
        const found = Object.values(proofs);

        const moment = `killed before call ${call}, while ${phase}`;
        expect(found.length, moment).toBeLessThanOrEqual(1);
        expect(mayBeFound[phase], moment).toContain(found[0]);
        expect(states, moment).toEqual(phase === 'opening' ? found.map(() => 'finished') : ['finished']);
        expect(unreadable, moment).toBe(0);
        expect((await resolve(next, folder)).proofs, `${moment}, told of again`).toEqual({});
      }

      expect(new Set(phases)).toEqual(new Set<Phase>(['opening', 'accepting', 'finishing']));
    },
  );
});

describe('several processes with one journal', () => {
  it('leave those removals to each other that are alive, and resolve them when their process was killed', async () => {
    const folder = await newFolder();
    const [first, second] = [new JournalProcess(), new JournalProcess()];
    first.tell({ do: 'open', folder, count: 5 });
    await first.hear();
    expect(await resolve(second, folder)).toMatchObject({
      proofs: {},
      states: ['underWay', 'underWay', 'underWay', 'underWay', 'underWay'],
    });
    await first.kill();
    const { proofs, states } = await resolve(second, folder);

    expect(Object.keys(proofs)).toHaveLength(5);
    expect(new Set(states)).toEqual(new Set(['finished']));
  });

  it('that start at once resolve each removal once', async () => {
    const folder = await newFolder();
    const dead = new JournalProcess();
    const processes = [new JournalProcess(), new JournalProcess(), new JournalProcess()];
    dead.tell({ do: 'open', folder, count: 40 });
    await dead.hear();
    await dead.kill();
    // Each is up before any begins.
    const elsewhere = await newFolder();
    await Promise.all(processes.map((process) => resolve(process, elsewhere)));
    const reports = await Promise.all(processes.map((process) => resolve(process, folder)));

    const names = reports.flatMap(({ proofs }) => Object.keys(proofs));
    expect(names).toHaveLength(40);
    expect(new Set(names).size).toBe(40);
  });
});
