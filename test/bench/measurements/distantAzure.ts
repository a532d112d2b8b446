import type { EmulatorOptions } from '../../emulator/server.ts';
import { largeWorld } from '../../emulator/worlds/large.ts';

/** Milliseconds of one round trip. */
const roundTripMs = 150;

/** The managing tenants of {@link distantAzure}. */
export const managingTenants = 3;

/** An Azure that takes a round trip for every answer. */
export const distantAzure: EmulatorOptions = {
  world: largeWorld({ managingTenants, subscriptions: 60 }),
  latencyMs: roundTripMs,
};

/** Milliseconds as round trips. */
export function toRoundTrips(milliseconds: number): number {
  return milliseconds / roundTripMs;
}
