import type {
  Authorization,
  EligibleAuthorization,
  JustInTimeAccessPolicy,
} from '../../arm/managedservices/models.ts';
import { isGuid } from '../../arm/resourceIds.ts';
import { roleName } from '../roles.ts';
import { activationMinutes } from './activationMinutes.ts';
import { fileNames } from './fileNames.ts';
import { deploymentName, type Recreated } from './onboardingTemplate.ts';
import type { SavedDelegation } from './savedDelegation.ts';

/** What the files of a delegation are written with. */
export interface OnboardingOptions {
  readonly recreate: Recreated;
  /** When Azure told what is saved. */
  readonly savedAt: Date;
  /** Makes of a stranger's text a piece of Markdown, on one line, that means nothing but itself. */
  readonly markdown: (text: string) => string;
  /** Names of roles by their GUID in lower case, as the cloud tells them; the well-known ones without it. */
  readonly roleNames?: ReadonlyMap<string, string>;
}

/** Tells the customer, in English, what the files restore, who can deploy them, and how. */
export function onboardingReadme(saved: SavedDelegation, options: OnboardingOptions): string {
  const day = options.savedAt.toISOString().slice(0, 10);
  const paragraphs = [
    '# Restore an Azure Lighthouse delegation',
    `These files recreate one delegation as it was on ${day}: the same access for the same users, groups and applications of the managing tenant, under the same ids.`,
    table(['What', 'Which'], factsOf(saved, options)),
    '## Who receives which role',
    table(['Who', 'Role', 'How'], grantsOf(saved, options)),
    '## What happens to the definition',
    ...definitionText(saved, options),
    '## Who can deploy the files',
    'A user of the customer tenant, and not a guest, whose role on the subscription allows `Microsoft.Authorization/roleAssignments/write`, such as Owner. Nobody of the managing tenant can.',
    '## How to deploy them',
    'Look at the JSON files first: who deploys them gives the access that is listed above. Then run one of these in the folder of the files. The location is where Azure keeps the record of the deployment; any other one of your cloud will do.',
    'Azure CLI:',
    fence('sh', azureCli(saved, options)),
    'Azure PowerShell:',
    fence('powershell', powerShell(saved, options)),
    'The managing tenant may need some minutes to see the delegation.',
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function factsOf(saved: SavedDelegation, { markdown }: OnboardingOptions): readonly Row[] {
  const { id, definitionId, definition, terms } = saved;
  const { managedByTenantName, manageeTenantId, manageeTenantName } = definition.properties ?? {};
  const rows: readonly (readonly [string, string])[] = [
    ['Offer', markdown(terms.registrationDefinitionName ?? '')],
    ['Description', markdown(terms.description ?? '')],
    ['Managing tenant', named(managedByTenantName, terms.managedByTenantId, markdown)],
    ['Customer tenant', named(manageeTenantName, manageeTenantId, markdown)],
    ['Subscription', named(undefined, id.subscriptionId, markdown)],
    [
      'Scope',
      id.resourceGroupName === undefined
        ? 'the whole subscription'
        : `the resource group ${markdown(id.resourceGroupName)}`,
    ],
    ['Registration assignment', named(undefined, id.name, markdown)],
    ['Registration definition', named(undefined, definitionId.name, markdown)],
  ];
  return rows.filter(([, value]) => value !== '');
}

function grantsOf({ terms }: SavedDelegation, options: OnboardingOptions): readonly Row[] {
  return [
    ...terms.authorizations.map((entry) => [...whoAndWhat(entry, options), permanent(entry, options)]),
    ...(terms.eligibleAuthorizations ?? []).map((entry) => [
      ...whoAndWhat(entry, options),
      eligible(entry.justInTimeAccessPolicy, options),
    ]),
  ];
}

function whoAndWhat(
  entry: Pick<
    Authorization | EligibleAuthorization,
    'principalId' | 'principalIdDisplayName' | 'roleDefinitionId'
  >,
  options: OnboardingOptions,
): Row {
  return [
    named(entry.principalIdDisplayName, entry.principalId, options.markdown),
    roleText(entry.roleDefinitionId, options),
  ];
}

function permanent({ delegatedRoleDefinitionIds = [] }: Authorization, options: OnboardingOptions): string {
  const roles = delegatedRoleDefinitionIds.map((role) => roleText(role, options));
  return roles.length === 0
    ? 'permanent'
    : `permanent; may assign to managed identities: ${roles.join(', ')}`;
}

function eligible(policy: JustInTimeAccessPolicy | undefined, { markdown }: OnboardingOptions): string {
  const duration = policy?.maximumActivationDuration;
  const minutes = duration === undefined ? undefined : activationMinutes(duration);
  const approvers = (policy?.managedByTenantApprovers ?? []).map((approver) =>
    named(approver.principalIdDisplayName, approver.principalId, markdown),
  );
  return [
    'eligible: to be activated',
    ...(minutes === undefined ? [] : [`for ${minutes} minutes at most`]),
    ...(policy?.multiFactorAuthProvider.toLowerCase() === 'azure' ? ['with multifactor authentication'] : []),
    ...(approvers.length === 0 ? [] : [`after approval by ${approvers.join(' or ')}`]),
  ].join(', ');
}

function definitionText(
  saved: SavedDelegation,
  { recreate, markdown }: OnboardingOptions,
): readonly string[] {
  if (recreate === 'assignmentAlone')
    return [
      'The registration definition was still in the subscription, unchanged, when these files were written. They bind the delegation to it and do not touch it.',
    ];
  const { plan } = saved.definition;
  return [
    'The files make the registration definition too. If there is one with the same id by then, they overwrite it, also for other delegations that use it.',
    ...(plan
      ? [
          `The delegation was bought in Azure Marketplace: publisher ${markdown(plan.publisher)}, product ${markdown(plan.product)}, plan ${markdown(plan.name)}, version ${markdown(plan.version)}. A template of your own cannot deploy a plan, so these files restore the access and not the tie to that offer. To have both, accept the offer in Azure Marketplace again instead.`,
        ]
      : []),
  ];
}

function azureCli(saved: SavedDelegation, { recreate }: OnboardingOptions): readonly string[] {
  const parameters = recreate === 'assignmentAlone' ? '' : ` --parameters ${fileNames.parameters}`;
  return [
    ...customerTenant(saved).map((tenant) => `az login --tenant ${tenant}`),
    `az deployment sub create --subscription ${saved.id.subscriptionId} --name ${deploymentName(saved)} --location ${location} --template-file ${fileNames.template}${parameters}`,
  ];
}

function powerShell(saved: SavedDelegation, { recreate }: OnboardingOptions): readonly string[] {
  const tenant = customerTenant(saved).map((id) => ` -Tenant ${id}`);
  const parameters = recreate === 'assignmentAlone' ? '' : ` -TemplateParameterFile ${fileNames.parameters}`;
  return [
    `Connect-AzAccount${tenant.join('')} -Subscription ${saved.id.subscriptionId}`,
    `New-AzSubscriptionDeployment -Name ${deploymentName(saved)} -Location ${location} -TemplateFile ${fileNames.template}${parameters}`,
  ];
}

const location = 'westeurope';

/** The tenant to sign in to, where it is known. */
function customerTenant({ definition }: SavedDelegation): readonly string[] {
  const id = definition.properties?.manageeTenantId;
  return id !== undefined && isGuid(id) ? [id] : [];
}

function roleText(roleDefinitionId: string, { roleNames, markdown }: OnboardingOptions): string {
  const name = roleName(roleDefinitionId, roleNames);
  return named(name === roleDefinitionId ? undefined : name, roleDefinitionId, markdown);
}

/** A name and an id, or whatever there is of them. */
function named(
  name: string | undefined,
  id: string | undefined,
  markdown: OnboardingOptions['markdown'],
): string {
  const shownName = markdown(name ?? '');
  const shownId = id === undefined || isGuid(id) ? (id ?? '') : markdown(id);
  return shownName === '' || shownId === '' ? shownName + shownId : `${shownName} (${shownId})`;
}

type Row = readonly string[];

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function fence(language: string, lines: readonly string[]): string {
  return ['```' + language, ...lines, '```'].join('\n');
}
