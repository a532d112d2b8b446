import type { Authorization, AuthorizationList, Field } from '../model/onboardingFile.ts';
import type { TextRange } from '../syntax/literal.ts';
import { type Identifier, identifierOf } from './identifier.ts';
import { includesReader, type KnownRole, type RoleTable } from './roleTable.ts';

/** An authorization, with what is known of it. */
export interface Grant {
  readonly entry: Authorization;
  readonly isEligible: boolean;
  readonly principal: Identifier;
  readonly role: Identifier;
  /** Missing where the role's id is none of the table. */
  readonly knownRole: KnownRole | undefined;
  /** Whether the role includes Reader; undefined where nobody can tell. */
  readonly reads: boolean | undefined;
}

/** The authorizations of a list. */
export function grantsOf(
  { arrays }: AuthorizationList,
  isEligible: boolean,
  roles: RoleTable,
): readonly Grant[] {
  return arrays.flatMap(({ entries }) =>
    entries.map((entry) => {
      const role = identifierOf(entry.roleDefinitionId?.value);
      const knownRole = role.kind === 'guid' ? roles.find(role.id) : undefined;
      const reads = knownRole ? includesReader(knownRole) : undefined;
      const principal = identifierOf(entry.principalId?.value);
      return { entry, isEligible, principal, role, knownRole, reads };
    }),
  );
}

/** Where a finding about a field belongs: its value as written, or the beginning of the authorization without one. */
export function placeOf(field: Field | undefined, { node }: Authorization): TextRange {
  return field?.property.value ?? { offset: node.offset, length: 1 };
}
