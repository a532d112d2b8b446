/** The context keys that menus and welcome views ask for. */
export const contextKeys = {
  /** One of {@link ViewState}. */
  state: 'azureDelegations.state',
  /** Whether the rows of the view are filtered. */
  filtered: 'azureDelegations.filtered',
} as const;

/** What the view shows as a whole. */
export type ViewState =
  | 'signedOut'
  | 'signingIn'
  | 'cliMissing'
  | 'cliSignedOut'
  | 'environmentIncomplete'
  | 'noManagedIdentity'
  | 'noCredential'
  | 'loading'
  | 'empty'
  | 'offline'
  | 'cloudProblem'
  | 'unapprovedCloud'
  | 'rows';
