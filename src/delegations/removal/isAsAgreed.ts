import type { RegistrationAssignment } from '../../arm/managedservices/models.ts';
import { resourceKey } from '../../arm/resourceIds.ts';
import { compareDefinitions } from '../restore/compareDefinitions.ts';

/**
 * Whether a delegation is still what somebody agreed to remove: with the same definition, and that with the same terms.
 * Where Azure told the terms only once, nobody knows, and then it is not.
 */
export function isAsAgreed(agreed: RegistrationAssignment, now: RegistrationAssignment): boolean {
  const [before, after] = [agreed.properties, now.properties];
  if (
    resourceKey(before?.registrationDefinitionId ?? '') !== resourceKey(after?.registrationDefinitionId ?? '')
  )
    return false;
  const [saved, current] = [before?.registrationDefinition, after?.registrationDefinition];
  if (!saved || !current) return saved === current;
  return compareDefinitions(saved, current).kind === 'unchanged';
}
