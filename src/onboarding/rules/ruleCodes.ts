/** How much a finding matters; `off` for a rule that is not asked for. */
export type Severity = 'error' | 'warning' | 'information' | 'hint' | 'off';

/** What a rule says about itself. */
interface Rule {
  /** Where nobody has set another. */
  readonly severity: Severity;
  /** The page of Microsoft's that the rule comes from. */
  readonly page: string;
}

const pages = 'https://learn.microsoft.com/azure/lighthouse/';
const roleSupport = `${pages}concepts/tenants-users-roles#role-support-for-azure-lighthouse`;
const eligible = `${pages}how-to/create-eligible-authorizations`;
const onboarding = `${pages}how-to/onboard-customer`;
const delegatedRoles = `${pages}how-to/deploy-policy-remediation`;

/** Every rule for onboarding files (DOMAIN 6), by its code. */
export const rules = {
  /** Nobody of the managing tenant could remove the delegation. */
  noDeleteRole: { severity: 'warning', page: `${pages}how-to/remove-delegation` },
  /** Owner cannot be delegated. */
  ownerRole: { severity: 'error', page: roleSupport },
  /** A role with data actions, or with actions that Azure Lighthouse bans. */
  unsupportedRole: { severity: 'error', page: roleSupport },
  /** A role that is none of the cloud's own. */
  customRole: { severity: 'error', page: roleSupport },
  /** User Access Administrator without the roles that it may assign. */
  missingDelegatedRoles: { severity: 'error', page: delegatedRoles },
  /** User Access Administrator cannot be eligible. */
  eligibleUserAccessAdministrator: { severity: 'error', page: eligible },
  /** `delegatedRoleDefinitionIds` on a role that assigns none. */
  misplacedDelegatedRoles: { severity: 'warning', page: delegatedRoles },
  /** Nobody would see the delegation in *My customers*. */
  noReader: { severity: 'warning', page: `${pages}how-to/view-manage-customers` },
  /** Who cannot see a delegation cannot elevate. */
  eligibleWithoutReader: { severity: 'warning', page: eligible },
  eligibleWithoutName: { severity: 'error', page: eligible },
  activationDuration: { severity: 'error', page: eligible },
  tooManyApprovers: { severity: 'error', page: eligible },
  differentPolicies: { severity: 'error', page: eligible },
  duplicateAuthorization: { severity: 'warning', page: onboarding },
  malformedId: { severity: 'error', page: onboarding },
  /** Something that is still to be filled in. */
  placeholder: { severity: 'hint', page: onboarding },
  zeroPrincipal: { severity: 'warning', page: onboarding },
  /** A tenant that would manage itself. */
  managedByCustomer: { severity: 'error', page: onboarding },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleCode = keyof typeof rules;
