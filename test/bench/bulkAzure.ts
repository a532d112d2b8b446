import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenCredential } from '@azure/core-auth';
import { type ArmConnectionOptions, connectToArm } from '../../src/arm/connection.ts';
import { connectToAzure } from '../../src/delegations/azure.ts';
import { batchPace } from '../../src/delegations/batch/batchPace.ts';
import type { CheckedDelegation } from '../../src/delegations/batch/checkedDelegation.ts';
import { checkDelegations } from '../../src/delegations/batch/checkDelegations.ts';
import type { BatchPorts } from '../../src/delegations/batch/removeDelegations.ts';
import { Estate } from '../../src/delegations/estate/estate.ts';
import { DiskJournal } from '../../src/delegations/journal/diskJournal.ts';
import { RemovalPermissions } from '../../src/delegations/permission/removalPermissions.ts';
import { armRemovalAzure } from '../../src/delegations/removal/armRemovalAzure.ts';
import { RemovalsInProgress } from '../../src/delegations/removal/removalsInProgress.ts';
import { systemClock } from '../../src/delegations/removal/systemClock.ts';
import { type Emulator, startEmulator } from '../emulator/server.ts';
import { bulkWorld } from '../emulator/worlds/bulk.ts';

/** Many delegations behind a distant Azure that is short of time, checked and ready to be removed. */
export interface BulkAzure {
  readonly emulator: Emulator;
  /** Stops the emulator and removes the journal. */
  readonly stop: () => Promise<void>;
  readonly checked: readonly CheckedDelegation[];
  readonly ports: BatchPorts;
}

const roundTripMs = 150;
/** Of all answers, each: 429 and 503. */
const turnedAway = 0.05;

/** Starts an emulator, reads and checks everything, and only then lets Azure be short of time. */
export async function startBulkAzure(subscriptions: number): Promise<BulkAzure> {
  const world = bulkWorld(subscriptions, { deletion: { polls: 2, retryAfter: null } });
  const emulator = await startEmulator({ world, latencyMs: roundTripMs });
  const [user] = emulator.world.current.users;
  if (!user) throw new Error('The world has no user.');
  const options: ArmConnectionOptions = {
    endpoint: emulator.resourceManager,
    scope: `${emulator.audience}.default`,
    userAgentPrefix: 'azure-delegations/0.0.0',
    tlsOptions: { ca: emulator.ca },
  };
  const credential = demoCredential(emulator);
  const azure = connectToAzure(credential, options);
  const estate = new Estate({
    accounts: () => Promise.resolve([{ id: user.id, label: user.userPrincipalName }]),
    homeTenant: () => Promise.resolve(user.tenantId),
    tenants: (_, signal) => azure.tenants(signal),
    subscriptions: ({ tenantId }, signal) => azure.subscriptions(tenantId, signal),
    assignments: (_, ...rest) => azure.assignments(...rest),
    delegationsInGraph: (_, ...rest) => azure.delegationsInGraph(...rest),
    roleDefinitions: (_, ...rest) => azure.roleDefinitions(...rest),
  });
  await estate.refresh();
  const permissions = new RemovalPermissions({
    permissions: (_, ...rest) => azure.permissions(...rest),
  });
  const rows = estate.managingTenants.flatMap((tenant) => tenant.subscriptions);
  const inProgress = new RemovalsInProgress();
  const journalFolder = mkdtempSync(join(tmpdir(), 'bulk-removals-'));
  const journal = new DiskJournal(journalFolder);
  const check = await checkDelegations(
    { rows },
    {
      rows,
      readDelegations: (row) => estate.readDelegations(row),
      judge: ({ row, delegation }, stop) => permissions.judge(row, delegation, stop),
      isBeingRemoved: (id) => inProgress.has(id),
      onProgress: () => undefined,
    },
    new AbortController().signal,
  );
  for (const [status, code] of [
    [429, 'TooManyRequests'],
    [503, 'ServiceUnavailable'],
  ] as const)
    emulator.faults.add({ share: turnedAway, status, code, retryAfter: 1 });

  return {
    emulator,
    stop: async () => {
      await emulator.stop();
      rmSync(journalFolder, { recursive: true, force: true });
    },
    checked: check.removable,
    ports: {
      connect: (door, traffic) =>
        Promise.resolve({
          azure: armRemovalAzure(connectToArm(credential, { ...options, onResponse: traffic.answered })),
          journal: journal.through(door, emulator.resourceManager),
        }),
      judge: ({ row, delegation }, stop) => permissions.judge(row, delegation, stop),
      forgetPermissions: (subscriptionId) => permissions.forget(subscriptionId),
      inProgress,
      clock: systemClock,
      pace: batchPace,
      onStep: () => undefined,
      onResult: () => undefined,
    },
  };
}

function demoCredential(emulator: Emulator): TokenCredential {
  return {
    getToken: () => {
      const { body } = emulator.tokens.issue(emulator.world.current, {});
      const { access_token: token } = body as { readonly access_token: string };
      return Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 });
    },
  };
}
