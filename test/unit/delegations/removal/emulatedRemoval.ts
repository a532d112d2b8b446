import type { TokenCredential } from '@azure/core-auth';
import { afterEach, expect } from 'vitest';
import { connectToArm } from '../../../../src/arm/connection.ts';
import { armRemovalAzure } from '../../../../src/delegations/removal/armRemovalAzure.ts';
import { checkAgain, type OpenRemoval } from '../../../../src/delegations/removal/checkAgain.ts';
import type { DeletionOutcome, RemovalOutcome } from '../../../../src/delegations/removal/outcome.ts';
import type { RemovalPlan } from '../../../../src/delegations/removal/plan.ts';
import type { CheckPorts, RemovalPorts } from '../../../../src/delegations/removal/ports.ts';
import { RemovalsInProgress } from '../../../../src/delegations/removal/removalsInProgress.ts';
import { removeDelegation } from '../../../../src/delegations/removal/removeDelegation.ts';
import type { RemovalTarget } from '../../../../src/delegations/removal/target.ts';
import { startEmulator, type Emulator } from '../../../emulator/server.ts';
import type { ServiceChoices } from '../../../emulator/world.ts';
import { deleteRole, WorldBuilder } from '../../../emulator/worldBuilder.ts';

const running: Emulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.stop()));
});

/** How the customer's subscription and its Azure are. */
export interface Circumstances {
  /** Whether another delegation keeps the subscription in sight. */
  readonly keepsSight?: boolean;
  readonly withoutDeleteRole?: boolean;
  readonly demandsMfa?: boolean;
  /** Whether the user steps up when asked. */
  readonly stepsUp?: boolean;
  readonly locked?: boolean;
  readonly disabled?: boolean;
  readonly service?: ServiceChoices;
}

/** What happens around a removal. */
export interface Meanwhile {
  readonly duringConfirmation?: () => void;
  /** After the last reading and before the DELETE. */
  readonly duringRecording?: () => void;
  readonly onWait?: () => void;
  readonly signal?: AbortSignal;
}

/** A delegation at an emulator, and its removal over TLS with the product's own connection. */
export interface EmulatedRemoval {
  readonly emulator: Emulator;
  readonly target: RemovalTarget;
  readonly ports: CheckPorts;
  /** How long was waited, wait by wait; no time passes. */
  readonly waits: readonly number[];
  /** What was put before the user. */
  readonly plan: () => RemovalPlan | undefined;
  remove(meanwhile?: Meanwhile): Promise<RemovalOutcome>;
  checkAgain(open: OpenRemoval): Promise<DeletionOutcome>;
  /** Whether Azure still has the delegation. */
  isThere(): boolean;
  /** How many DELETEs came in. */
  deletes(): number;
}

export const createdAt = '2025-03-01T08:00:00.1234567Z';

/** Starts an emulator with a delegation to remove. */
export async function emulatedRemoval(circumstances: Circumstances = {}): Promise<EmulatedRemoval> {
  const { world, target } = makeWorld(circumstances);
  const emulator = await startEmulator({ world });
  running.push(emulator);
  const connection = connectToArm(credentialOf(emulator, circumstances.stepsUp ?? false), {
    endpoint: emulator.resourceManager,
    scope: `${emulator.audience}.default`,
    userAgentPrefix: 'azure-delegations/0.0.0',
    timeoutInMs: 500,
    retryOptions: { maxRetries: 1, retryDelayInMs: 1 },
    tlsOptions: { ca: emulator.ca },
  });

  const waits: number[] = [];
  let now = 0;
  let onWait: (() => void) | undefined;
  let plan: RemovalPlan | undefined;
  const azure = armRemovalAzure(connection);
  const ports = {
    azure,
    clock: {
      now: () => now,
      wait: async (milliseconds: number): Promise<void> => {
        await Promise.resolve();
        waits.push(milliseconds);
        now += milliseconds;
        onWait?.();
      },
    },
    pace: { pollIntervalMs: 100, followAtMostMs: 5_000 },
    onStep: () => undefined,
  };
  const deletes = (): number => emulator.requests.matching('DELETE', /./).length;

  return {
    emulator,
    target,
    ports,
    waits,
    plan: () => plan,
    remove: ({ duringConfirmation, duringRecording, signal, ...meanwhile }: Meanwhile = {}) => {
      onWait = meanwhile.onWait;
      const all: RemovalPorts = {
        ...ports,
        inProgress: new RemovalsInProgress(),
        permission: () => Promise.resolve('yes'),
        confirm: (about) => {
          plan = about;
          duringConfirmation?.();
          return Promise.resolve(true);
        },
        journal: {
          isRemovedElsewhere: () => Promise.resolve(false),
          open: () => {
            expect(deletes(), 'nothing is sent before the record is on disk').toBe(0);
            duringRecording?.();
            return Promise.resolve({ name: 'record-1', update: () => Promise.resolve() });
          },
        },
      };
      return removeDelegation(target, all, signal ?? new AbortController().signal);
    },
    checkAgain: async (open) => {
      const before = deletes();
      const outcome = await checkAgain(open, ports, new AbortController().signal);
      expect(deletes(), 'checking only reads').toBe(before);
      return outcome;
    },
    isThere: () => emulator.world.current.registrationAssignments.some(({ id }) => id === target.id),
    deletes,
  };
}

function makeWorld(circumstances: Circumstances) {
  const world = new WorldBuilder();
  const fabrikam = world.tenant('Fabrikam');
  const contoso = world.tenant('Contoso');
  const alex = world.user('alex', fabrikam);
  const operators = world.group('Operators', fabrikam, [alex]);
  const watch = world.group('Watch', fabrikam, [alex]);
  const production = world.subscription('Production', contoso, {
    ...(circumstances.disabled === true ? { state: 'Disabled' as const } : {}),
  });
  const { id, scope } = world.delegation(production, {
    to: fabrikam,
    name: 'Gold support',
    createdAt,
    roles: [
      [operators, 'Reader'],
      [operators, circumstances.withoutDeleteRole === true ? 'Contributor' : deleteRole],
    ],
  });
  if (circumstances.keepsSight !== false)
    world.delegation(production, {
      to: fabrikam,
      name: 'Watching',
      roles: [
        [watch, 'Reader'],
        ...(circumstances.withoutDeleteRole === true ? [] : [[watch, deleteRole] as const]),
      ],
    });
  if (circumstances.locked === true) world.lock(scope);
  if (circumstances.demandsMfa === true) world.demandMfa();
  const name = id.slice(id.lastIndexOf('/') + 1);
  const target: RemovalTarget = { id, scope, name, subscriptionId: production.id, createdAt };
  const { deletion, ...service } = circumstances.service ?? {};
  return { world: world.build({ ...service, deletion: { retryAfter: null, ...deletion } }), target };
}

/** Tokens of the emulator's demo account; where claims are asked for, with multifactor authentication or not at all. */
function credentialOf(emulator: Emulator, stepsUp: boolean): TokenCredential {
  return {
    getToken: (_, options) => {
      const stepUp = options?.claims !== undefined;
      if (stepUp && !stepsUp) return Promise.reject(new Error('The user closed the window.'));
      const { body } = emulator.tokens.issue(emulator.world.current, { mfa: stepUp });
      const { access_token: token, expires_on: expiresOn } = body as {
        readonly access_token: string;
        readonly expires_on: number;
      };
      return Promise.resolve({ token, expiresOnTimestamp: expiresOn * 1000 });
    },
  };
}
