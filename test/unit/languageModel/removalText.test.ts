import { expect, test } from 'vitest';
import type { RemovalOutcome } from '../../../src/delegations/removal/outcome.ts';
import { removalText } from '../../../src/languageModel/removalText.ts';

const outcome = (facts: object): RemovalOutcome => facts as RemovalOutcome;

test('A model hears of a removal where Azure confirmed it, and nowhere else', () => {
  expect(removalText(outcome({ kind: 'removed' }))).toMatch(/^Removed: Azure confirmed it/);
  expect(removalText(outcome({ kind: 'removed', successor: {} }))).toMatch(/another .* still there/);
  for (const kind of ['acceptedAndNoLongerVisible', 'unknown', 'stoppedWaiting'])
    expect(removalText(outcome({ kind }))).toMatch(/^It is not known .*Do not try again/);
  expect(removalText(outcome({ kind: 'stillThere' }))).toMatch(/^It is still there/);
  expect(removalText(outcome({ kind: 'replaced' }))).toMatch(/^Nothing was removed/);
  expect(removalText(outcome({ kind: 'alreadyGone' }))).toMatch(/already gone\. Nothing was sent/);
  expect(removalText(outcome({ kind: 'notRemoved', because: 'declined' }))).toMatch(
    /^Nothing was removed \(declined\)/,
  );
  expect(removalText(undefined)).toMatch(/^Nothing is known to be removed/);
});
