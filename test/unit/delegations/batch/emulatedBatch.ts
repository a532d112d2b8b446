import type { AccessToken, TokenCredential } from '@azure/core-auth';
import { connectToArm } from '../../../../src/arm/connection.ts';
import { stepUpOnce } from '../../../../src/arm/stepUpOnce.ts';
import type { BatchResult } from '../../../../src/delegations/batch/batchResult.ts';
import type { BatchCheck, CheckedDelegation } from '../../../../src/delegations/batch/checkedDelegation.ts';
import { checkDelegations, type Chosen } from '../../../../src/delegations/batch/checkDelegations.ts';
import { type BatchPorts, removeDelegations } from '../../../../src/delegations/batch/removeDelegations.ts';
import type { Traffic } from '../../../../src/delegations/batch/traffic.ts';
import { armRemovalAzure } from '../../../../src/delegations/removal/armRemovalAzure.ts';
import type { RemovalJournal } from '../../../../src/delegations/removal/ports.ts';
import { RemovalsInProgress } from '../../../../src/delegations/removal/removalsInProgress.ts';
import { systemClock } from '../../../../src/delegations/removal/systemClock.ts';
import type { WorldDocument } from '../../../emulator/world.ts';
import { emulatedEstate, type EmulatedEstate } from '../permission/emulatedEstate.ts';

/** Removals of many at an emulator, over TLS with the product's own connection. */
export interface EmulatedBatch extends EmulatedEstate {
  /** Looks at what was chosen; everything by default. */
  check(chosen?: Chosen, stop?: AbortSignal): Promise<BatchCheck>;
  readonly inProgress: RemovalsInProgress;
  remove(
    agreed: readonly CheckedDelegation[],
    changes?: Partial<BatchPorts>,
    signal?: AbortSignal,
  ): Promise<readonly BatchResult[]>;
  /** The DELETEs that came in, by the names of the offers, in order. */
  readonly deletes: () => readonly string[];
  /** The name of the offer behind the address or id of an assignment. */
  readonly offerAt: (url: string) => string;
  /** Whether the resource manager still has a delegation. */
  readonly isThere: (id: string) => boolean;
  /** The claims that a stronger sign-in was asked for with; it is given unless `declines` is set. */
  readonly stepUps: string[];
  declines: boolean;
  /** Resolves before a stronger sign-in is answered. */
  thinking: () => Promise<void>;
  /** The record of each delegation that was opened, by resource id. */
  readonly records: string[];
  journal: RemovalJournal;
  traffic: Traffic | undefined;
}

export async function emulatedBatch(world: WorldDocument): Promise<EmulatedBatch> {
  const estate = await emulatedEstate(world);
  const { emulator, permissions } = estate;
  const nameOf = new Map(
    estate.seen.map(({ delegation }) => [
      delegation.id.toLowerCase(),
      delegation.assignment.properties?.registrationDefinition?.properties?.registrationDefinitionName ?? '',
    ]),
  );
  const signal = new AbortController().signal;
  const inProgress = new RemovalsInProgress();

  const batch: EmulatedBatch = {
    ...estate,
    stepUps: [],
    declines: false,
    thinking: () => Promise.resolve(),
    records: [],
    journal: {
      isRemovedElsewhere: () => Promise.resolve(false),
      open: ({ target }) => {
        batch.records.push(target.id.toLowerCase());
        return Promise.resolve({ name: target.id, update: () => Promise.resolve() });
      },
    },
    traffic: undefined,
    inProgress,
    check: (chosen, stop = signal) =>
      checkDelegations(
        chosen ?? { rows: rowsOf(estate) },
        {
          rows: rowsOf(estate),
          readDelegations: (row) => estate.estate.readDelegations(row),
          judge: ({ row, delegation }, leave) => permissions.judge(row, delegation, leave),
          isBeingRemoved: (id) => inProgress.has(id),
          onProgress: () => undefined,
        },
        stop,
      ),
    remove: (agreed, changes = {}, stop = signal) =>
      removeDelegations(
        agreed,
        {
          connect: (door, traffic) => {
            batch.traffic = traffic;
            const credential = credentialOf(batch, door.accountLabel, door.tenantId);
            const connection = connectToArm(stepUpOnce(credential, traffic.hold), {
              endpoint: emulator.resourceManager,
              scope: `${emulator.audience}.default`,
              userAgentPrefix: 'azure-delegations/0.0.0',
              tlsOptions: { ca: emulator.ca },
              retryOptions: { retryDelayInMs: 1 },
              onResponse: traffic.answered,
            });
            return Promise.resolve({ azure: armRemovalAzure(connection), journal: batch.journal });
          },
          judge: ({ row, delegation }, leave) => permissions.judge(row, delegation, leave),
          forgetPermissions: (subscriptionId) => permissions.forget(subscriptionId),
          inProgress,
          clock: systemClock,
          pace: { pollIntervalMs: 2, followAtMostMs: 60_000, followAfterCancelMs: 60_000 },
          onStep: () => undefined,
          onResult: () => undefined,
          ...changes,
        },
        stop,
      ),
    deletes: () =>
      emulator.requests.matching('DELETE', /registrationAssignments/i).map(({ url }) => batch.offerAt(url)),
    offerAt: (url) => nameOf.get(new URL(url, emulator.resourceManager).pathname.toLowerCase()) ?? url,
    isThere: (id) =>
      emulator.world.current.registrationAssignments.some(
        (assignment) => assignment.id.toLowerCase() === id.toLowerCase(),
      ),
  };
  return batch;
}

/** How many results there are of each kind, such as `removed` or `notAttempted cancelled`. */
export function kindsOf(results: readonly BatchResult[]): Readonly<Record<string, number>> {
  const kinds = results.map(({ outcome }) =>
    'because' in outcome ? `${outcome.kind} ${outcome.because}` : outcome.kind,
  );
  return Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]));
}

function rowsOf({ estate }: EmulatedEstate) {
  return estate.managingTenants.flatMap(({ subscriptions }) => subscriptions);
}

function credentialOf(batch: EmulatedBatch, user: string, tenant: string): TokenCredential {
  const { emulator } = batch;
  return {
    async getToken(_, { claims } = {}): Promise<AccessToken> {
      if (claims !== undefined) {
        batch.stepUps.push(claims);
        await batch.thinking();
        if (batch.declines) throw new Error('The user closed the window.');
      }
      const mfa = claims !== undefined;
      const { body } = emulator.tokens.issue(emulator.world.current, {
        user,
        tenant,
        interactive: true,
        mfa,
      });
      const { access_token: token } = body as { readonly access_token: string };
      return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
}
