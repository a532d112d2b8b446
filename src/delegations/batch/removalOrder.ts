import { type Delegation, grantsOf, termsOf } from '../delegation.ts';
import { isDeleteRole } from '../roles.ts';

/**
 * The order in which delegations of one subscription go, so that whoever removes them keeps the permission for it as
 * long as can be: those without the delete role first, then resource groups, then the subscription, which the delete
 * role counts for everywhere below. Of equals, those go first whose delete role others have for the same principal,
 * since the removal of the first can take it from them (DOMAIN 4.1), and a role of its own lasts to the end.
 */
export function removalOrder<T extends { readonly delegation: Delegation }>(
  delegations: readonly T[],
): readonly T[] {
  const holders = new Map<string, number>();
  for (const { delegation } of delegations)
    for (const holder of holdersOf(delegation)) holders.set(holder, (holders.get(holder) ?? 0) + 1);
  const hasOwnHolder = ({ delegation }: T): boolean =>
    holdersOf(delegation).some((holder) => holders.get(holder) === 1);
  const rankOf = (item: T): number => rank(item.delegation) * 2 + Number(hasOwnHolder(item));
  return delegations.toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rank(delegation: Delegation): number {
  // Where Azure does not tell who holds what, the delete role may be among it.
  const givesDeleteRole =
    termsOf(delegation).authorizations === undefined || holdersOf(delegation).length > 0;
  if (!givesDeleteRole) return 0;
  return delegation.resourceGroup === undefined ? 2 : 1;
}

/** Who receives the delete role, each once; eligible or not. */
function holdersOf(delegation: Delegation): readonly string[] {
  const grants = grantsOf(delegation).filter(({ authorization }) =>
    isDeleteRole(authorization.roleDefinitionId),
  );
  return [...new Set(grants.map(({ authorization }) => lowerCase(authorization.principalId)))];
}

/** An answer may leave the principal out. */
function lowerCase(principalId = ''): string {
  return principalId.toLowerCase();
}
