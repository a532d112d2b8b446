import type { TokenCredential } from '@azure/core-auth';
import { onTestFinished } from 'vitest';
import type { Permission } from '../../../../src/arm/authorization/models.ts';
import { type ArmConnection, connectToArm } from '../../../../src/arm/connection.ts';
import { toArmError } from '../../../../src/arm/toArmError.ts';
import { connectToAzure } from '../../../../src/delegations/azure.ts';
import type { Delegation } from '../../../../src/delegations/delegation.ts';
import { Estate } from '../../../../src/delegations/estate/estate.ts';
import type { EstateAccount, EstateSource } from '../../../../src/delegations/estate/estateSource.ts';
import type { PlacedDelegation } from '../../../../src/delegations/placedDelegation.ts';
import { knownDelegations } from '../../../../src/delegations/impact/knownDelegations.ts';
import { RemovalPermissions } from '../../../../src/delegations/permission/removalPermissions.ts';
import { armRemovalAzure } from '../../../../src/delegations/removal/armRemovalAzure.ts';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import type { WorldDocument } from '../../../emulator/world.ts';

/** What all users of an emulated world see together, each through every tenant that they work in. */
export interface EmulatedEstate {
  readonly emulator: Emulator;
  readonly estate: Estate;
  readonly permissions: RemovalPermissions;
  /** Every delegation that somebody sees, once for each door. */
  readonly seen: readonly PlacedDelegation[];
  /** Who looks, at what: `alex@fabrikam.example in Fabrikam: Contoso Production > Web care`. */
  readonly title: (placed: PlacedDelegation) => string;
  /** Sends a DELETE through the door of a delegation; what Azure said: `removed`, or the code of its error. */
  readonly tryToRemove: (delegation: Delegation) => Promise<string>;
  /** The display names of the subscriptions that somebody sees through the door of a delegation. */
  readonly subscriptionsBehind: (delegation: Delegation) => Promise<readonly (string | undefined)[]>;
}

/** Starts an emulator that ends with the test, and reads everything that there is to see. */
export async function emulatedEstate(world: WorldDocument): Promise<EmulatedEstate> {
  const emulator = await startEmulator({ world });
  onTestFinished(() => emulator.stop());
  const { users, tenants } = emulator.world.current;
  const accounts = users.map(({ id, userPrincipalName }) => ({ id, label: userPrincipalName }));
  const homeOf = ({ id }: EstateAccount): string => users.find((user) => user.id === id)?.tenantId ?? '';
  const options = {
    endpoint: emulator.resourceManager,
    scope: `${emulator.audience}.default`,
    userAgentPrefix: 'azure-delegations/0.0.0',
    tlsOptions: { ca: emulator.ca },
  };
  const connect = (user: string, tenant: string): ArmConnection =>
    connectToArm(credentialOf(emulator, user, tenant), options);
  const azure = (user: string, tenant: string) =>
    connectToAzure(credentialOf(emulator, user, tenant), options);

  const source: EstateSource = {
    accounts: () => Promise.resolve(accounts),
    homeTenant: (account) => Promise.resolve(homeOf(account)),
    tenants: (account, signal) => azure(account.label, homeOf(account)).tenants(signal),
    subscriptions: ({ accountLabel, tenantId }, signal) =>
      azure(accountLabel, tenantId).subscriptions(tenantId, signal),
    assignments: ({ accountLabel, tenantId }, ...rest) => azure(accountLabel, tenantId).assignments(...rest),
    delegationsInGraph: ({ accountLabel, tenantId }, ...rest) =>
      azure(accountLabel, tenantId).delegationsInGraph(...rest),
    roleDefinitions: ({ accountLabel, tenantId }, ...rest) =>
      azure(accountLabel, tenantId).roleDefinitions(...rest),
  };
  const estate = new Estate(source);
  await estate.takeInventory(() => undefined, new AbortController().signal);
  const rows = estate.managingTenants.flatMap(({ subscriptions }) => subscriptions);
  await Promise.all(rows.map((row) => estate.readDelegations(row)));

  return {
    emulator,
    estate,
    permissions: new RemovalPermissions({
      permissions: async ({ accountLabel, tenantId }, scope, abortSignal) => {
        const found: Permission[] = [];
        try {
          const { permissions } = connect(accountLabel, tenantId);
          for await (const entry of permissions.list(scope, { abortSignal })) found.push(entry);
        } catch (error) {
          throw toArmError(error, scope);
        }
        return found;
      },
    }),
    seen: knownDelegations(estate),
    title: ({ row, delegation }) => {
      const tenant = tenants.find(({ id }) => id === row.door.tenantId)?.displayName ?? '';
      const offer = delegation.assignment.properties?.registrationDefinition?.properties;
      return `${row.door.accountLabel} in ${tenant}: ${row.subscription.displayName ?? ''} > ${offer?.registrationDefinitionName ?? ''}`;
    },
    tryToRemove: async ({ door, scope, name }) => {
      const azureBehind = armRemovalAzure(connect(door.accountLabel, door.tenantId));
      const answer = await azureBehind.beginDelete(scope, name, new AbortController().signal);
      if (answer.kind === 'failed') return answer.error.code ?? answer.error.reason;
      return answer.kind === 'deleted' ? 'removed' : answer.kind;
    },
    subscriptionsBehind: async ({ door }) => {
      const subscriptions = await source.subscriptions(door, new AbortController().signal);
      return subscriptions.map(({ displayName }) => displayName);
    },
  };
}

/** Tokens of somebody who signs in to any tenant, and never with a second factor. */
function credentialOf(emulator: Emulator, user: string, tenant: string): TokenCredential {
  return {
    getToken: (_, { claims } = {}) => {
      if (claims !== undefined) return Promise.reject(new Error('There is no second factor.'));
      const { body } = emulator.tokens.issue(emulator.world.current, { user, tenant, interactive: true });
      const { access_token: token } = body as { readonly access_token: string };
      return Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 });
    },
  };
}
