import type { Permission } from './world.ts';

/** A role of Azure's own. `id` is its GUID, the same in every tenant. */
export interface BuiltInRole {
  readonly id: string;
  readonly roleName: string;
  readonly permissions: readonly Permission[];
}

function role(
  id: string,
  roleName: string,
  actions: readonly string[],
  rest: Partial<Omit<Permission, 'actions'>> = {},
): BuiltInRole {
  return {
    id,
    roleName,
    permissions: [{ actions, notActions: [], dataActions: [], notDataActions: [], ...rest }],
  };
}

/** What most roles of one service may do beside it. */
const everyday: readonly string[] = [
  'Microsoft.Authorization/*/read',
  'Microsoft.Insights/alertRules/*',
  'Microsoft.Resources/deployments/*',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  'Microsoft.Support/*',
];

/**
 * Built-in roles that service providers delegate, after Microsoft's "Azure built-in roles". GUIDs and names are
 * complete and so are the roles that a delegation depends on; of the others, long lists of one provider's
 * actions are drawn together under a wildcard.
 */
export const builtInRoles: readonly BuiltInRole[] = [
  role('8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner', ['*']),
  role('b24988ac-6180-42a0-ab88-20f7382dd24c', 'Contributor', ['*'], {
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
  role('acdd72a7-3385-48ef-bd42-f606fba81ae7', 'Reader', ['*/read']),
  role('18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'User Access Administrator', [
    '*/read',
    'Microsoft.Authorization/*',
    'Microsoft.Support/*',
  ]),
  role('f58310d9-a9f6-439a-9e8d-f62e7b41a168', 'Role Based Access Control Administrator', [
    'Microsoft.Authorization/roleAssignments/write',
    'Microsoft.Authorization/roleAssignments/delete',
    '*/read',
    'Microsoft.Support/*',
  ]),
  role('91c1777a-f3dc-4fae-b103-61d183457e46', 'Managed Services Registration assignment Delete Role', [
    'Microsoft.ManagedServices/registrationAssignments/read',
    'Microsoft.ManagedServices/registrationAssignments/delete',
    'Microsoft.ManagedServices/operationStatuses/read',
  ]),

  // Governance and billing
  role('36243c78-bf99-498c-9df9-86d9f8d28608', 'Resource Policy Contributor', [
    '*/read',
    'Microsoft.Authorization/policyassignments/*',
    'Microsoft.Authorization/policydefinitions/*',
    'Microsoft.Authorization/policyexemptions/*',
    'Microsoft.Authorization/policysetdefinitions/*',
    'Microsoft.PolicyInsights/*',
    'Microsoft.Resources/deployments/*',
    'Microsoft.Support/*',
  ]),
  role('4a9ae827-6dc8-4573-8ac7-8239d42aa03f', 'Tag Contributor', [
    ...everyday,
    'Microsoft.Resources/subscriptions/resourceGroups/resources/read',
    'Microsoft.Resources/subscriptions/resources/read',
    'Microsoft.Resources/tags/*',
  ]),
  role('cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e', 'Support Request Contributor', [
    'Microsoft.Authorization/*/read',
    'Microsoft.Resources/subscriptions/resourceGroups/read',
    'Microsoft.Support/*',
  ]),
  role('ac63b705-f282-497d-ac71-919bf39d939d', 'Management Group Reader', [
    'Microsoft.Management/managementGroups/read',
    'Microsoft.Management/managementGroups/subscriptions/read',
  ]),
  role('fa23ad8b-c56e-40d8-ac0c-ce449e1d2c64', 'Billing Reader', [
    'Microsoft.Authorization/*/read',
    'Microsoft.Billing/*/read',
    'Microsoft.Commerce/*/read',
    'Microsoft.Consumption/*/read',
    'Microsoft.CostManagement/*/read',
    'Microsoft.Support/*',
  ]),
  role('72fafb9e-0641-4937-9268-a91bfd8191a3', 'Cost Management Reader', [
    'Microsoft.Consumption/*/read',
    'Microsoft.CostManagement/*/read',
    'Microsoft.Billing/billingPeriods/read',
    'Microsoft.Resources/subscriptions/read',
    'Microsoft.Resources/subscriptions/resourceGroups/read',
    'Microsoft.Support/*',
    'Microsoft.Advisor/*/read',
  ]),
  role('434105ed-43f6-45c7-a02f-909b2ba83430', 'Cost Management Contributor', [
    'Microsoft.Consumption/*',
    'Microsoft.CostManagement/*',
    'Microsoft.Billing/billingPeriods/read',
    'Microsoft.Resources/subscriptions/read',
    'Microsoft.Resources/subscriptions/resourceGroups/read',
    'Microsoft.Support/*',
    'Microsoft.Advisor/*/read',
  ]),

  // Monitoring
  role('43d0d8ad-25c7-4714-9337-8ba259a9fe05', 'Monitoring Reader', [
    '*/read',
    'Microsoft.OperationalInsights/workspaces/search/action',
    'Microsoft.Support/*',
  ]),
  role('749f88d5-cbae-40b8-bcfc-e573ddc772fa', 'Monitoring Contributor', [
    '*/read',
    'Microsoft.AlertsManagement/*',
    'Microsoft.Insights/*',
    'Microsoft.OperationalInsights/workspaces/*',
    'Microsoft.Support/*',
    'Microsoft.Resources/deployments/*',
  ]),
  role(
    '3913510d-42f4-4e42-8a64-420c390055eb',
    'Monitoring Metrics Publisher',
    [
      'Microsoft.Insights/Register/Action',
      'Microsoft.Support/*',
      'Microsoft.Resources/subscriptions/resourceGroups/read',
    ],
    { dataActions: ['Microsoft.Insights/Metrics/Write', 'Microsoft.Insights/Telemetry/Write'] },
  ),
  role(
    '73c42c96-874c-492b-b04d-ab87d138a893',
    'Log Analytics Reader',
    [
      '*/read',
      'Microsoft.OperationalInsights/workspaces/analytics/query/action',
      'Microsoft.OperationalInsights/workspaces/search/action',
      'Microsoft.Support/*',
    ],
    { notActions: ['Microsoft.OperationalInsights/workspaces/sharedKeys/read'] },
  ),
  role('ae349356-3a1b-4a5e-921d-050484c6347e', 'Application Insights Component Contributor', [
    ...everyday,
    'Microsoft.Insights/generateLiveToken/read',
    'Microsoft.Insights/metricAlerts/*',
    'Microsoft.Insights/components/*',
    'Microsoft.Insights/scheduledqueryrules/*',
    'Microsoft.Insights/topology/read',
    'Microsoft.Insights/transactions/read',
    'Microsoft.Insights/webtests/*',
    'Microsoft.ResourceHealth/availabilityStatuses/read',
  ]),

  // Security
  role('39bc4728-0917-49c7-9d2c-d95423bc2eb4', 'Security Reader', [
    'Microsoft.Authorization/*/read',
    'Microsoft.Insights/alertRules/read',
    'Microsoft.operationalInsights/workspaces/*/read',
    'Microsoft.Resources/deployments/*/read',
    'Microsoft.Resources/subscriptions/resourceGroups/read',
    'Microsoft.Security/*/read',
    'Microsoft.IoTSecurity/*/read',
    'Microsoft.Support/*/read',
    'Microsoft.Management/managementGroups/read',
  ]),
  role('fb1c8493-542b-48eb-b624-b4c8fea62acd', 'Security Admin', [
    ...everyday,
    'Microsoft.Authorization/policyAssignments/*',
    'Microsoft.Authorization/policyDefinitions/*',
    'Microsoft.Authorization/policyExemptions/*',
    'Microsoft.Authorization/policySetDefinitions/*',
    'Microsoft.Management/managementGroups/read',
    'Microsoft.operationalInsights/workspaces/*/read',
    'Microsoft.Security/*',
    'Microsoft.IoTSecurity/*',
  ]),
  role('8d289c81-5878-46d4-8554-54e1e3d8b5cb', 'Microsoft Sentinel Reader', [
    ...everyday,
    'Microsoft.SecurityInsights/*/read',
    'Microsoft.OperationalInsights/workspaces/*/read',
  ]),
  role('3e150937-b8fe-4cfb-8069-0eaf05ecd056', 'Microsoft Sentinel Responder', [
    ...everyday,
    'Microsoft.SecurityInsights/*/read',
    'Microsoft.SecurityInsights/incidents/*',
    'Microsoft.OperationalInsights/workspaces/*/read',
  ]),
  role('ab8e14d6-4a74-4a29-9ba8-549422addade', 'Microsoft Sentinel Contributor', [
    ...everyday,
    'Microsoft.SecurityInsights/*',
    'Microsoft.OperationalInsights/workspaces/*/read',
    'Microsoft.OperationalInsights/workspaces/savedSearches/*',
  ]),
  role(
    'f25e0fa2-a7c8-4377-a976-54943a77a395',
    'Key Vault Contributor',
    [...everyday, 'Microsoft.KeyVault/*'],
    {
      notActions: [
        'Microsoft.KeyVault/locations/deletedVaults/purge/action',
        'Microsoft.KeyVault/hsmPools/*',
      ],
    },
  ),
  role(
    '00482a5a-887f-4fb3-b363-3b7fe8e74483',
    'Key Vault Administrator',
    [...everyday, 'Microsoft.KeyVault/*/read'],
    { dataActions: ['Microsoft.KeyVault/vaults/*'] },
  ),
  role('4633458b-17de-408a-b874-0445c86b69e6', 'Key Vault Secrets User', [], {
    dataActions: [
      'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
    ],
  }),

  // Operations
  role('9980e02c-c2be-4d73-94e8-173b1dc7cf3c', 'Virtual Machine Contributor', [
    ...everyday,
    'Microsoft.Compute/virtualMachines/*',
    'Microsoft.Compute/virtualMachineScaleSets/*',
    'Microsoft.Compute/availabilitySets/*',
    'Microsoft.Compute/disks/*',
    'Microsoft.Network/networkInterfaces/*',
  ]),
  role(
    '1c0163c0-47e6-4577-8991-ea5c82e286e4',
    'Virtual Machine Administrator Login',
    ['Microsoft.Network/publicIPAddresses/read', 'Microsoft.Compute/virtualMachines/*/read'],
    {
      dataActions: [
        'Microsoft.Compute/virtualMachines/login/action',
        'Microsoft.Compute/virtualMachines/loginAsAdmin/action',
      ],
    },
  ),
  role('d3881f73-407a-4167-8283-e981cbba0404', 'Automation Operator', [
    ...everyday,
    'Microsoft.Automation/automationAccounts/*/read',
    'Microsoft.Automation/automationAccounts/jobs/*',
  ]),
  role('f353d9bd-d4a6-484e-a77a-8050b599b867', 'Automation Contributor', [
    ...everyday,
    'Microsoft.Automation/automationAccounts/*',
  ]),
  role('5e467623-bb1f-42f4-a55d-6e525e11384b', 'Backup Contributor', [
    ...everyday,
    'Microsoft.RecoveryServices/Vaults/*',
    'Microsoft.RecoveryServices/locations/*',
  ]),
  role('00c29273-979b-4161-815c-10b084fb9324', 'Backup Operator', [
    ...everyday,
    'Microsoft.RecoveryServices/Vaults/*/read',
    'Microsoft.RecoveryServices/Vaults/backupFabrics/*',
  ]),
  role('a795c7a0-d4a2-40c1-ae25-d81f01202912', 'Backup Reader', [
    'Microsoft.Authorization/*/read',
    'Microsoft.RecoveryServices/Vaults/*/read',
  ]),
  role('6670b86e-a3f7-4917-ac9b-5d6ab1be4567', 'Site Recovery Contributor', [
    ...everyday,
    'Microsoft.RecoveryServices/Vaults/*',
  ]),
  role('cd570a14-e51a-42ad-bac8-bafd67325302', 'Azure Connected Machine Resource Administrator', [
    'Microsoft.HybridCompute/*',
    'Microsoft.Resources/deployments/*',
  ]),

  // Networks, storage and data
  role('4d97b98b-1d4f-4787-a291-c67834d212e7', 'Network Contributor', [...everyday, 'Microsoft.Network/*']),
  role('befefa01-2a29-4197-83a8-272ff33ce314', 'DNS Zone Contributor', [
    ...everyday,
    'Microsoft.Network/dnsZones/*',
  ]),
  role('17d1049b-9a84-46fb-8f53-869881c3d3ab', 'Storage Account Contributor', [
    ...everyday,
    'Microsoft.Storage/storageAccounts/*',
  ]),
  role('e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1', 'Storage Account Backup Contributor', [
    'Microsoft.Authorization/*/read',
    'Microsoft.Authorization/locks/read',
    'Microsoft.Authorization/locks/write',
    'Microsoft.Authorization/locks/delete',
    'Microsoft.Storage/storageAccounts/*/read',
  ]),
  role(
    '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
    'Storage Blob Data Reader',
    ['Microsoft.Storage/storageAccounts/blobServices/containers/read'],
    { dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'] },
  ),
  role('9b7fa17d-e63e-47b0-bb0a-15c516ac86ec', 'SQL DB Contributor', [
    ...everyday,
    'Microsoft.Sql/servers/databases/*',
    'Microsoft.Sql/servers/read',
  ]),
  role('de139f84-1756-47ae-9be6-808fbbe84772', 'Website Contributor', [
    ...everyday,
    'Microsoft.Web/certificates/*',
    'Microsoft.Web/serverFarms/join/action',
    'Microsoft.Web/serverFarms/read',
    'Microsoft.Web/sites/*',
  ]),
  role('ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8', 'Azure Kubernetes Service Contributor Role', [
    'Microsoft.ContainerService/managedClusters/*',
    'Microsoft.Resources/deployments/*',
  ]),
  role('f1a07417-d97a-45cb-824c-7a7467783830', 'Managed Identity Operator', [
    ...everyday,
    'Microsoft.ManagedIdentity/userAssignedIdentities/*/read',
    'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
  ]),
];
