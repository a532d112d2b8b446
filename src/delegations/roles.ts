/**
 * The role that lets a user of the managing tenant remove a delegation: *Managed Services Registration assignment
 * Delete Role* (Azure built-in roles, Management and governance).
 */
export const deleteRoleId = '91c1777a-f3dc-4fae-b103-61d183457e46';

/** The role that may write role assignments, which is what lets a user of the customer remove a delegation: *Owner*. */
export const ownerRoleId = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

/** Built-in roles that delegations often grant, for when a cloud's own names cannot be read. */
const wellKnownRoles: ReadonlyMap<string, string> = new Map([
  [deleteRoleId, 'Managed Services Registration assignment Delete Role'],
  [ownerRoleId, 'Owner'],
  ['b24988ac-6180-42a0-ab88-20f7382dd24c', 'Contributor'],
  ['acdd72a7-3385-48ef-bd42-f606fba81ae7', 'Reader'],
  ['18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'User Access Administrator'],
  ['92aaf0da-9dab-42b6-94a3-d43ce8d16293', 'Log Analytics Contributor'],
  ['73c42c96-874c-492b-b04d-ab87d138a893', 'Log Analytics Reader'],
  ['749f88d5-cbae-40b8-bcfc-e573ddc772fa', 'Monitoring Contributor'],
  ['43d0d8ad-25c7-4714-9337-8ba259a9fe05', 'Monitoring Reader'],
  ['fb1c8493-542b-48eb-b624-b4c8fea62acd', 'Security Admin'],
  ['39bc4728-0917-49c7-9d2c-d95423bc2eb4', 'Security Reader'],
  ['cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e', 'Support Request Contributor'],
  ['9980e02c-c2be-4d73-94e8-173b1dc7cf3c', 'Virtual Machine Contributor'],
  ['4d97b98b-1d4f-4787-a291-c67834d212e7', 'Network Contributor'],
  ['17d1049b-9a84-46fb-8f53-869881c3d3ab', 'Storage Account Contributor'],
  ['5e467623-bb1f-42f4-a55d-6e525e11384b', 'Backup Contributor'],
  ['36243c78-bf99-498c-9df9-86d9f8d28608', 'Resource Policy Contributor'],
  ['f1a07417-d97a-45cb-824c-7a7467783830', 'Managed Identity Operator'],
  ['e40ec5ca-96e0-45a2-b4ff-59039f2c2b59', 'Managed Identity Contributor'],
  ['72fafb9e-0641-4937-9268-a91bfd8191a3', 'Cost Management Reader'],
  ['434105ed-43f6-45c7-a02f-909b2ba83430', 'Cost Management Contributor'],
  ['fa23ad8b-c56e-40d8-ac0c-ce449e1d2c64', 'Billing Reader'],
  ['ab8e14d6-4a74-4a29-9ba8-549422addade', 'Microsoft Sentinel Contributor'],
  ['8d289c81-5878-46d4-8554-54e1e3d8b5cb', 'Microsoft Sentinel Reader'],
  ['3e150937-b8fe-4cfb-8069-0eaf05ecd056', 'Microsoft Sentinel Responder'],
  ['ae349356-3a1b-4a5e-921d-050484c6347e', 'Application Insights Component Contributor'],
]);

/**
 * The name of a role, from a cloud's own list where it was read, else from the well-known roles, else its id.
 *
 * @param roleDefinitionId a GUID, or a resource id that ends in one; an answer may leave it out
 */
export function roleName(
  roleDefinitionId: string | undefined,
  names: ReadonlyMap<string, string> = new Map(),
): string {
  const id = roleId(roleDefinitionId);
  return names.get(id) ?? wellKnownRoles.get(id) ?? roleDefinitionId ?? '';
}

/** Whether a role is the one that lets a user of the managing tenant remove the delegation. */
export function isDeleteRole(roleDefinitionId: string | undefined): boolean {
  return roleId(roleDefinitionId) === deleteRoleId;
}

/** The GUID of a role, lower case; empty where there is none. */
export function roleId(roleDefinitionId = ''): string {
  return roleDefinitionId.slice(roleDefinitionId.lastIndexOf('/') + 1).toLowerCase();
}
