import type { OnboardingFile } from '../model/onboardingFile.ts';
import { checkOnboarding } from '../rules/checkOnboarding.ts';
import type { Finding } from '../rules/finding.ts';
import type { RoleTable } from '../rules/roleTable.ts';
import type { RuleCode } from '../rules/ruleCodes.ts';
import type { Change } from './change.ts';
import { editsFor } from './editsFor.ts';
import type { EditSyntax } from './editSyntax.ts';
import { fixesFor } from './fixesFor.ts';
import { applyEdits } from './textEdit.ts';

/** A language, as fixing needs it. */
export interface FixLanguage {
  readonly read: (text: string) => OnboardingFile | undefined;
  readonly syntax: EditSyntax;
}

/** One rule after another, so that each sees what the ones before have changed. */
const order: readonly RuleCode[] = [
  'malformedId',
  'activationDuration',
  'ownerRole',
  'duplicateAuthorization',
  'misplacedDelegatedRoles',
  'missingDelegatedRoles',
  'eligibleWithoutName',
  'differentPolicies',
  'eligibleWithoutReader',
  'noReader',
  'noDeleteRole',
];

/**
 * A document with everything put right that has a preferred way to it.
 *
 * @param isFixed which findings are to be put right
 * @param harmlessOnly leaves out whatever gives somebody more access
 */
export function fixAll(
  text: string,
  { read, syntax }: FixLanguage,
  roles: RoleTable,
  isFixed: (finding: Finding) => boolean,
  harmlessOnly: boolean,
): string {
  let fixed = text;
  for (const code of order) {
    const file = read(fixed);
    if (!file || file.broken) break;
    const findings = checkOnboarding(file, roles).filter((found) => found.code === code && isFixed(found));
    const changes = changesFor(fixed, findings, harmlessOnly);
    fixed = applyEdits(fixed, editsFor(fixed, syntax, changes));
  }
  return fixed;
}

/** What is taken away is taken as a whole, and nothing within it changes at the same time. */
function changesFor(text: string, findings: readonly Finding[], harmlessOnly: boolean): readonly Change[] {
  const taken = new Set<Finding['entry']>();
  return findings.flatMap((finding) => {
    const fix = fixesFor(text, finding).find(({ isPreferred }) => isPreferred);
    if (!fix || (harmlessOnly && !fix.isHarmless) || taken.has(finding.entry)) return [];
    if (fix.changes.some(({ kind }) => kind === 'remove')) taken.add(finding.entry);
    return fix.changes;
  });
}
