import type { TokenCredential } from '@azure/core-auth';

/** Somebody who can be asked for tokens: a signed-in account of the editor, or another identity. */
export interface Account {
  /** Unique among the accounts of its source. */
  readonly id: string;
  /** The name that the account goes by, such as an e-mail address. */
  readonly label: string;
}

/** Whether a token may be asked for in a way that the user sees. Background loading never may. */
export type Interaction = 'silent' | 'interactive';

/** Where credentials come from. */
export interface CredentialSource {
  /** The accounts that this extension may use now; none means signed out. */
  accounts(): Promise<readonly Account[]>;

  /**
   * Tokens of an account, for a tenant or (without one) for its home tenant.
   *
   * `getToken` throws an {@link ArmError} `signInRequired` where somebody has to sign in and may not be asked;
   * with `interactive` it asks once to answer a claims challenge.
   */
  credential(account: Account, tenantId: string | undefined, interaction: Interaction): TokenCredential;

  /** The home tenant of one of {@link accounts}, where its token told. */
  homeTenant(account: Account): Promise<string | undefined>;
}
