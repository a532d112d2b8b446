import type { ExportedAuthorization, ExportedDelegation } from '../export/exportedInventory.ts';

/** What is different between two exports. */
export interface Drift {
  readonly added: readonly ExportedDelegation[];
  readonly removed: readonly ExportedDelegation[];
  readonly changed: readonly ChangedDelegation[];
  /** Those of the earlier export that the later one could not have seen: nobody knows whether they are gone. */
  readonly notSeen: readonly ExportedDelegation[];
  /** Those of the later export that the earlier one could not have seen: nobody knows whether they are new. */
  readonly notSeenBefore: readonly ExportedDelegation[];
  /** How many are as they were. */
  readonly unchanged: number;
}

/** A delegation that both exports have, and what is different in it. */
export interface ChangedDelegation {
  readonly before: ExportedDelegation;
  readonly after: ExportedDelegation;
  /** It was removed in between, and somebody made it anew under the same name. */
  readonly isMadeAnew: boolean;
  readonly fields: readonly ChangedField[];
  readonly grantsAdded: readonly ExportedAuthorization[];
  readonly grantsRemoved: readonly ExportedAuthorization[];
  readonly grantsChanged: readonly ChangedGrant[];
  /** One of the exports does not tell who holds what. */
  readonly grantsUnknown: boolean;
}

/** A field and its values; what was not there, or is not any more, is undefined. */
export interface ChangedField {
  readonly field:
    | 'offer'
    | 'description'
    | 'managingTenantId'
    | 'customerTenantId'
    | 'definitionId'
    | 'plan'
    | 'provisioningState';
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The same principal and role on other terms. */
export interface ChangedGrant {
  readonly before: ExportedAuthorization;
  readonly after: ExportedAuthorization;
}
