import type { RegistrationAssignment } from '../../../../src/arm/managedservices/models.ts';
import {
  registrationAssignmentId,
  registrationDefinitionId,
  scopeOf,
} from '../../../../src/arm/resourceIds.ts';
import { type Delegation, toDelegation } from '../../../../src/delegations/delegation.ts';
import type { Door } from '../../../../src/delegations/door.ts';
import {
  type DelegatedSubscription,
  delegatedSubscriptionKey,
} from '../../../../src/delegations/estate/managingTenants.ts';

/** A managing tenant, another one, and the customer. */
export const contoso = 'c0c0c0c0-0000-4000-8000-00000000c0c0';
export const proseware = 'eeeeeeee-0000-4000-8000-00000000eeee';
export const fabrikam = 'fafafafa-0000-4000-8000-00000000fafa';

export const shop = 'a0a0a0a0-0000-4000-8000-00000000a0a0';
export const bank = 'b0b0b0b0-0000-4000-8000-00000000b0b0';

/** Groups of the managing tenant. */
export const operators = '0e0e0e0e-0000-4000-8000-000000000e0e';
export const watchers = '0a0a0a0a-0000-4000-8000-000000000a0a';

export const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
export const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c';

/** Somebody of the managing tenant, and somebody of the customer. */
export const managingDoor: Door = { accountId: 'ann', accountLabel: 'ann@contoso.com', tenantId: contoso };
export const customerDoor: Door = { accountId: 'bob', accountLabel: 'bob@fabrikam.com', tenantId: fabrikam };

type Grants = readonly (readonly [principalId: string, roleDefinitionId: string])[];

/** The terms of a delegation; what is left out is as in most of them. */
export interface Terms {
  readonly door?: Door;
  /** GUID of the assignment. */
  readonly name?: string;
  /** GUID of the definition. */
  readonly definition?: string;
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly managedBy?: string;
  readonly roles?: Grants;
  readonly eligible?: Grants;
  readonly provisioningState?: string;
  readonly plan?: string;
  /** Azure leaves out the definition. */
  readonly untold?: boolean;
  readonly upperCase?: boolean;
}

export const gold = '90909090-0000-4000-8000-0000000090ab';
export const silver = '51515151-0000-4000-8000-0000000051ab';
export const bronze = 'b4b4b4b4-0000-4000-8000-00000000b4ab';

/** A delegation of the shop to Contoso. */
export function someDelegation(terms: Terms = {}): Delegation {
  const { door = managingDoor, name = gold, subscription = shop, resourceGroup } = terms;
  const spelled = (id: string): string => (terms.upperCase ? id.toUpperCase() : id);
  const definitionId = registrationDefinitionId(scopeOf(subscription), terms.definition ?? name);
  const plan = terms.plan;
  const assignment: RegistrationAssignment = {
    id: spelled(registrationAssignmentId(scopeOf(subscription, resourceGroup), name)),
    name,
    properties: {
      registrationDefinitionId: spelled(definitionId),
      ...(terms.provisioningState !== undefined && { provisioningState: terms.provisioningState }),
      ...(!terms.untold && {
        registrationDefinition: {
          id: spelled(definitionId),
          properties: {
            managedByTenantId: spelled(terms.managedBy ?? contoso),
            authorizations: authorizationsOf(terms.roles ?? [[operators, reader]], spelled),
            ...(terms.eligible && { eligibleAuthorizations: authorizationsOf(terms.eligible, spelled) }),
          },
          ...(plan !== undefined && {
            plan: { name: plan, publisher: 'contoso', product: 'care', version: '1.0.0' },
          }),
        },
      }),
    },
  };
  const delegation = toDelegation(door, assignment);
  if (!delegation) throw new Error(`That is no assignment's id: ${assignment.id ?? ''}`);
  return delegation;
}

function authorizationsOf(grants: Grants, spelled: (id: string) => string) {
  return grants.map(([principalId, roleDefinitionId]) => ({
    principalId: spelled(principalId),
    roleDefinitionId,
  }));
}

/** The row that a delegation of a subscription to a managing tenant hangs below. */
export function rowOf(door: Door, subscriptionId = shop, managingTenantId = contoso): DelegatedSubscription {
  return {
    key: delegatedSubscriptionKey(door, subscriptionId, managingTenantId),
    door,
    subscription: {
      id: subscriptionId,
      displayName: 'Shop',
      state: 'Enabled',
      tenantId: fabrikam,
      managedByTenants: [managingTenantId],
    },
    managingTenantId,
    direction: door.tenantId === fabrikam ? 'incoming' : 'outgoing',
  };
}

export const outgoing = rowOf(managingDoor);
export const incoming = rowOf(customerDoor);
