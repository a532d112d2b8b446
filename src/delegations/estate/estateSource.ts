import type { RoleDefinition } from '../../arm/authorization/models.ts';
import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import type { GraphPage, GraphRequest } from '../../arm/resourceGraph/models.ts';
import type { Door } from '../door.ts';
import type { Subscription, Tenant } from './snapshot.ts';

/** Somebody whose estate is shown. */
export interface EstateAccount {
  readonly id: string;
  readonly label: string;
}

/**
 * Where the estate is read from. Every call throws an ArmError and nothing else, and none of them may prompt.
 */
export interface EstateSource {
  /** The accounts that may be used now; none means signed out. */
  accounts(): Promise<readonly EstateAccount[]>;
  /** The tenant that an account belongs to, where its token tells without a request; lower case. */
  homeTenant(account: EstateAccount): Promise<string | undefined>;
  /** The tenants that an account knows. */
  tenants(account: EstateAccount, signal: AbortSignal): Promise<readonly Tenant[]>;
  /** The subscriptions that a token of a tenant lists. */
  subscriptions(door: Door, signal: AbortSignal): Promise<readonly Subscription[]>;
  /** The assignments of a subscription and its resource groups, expanded, of one managing tenant or of all. */
  assignments(
    door: Door,
    subscriptionId: string,
    managingTenantId: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly RegistrationAssignment[]>;
  /** One page of what Azure Resource Graph knows of delegations behind a door. */
  delegationsInGraph(door: Door, request: GraphRequest, signal: AbortSignal): Promise<GraphPage>;
  /** The built-in roles, with what they allow. */
  roleDefinitions(
    door: Door,
    subscriptionId: string,
    signal: AbortSignal,
  ): Promise<readonly RoleDefinition[]>;
}
