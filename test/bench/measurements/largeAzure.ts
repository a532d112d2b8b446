import type { EmulatorOptions } from '../../emulator/server.ts';
import { largeWorld } from '../../emulator/worlds/large.ts';

/** Subscriptions of the one managing tenant of {@link largeAzure}. */
export const subscriptions = 5000;

/** An Azure in which one tenant manages very many subscriptions. */
export const largeAzure: EmulatorOptions = { world: largeWorld({ managingTenants: 1, subscriptions }) };
