import { onTestFinished } from 'vitest';
import type { ArmConnectionOptions } from '../../../../src/arm/connection.ts';
import { Estate } from '../../../../src/delegations/estate/estate.ts';
import type { Inventory } from '../../../../src/delegations/inventory/inventory.ts';
import { emulatedSource } from '../../../emulatedSource.ts';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import type { WorldDocument } from '../../../emulator/world.ts';

/** An emulator that ends with the test, and the estate of some of its users, of which nothing is read yet. */
export interface EmulatedEstate {
  readonly emulator: Emulator;
  readonly estate: Estate;
  readonly takeInventory: () => Promise<Inventory>;
}

/** @param users whose estate it is; the demo account's where nobody is named */
export async function emulatedEstate(
  world: WorldDocument,
  users: readonly string[] = [world.demoAccount],
  options: Partial<ArmConnectionOptions> = {},
): Promise<EmulatedEstate> {
  const emulator = await startEmulator({ world });
  onTestFinished(() => emulator.stop());
  const source = emulatedSource(
    {
      ...emulator,
      users: emulator.world.current.users.filter(({ userPrincipalName }) =>
        users.includes(userPrincipalName),
      ),
      token: (user, tenant) => {
        const { body } = emulator.tokens.issue(emulator.world.current, { user, tenant });
        return Promise.resolve((body as { readonly access_token: string }).access_token);
      },
    },
    options,
  );
  const estate = new Estate(source);
  return {
    emulator,
    estate,
    takeInventory: () => estate.takeInventory(() => undefined, new AbortController().signal),
  };
}

/** The requests that came in, as `GET subscriptions`, `GET registrationAssignments`, `POST resources` and so on. */
export function requestsTo(emulator: Emulator): readonly string[] {
  return emulator.requests.all.map(
    ({ method, url }) => `${method} ${url.replace(/\?.*/, '').split('/').at(-1) ?? ''}`,
  );
}

/** How many of them were of a kind. */
export function countOf(emulator: Emulator, request: string): number {
  return requestsTo(emulator).filter((one) => one === request).length;
}
