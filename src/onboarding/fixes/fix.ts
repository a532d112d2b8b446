import type { Change } from './change.ts';
import type { Candidate } from './candidates.ts';

export type FixKind =
  | 'grantDeleteRole'
  | 'grantReader'
  | 'replaceOwner'
  | 'removeOwner'
  | 'addDelegatedRoles'
  | 'removeDelegatedRoles'
  | 'correctDuration'
  | 'takeGuid'
  | 'addName'
  | 'sharePolicy'
  | 'removeDuplicate'
  | 'makeEligible';

/** One way to put something right. */
export interface Fix {
  readonly kind: FixKind;
  readonly changes: readonly Change[];
  /** Who gets a role; missing where nobody does, or somebody who is still to be filled in. */
  readonly principal?: Candidate;
  /** What is written instead, where a message names it. */
  readonly value?: string;
  /** Whether it is what most people would choose. */
  readonly isPreferred: boolean;
  /** Whether it gives nobody more access than before, so that it may be made unasked when a file is saved. */
  readonly isHarmless: boolean;
}
