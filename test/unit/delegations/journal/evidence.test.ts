import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../../src/delegations/journal/evidence.ts';
import type { RecordedRemoval } from '../../../../src/delegations/journal/recordedRemoval.ts';
import type { RemovalChange } from '../../../../src/delegations/removal/ports.ts';
import { forbidden } from '../removal/armErrors.ts';
import { delegation, later, successor, target } from '../removal/delegation.ts';
import { FakeClock } from './fakeClock.ts';
import { newFolder } from './newFolder.ts';
import {
  accepted,
  door,
  finished,
  journalOf,
  open,
  operationUrl,
  requestIds,
  resourceManager,
} from './removals.ts';

/** A removal as it is read back, one second after the other. */
async function recorded(...changes: readonly RemovalChange[]): Promise<RecordedRemoval> {
  const clock = new FakeClock();
  const journal = journalOf(await newFolder(), { clock });
  const entry = await open(journal);
  for (const change of changes) {
    clock.advance(1_000);
    await entry.update(change);
  }
  const [record] = (await journal.list()).records;
  return record?.removal ?? expect.fail('There is no record.');
}

describe('the evidence of a removal', () => {
  it('tells who, when, what, what was before and after, and under which ids Azure knows it', async () => {
    expect(evidenceOf(await recorded(accepted, finished))).toEqual({
      who: { ...door, resourceManager },
      when: {
        opened: '2026-03-01T08:00:00.000Z',
        accepted: '2026-03-01T08:00:01.000Z',
        finished: '2026-03-01T08:00:02.000Z',
      },
      what: target(),
      confirmed: expect.objectContaining({ permission: 'yes' }) as unknown,
      before: delegation(),
      after: { kind: 'removed', proof: 'operationSucceeded', sightLost: true, requestIds },
      azure: { operation: 'https://management.azure.com/operationStatuses/1', requests: [requestIds] },
    });
  });

  it('tells no end where none is known', async () => {
    const evidence = evidenceOf(await recorded());

    expect(evidence).not.toHaveProperty('after');
    expect(evidence.when).toEqual({ opened: '2026-03-01T08:00:00.000Z' });
    expect(evidence.azure).toEqual({ requests: [] });
  });

  it('tells the request ids of errors, each once', async () => {
    const error = forbidden();
    const evidence = evidenceOf(
      await recorded(accepted, {
        kind: 'finished',
        outcome: {
          kind: 'unknown',
          target: target(),
          assignment: delegation(),
          heard: { deletion: 'accepted', operationUrl, error },
          error,
        },
      }),
    );

    expect(evidence.azure.requests).toEqual([requestIds, { requestId: 'request-403' }]);
    expect(evidence.after).toMatchObject({ kind: 'unknown', error: { code: 'AuthorizationFailed' } });
  });

  it('keeps what may be a signature to itself', async () => {
    const heard = { deletion: 'succeeded', proof: 'operationSucceeded', operationUrl } as const;
    const outcome = { target: target(), assignment: delegation(), heard } as const;
    const evidence = evidenceOf(
      await recorded(accepted, {
        kind: 'finished',
        outcome: { ...outcome, kind: 'stillThere', current: delegation() },
      }),
    );

    expect(JSON.stringify(evidence)).not.toContain('signature');
    expect(evidence.azure.operation).toBe('https://management.azure.com/operationStatuses/1');
  });

  it('survives an address that is none', async () => {
    const evidence = evidenceOf(await recorded({ kind: 'accepted', operationUrl: 'nowhere' }));

    expect(evidence.azure).toEqual({ requests: [] });
  });

  it('tells nothing of the computer', async () => {
    const removal = await recorded();

    expect(JSON.stringify(evidenceOf(removal))).not.toContain(removal.owner.id);
    expect(JSON.stringify(evidenceOf(removal))).not.toContain(`"${removal.owner.host}"`);
  });

  it('is the same text for the same removal, in whatever order Azure wrote it', async () => {
    const removal = await recorded(accepted, {
      kind: 'finished',
      outcome: {
        kind: 'removed',
        target: target(),
        assignment: delegation(),
        proof: 'successor',
        sightLost: false,
        successor: successor(),
      },
    });
    const turned = reversed(removal) as RecordedRemoval;

    expect(Object.keys(turned)).not.toEqual(Object.keys(removal));
    expect(JSON.stringify(evidenceOf(turned))).toBe(JSON.stringify(evidenceOf(removal)));
    expect(Object.keys(evidenceOf(turned))).toEqual([
      'who',
      'when',
      'what',
      'confirmed',
      'before',
      'after',
      'azure',
    ]);
    expect(evidenceOf(turned).after).toMatchObject({ successor: { systemData: { createdAt: later } } });
  });
});

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
