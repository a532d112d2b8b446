import type { Offer } from '../model/onboardingFile.ts';
import type { LiteralNode, TextRange } from '../syntax/literal.ts';
import type { Finding } from './finding.ts';
import type { Grant } from './grant.ts';
import { identifierOf } from './identifier.ts';

type Found = Omit<Finding, 'offer'>;

/** A place where an id is written. */
interface IdPlace {
  readonly range: TextRange;
  readonly value: LiteralNode;
  readonly isPrincipal: boolean;
  readonly entry?: Grant['entry'];
}

/** What is found of the ids of an offer, and the places that are still to be filled in. */
export interface IdFindings {
  readonly found: readonly Found[];
  readonly placeholders: readonly TextRange[];
}

/** Ids of tenants, principals and roles that are none, or not filled in yet. */
export function checkIds(offer: Offer, grants: readonly Grant[]): IdFindings {
  const found: Found[] = [];
  const placeholders: TextRange[] = [];
  for (const { range, value, isPrincipal, entry } of idPlaces(offer, grants)) {
    const { kind } = identifierOf(value);
    const about = entry ? { range, entry } : { range };
    if (kind === 'zero' && isPrincipal) found.push({ code: 'zeroPrincipal', ...about });
    else if (kind === 'zero' || kind === 'placeholder') placeholders.push(range);
    else if (kind === 'malformed')
      found.push({
        code: 'malformedId',
        ...about,
        ...(value.kind === 'string' ? { subject: value.value } : {}),
      });
  }
  return { found, placeholders };
}

function idPlaces({ managedByTenantId }: Offer, grants: readonly Grant[]): readonly IdPlace[] {
  const place = (
    field: Grant['entry']['principalId'],
    isPrincipal: boolean,
    entry?: Grant['entry'],
  ): readonly IdPlace[] =>
    field ? [{ range: field.property.value, value: field.value, isPrincipal, ...(entry && { entry }) }] : [];
  return [
    ...place(managedByTenantId, false),
    ...grants.flatMap(({ entry }) => [
      ...place(entry.principalId, true, entry),
      ...place(entry.roleDefinitionId, false, entry),
      ...entry.delegatedRoles.map(({ node, value }) => ({ range: node, value, isPrincipal: false, entry })),
      ...(entry.justInTimeAccessPolicy?.approvers ?? []).flatMap(({ principalId }) =>
        place(principalId, true, entry),
      ),
    ]),
  ];
}
