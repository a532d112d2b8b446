import { isGuid, parseScope } from '../arm/resourceIds.ts';
import type { Delegation } from '../delegations/delegation.ts';

/**
 * What removes a delegation with the Azure CLI. With a full resource id the CLI ignores its options for subscription
 * and resource group, so one line says it all.
 *
 * @throws Error where an id holds anything but GUIDs and the characters of a resource group's name
 */
export function azureCliCommand(delegation: Pick<Delegation, 'scope' | 'name'>): string {
  const { scope, name } = checked(delegation);
  const id = `${scope}/providers/Microsoft.ManagedServices/registrationAssignments/${name}`;
  return `az managedservices assignment delete --assignment "${id}"`;
}

/**
 * What removes a delegation with Azure PowerShell. The documented `-ResourceId` does not exist; `-Name` with `-Scope`
 * works.
 *
 * @throws Error as {@link azureCliCommand}
 */
export function powerShellCommand(delegation: Pick<Delegation, 'scope' | 'name'>): string {
  const { scope, name } = checked(delegation);
  return `Remove-AzManagedServicesAssignment -Name ${name} -Scope "${scope}"`;
}

function checked({ scope, name }: Pick<Delegation, 'scope' | 'name'>): Pick<Delegation, 'scope' | 'name'> {
  // A resource group's name has no quote, dollar sign, backtick or backslash: between double quotes every shell reads
  // it as it is.
  const parsed = parseScope(scope);
  if (!parsed || !isGuid(name)) throw new Error(`Not the id of a registration assignment: ${scope} ${name}`);
  return { scope: parsed.scope, name };
}
