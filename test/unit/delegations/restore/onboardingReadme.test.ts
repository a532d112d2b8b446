import MarkdownIt, { type Token } from 'markdown-it';
import { describe, expect, it } from 'vitest';
import type { RegistrationDefinitionProperties } from '../../../../src/arm/managedservices/models.ts';
import { onboardingReadme } from '../../../../src/delegations/restore/onboardingReadme.ts';
import { markdownText } from '../../../../src/wording/markdownText.ts';
import { plainText } from '../../../../src/wording/plainText.ts';
import { hostileNames } from '../../wording/hostileNames.ts';
import {
  assignmentName,
  contributorId,
  customerTenantId,
  definitionName,
  managingTenantId,
  operatorsId,
  readerId,
  saved,
  subscriptionId,
} from './savedAssignment.ts';

const commonMark = new MarkdownIt({ html: true, linkify: true, breaks: true });
const options = {
  recreate: 'definitionAndAssignment',
  savedAt: new Date('2026-02-03T23:00:00Z'),
  markdown: (text: string) => markdownText(text),
} as const;
const plan = { publisher: 'fabrikam', product: 'managed-security', name: 'gold', version: '2.1.0' };

describe('The README', () => {
  it('says what is restored, and as of when', () => {
    const shown = linesOf(onboardingReadme(saved({ terms: { description: 'Around the clock' } }), options));
    expect(shown).toContain(
      'These files recreate one delegation as it was on 2026-02-03: the same access for the same users, groups and applications of the managing tenant, under the same ids.',
    );
    expect(rowsOf(shown, 'What')).toEqual([
      ['Offer', 'Gold support'],
      ['Description', 'Around the clock'],
      ['Managing tenant', `Fabrikam (${managingTenantId})`],
      ['Customer tenant', `Contoso (${customerTenantId})`],
      ['Subscription', subscriptionId],
      ['Scope', 'the whole subscription'],
      ['Registration assignment', assignmentName],
      ['Registration definition', definitionName],
    ]);
  });

  it('leaves out what Azure does not tell, and names the resource group', () => {
    const terms = JSON.parse(
      '{"registrationDefinitionName":null,"managedByTenantName":null,"manageeTenantId":null,"manageeTenantName":null}',
    ) as RegistrationDefinitionProperties;
    const readme = onboardingReadme(saved({ resourceGroup: '(a_b_c)', terms }), options);
    expect(rowsOf(linesOf(readme), 'What')).toEqual([
      ['Managing tenant', managingTenantId],
      ['Subscription', subscriptionId],
      ['Scope', 'the resource group (a_b_c)'],
      ['Registration assignment', assignmentName],
      ['Registration definition', definitionName],
    ]);
    expect(readme).not.toContain('--tenant');
    expect(readme).toContain(`Connect-AzAccount -Subscription ${subscriptionId}\n`);
  });

  it('lists who receives which role, and how', () => {
    const approvers = [
      { principalId: readerId, principalIdDisplayName: 'Robin' },
      { principalId: contributorId },
    ];
    const terms = {
      authorizations: [
        { principalId: operatorsId, principalIdDisplayName: 'Operators', roleDefinitionId: readerId },
        {
          principalId: operatorsId,
          roleDefinitionId: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
          delegatedRoleDefinitionIds: [contributorId, 'unknown'],
        },
      ],
      eligibleAuthorizations: [
        { principalId: operatorsId, roleDefinitionId: contributorId },
        {
          principalId: operatorsId,
          roleDefinitionId: '5b0ab7a0-0000-4000-8000-000000000000',
          justInTimeAccessPolicy: {
            multiFactorAuthProvider: 'Azure',
            maximumActivationDuration: 'PT1H30M',
            managedByTenantApprovers: approvers,
          },
        },
      ],
    };
    const roleNames = new Map([['5b0ab7a0-0000-4000-8000-000000000000', 'Newest Role']]);
    const readme = onboardingReadme(saved({ terms }), { ...options, roleNames });
    expect(rowsOf(linesOf(readme), 'Who')).toEqual([
      [`Operators (${operatorsId})`, `Reader (${readerId})`, 'permanent'],
      [
        operatorsId,
        'User Access Administrator (18d7d88d-d35e-4fb5-a5c3-7773c20a72d9)',
        `permanent; may assign to managed identities: Contributor (${contributorId}), unknown`,
      ],
      [operatorsId, `Contributor (${contributorId})`, 'eligible: to be activated'],
      [
        operatorsId,
        'Newest Role (5b0ab7a0-0000-4000-8000-000000000000)',
        `eligible: to be activated, for 90 minutes at most, with multifactor authentication, after approval by Robin (${readerId}) or ${contributorId}`,
      ],
    ]);
  });

  it('tells who can deploy it, and gives lines for the Azure CLI and for PowerShell', () => {
    const readme = onboardingReadme(saved({ resourceGroup: 'rg-web' }), options);
    expect(linesOf(readme)).toContain(
      'A user of the customer tenant, and not a guest, whose role on the subscription allows Microsoft.Authorization/roleAssignments/write, such as Owner. Nobody of the managing tenant can.',
    );
    expect(commandsOf(readme)).toEqual([
      `az login --tenant ${customerTenantId}`,
      `az deployment sub create --subscription ${subscriptionId} --name restore-${assignmentName} --location westeurope --template-file delegation.template.json --parameters delegation.parameters.json`,
      `Connect-AzAccount -Tenant ${customerTenantId} -Subscription ${subscriptionId}`,
      `New-AzSubscriptionDeployment -Name restore-${assignmentName} -Location westeurope -TemplateFile delegation.template.json -TemplateParameterFile delegation.parameters.json`,
    ]);
  });

  it('names no parameters where there are none, and says that the definition stays as it is', () => {
    const readme = onboardingReadme(saved({ plan }), { ...options, recreate: 'assignmentAlone' });
    expect(commandsOf(readme).join('\n')).not.toMatch(/parameter/i);
    expect(readme).toContain('do not touch it');
    expect(readme).not.toContain('Marketplace');
  });

  it('warns that a definition with the same id would be overwritten', () => {
    expect(onboardingReadme(saved(), options)).toContain('they overwrite it');
  });

  it('says of a Marketplace offer what the files cannot restore', () => {
    const shown = linesOf(onboardingReadme(saved({ plan }), options)).join('\n');
    expect(shown).toContain('publisher fabrikam, product managed-security, plan gold, version 2.1.0');
    expect(shown).toContain('A template of your own cannot deploy a plan');
  });

  it.each(hostileNames)('has nothing of a name with $what but its characters', ({ typed }) => {
    const readme = onboardingReadme(
      saved({
        plan: { publisher: typed, product: typed, name: typed, version: typed },
        terms: {
          registrationDefinitionName: typed,
          description: typed,
          managedByTenantId: typed,
          managedByTenantName: typed,
          manageeTenantId: typed,
          manageeTenantName: typed,
          authorizations: [
            {
              principalId: typed,
              principalIdDisplayName: typed,
              roleDefinitionId: typed,
              delegatedRoleDefinitionIds: [typed],
            },
          ],
          eligibleAuthorizations: [
            {
              principalId: typed,
              principalIdDisplayName: typed,
              roleDefinitionId: typed,
              justInTimeAccessPolicy: {
                multiFactorAuthProvider: typed,
                maximumActivationDuration: typed,
                managedByTenantApprovers: [{ principalId: typed, principalIdDisplayName: typed }],
              },
            },
          ],
        },
      }),
      options,
    );
    const ordinary = onboardingReadme(
      saved({
        plan: { publisher: 'x', product: 'x', name: 'x', version: 'x' },
        terms: {
          registrationDefinitionName: 'x',
          description: 'x',
          managedByTenantId: 'x',
          manageeTenantId: 'x',
          authorizations: [{ principalId: 'x', roleDefinitionId: 'x' }],
          eligibleAuthorizations: [{ principalId: 'x', roleDefinitionId: 'x' }],
        },
      }),
      options,
    );
    expect(kindsOf(readme)).toEqual(kindsOf(ordinary));
    expect(commandsOf(readme)).toEqual(commandsOf(ordinary));
    expect(rowsOf(linesOf(readme), 'What')[0]).toEqual(['Offer', plainText(typed)]);
  });
});

