import type { PlacedDelegation } from '../../delegations/placedDelegation.ts';

/** What is known beside the document, at the moment of the question. */
export interface HelpContext {
  /** Names of roles as the cloud tells them, by GUID in lower case. */
  readonly roleNames: ReadonlyMap<string, string>;
  /** The name of a tenant; its id where there is none. */
  readonly tenantName: (id: string) => string | undefined;
  /** Every delegation that was read. */
  readonly delegations: () => readonly PlacedDelegation[];
}
