/**
 * A role of Azure's own, as Microsoft's "Azure built-in roles" describes it.
 *
 * `actions` are all of them unless `isExcerpt` says that there are more of the same services.
 */
export interface BuiltInRole {
  /** GUID, lower case; the same in every tenant and cloud. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly isExcerpt: boolean;
}

type More = Partial<Pick<BuiltInRole, 'notActions' | 'dataActions' | 'isExcerpt'>>;

function role(
  id: string,
  name: string,
  description: string,
  actions: readonly string[],
  more: More = {},
): BuiltInRole {
  return { id, name, description, actions, notActions: [], dataActions: [], isExcerpt: false, ...more };
}

const support = 'Microsoft.Support/*';
const resourceGroups = 'Microsoft.Resources/subscriptions/resourceGroups/read';
const deployments = 'Microsoft.Resources/deployments/*';
const readAuthorization = 'Microsoft.Authorization/*/read';

/** What most roles of one service may do beside it. */
const everyday = [
  readAuthorization,
  'Microsoft.Insights/alertRules/*',
  'Microsoft.ResourceHealth/availabilityStatuses/read',
  deployments,
  resourceGroups,
  support,
];

/**
 * Built-in roles that delegations grant, or that people try to grant by them. Not every role there is: a signed-in
 * user's cloud tells the rest.
 */
export const builtInRoles: readonly BuiltInRole[] = [
  role(
    'b24988ac-6180-42a0-ab88-20f7382dd24c',
    'Contributor',
    'Manages all resources, but assigns no roles.',
    ['*'],
    {
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
    },
  ),
  role('acdd72a7-3385-48ef-bd42-f606fba81ae7', 'Reader', 'Views all resources and changes none.', ['*/read']),
  role(
    '91c1777a-f3dc-4fae-b103-61d183457e46',
    'Managed Services Registration assignment Delete Role',
    'Lets users of the managing tenant remove the delegation.',
    [
      'Microsoft.ManagedServices/registrationAssignments/read',
      'Microsoft.ManagedServices/registrationAssignments/delete',
      'Microsoft.ManagedServices/operationStatuses/read',
    ],
  ),
  role(
    '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
    'Owner',
    'Manages all resources, and who has access to them.',
    ['*'],
  ),
  role(
    '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    'User Access Administrator',
    'Manages who has access to resources.',
    ['*/read', 'Microsoft.Authorization/*', support],
  ),
  role(
    'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
    'Role Based Access Control Administrator',
    'Assigns and takes away roles.',
    [
      'Microsoft.Authorization/roleAssignments/write',
      'Microsoft.Authorization/roleAssignments/delete',
      '*/read',
      support,
    ],
  ),

  // Governance and billing
  role(
    '36243c78-bf99-498c-9df9-86d9f8d28608',
    'Resource Policy Contributor',
    'Makes and changes policies and policy assignments.',
    [
      '*/read',
      'Microsoft.Authorization/policyassignments/*',
      'Microsoft.Authorization/policydefinitions/*',
      'Microsoft.Authorization/policyexemptions/*',
      'Microsoft.Authorization/policysetdefinitions/*',
      'Microsoft.PolicyInsights/*',
      deployments,
      support,
    ],
  ),
  role('4a9ae827-6dc8-4573-8ac7-8239d42aa03f', 'Tag Contributor', 'Manages tags, not what is tagged.', [
    readAuthorization,
    'Microsoft.Resources/subscriptions/resourceGroups/resources/read',
    resourceGroups,
    'Microsoft.Resources/subscriptions/resources/read',
    deployments,
    'Microsoft.Insights/alertRules/*',
    support,
    'Microsoft.Resources/tags/*',
  ]),
  role(
    'cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e',
    'Support Request Contributor',
    'Makes and manages support requests.',
    [readAuthorization, resourceGroups, support],
  ),
  role(
    'fa23ad8b-c56e-40d8-ac0c-ce449e1d2c64',
    'Billing Reader',
    'Reads billing data.',
    [
      readAuthorization,
      'Microsoft.Billing/*/read',
      'Microsoft.Consumption/*/read',
      'Microsoft.CostManagement/*/read',
      support,
    ],
    { isExcerpt: true },
  ),
  role(
    '72fafb9e-0641-4937-9268-a91bfd8191a3',
    'Cost Management Reader',
    'Views costs, budgets and exports.',
    [
      'Microsoft.Consumption/*/read',
      'Microsoft.CostManagement/*/read',
      'Microsoft.Billing/billingPeriods/read',
      'Microsoft.Resources/subscriptions/read',
      resourceGroups,
      support,
      'Microsoft.Advisor/configurations/read',
      'Microsoft.Advisor/recommendations/read',
    ],
    { isExcerpt: true },
  ),
  role(
    '434105ed-43f6-45c7-a02f-909b2ba83430',
    'Cost Management Contributor',
    'Views costs, and manages budgets and exports.',
    [
      'Microsoft.Consumption/*',
      'Microsoft.CostManagement/*',
      'Microsoft.Billing/billingPeriods/read',
      'Microsoft.Resources/subscriptions/read',
      resourceGroups,
      support,
      'Microsoft.Advisor/configurations/read',
      'Microsoft.Advisor/recommendations/read',
    ],
    { isExcerpt: true },
  ),

  // Monitoring
  role('43d0d8ad-25c7-4714-9337-8ba259a9fe05', 'Monitoring Reader', 'Reads all monitoring data.', [
    '*/read',
    'Microsoft.OperationalInsights/workspaces/search/action',
    support,
  ]),
  role(
    '749f88d5-cbae-40b8-bcfc-e573ddc772fa',
    'Monitoring Contributor',
    'Reads all monitoring data and changes monitoring settings.',
    [
      '*/read',
      'Microsoft.AlertsManagement/alerts/*',
      'Microsoft.AlertsManagement/alertsSummary/*',
      'Microsoft.Insights/actiongroups/*',
      'Microsoft.Insights/AlertRules/*',
      'Microsoft.Insights/components/*',
      'Microsoft.Insights/DiagnosticSettings/*',
      'Microsoft.Insights/metricalerts/*',
      'Microsoft.OperationalInsights/workspaces/write',
      support,
    ],
    { isExcerpt: true },
  ),
  role(
    '3913510d-42f4-4e42-8a64-420c390055eb',
    'Monitoring Metrics Publisher',
    'Publishes metrics of Azure resources.',
    ['Microsoft.Insights/Register/Action', support, resourceGroups],
    { dataActions: ['Microsoft.Insights/Metrics/Write', 'Microsoft.Insights/Telemetry/Write'] },
  ),
  role(
    '73c42c96-874c-492b-b04d-ab87d138a893',
    'Log Analytics Reader',
    'Views and searches all monitoring data, and views monitoring settings.',
    [
      '*/read',
      'Microsoft.OperationalInsights/workspaces/analytics/query/action',
      'Microsoft.OperationalInsights/workspaces/search/action',
      support,
    ],
    { notActions: ['Microsoft.OperationalInsights/workspaces/sharedKeys/read'] },
  ),
  role(
    '92aaf0da-9dab-42b6-94a3-d43ce8d16293',
    'Log Analytics Contributor',
    'Reads all monitoring data, changes monitoring settings, and reads keys of storage accounts for logs.',
    [
      '*/read',
      'Microsoft.ClassicCompute/virtualMachines/extensions/*',
      'Microsoft.ClassicStorage/storageAccounts/listKeys/action',
      'Microsoft.Compute/virtualMachines/extensions/*',
      'Microsoft.HybridCompute/machines/extensions/write',
      'Microsoft.Insights/alertRules/*',
      'Microsoft.Insights/diagnosticSettings/*',
      'Microsoft.OperationalInsights/*',
      'Microsoft.OperationsManagement/*',
      deployments,
      'Microsoft.Resources/subscriptions/resourcegroups/deployments/*',
      'Microsoft.Storage/storageAccounts/listKeys/action',
      support,
    ],
  ),
  role(
    'ae349356-3a1b-4a5e-921d-050484c6347e',
    'Application Insights Component Contributor',
    'Manages Application Insights components.',
    [
      ...everyday,
      'Microsoft.Insights/components/*',
      'Microsoft.Insights/metricAlerts/*',
      'Microsoft.Insights/webtests/*',
    ],
    { isExcerpt: true },
  ),

  // Security
  role(
    '39bc4728-0917-49c7-9d2c-d95423bc2eb4',
    'Security Reader',
    'Views recommendations, alerts, security policies and security states.',
    [
      readAuthorization,
      'Microsoft.Insights/alertRules/read',
      'Microsoft.operationalInsights/workspaces/*/read',
      'Microsoft.Resources/deployments/*/read',
      resourceGroups,
      'Microsoft.Security/*/read',
      'Microsoft.IoTSecurity/*/read',
      'Microsoft.Support/*/read',
      'Microsoft.Management/managementGroups/read',
    ],
    { isExcerpt: true },
  ),
  role(
    'fb1c8493-542b-48eb-b624-b4c8fea62acd',
    'Security Admin',
    'Views what Security Reader views, changes security policies, and dismisses alerts.',
    [
      readAuthorization,
      'Microsoft.Authorization/policyAssignments/*',
      'Microsoft.Authorization/policyDefinitions/*',
      'Microsoft.Authorization/policyExemptions/*',
      'Microsoft.Authorization/policySetDefinitions/*',
      'Microsoft.Insights/alertRules/*',
      'Microsoft.Management/managementGroups/read',
      'Microsoft.operationalInsights/workspaces/*/read',
      deployments,
      resourceGroups,
      'Microsoft.Security/*',
      'Microsoft.IoTSecurity/*',
      support,
    ],
    { isExcerpt: true },
  ),
  role(
    '8d289c81-5878-46d4-8554-54e1e3d8b5cb',
    'Microsoft Sentinel Reader',
    'Views incidents, workbooks and other resources of Microsoft Sentinel.',
    [
      'Microsoft.SecurityInsights/*/read',
      'Microsoft.OperationalInsights/workspaces/analytics/query/action',
      ...everyday,
    ],
    { isExcerpt: true },
  ),
  role(
    '3e150937-b8fe-4cfb-8069-0eaf05ecd056',
    'Microsoft Sentinel Responder',
    'Manages incidents of Microsoft Sentinel.',
    [
      'Microsoft.SecurityInsights/*/read',
      'Microsoft.SecurityInsights/cases/*',
      'Microsoft.SecurityInsights/incidents/*',
      ...everyday,
    ],
    { isExcerpt: true },
  ),
  role(
    'ab8e14d6-4a74-4a29-9ba8-549422addade',
    'Microsoft Sentinel Contributor',
    'Manages rules, workbooks and incidents of Microsoft Sentinel.',
    ['Microsoft.SecurityInsights/*', 'Microsoft.OperationalInsights/workspaces/savedSearches/*', ...everyday],
    { isExcerpt: true },
  ),
  role(
    'f25e0fa2-a7c8-4377-a976-54943a77a395',
    'Key Vault Contributor',
    'Manages key vaults, but not their keys, secrets and certificates.',
    [...everyday, 'Microsoft.KeyVault/*'],
    {
      notActions: [
        'Microsoft.KeyVault/locations/deletedVaults/purge/action',
        'Microsoft.KeyVault/hsmPools/*',
      ],
      isExcerpt: true,
    },
  ),
  role(
    '21090545-7ca7-4776-b22c-e363652d74d2',
    'Key Vault Reader',
    'Reads metadata of key vaults and of what is in them.',
    [readAuthorization, resourceGroups, support, 'Microsoft.KeyVault/*/read'],
    {
      dataActions: [
        'Microsoft.KeyVault/vaults/*/read',
        'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
      ],
      isExcerpt: true,
    },
  ),
  role(
    '00482a5a-887f-4fb3-b363-3b7fe8e74483',
    'Key Vault Administrator',
    'Does everything with a key vault and what is in it.',
    [...everyday, 'Microsoft.KeyVault/*/read'],
    { dataActions: ['Microsoft.KeyVault/vaults/*'], isExcerpt: true },
  ),
  role('4633458b-17de-408a-b874-0445c86b69e6', 'Key Vault Secrets User', 'Reads secrets of key vaults.', [], {
    dataActions: [
      'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
    ],
  }),
  role(
    'b86a8fe4-44ce-4948-aee5-eccb2c155cd7',
    'Key Vault Secrets Officer',
    'Does everything with the secrets of key vaults.',
    [...everyday, 'Microsoft.KeyVault/*/read'],
    { dataActions: ['Microsoft.KeyVault/vaults/secrets/*'], isExcerpt: true },
  ),

  // Operations
  role(
    '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
    'Virtual Machine Contributor',
    'Manages virtual machines, but not the networks and storage accounts that they use.',
    [
      'Microsoft.Compute/availabilitySets/*',
      'Microsoft.Compute/virtualMachines/*',
      'Microsoft.Compute/virtualMachineScaleSets/*',
      'Microsoft.Compute/disks/write',
      'Microsoft.Network/networkInterfaces/*',
      'Microsoft.RecoveryServices/Vaults/backupPolicies/read',
      ...everyday,
    ],
    { isExcerpt: true },
  ),
  role(
    '1c0163c0-47e6-4577-8991-ea5c82e286e4',
    'Virtual Machine Administrator Login',
    'Signs in to virtual machines as administrator.',
    [
      'Microsoft.Network/publicIPAddresses/read',
      'Microsoft.Network/virtualNetworks/read',
      'Microsoft.Compute/virtualMachines/*/read',
    ],
    {
      dataActions: [
        'Microsoft.Compute/virtualMachines/login/action',
        'Microsoft.Compute/virtualMachines/loginAsAdmin/action',
      ],
      isExcerpt: true,
    },
  ),
  role(
    'fb879df8-f326-4884-b1cf-06f3ad86be52',
    'Virtual Machine User Login',
    'Signs in to virtual machines as a user.',
    [
      'Microsoft.Network/publicIPAddresses/read',
      'Microsoft.Network/virtualNetworks/read',
      'Microsoft.Compute/virtualMachines/*/read',
    ],
    { dataActions: ['Microsoft.Compute/virtualMachines/login/action'], isExcerpt: true },
  ),
  role(
    'd3881f73-407a-4167-8283-e981cbba0404',
    'Automation Operator',
    'Starts, stops and resumes jobs of Automation accounts.',
    [
      'Microsoft.Automation/automationAccounts/jobs/read',
      'Microsoft.Automation/automationAccounts/jobs/write',
      'Microsoft.Automation/automationAccounts/jobs/stop/action',
      ...everyday,
    ],
    { isExcerpt: true },
  ),
  role(
    'f353d9bd-d4a6-484e-a77a-8050b599b867',
    'Automation Contributor',
    'Manages Automation accounts and what is in them.',
    ['Microsoft.Automation/automationAccounts/*', 'Microsoft.Insights/ActionGroups/*', ...everyday],
    { isExcerpt: true },
  ),
  role(
    '5e467623-bb1f-42f4-a55d-6e525e11384b',
    'Backup Contributor',
    'Manages backups, but makes no vaults and gives nobody access.',
    [
      'Microsoft.RecoveryServices/Vaults/backupFabrics/*',
      'Microsoft.RecoveryServices/Vaults/backupJobs/*',
      'Microsoft.RecoveryServices/Vaults/backupPolicies/*',
      'Microsoft.RecoveryServices/Vaults/backupProtectedItems/*',
      ...everyday,
    ],
    { isExcerpt: true },
  ),
  role(
    '00c29273-979b-4161-815c-10b084fb9324',
    'Backup Operator',
    'Manages backups, but removes none, makes no vaults and gives nobody access.',
    [
      'Microsoft.RecoveryServices/Vaults/backupFabrics/operationResults/read',
      'Microsoft.RecoveryServices/Vaults/backupJobs/*',
      ...everyday,
    ],
    { isExcerpt: true },
  ),
  role(
    'a795c7a0-d4a2-40c1-ae25-d81f01202912',
    'Backup Reader',
    'Views backups.',
    [readAuthorization, 'Microsoft.RecoveryServices/Vaults/*/read'],
    { isExcerpt: true },
  ),
  role(
    '6670b86e-a3f7-4917-ac9b-5d6ab1be4567',
    'Site Recovery Contributor',
    'Manages Site Recovery, but makes no vaults and assigns no roles.',
    [
      'Microsoft.RecoveryServices/vaults/replicationFabrics/*',
      'Microsoft.RecoveryServices/vaults/replicationPolicies/*',
      ...everyday,
    ],
    { isExcerpt: true },
  ),
  role(
    'b64e21ea-ac4e-4cdf-9dc9-5b892992bee7',
    'Azure Connected Machine Onboarding',
    'Onboards machines to Azure Arc.',
    [
      'Microsoft.HybridCompute/machines/read',
      'Microsoft.HybridCompute/machines/write',
      'Microsoft.GuestConfiguration/guestConfigurationAssignments/read',
    ],
    { isExcerpt: true },
  ),
  role(
    'cd570a14-e51a-42ad-bac8-bafd67325302',
    'Azure Connected Machine Resource Administrator',
    'Reads, changes, deletes and onboards machines of Azure Arc.',
    ['Microsoft.HybridCompute/machines/*', 'Microsoft.HybridCompute/*/read', deployments],
    { isExcerpt: true },
  ),

  // Networks, storage, data and applications
  role('4d97b98b-1d4f-4787-a291-c67834d212e7', 'Network Contributor', 'Manages networks.', [
    ...everyday,
    'Microsoft.Network/*',
  ]),
  role(
    'befefa01-2a29-4197-83a8-272ff33ce314',
    'DNS Zone Contributor',
    'Manages DNS zones and their records.',
    [...everyday, 'Microsoft.Network/dnsZones/*'],
  ),
  role(
    '17d1049b-9a84-46fb-8f53-869881c3d3ab',
    'Storage Account Contributor',
    'Manages storage accounts, and reads their keys.',
    ['Microsoft.Storage/storageAccounts/*', 'Microsoft.Insights/diagnosticSettings/*', ...everyday],
    { isExcerpt: true },
  ),
  role(
    'e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1',
    'Storage Account Backup Contributor',
    'Backs up and restores storage accounts.',
    [
      readAuthorization,
      'Microsoft.Authorization/locks/read',
      'Microsoft.Authorization/locks/write',
      'Microsoft.Authorization/locks/delete',
      'Microsoft.Storage/storageAccounts/read',
    ],
    { isExcerpt: true },
  ),
  role(
    '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
    'Storage Blob Data Reader',
    'Reads blobs.',
    [
      'Microsoft.Storage/storageAccounts/blobServices/containers/read',
      'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action',
    ],
    { dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'] },
  ),
  role(
    'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    'Storage Blob Data Contributor',
    'Reads, writes and deletes blobs.',
    [
      'Microsoft.Storage/storageAccounts/blobServices/containers/delete',
      'Microsoft.Storage/storageAccounts/blobServices/containers/read',
      'Microsoft.Storage/storageAccounts/blobServices/containers/write',
      'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action',
    ],
    {
      dataActions: [
        'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete',
        'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
        'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write',
        'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/move/action',
        'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action',
      ],
    },
  ),
  role(
    'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
    'Storage Blob Data Owner',
    'Does everything with blobs, and manages access to them.',
    [
      'Microsoft.Storage/storageAccounts/blobServices/containers/*',
      'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action',
    ],
    { dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*'] },
  ),
  role(
    '9b7fa17d-e63e-47b0-bb0a-15c516ac86ec',
    'SQL DB Contributor',
    'Manages SQL databases, but not who may use them.',
    ['Microsoft.Sql/servers/databases/*', 'Microsoft.Sql/servers/read', ...everyday],
    { isExcerpt: true },
  ),
  role(
    'de139f84-1756-47ae-9be6-808fbbe84772',
    'Website Contributor',
    'Manages websites, but not the plans that they run on.',
    [
      'Microsoft.Web/sites/*',
      'Microsoft.Web/certificates/*',
      'Microsoft.Web/serverFarms/join/action',
      'Microsoft.Web/serverFarms/read',
      ...everyday,
    ],
    { isExcerpt: true },
  ),
  role(
    'ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8',
    'Azure Kubernetes Service Contributor Role',
    'Manages Kubernetes clusters.',
    [
      'Microsoft.ContainerService/locations/*',
      'Microsoft.ContainerService/managedClusters/*',
      'Microsoft.ContainerService/managedclustersnapshots/*',
      'Microsoft.ContainerService/snapshots/*',
      deployments,
    ],
    { isExcerpt: true },
  ),
  role(
    'f1a07417-d97a-45cb-824c-7a7467783830',
    'Managed Identity Operator',
    'Reads user-assigned identities, and assigns them to resources.',
    [
      'Microsoft.ManagedIdentity/userAssignedIdentities/*/read',
      'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
      readAuthorization,
      'Microsoft.Insights/alertRules/*',
      resourceGroups,
      deployments,
      support,
    ],
  ),
  role(
    'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59',
    'Managed Identity Contributor',
    'Makes, changes and deletes user-assigned identities.',
    [
      'Microsoft.ManagedIdentity/userAssignedIdentities/read',
      'Microsoft.ManagedIdentity/userAssignedIdentities/write',
      'Microsoft.ManagedIdentity/userAssignedIdentities/delete',
      readAuthorization,
      deployments,
      support,
    ],
    { isExcerpt: true },
  ),
];
