import type {
  Authorization,
  EligibleAuthorization,
  JustInTimeAccessPolicy,
} from '../../arm/managedservices/models.ts';
import { resourceKey } from '../../arm/resourceIds.ts';
import { definitionOf, type Delegation, type Grant, grantsOf, termsOf } from '../delegation.ts';
import type { Door } from '../door.ts';
import type { Tenant } from '../estate/snapshot.ts';
import type { InventoryProblem } from '../inventory/inventory.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';
import { roleId } from '../roles.ts';
import { byCodeUnits } from './byCodeUnits.ts';
import {
  type ExportedAuthorization,
  type ExportedDelegation,
  type ExportedDoor,
  type ExportedInventory,
  type ExportedPlan,
  exportFormat,
  exportFormatVersion,
  type NotRead,
} from './exportedInventory.ts';

/** The names of what is exported. */
export interface Names {
  /** A tenant's names, by its id in lower case. */
  readonly tenant: (id: string) => Tenant | undefined;
  /** The name of a built-in role; its id where it is not known. */
  readonly role: (roleDefinitionId: string) => string;
}

/** What an export is of. */
export interface ExportOrigin {
  readonly exportedAt: Date;
  readonly extent: ExportedInventory['extent'];
  /** What could be looked into. */
  readonly doors: readonly Door[];
  readonly problems: readonly InventoryProblem[];
}

/** An inventory as a file; a delegation that is seen through several doors is in it once, with all of them. */
export function exportInventory(
  placed: readonly PlacedDelegation[],
  names: Names,
  { exportedAt, extent, doors, problems }: ExportOrigin,
): ExportedInventory {
  const byId = Map.groupBy(placed, ({ delegation }) => resourceKey(delegation.id));
  return {
    format: exportFormat,
    formatVersion: exportFormatVersion,
    exportedAt: exportedAt.toISOString(),
    extent,
    lookedInto: doors
      .map(({ accountLabel: account, tenantId }) => ({ account, tenantId }))
      .toSorted(byCodeUnits((each) => JSON.stringify(each))),
    delegations: [...byId]
      .toSorted(byCodeUnits(([id]) => id))
      .map(([, seen]) => exportedDelegation(seen, names)),
    notRead: problems.map(notRead).toSorted(byCodeUnits((each) => JSON.stringify(each))),
  };
}

/** @param seen the same delegation, through each door */
function exportedDelegation(seen: readonly PlacedDelegation[], names: Names): ExportedDelegation {
  const telling = seen.find(({ delegation }) => termsOf(delegation).authorizations) ?? seen[0];
  if (!telling) throw new RangeError('A delegation that nobody sees');
  const { row, delegation } = telling;
  const { subscription } = row;
  const terms = termsOf(delegation);
  const { properties, systemData } = delegation.assignment;
  const created = systemData ?? definitionOf(delegation)?.systemData ?? {};
  const managingTenantId = row.managingTenantId;
  const customerTenantId = subscription.tenantId;
  const definitionId = text(properties?.registrationDefinitionId);
  return present<ExportedDelegation>({
    id: resourceKey(delegation.id),
    name: delegation.name.toLowerCase(),
    scopeType: delegation.resourceGroup === undefined ? 'subscription' : 'resourceGroup',
    subscriptionId: subscription.id,
    subscriptionName: text(subscription.displayName),
    subscriptionState: text(subscription.state),
    resourceGroup: delegation.resourceGroup,
    managingTenantId,
    managingTenantName: names.tenant(managingTenantId)?.displayName ?? text(terms.managedByTenantName),
    customerTenantId,
    customerTenantName: names.tenant(customerTenantId)?.displayName ?? text(terms.manageeTenantName),
    offer: text(terms.registrationDefinitionName),
    description: text(terms.description),
    definitionId: definitionId && resourceKey(definitionId),
    plan: exportedPlan(delegation),
    provisioningState: text(properties?.provisioningState),
    createdAt: text(created.createdAt),
    createdBy: text(created.createdBy),
    reachedThrough: seen.map(exportedDoor).toSorted(byCodeUnits((door) => JSON.stringify(door))),
    authorizations: Array.isArray(terms.authorizations)
      ? grantsOf(delegation)
          .map((grant) => exportedAuthorization(grant, names))
          .toSorted(byCodeUnits((each) => JSON.stringify([each.kind, each.principalId, each.roleId, each])))
      : undefined,
  });
}

function exportedPlan(delegation: Delegation): ExportedPlan | undefined {
  const plan = definitionOf(delegation)?.plan;
  return (
    plan &&
    present<ExportedPlan>({
      publisher: text(plan.publisher),
      product: text(plan.product),
      name: text(plan.name),
      version: text(plan.version),
    })
  );
}

function exportedDoor({ row: { door, direction } }: PlacedDelegation): ExportedDoor {
  return {
    account: door.accountLabel,
    tenantId: door.tenantId,
    side: direction === 'outgoing' ? 'managing' : 'customer',
  };
}

function exportedAuthorization({ kind, authorization }: Grant, { role }: Names): ExportedAuthorization {
  // An answer may leave out what the specification demands.
  const { principalId, principalIdDisplayName, roleDefinitionId }: Partial<Authorization> = authorization;
  const named = (id: string): { readonly id: string; readonly name?: string } => {
    const name = role(id);
    return present({ id: roleId(id), name: name === id ? undefined : name });
  };
  const { id, name } = named(text(roleDefinitionId) ?? '');
  const { delegatedRoleDefinitionIds }: Partial<Authorization> = authorization;
  const policy: Partial<JustInTimeAccessPolicy> =
    (authorization as EligibleAuthorization).justInTimeAccessPolicy ?? {};
  return present<ExportedAuthorization>({
    kind,
    principalId: (text(principalId) ?? '').toLowerCase(),
    principalName: text(principalIdDisplayName),
    roleId: id,
    roleName: name,
    delegatedRoles: delegatedRoleDefinitionIds?.map(named).toSorted(byCodeUnits((each) => each.id)),
    maximumActivation: text(policy.maximumActivationDuration),
    multiFactorAuthProvider: text(policy.multiFactorAuthProvider),
    approvers: policy.managedByTenantApprovers
      ?.map((approver) =>
        present<{ id: string; name?: string }>({
          id: (text(approver.principalId) ?? '').toLowerCase(),
          name: text(approver.principalIdDisplayName),
        }),
      )
      .toSorted(byCodeUnits((each) => JSON.stringify(each))),
  });
}

function notRead(problem: InventoryProblem): NotRead {
  const { reason } = problem.error;
  switch (problem.kind) {
    case 'accounts':
      return { reason };
    case 'account':
      return { account: problem.account.label, reason };
    case 'tenant':
      return { account: problem.door.accountLabel, tenantId: problem.door.tenantId, reason };
    case 'subscription':
      return {
        account: problem.door.accountLabel,
        tenantId: problem.door.tenantId,
        subscriptionId: problem.subscription.id,
        reason,
      };
  }
}

/** Bodies are a server's: what should be text may be something else. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function present<T extends object>(fields: { readonly [Name in keyof T]: T[Name] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
