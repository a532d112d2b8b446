import type { Permission } from './world.ts';

/** A role of Azure's own. `id` is its GUID, the same in every tenant. */
export interface BuiltInRole {
  readonly id: string;
  readonly roleName: string;
  readonly permissions: readonly Permission[];
}

function role(id: string, roleName: string, permission: Partial<Permission>): BuiltInRole {
  const nothing: Permission = { actions: [], notActions: [], dataActions: [], notDataActions: [] };
  return { id, roleName, permissions: [{ ...nothing, ...permission }] };
}

const common: readonly string[] = [
  'Microsoft.Authorization/*/read',
  'Microsoft.Insights/alertRules/*',
  'Microsoft.Resources/deployments/*',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  'Microsoft.Support/*',
];

/** Built-in roles as Microsoft documents them in "Azure built-in roles". */
export const builtInRoles: readonly BuiltInRole[] = [
  role('8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner', { actions: ['*'] }),
  role('b24988ac-6180-42a0-ab88-20f7382dd24c', 'Contributor', {
    actions: ['*'],
    notActions: [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
      'Microsoft.Blueprint/blueprintAssignments/write',
      'Microsoft.Blueprint/blueprintAssignments/delete',
      'Microsoft.Compute/galleries/share/action',
      'Microsoft.Purview/consents/write',
      'Microsoft.Purview/consents/delete',
      'Microsoft.Resources/deploymentStacks/manageDenySetting/action',
      'Microsoft.Subscription/cancel/action',
      'Microsoft.Subscription/enable/action',
    ],
  }),
  role('acdd72a7-3385-48ef-bd42-f606fba81ae7', 'Reader', { actions: ['*/read'] }),
  role('18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'User Access Administrator', {
    actions: ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'],
  }),
  role('f58310d9-a9f6-439a-9e8d-f62e7b41a168', 'Role Based Access Control Administrator', {
    actions: [
      'Microsoft.Authorization/roleAssignments/write',
      'Microsoft.Authorization/roleAssignments/delete',
      '*/read',
      'Microsoft.Support/*',
    ],
  }),
  role('91c1777a-f3dc-4fae-b103-61d183457e46', 'Managed Services Registration assignment Delete Role', {
    actions: [
      'Microsoft.ManagedServices/registrationAssignments/read',
      'Microsoft.ManagedServices/registrationAssignments/delete',
      'Microsoft.ManagedServices/operationStatuses/read',
    ],
  }),
  role('5e467623-bb1f-42f4-a55d-6e525e11384b', 'Backup Contributor', {
    actions: [...common, 'Microsoft.RecoveryServices/Vaults/*', 'Microsoft.RecoveryServices/locations/*'],
  }),
  role('4d97b98b-1d4f-4787-a291-c67834d212e7', 'Network Contributor', {
    actions: [...common, 'Microsoft.Network/*'],
  }),
  role('72fafb9e-0641-4937-9268-a91bfd8191a3', 'Cost Management Reader', {
    actions: ['Microsoft.Consumption/*/read', 'Microsoft.CostManagement/*/read', ...common],
  }),
  role('39bc4728-0917-49c7-9d2c-d95423bc2eb4', 'Security Reader', {
    actions: ['Microsoft.Authorization/*/read', 'Microsoft.Security/*/read', 'Microsoft.Support/*/read'],
  }),
  role('de139f84-1756-47ae-9be6-808fbbe84772', 'Website Contributor', {
    actions: [...common, 'Microsoft.Web/sites/*', 'Microsoft.Web/certificates/*'],
  }),
];
