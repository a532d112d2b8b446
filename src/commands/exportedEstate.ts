import type { ExportedInventory } from '../delegations/export/exportedInventory.ts';
import { exportInventory } from '../delegations/export/exportInventory.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import { tenantStates } from '../delegations/estate/snapshot.ts';
import type { Inventory } from '../delegations/inventory/inventory.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { roleName } from '../delegations/roles.ts';

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
