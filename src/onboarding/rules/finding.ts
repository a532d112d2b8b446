import type { Authorization, Offer } from '../model/onboardingFile.ts';
import type { TextRange } from '../syntax/literal.ts';
import type { RuleCode } from './ruleCodes.ts';

/** What is wrong at one place of an onboarding file. */
export interface Finding {
  readonly code: RuleCode;
  readonly range: TextRange;
  readonly offer: Offer;
  /** The authorization that it is about; missing where it is about the offer. */
  readonly entry?: Authorization;
  /** What the place says, or which actions are in the way: as written by whoever wrote it. */
  readonly subject?: string;
  /** Other places that it is about as well. */
  readonly related?: readonly TextRange[];
}
