import type { RegistrationAssignment } from '../../../../src/arm/managedservices/models.ts';
import { toDelegation } from '../../../../src/delegations/delegation.ts';
import type {
  ExportedAuthorization,
  ExportedDelegation,
  ExportedInventory,
} from '../../../../src/delegations/export/exportedInventory.ts';
import { exportInventory, type ExportOrigin } from '../../../../src/delegations/export/exportInventory.ts';
import type { PlacedDelegation } from '../../../../src/delegations/placedDelegation.ts';
import { roleName } from '../../../../src/delegations/roles.ts';
import { managingDoor, outgoing, someDelegation } from '../permission/delegations.ts';

/** An export of these, taken at noon, of all that Ann could read. */
export function exported(
  placed: readonly PlacedDelegation[],
  origin: Partial<ExportOrigin> = {},
): ExportedInventory {
  return exportInventory(
    placed,
    { tenant: () => undefined, role: roleName },
    {
      exportedAt: new Date('2026-03-01T12:00:00Z'),
      extent: 'everything',
      doors: [managingDoor],
      problems: [],
      ...origin,
    },
  );
}

/** A delegation whose body was changed by hand. */
export function placedWith(
  change: (body: RegistrationAssignment) => RegistrationAssignment,
): PlacedDelegation {
  const delegation = toDelegation(managingDoor, change(someDelegation().assignment));
  if (!delegation) throw new Error('That is no assignment any more');
  return { row: outgoing, delegation };
}

/** An export with one delegation, whose parts are put in place. */
export function exportOf(
  delegation: Partial<ExportedDelegation>,
  file: Partial<ExportedInventory> = {},
): ExportedInventory {
  const all = exported([{ row: outgoing, delegation: someDelegation() }]);
  return { ...all, delegations: all.delegations.map((each) => ({ ...each, ...delegation })), ...file };
}

export const reads: ExportedAuthorization = {
  kind: 'permanent',
  principalId: '0e0e0e0e-0000-4000-8000-000000000e0e',
  principalName: 'Operators',
  roleId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  roleName: 'Reader',
};
