import { ArmError } from '../../arm/errors.ts';
import { resourceKey } from '../../arm/resourceIds.ts';
import type { Delegation } from '../delegation.ts';
import { inParallel } from '../estate/inParallel.ts';
import type { DelegatedSubscription } from '../estate/managingTenants.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';
import type { RemovalJudgement } from '../permission/removalJudgement.ts';
import type { BatchCheck, CheckedDelegation, JudgedDelegation, Unremovable } from './checkedDelegation.ts';
import { byChances, mayWork } from './chances.ts';

/** What a check of many delegations needs. */
export interface CheckingPorts {
  /** Every delegated subscription that is known, through every door. */
  readonly rows: readonly DelegatedSubscription[];
  /** Reads what hangs below a row, now. Throws an ArmError. */
  readDelegations(row: DelegatedSubscription): Promise<readonly Delegation[]>;
  judge(placed: PlacedDelegation, signal: AbortSignal): Promise<RemovalJudgement>;
  /** Whether the delegation with this resource id is being removed. */
  isBeingRemoved(id: string): boolean;
  onProgress(done: number, of: number): void;
}

/** What somebody pointed at: rows with all of their delegations, or some delegations. */
export type Chosen =
  | { readonly rows: readonly DelegatedSubscription[]; readonly delegations?: never }
  | { readonly delegations: readonly PlacedDelegation[]; readonly rows?: never };

/** How many rows or permissions are read at a time; the resource manager refills 25 reads a second. */
const readsAtATime = 8;

/**
 * Looks at everything that is to be removed together before anybody is asked: reads it again, through every door that
 * leads to it, and judges whether it may be removed. Only reads. Rejects with the reason of the signal.
 */
export async function checkDelegations(
  chosen: Chosen,
  ports: CheckingPorts,
  signal: AbortSignal,
): Promise<BatchCheck> {
  const chosenRows = eachOnce(chosen.rows ?? chosen.delegations.map(({ row }) => row), ({ key }) => key);
  const places = new Set(chosenRows.map(placeOf));
  const others = ports.rows.filter((row) => places.has(placeOf(row)));
  const rows = eachOnce([...chosenRows, ...others], ({ key }) => key);

  const errors = new Map<DelegatedSubscription, ArmError>();
  const found = new Map<DelegatedSubscription, readonly PlacedDelegation[]>();
  let done = 0;
  await inParallel(rows, readsAtATime, async (row) => {
    signal.throwIfAborted();
    try {
      found.set(
        row,
        (await ports.readDelegations(row)).map((delegation) => ({ row, delegation })),
      );
    } catch (error) {
      if (!ArmError.is(error) || ArmError.is(error, 'cancelled')) throw error;
      errors.set(row, error);
    }
    ports.onProgress(++done, rows.length);
  });
  signal.throwIfAborted();

  const known = rows.flatMap((row) => found.get(row) ?? []);
  const wanted = chosen.delegations && new Set(chosen.delegations.map(keyOf));
  const byId = Map.groupBy(
    known.filter((placed) => wanted?.has(keyOf(placed)) ?? true),
    keyOf,
  );
  const running = [...byId.values()].filter(([first]) => first && ports.isBeingRemoved(first.delegation.id));
  const checked = await judgeAll(
    [...byId.values()].filter((doors) => !running.includes(doors)),
    ports,
    signal,
  );

  const wasRead = new Set([...found.keys()].map(placeOf));
  const unread = rows.filter((row) => !wasRead.has(placeOf(row)));
  const missing = eachOnce(
    (chosen.delegations ?? []).filter(
      (placed) => wasRead.has(placeOf(placed.row)) && !byId.has(keyOf(placed)),
    ),
    keyOf,
  );
  return {
    removable: checked.filter(({ judgement }) => mayWork(judgement)),
    unremovable: [
      ...checked
        .filter(({ judgement }) => !mayWork(judgement))
        .map((placed): Unremovable => ({ because: 'noPermission', placed })),
      ...running.flatMap(([placed]): readonly Unremovable[] =>
        placed ? [{ because: 'alreadyRunning', placed }] : [],
      ),
      ...missing.map((placed): Unremovable => ({ because: 'notListed', placed })),
      ...eachOnce(unread, placeOf).flatMap((row): readonly Unremovable[] => {
        const error = errors.get(row);
        return error ? [{ because: 'unreadable', row, error }] : [];
      }),
    ],
    known,
  };
}

async function judgeAll(
  delegations: readonly (readonly PlacedDelegation[])[],
  ports: CheckingPorts,
  signal: AbortSignal,
): Promise<readonly CheckedDelegation[]> {
  const judged = new Map<readonly PlacedDelegation[], CheckedDelegation>();
  await inParallel(delegations, readsAtATime, async (placed) => {
    const doors = await Promise.all(
      placed.map(async (each): Promise<JudgedDelegation> => ({
        ...each,
        judgement: await ports.judge(each, signal),
      })),
    );
    const inOrder = doors.toSorted(byChances);
    const [best] = inOrder;
    if (best) judged.set(placed, { ...best, doors: inOrder });
  });
  return delegations.flatMap((placed) => judged.get(placed) ?? []);
}

function keyOf({ delegation }: PlacedDelegation): string {
  return resourceKey(delegation.id);
}

/** What two rows have in common that show the same delegations through different doors. */
function placeOf({ subscription, managingTenantId }: DelegatedSubscription): string {
  return `${subscription.id}/${managingTenantId}`;
}

function eachOnce<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(key(item))) first.set(key(item), item);
  return [...first.values()];
}