/** The kinds of everything in the document, without its texts. */
function kindsOf(markdown: string): readonly string[] {
  return flat(commonMark.parse(markdown, {}))
    .map(({ type }) => type)
    .filter((type) => type !== 'text');
}

/** What a reader sees: a text for each paragraph and heading, and one with tabs for each row of a table. */
function linesOf(markdown: string): readonly string[] {
  const lines: string[] = [];
  let cells: string[] | undefined;
  for (const token of commonMark.parse(markdown, {}))
    if (token.type === 'tr_open') cells = [];
    else if (token.type === 'tr_close') {
      lines.push((cells ?? []).join('\t'));
      cells = undefined;
    } else if (token.type === 'inline')
      (cells ?? lines).push(
        flat([token])
          .map(({ content }) => content)
          .join(''),
      );
  return lines;
}

/** The rows below the head that begins with a word. */
function rowsOf(lines: readonly string[], head: string): readonly (readonly string[])[] {
  const first = lines.findIndex((line) => line.startsWith(`${head}\t`)) + 1;
  const end = lines.findIndex((line, position) => position >= first && !line.includes('\t'));
  return lines.slice(first, end).map((line) => line.split('\t'));
}

function commandsOf(markdown: string): readonly string[] {
  return flat(commonMark.parse(markdown, {}))
    .filter(({ type }) => type === 'fence')
    .flatMap(({ content }) => content.trimEnd().split('\n'));
}

function flat(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token) => (token.children ? flat(token.children) : [token]));
}
