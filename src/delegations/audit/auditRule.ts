import type { ArmError } from '../../arm/errors.ts';
import type { Grant } from '../delegation.ts';
import type { Door } from '../door.ts';
import type { OwnSubscription } from '../estate/estate.ts';
import type { InventoryProblem, PlacedDefinition } from '../inventory/inventory.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';

/** The rules of the audit, by the ids that settings and reports call them. */
export type RuleId =
  | 'managing-tenant-not-allowed'
  | 'no-delete-role'
  | 'overlapping-grants'
  | 'standing-broad-access'
  | 'user-access-administrator'
  | 'eligible-without-mfa'
  | 'eligible-without-approval'
  | 'single-user-access'
  | 'provisioning'
  | 'orphaned-definition'
  | 'several-offer-versions'
  | 'onboarding-not-restricted';

/** How much a finding matters, in the words of SARIF. */
export type Severity = 'error' | 'warning' | 'note';

/** Something that the audit looks for. */
export interface AuditRule {
  readonly id: RuleId;
  readonly severity: Severity;
  /** The page of Microsoft's documentation that the rule follows. */
  readonly source: string;
  readonly check: (estate: AuditedEstate) => readonly FindingDetails[];
}

/** What is wrong, and with what. */
export interface Finding extends FindingDetails {
  readonly ruleId: RuleId;
  readonly severity: Severity;
}

/** What a rule tells of what it found; a part is there where the rule has something to say in it. */
export interface FindingDetails {
  /** The delegations concerned, each once. */
  readonly delegations: readonly PlacedDelegation[];
  /** The grants that are wrong. */
  readonly grants?: readonly Grant[];
  /** The definition that nothing uses. */
  readonly definition?: PlacedDefinition;
  /** The user's own subscription that something is missing on. */
  readonly subscription?: OwnSubscription;
  /** Whether a provisioning ended badly, or does not end. */
  readonly provisioning?: 'failed' | 'stuck';
  /** The delegations of each version of an offer, as many as there are. */
  readonly versions?: readonly (readonly PlacedDelegation[])[];
}

/** What the audit looks at. */
export interface AuditedEstate {
  /** Each delegation once, as the managing side sees it where that is known. */
  readonly delegations: readonly PlacedDelegation[];
  readonly definitions: readonly PlacedDefinition[];
  /** The doors behind which every definition is known. */
  readonly allDefinitionsBehind: readonly Door[];
  readonly problems: readonly InventoryProblem[];
  /** Whether who may onboard is restricted, for each of the user's own subscriptions. */
  readonly restrictions: readonly OnboardingRestriction[];
  /** The tenants that may manage; empty where nobody said. Lower case. */
  readonly allowedManagingTenants: ReadonlySet<string>;
  /** Object ids of people who are signed in: principals that are certainly no groups. Lower case. */
  readonly people: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Whether a policy restricts which tenants one of the user's own subscriptions can be delegated to. */
export type OnboardingRestriction = OwnSubscription &
  (
    | { readonly answer: 'restricted' | 'notRestricted'; readonly error?: never }
    | { readonly answer: 'unknown'; readonly error: ArmError }
  );
