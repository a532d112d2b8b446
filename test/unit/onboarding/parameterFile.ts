/** Ids that tests grant to. */
export const principals = {
  operators: '11111111-aaaa-4aaa-8aaa-111111111111',
  support: '22222222-bbbb-4bbb-8bbb-222222222222',
  auditors: '33333333-cccc-4ccc-8ccc-333333333333',
} as const;

/** Ids of built-in roles. */
export const roles = {
  owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  deleteRole: '91c1777a-f3dc-4fae-b103-61d183457e46',
  userAccessAdministrator: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  supportRequests: 'cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e',
  keyVaultAdministrator: '00482a5a-887f-4fb3-b363-3b7fe8e74483',
  rbacAdministrator: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
  resourcePolicies: '36243c78-bf99-498c-9df9-86d9f8d28608',
} as const;

export const managingTenant = 'fbcdd0f3-dc82-4cee-bcde-7301d24e9bf6';
export const zeroId = '00000000-0000-0000-0000-000000000000';

/** A permanent authorization, with whatever else is to stand in it. */
export function grant(principalId: unknown, roleDefinitionId: unknown, more: object = {}): object {
  return { principalId, principalIdDisplayName: 'Some Group', roleDefinitionId, ...more };
}

/** An eligible authorization; what `policy` says replaces what is fine. */
export function eligible(
  principalId: unknown,
  roleDefinitionId: unknown,
  policy: object = {},
  more: object = {},
): object {
  const justInTimeAccessPolicy = {
    multiFactorAuthProvider: 'Azure',
    maximumActivationDuration: 'PT8H',
    ...policy,
  };
  return grant(principalId, roleDefinitionId, { justInTimeAccessPolicy, ...more });
}

/** An offer that no rule has anything against. */
export const fine = {
  managedByTenantId: managingTenant,
  authorizations: [
    grant(principals.operators, roles.reader),
    grant(principals.operators, roles.contributor),
    grant(principals.operators, roles.deleteRole),
  ],
};

/** A parameter file with these parameters. */
export function parameterFile(parameters: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(parameters).map(([name, value]) => [name, { value }]);
  return JSON.stringify(
    {
      $schema:
        'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentParameters.json#',
      contentVersion: '1.0.0.0',
      parameters: Object.fromEntries(given) as unknown,
    },
    undefined,
    2,
  );
}
