import type { Offer, OnboardingFile } from '../model/onboardingFile.ts';
import type { TextRange } from '../syntax/literal.ts';
import { checkEligible, checkPolicies } from './checkEligible.ts';
import { checkIds } from './checkIds.ts';
import { checkCompleteness, checkDuplicates, checkTenant } from './checkOffer.ts';
import { checkDelegatedRoles, checkRole } from './checkRoles.ts';
import type { Finding } from './finding.ts';
import { grantsOf } from './grant.ts';
import { type RoleTable, wellKnownRoleTable } from './roleTable.ts';

/**
 * What is wrong with an onboarding file by the rules of Azure Lighthouse (DOMAIN 6), in the order of the text. What
 * cannot be told is not wrong; what several offers share is told once.
 */
export function checkOnboarding(
  { offers, broken }: OnboardingFile,
  table: RoleTable = wellKnownRoleTable,
): readonly Finding[] {
  const placeholders: { readonly offer: Offer; readonly range: TextRange }[] = [];
  const findings = offers.flatMap((offer) => {
    const permanent = grantsOf(offer.authorizations, false, table);
    const eligible = grantsOf(offer.eligibleAuthorizations, true, table);
    const all = [...permanent, ...eligible];
    const ids = checkIds(offer, all);
    placeholders.push(...ids.placeholders.map((range) => ({ offer, range })));
    const found = [
      ...checkCompleteness(offer, permanent, eligible, broken),
      ...checkTenant(offer),
      ...all.flatMap((grant) => [...checkRole(grant, table), ...checkDelegatedRoles(grant)]),
      ...eligible.flatMap(checkEligible),
      ...checkPolicies(eligible),
      ...checkDuplicates(offer.authorizations, permanent),
      ...checkDuplicates(offer.eligibleAuthorizations, eligible),
      ...ids.found,
    ];
    return found.map((one): Finding => ({ ...one, offer }));
  });
  return onceEach([...findings, ...gentleHint(placeholders)]).toSorted(
    (a, b) => a.range.offset - b.range.offset,
  );
}

/** One hint for everything that is still to be filled in. */
function gentleHint(
  places: readonly { readonly offer: Offer; readonly range: TextRange }[],
): readonly Finding[] {
  const inOrder = onceEach(places.map((place) => ({ ...place, code: 'placeholder' as const }))).toSorted(
    (a, b) => a.range.offset - b.range.offset,
  );
  const [first, ...others] = inOrder;
  return first ? [{ ...first, related: others.map(({ range }) => range) }] : [];
}

function onceEach<T extends Pick<Finding, 'code' | 'range'>>(findings: readonly T[]): readonly T[] {
  const byPlace = new Map<string, T>();
  for (const finding of findings) {
    const place = `${finding.code} ${finding.range.offset}`;
    if (!byPlace.has(place)) byPlace.set(place, finding);
  }
  return [...byPlace.values()];
}
