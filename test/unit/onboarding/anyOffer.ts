import fc from 'fast-check';
import { expect } from 'vitest';
import type { FixKind } from '../../../src/onboarding/fixes/fix.ts';
import type { RuleCode } from '../../../src/onboarding/rules/ruleCodes.ts';
import { principals, roles, zeroId } from './parameterFile.ts';

const principalIds = fc.constantFrom(...Object.values(principals), zeroId);
const roleIds = fc.constantFrom(
  ...Object.values(roles),
  roles.owner,
  '99999999-0000-4000-8000-999999999999',
  `/providers/Microsoft.Authorization/roleDefinitions/${roles.supportRequests}`,
);
const names = fc.option(fc.constantFrom('Operators', 'It "is" {us}, [you]', ' ', '日本語 // x'), {
  nil: undefined,
});
const delegated = fc.option(
  fc.uniqueArray(fc.constantFrom(roles.contributor, roles.owner, roles.reader), { maxLength: 3 }),
  {
    nil: undefined,
    freq: 3,
  },
);
const durations = fc.constantFrom('PT8H', 'PT1H', '9h', 'PT10M', 'P1D', '');
const permanent = fc.record({
  principalId: principalIds,
  principalIdDisplayName: names,
  roleDefinitionId: roleIds,
  delegatedRoleDefinitionIds: delegated,
});
const eligible = fc.record({
  justInTimeAccessPolicy: fc.option(
    fc.record({
      multiFactorAuthProvider: fc.constantFrom('Azure', 'None'),
      maximumActivationDuration: durations,
    }),
    { nil: undefined, freq: 4 },
  ),
  principalId: principalIds,
  principalIdDisplayName: names,
  roleDefinitionId: roleIds,
});
/** What an offer grants, right or wrong. */
export const offers = fc.record({
  authorizations: fc.array(permanent, { maxLength: 5 }),
  eligibleAuthorizations: fc.option(fc.array(eligible, { maxLength: 4 }), { nil: undefined }),
});

/** What else may go, or come to light, with what a fix puts right. */
export const alongWith: Readonly<Record<FixKind, readonly RuleCode[]>> = {
  grantDeleteRole: ['placeholder', 'zeroPrincipal'],
  grantReader: ['noReader', 'eligibleWithoutReader', 'placeholder', 'zeroPrincipal'],
  // Contributor reads, and whoever has several times the same role has it once less.
  replaceOwner: ['noReader', 'eligibleWithoutReader', 'duplicateAuthorization', 'differentPolicies'],
  // Whatever else was wrong with it goes along.
  removeOwner: [
    'ownerRole',
    'duplicateAuthorization',
    'differentPolicies',
    'eligibleWithoutReader',
    'eligibleWithoutName',
    'activationDuration',
    'misplacedDelegatedRoles',
  ],
  addDelegatedRoles: [],
  removeDelegatedRoles: ['ownerRole'],
  correctDuration: ['differentPolicies'],
  // As long as nobody could tell the role, nobody could tell what is missing.
  takeGuid: [
    'noDeleteRole',
    'noReader',
    'eligibleWithoutReader',
    'duplicateAuthorization',
    'differentPolicies',
    'misplacedDelegatedRoles',
  ],
  addName: [],
  sharePolicy: ['activationDuration'],
  removeDuplicate: [
    'ownerRole',
    'unsupportedRole',
    'misplacedDelegatedRoles',
    'missingDelegatedRoles',
    'eligibleWithoutName',
    'eligibleWithoutReader',
    'eligibleUserAccessAdministrator',
    'differentPolicies',
  ],
  makeEligible: [],
};

/** How often each is there. */
export function counts(codes: readonly RuleCode[]): Readonly<Partial<Record<RuleCode, number>>> {
  return Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length]));
}

/** Says that a fix has put its finding right, and that no other came or went that has nothing to do with it. */
export function expectFixed(
  kind: FixKind,
  code: RuleCode,
  codesBefore: readonly RuleCode[],
  codesAfter: readonly RuleCode[],
): void {
  const before = counts(codesBefore);
  const left = counts(codesAfter);
  expect(left[code] ?? 0).toBeLessThan(before[code] ?? 0);
  if (!alongWith[kind].includes(code)) expect(left[code] ?? 0).toBe((before[code] ?? 0) - 1);
  const others = new Set([...Object.keys(before), ...Object.keys(left)] as RuleCode[]);
  for (const other of others)
    if (other !== code && !alongWith[kind].includes(other))
      expect([other, left[other]]).toEqual([other, before[other]]);
}
