import { createHash } from 'node:crypto';
import { registrationAssignmentId, resourceKey } from '../../arm/resourceIds.ts';
import type { SavedDelegation } from './savedDelegation.ts';

/**
 * A name for the folder of a delegation's files, the same each time and another one for every delegation, that every
 * file system and shell takes: `delegation-`, what is left of the offer's name in small letters and digits, and a digest
 * of the resource id.
 */
export function folderName({ id, terms }: Pick<SavedDelegation, 'id' | 'terms'>): string {
  const offer = (terms.registrationDefinitionName ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-|-$/g, '');
  const key = resourceKey(registrationAssignmentId(id.scope, id.name));
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return ['delegation', ...(offer === '' ? [] : [offer]), digest].join('-');
}
