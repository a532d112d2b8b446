/**
 * How tokens are obtained: `vscode` by the accounts of the editor, the others by `@azure/identity`: from the Azure CLI,
 * from variables of the environment, from the managed identity of the machine, or from the first of these that works.
 */
export const authenticationModes = [
  'vscode',
  'azureCli',
  'environment',
  'managedIdentity',
  'default',
] as const;

export type AuthenticationMode = (typeof authenticationModes)[number];

/** The modes in which the editor's accounts are not asked. */
export type IdentityMode = Exclude<AuthenticationMode, 'vscode'>;

/** Why an identity has no token to give: what is missing, and can be put right outside of the editor. */
export type IdentityAbsence =
  'cliMissing' | 'cliSignedOut' | 'environmentIncomplete' | 'noManagedIdentity' | 'noCredential';
