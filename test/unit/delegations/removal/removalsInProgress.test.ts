import { describe, expect, it } from 'vitest';
import { RemovalsInProgress } from '../../../../src/delegations/removal/removalsInProgress.ts';
import { connectionReset } from './armErrors.ts';
import { target } from './delegation.ts';
import { script } from './script.ts';

describe('a second removal of the same delegation', () => {
  it('is refused while one runs, and nothing is asked for it', async () => {
    const inProgress = new RemovalsInProgress();
    inProgress.begin(target().id);
    const { outcome, calls } = await script().remove({ deletes: 0, inProgress });

    expect(outcome).toEqual({ kind: 'notRemoved', target: target(), because: 'alreadyRunning' });
    expect(calls).toEqual([]);
  });

  it('is refused in any letter case, as two doors may write the id differently', () => {
    const inProgress = new RemovalsInProgress();
    inProgress.begin(target().id.toUpperCase());

    expect(inProgress.begin(target().id.toLowerCase())).toBeUndefined();
  });

  it('is possible when the first has ended', async () => {
    const inProgress = new RemovalsInProgress();
    const first = await script().reads(connectionReset()).remove({ deletes: 0, inProgress });
    const second = await script().reads(connectionReset()).remove({ deletes: 0, inProgress });

    expect(first.outcome).toEqual(second.outcome);
    expect(second.outcome).toMatchObject({ because: 'unreadable' });
  });

  it('is possible when the first was ended by a mistake of the question', async () => {
    const inProgress = new RemovalsInProgress();
    const mistake = script()
      .reads({ id: target().id })
      .confirmation(() => {
        throw new TypeError('a mistake');
      })
      .remove({ deletes: 0, inProgress });

    await expect(mistake).rejects.toThrow('a mistake');
    expect(inProgress.has(target().id)).toBe(false);
  });

  it('of another delegation is not in the way', () => {
    const inProgress = new RemovalsInProgress();
    inProgress.begin(target().id);

    expect(inProgress.begin(`${target().id}1`)).toBeDefined();
  });
});
