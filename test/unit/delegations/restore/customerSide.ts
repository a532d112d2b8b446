import { expect } from 'vitest';
import type { ManagedServicesClient } from '../../../../src/arm/managedservices/managedServicesClient.ts';
import type {
  RegistrationAssignment,
  RegistrationDefinition,
} from '../../../../src/arm/managedservices/models.ts';
import {
  parseRegistrationAssignmentId,
  parseRegistrationDefinitionId,
  scopeOf,
} from '../../../../src/arm/resourceIds.ts';
import { emulatedAzure } from '../../../contract/emulatedAzure.ts';
import { all } from '../../arm/armOf.ts';
import type { WorldDocument } from '../../../emulator/world.ts';
import { guid, roleIdOf } from '../../../emulator/worldBuilder.ts';
import type { PutResource } from './deployment/putsOf.ts';

/** What an owner of every subscription of a world does at an emulator, over TLS. */
export interface CustomerSide {
  /** With its definition inside; undefined where there is none. */
  assignment(id: string): Promise<RegistrationAssignment | undefined>;
  /** Those of a subscription and its resource groups. */
  assignments(subscriptionId: string): Promise<readonly RegistrationAssignment[]>;
  /** Undefined where there is none. */
  definition(id: string): Promise<RegistrationDefinition | undefined>;
  removeAssignment(id: string): Promise<void>;
  /** Leaves one that another assignment uses. */
  removeUnusedDefinition(id: string): Promise<void>;
  /** @throws where Azure refuses it */
  put(resource: PutResource): Promise<void>;
}

/** Starts an emulator of a world whose customers have taken off their locks and pay their bills. */
export async function customerSide(world: WorldDocument): Promise<CustomerSide> {
  const owners = new Map((world.tenants ?? []).map(({ id }) => [id, `owner@${id}`]));
  const ownerOf = ({ tenantId }: { readonly tenantId: string }): string => owners.get(tenantId) ?? '';
  const subscriptions = world.subscriptions ?? [];
  const azure = await emulatedAzure({
    ...world,
    users: [
      ...(world.users ?? []),
      ...[...owners].map(([tenantId, userPrincipalName]) => ({
        id: guid(userPrincipalName),
        tenantId,
        userPrincipalName,
      })),
    ],
    subscriptions: subscriptions.map((subscription) => ({ ...subscription, state: 'Enabled' })),
    roleAssignments: subscriptions.map((subscription) => ({
      id: guid('owner', subscription.id),
      principalId: guid(ownerOf(subscription)),
      roleDefinitionId: roleIdOf('Owner'),
      scope: scopeOf(subscription.id),
    })),
    locks: [],
    service: { ...world.service, deletion: { answer: 'ok' } },
  });

  const clients = new Map(
    [...owners.values()].map((user) => [user, azure.connect({ user, mfa: true }).managedServices]),
  );
  const userFor = (subscriptionId: string): string => {
    const subscription = subscriptions.find(({ id }) => id.toLowerCase() === subscriptionId.toLowerCase());
    if (!subscription) throw new Error(`There is no subscription ${subscriptionId}`);
    return ownerOf(subscription);
  };
  const clientFor = (subscriptionId: string): ManagedServicesClient => {
    const client = clients.get(userFor(subscriptionId));
    if (!client) throw new Error(`Nobody owns ${subscriptionId}`);
    return client;
  };

  return {
    assignment: (id) => {
      const { subscriptionId, scope, name } = known(parseRegistrationAssignmentId(id), id);
      const options = { expandRegistrationDefinition: true };
      return found(clientFor(subscriptionId).registrationAssignments.get(scope, name, options));
    },
    assignments: (subscriptionId) =>
      all(clientFor(subscriptionId).registrationAssignments.list(scopeOf(subscriptionId))),
    definition: (id) => {
      const { subscriptionId, scope, name } = known(parseRegistrationDefinitionId(id), id);
      return found(clientFor(subscriptionId).registrationDefinitions.get(scope, name));
    },
    removeAssignment: async (id) => {
      const { subscriptionId, scope, name } = known(parseRegistrationAssignmentId(id), id);
      await clientFor(subscriptionId).registrationAssignments.beginDeleteAndWait(scope, name);
    },
    removeUnusedDefinition: async (id) => {
      const { subscriptionId, scope, name } = known(parseRegistrationDefinitionId(id), id);
      await clientFor(subscriptionId).registrationDefinitions.delete(scope, name).catch(passOver(409));
    },
    put: async ({ id, apiVersion, body }) => {
      const [, , subscriptionId = ''] = id.split('/');
      const token = azure.token({ user: userFor(subscriptionId), mfa: true });
      const { status, text } = await azure.send('PUT', `${encodeURI(id)}?api-version=${apiVersion}`, {
        token,
        body,
      });
      expect([200, 201], text).toContain(status);
    },
  };
}

async function found<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch(passOver(404));
}

/** Makes nothing of a refusal with a status, and throws every other one. */
function passOver(status: number): (error: unknown) => undefined {
  return (error) => {
    if ((error as { readonly statusCode?: unknown }).statusCode !== status) throw error;
    return undefined;
  };
}

function known<T>(parsed: T | undefined, id: string): T {
  if (parsed === undefined) throw new Error(`Not an id: ${id}`);
  return parsed;
}
