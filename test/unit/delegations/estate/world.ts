import { ArmError, type ArmErrorReason } from '../../../../src/arm/errors.ts';
import type { RegistrationAssignment } from '../../../../src/arm/managedservices/models.ts';
import { registrationAssignmentId, scopeOf } from '../../../../src/arm/resourceIds.ts';
import type { Door } from '../../../../src/delegations/door.ts';
import { Estate } from '../../../../src/delegations/estate/estate.ts';
import type { EstateAccount } from '../../../../src/delegations/estate/estateSource.ts';
import type { DelegatedSubscription } from '../../../../src/delegations/estate/managingTenants.ts';
import { type Subscription, type Tenant, tenantStates } from '../../../../src/delegations/estate/snapshot.ts';
import { ScriptedSource } from './scriptedSource.ts';

export const ann: EstateAccount = { id: 'ann-account', label: 'ann@contoso.com' };
export const bob: EstateAccount = { id: 'bob-account', label: 'bob@fabrikam.com' };

/** A service provider, another one, and two customers. */
export const contoso = 'c0c0c0c0-0000-4000-8000-00000000c0c0';
export const proseware = 'eeeeeeee-0000-4000-8000-00000000eeee';
export const fabrikam = 'fafafafa-0000-4000-8000-00000000fafa';
export const northwind = 'dededede-0000-4000-8000-00000000dede';

export const shop = 'a0a0a0a0-0000-4000-8000-00000000a0a0';
export const bank = 'b0b0b0b0-0000-4000-8000-00000000b0b0';

export const gold = '90909090-0000-4000-8000-0000000090ab';
export const silver = '51515151-0000-4000-8000-0000000051ab';

export function tenant(id: string, displayName?: string, category?: string): Tenant {
  return { id, displayName, category };
}

export function door(account: EstateAccount, tenantId: string): Door {
  return { accountId: account.id, accountLabel: account.label, tenantId };
}

export function subscription(
  id: string,
  displayName: string,
  homeTenant: string,
  managedByTenants: readonly string[] = [],
): Subscription {
  return { id, displayName, state: 'Enabled', tenantId: homeTenant, managedByTenants };
}

/** What a body of an assignment says; what is left out is absent from it. */
interface AssignmentTerms {
  readonly managedBy?: string;
  readonly managedByName?: string;
  readonly managee?: string;
  readonly manageeName?: string;
  readonly resourceGroup?: string;
}

export function assignment(
  subscriptionId: string,
  name: string,
  { managedBy, managedByName, managee, manageeName, resourceGroup }: AssignmentTerms = {},
): RegistrationAssignment {
  return {
    id: registrationAssignmentId(scopeOf(subscriptionId, resourceGroup), name),
    name,
    properties: {
      registrationDefinition: {
        properties: {
          ...(managedBy !== undefined && { managedByTenantId: managedBy }),
          ...(managedByName !== undefined && { managedByTenantName: managedByName }),
          ...(managee !== undefined && { manageeTenantId: managee }),
          ...(manageeName !== undefined && { manageeTenantName: manageeName }),
        },
      },
    },
  };
}

export function armError(reason: ArmErrorReason): ArmError {
  return new ArmError(`A test says: ${reason}.`, { reason });
}

/** An estate, and the Azure that it is read from. */
export interface World {
  readonly azure: ScriptedSource;
  readonly estate: Estate;
}

export function emptyWorld(): World {
  const azure = new ScriptedSource();
  return { azure, estate: new Estate(azure) };
}

/** Ann works in Contoso, which manages Fabrikam's shop. */
export function contosoWorld(): World {
  const world = emptyWorld();
  const { azure } = world;
  azure.whoIsSignedIn.answers([ann]);
  azure.homeTenantOf(ann).answers(contoso);
  azure.tenantsOf(ann).answers([tenant(contoso, 'Contoso', 'Home')]);
  azure.subscriptionsBehind(door(ann, contoso)).answers([subscription(shop, 'Shop', fabrikam)]);
  return world;
}

/** Bob works in Fabrikam, whose shop Contoso manages, and whose bank nobody does as far as the list tells. */
export function fabrikamWorld(): World {
  const world = emptyWorld();
  const { azure } = world;
  azure.whoIsSignedIn.answers([bob]);
  azure.homeTenantOf(bob).answers(fabrikam);
  azure.tenantsOf(bob).answers([tenant(fabrikam, 'Fabrikam', 'Home')]);
  azure
    .subscriptionsBehind(door(bob, fabrikam))
    .answers([subscription(shop, 'Shop', fabrikam, [contoso]), subscription(bank, 'Bank', fabrikam)]);
  return world;
}

/** A line for each delegated subscription, such as `Contoso > Shop (outgoing, ann@contoso.com in Contoso)`. */
export function outline(estate: Estate): readonly string[] {
  return rows(estate).map(
    ({ managingTenantId, subscription: { displayName, id }, direction, door: { accountLabel, tenantId } }) =>
      `${nameOf(managingTenantId, estate)} > ${displayName ?? id} (${direction}, ${accountLabel} in ${nameOf(tenantId, estate)})`,
  );
}

/** A line for each tenant that an account works in, such as `Contoso: ready`. */
export function statuses(estate: Estate): readonly string[] {
  return tenantStates(estate.snapshot).map(
    ({ door: { tenantId }, status }) => `${nameOf(tenantId, estate)}: ${status}`,
  );
}

export function rows(estate: Estate): readonly DelegatedSubscription[] {
  return estate.managingTenants.flatMap(({ subscriptions }) => subscriptions);
}

/** The one delegated subscription of that name. */
export function rowOf(estate: Estate, displayName: string): DelegatedSubscription {
  const [row, ...others] = rows(estate).filter((one) => one.subscription.displayName === displayName);
  if (!row || others.length > 0)
    throw new Error(`There is not one ${displayName}: ${outline(estate).join()}`);
  return row;
}

/** Resolves when the estate is as it should be, and at once where it is already. */
export function until(estate: Estate, isSo: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const stop = estate.onDidChange(() => {
    if (isSo()) resolve(undefined);
  });
  if (isSo()) resolve(undefined);
  return promise.then(stop);
}

/** Resolves after everything that has its answer: whatever would happen because of it, has. */
export function everythingAnswered(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

function nameOf(tenantId: string, estate: Estate): string {
  return estate.tenant(tenantId)?.displayName ?? tenantId;
}
