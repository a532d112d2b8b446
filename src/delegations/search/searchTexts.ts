import { type Delegation, type Grant, grantsOf, termsOf } from '../delegation.ts';
import type { DelegatedSubscription } from '../estate/managingTenants.ts';
import type { Tenant } from '../estate/snapshot.ts';
import { roleName } from '../roles.ts';
import { searchable, type SearchTerms } from './searchTerms.ts';

/** What the names in texts come from. */
export interface SearchNames {
  readonly tenant: (id: string) => Tenant | undefined;
  readonly roleNames: ReadonlyMap<string, string>;
}

/** Everything by which a delegated subscription can be found: its names and ids, and those of both its tenants. */
export function rowText(
  { subscription, managingTenantId }: DelegatedSubscription,
  names: SearchNames,
): string {
  const tenants = [managingTenantId, subscription.tenantId].flatMap((id) => {
    const { displayName, defaultDomain } = names.tenant(id) ?? {};
    return [id, displayName, defaultDomain];
  });
  return joined([subscription.displayName, subscription.id, ...tenants]);
}

const known = new WeakMap<
  Delegation,
  { readonly roleNames: SearchNames['roleNames']; readonly text: string }
>();

/** Everything by which a delegation itself can be found: offer, resource group, principals, roles and ids. */
export function delegationText(delegation: Delegation, { roleNames }: SearchNames): string {
  const before = known.get(delegation);
  if (before?.roleNames === roleNames) return before.text;
  const { registrationDefinitionName, description } = termsOf(delegation);
  const grants = grantsOf(delegation).flatMap((grant) => textsOf(grant, roleNames));
  const text = joined([registrationDefinitionName, description, delegation.id, ...grants]);
  known.set(delegation, { roleNames, text });
  return text;
}

/** Whether a grant is what somebody looks for: one of the words occurs in its principal or role. */
export function isFoundBy(grant: Grant, terms: SearchTerms, { roleNames }: SearchNames): boolean {
  return terms.matchesAny(joined(textsOf(grant, roleNames)));
}

function textsOf({ authorization }: Grant, roleNames: SearchNames['roleNames']): readonly unknown[] {
  const { principalId, principalIdDisplayName, roleDefinitionId } = authorization;
  return [principalIdDisplayName, principalId, roleName(roleDefinitionId, roleNames), roleDefinitionId];
}

/** What a server sends in the place of a name is no text, and nothing is found by it. */
function joined(texts: readonly unknown[]): string {
  return searchable(texts.filter((text) => typeof text === 'string').join('\n'));
}
