import type * as vscode from 'vscode';
import type { PolicySource } from '../delegations/audit/onboardingPolicy.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { RemovalPermissions } from '../delegations/permission/removalPermissions.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import type { RemovalOutcome } from '../delegations/removal/outcome.ts';

/** What the tools work with. */
export interface ToolContext {
  readonly log: vscode.LogOutputChannel;
  readonly estate: Estate;
  readonly permissions: RemovalPermissions;
  readonly session: PolicySource;
  /** Resolves when the estate was read once. */
  readonly load: () => Promise<void>;
  /** Asks the user as the command does; nothing where the user leaves or was shown an error. */
  readonly remove: (placed: PlacedDelegation) => Promise<RemovalOutcome | undefined>;
}
