import type { Emulator } from '../emulator/server.ts';

/** The id of a subscription of the emulated Azure. */
export function subscriptionId({ world }: Emulator, displayName: string): string {
  const found = world.current.subscriptions.find((each) => each.displayName === displayName);
  if (found === undefined) throw new Error(`There is no subscription "${displayName}"`);
  return found.id;
}

/** The id of a tenant of the emulated Azure. */
export function tenantId({ world }: Emulator, displayName: string): string {
  const found = world.current.tenants.find((each) => each.displayName === displayName);
  if (found === undefined) throw new Error(`There is no tenant "${displayName}"`);
  return found.id;
}

/** The resource ids of a subscription's delegations from one offer. */
export function delegationIds(emulator: Emulator, subscription: string, offer: string): readonly string[] {
  const { registrationAssignments, registrationDefinitions } = emulator.world.current;
  const scope = `/subscriptions/${subscriptionId(emulator, subscription)}/`.toLowerCase();
  const definitions = registrationDefinitions
    .filter(({ properties }) => properties.registrationDefinitionName === offer)
    .map(({ id }) => id.toLowerCase());
  return registrationAssignments
    .filter(({ properties }) => definitions.includes(properties.registrationDefinitionId.toLowerCase()))
    .map(({ id }) => id)
    .filter((id) => id.toLowerCase().startsWith(scope));
}

/** The addresses of the DELETEs that reached Azure. */
export function deletesSent({ requests }: Emulator): readonly string[] {
  return requests.matching('DELETE', /registrationAssignments/i).map(({ url }) => url);
}
