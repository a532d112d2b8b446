import type { AuditRule } from './auditRule.ts';
import { eligibleWithoutApproval, eligibleWithoutMfa } from './rules/eligibleAccess.ts';
import { managingTenantNotAllowed } from './rules/managingTenantNotAllowed.ts';
import { noDeleteRole } from './rules/noDeleteRole.ts';
import { onboardingNotRestricted } from './rules/onboardingNotRestricted.ts';
import { orphanedDefinition } from './rules/orphanedDefinition.ts';
import { overlappingGrants } from './rules/overlappingGrants.ts';
import { provisioning } from './rules/provisioning.ts';
import { severalOfferVersions } from './rules/severalOfferVersions.ts';
import { singleUserAccess } from './rules/singleUserAccess.ts';
import { standingBroadAccess, userAccessAdministrator } from './rules/standingAccess.ts';

/** All rules, what matters most first. */
export const auditRules: readonly AuditRule[] = [
  managingTenantNotAllowed,
  noDeleteRole,
  overlappingGrants,
  standingBroadAccess,
  eligibleWithoutMfa,
  singleUserAccess,
  provisioning,
  onboardingNotRestricted,
  userAccessAdministrator,
  eligibleWithoutApproval,
  severalOfferVersions,
  orphanedDefinition,
];
