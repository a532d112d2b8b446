import type { Estate } from '../estate/estate.ts';
import { tenantStates } from '../estate/snapshot.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { PlacedDelegation } from '../placedDelegation.ts';
import { roleName } from '../roles.ts';
import type { ExportedInventory } from './exportedInventory.ts';
import { exportInventory } from './exportInventory.ts';

/**
 * An inventory as a file holds it.
 *
 * @param selected those that somebody chose; everything without it
 */
export function exportedEstate(
  inventory: Inventory,
  estate: Estate,
  selected?: readonly PlacedDelegation[],
): ExportedInventory {
  return exportInventory(
    selected ?? inventory.delegations,
    { tenant: estate.tenant, role: (id) => roleName(id, estate.roleNames) },
    {
      exportedAt: inventory.takenAt,
      extent: selected ? 'selection' : 'everything',
      doors: tenantStates(estate.snapshot)
        .filter(({ status }) => status === 'ready')
        .map(({ door }) => door),
      problems: inventory.problems,
    },
  );
}
