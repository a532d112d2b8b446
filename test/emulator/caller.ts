/** Who sends a request, as its token says. */
export interface Caller {
  readonly tenantId: string;
  /** The object id in that tenant. */
  readonly objectId: string;
  readonly userPrincipalName: string;
  /** Whether the token came from a sign-in with multifactor authentication. */
  readonly multifactor: boolean;
}
