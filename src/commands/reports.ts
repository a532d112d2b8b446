import type { CommandAction } from './commandAction.ts';
import { auditDelegations } from './auditDelegations.ts';
import { compareWithSnapshot } from './compareWithSnapshot.ts';
import { exportInventory } from './exportInventory.ts';
import { showActivity } from './showActivity.ts';
import { viewDetails } from './viewDetails.ts';

/** The commands that read much and write documents: a bundle of their own, which is loaded with the first of them. */
export const reports = {
  viewDetails,
  exportInventory,
  auditDelegations,
  compareWithSnapshot,
  showActivity,
} satisfies Readonly<Record<string, CommandAction>>;

export { announceNewDelegations } from './announceNewDelegations.ts';
