import type { ArmConnectionOptions } from '../src/arm/connection.ts';
import { GraphQuota } from '../src/arm/resourceGraph/graphQuota.ts';
import { type Azure, connectToAzure } from '../src/delegations/azure.ts';
import type { EstateAccount, EstateSource } from '../src/delegations/estate/estateSource.ts';

/** An emulator that runs here or in another process, and who signs in to it. */
export interface EmulatedUsers {
  readonly resourceManager: string;
  /** The certificate to trust, PEM. */
  readonly ca: string;
  /** Accounts by their user principal names, with their home tenants. */
  readonly users: readonly { readonly userPrincipalName: string; readonly tenantId: string }[];
  /** A token of a user for a tenant. */
  readonly token: (user: string, tenant: string) => Promise<string>;
}

/** The estate of users of an emulator, read over TLS as the extension reads it: one connection for each door. */
export function emulatedSource(
  { resourceManager, ca, users, token }: EmulatedUsers,
  options: Partial<ArmConnectionOptions> = {},
): EstateSource {
  const connections = new Map<string, Azure>();
  const quotas = new Map<string, GraphQuota>();
  const quotaOf = (user: string): GraphQuota => {
    const quota = quotas.get(user) ?? new GraphQuota();
    quotas.set(user, quota);
    return quota;
  };
  const azure = (user: string, tenant: string): Azure => {
    const key = `${user} ${tenant}`;
    const known = connections.get(key);
    if (known) return known;
    const connection = connectToAzure(
      {
        getToken: async () => ({
          token: await token(user, tenant),
          expiresOnTimestamp: Date.now() + 3_600_000,
        }),
      },
      {
        endpoint: resourceManager,
        scope: 'https://management.emulator.example/.default',
        userAgentPrefix: 'azure-delegations/0.0.0',
        tlsOptions: { ca },
        graphQuota: quotaOf(user),
        ...options,
      },
    );
    connections.set(key, connection);
    return connection;
  };
  const homeOf = ({ id }: EstateAccount): string =>
    users.find(({ userPrincipalName }) => userPrincipalName === id)?.tenantId ?? '';
  return {
    accounts: () =>
      Promise.resolve(
        users.map(({ userPrincipalName }) => ({ id: userPrincipalName, label: userPrincipalName })),
      ),
    homeTenant: (account) => Promise.resolve(homeOf(account).toLowerCase()),
    tenants: (account, signal) => azure(account.id, homeOf(account)).tenants(signal),
    subscriptions: ({ accountId, tenantId }, signal) =>
      azure(accountId, tenantId).subscriptions(tenantId, signal),
    assignments: ({ accountId, tenantId }, ...rest) => azure(accountId, tenantId).assignments(...rest),
    delegationsInGraph: ({ accountId, tenantId }, ...rest) =>
      azure(accountId, tenantId).delegationsInGraph(...rest),
    roleDefinitions: ({ accountId, tenantId }, ...rest) =>
      azure(accountId, tenantId).roleDefinitions(...rest),
  };
}
