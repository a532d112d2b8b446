import { createHash } from 'node:crypto';
import { resourceKey } from '../../arm/resourceIds.ts';
import { doorPath } from '../door.ts';
import type { TenantState } from '../estate/snapshot.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';

/** What was seen the last time, by door: digests of ids, which name nobody. */
export type Remembered = Readonly<Record<string, readonly string[]>>;

/** What is new since the last look, and what to remember for the next. */
export interface Newcomers {
  /** Each once. */
  readonly delegations: readonly PlacedDelegation[];
  /** Managing tenants that had no delegation behind the door before; lower case. */
  readonly managingTenantIds: readonly string[];
  readonly remember: Remembered;
}

/**
 * What is new since the last look. Behind a door that was never looked through, nothing is: it is all new to the user, and
 * old to Azure. Of a door that could not be read, what was known stays known.
 */
export function newcomersIn(
  { delegations, problems }: Pick<Inventory, 'delegations' | 'problems'>,
  tenants: readonly Pick<TenantState, 'door' | 'status'>[],
  before: Remembered,
): Newcomers {
  const byDoor = Map.groupBy(delegations, ({ row }) => digest(doorPath(row.door)));
  const partly = new Set(
    problems.flatMap((problem) => ('door' in problem ? [digest(doorPath(problem.door))] : [])),
  );
  const fresh = new Map<string, PlacedDelegation>();
  const managers = new Set<string>();
  const remember: Record<string, readonly string[]> = { ...before };
  for (const { door } of tenants.filter(({ status }) => status === 'ready')) {
    const key = digest(doorPath(door));
    const here = byDoor.get(key) ?? [];
    const known = before[key];
    if (known) {
      const set = new Set(known);
      for (const placed of here) {
        if (!set.has(digest(placed.delegation.id))) fresh.set(resourceKey(placed.delegation.id), placed);
        if (!set.has(digest(placed.row.managingTenantId))) managers.add(placed.row.managingTenantId);
      }
    }
    const seen = here.flatMap(({ row, delegation }) => [digest(delegation.id), digest(row.managingTenantId)]);
    remember[key] = [...new Set([...(partly.has(key) ? (known ?? []) : []), ...seen])];
  }
  return { delegations: [...fresh.values()], managingTenantIds: [...managers], remember };
}

function digest(id: string): string {
  return createHash('sha256').update(resourceKey(id)).digest('base64url').slice(0, 16);
}
