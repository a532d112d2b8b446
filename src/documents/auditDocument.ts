import * as vscode from 'vscode';
import type { AuditResult } from '../delegations/audit/audit.ts';
import type { Finding, RuleId, Severity } from '../delegations/audit/auditRule.ts';
import { auditRules } from '../delegations/audit/auditRules.ts';
import { resourcesOf } from '../delegations/audit/sarif.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import { findingDetails, ruleAdvice, ruleTitle, severityText } from '../wording/auditText.ts';
import { offerText, scopeText, subscriptionText, tenantText } from '../wording/names.ts';
import { plainText } from '../wording/plainText.ts';
import { fields, heading, link, list, type Markdown, note, paragraph, table } from './markdown.ts';

/** An audit for people: what was found rule by rule, why it matters, what to do, and what was not looked at. */
export function auditDocument(
  result: AuditResult,
  notChecked: readonly string[],
  at: Date,
  estate: Estate,
): readonly Markdown[] {
  const { findings, checked, delegations } = result;
  const count = (severity: Severity): number => findings.filter((each) => each.severity === severity).length;
  return [
    heading(1, vscode.l10n.t('Audit of delegations')),
    fields([
      [vscode.l10n.t('When'), at.toLocaleString(vscode.env.language)],
      [vscode.l10n.t('Delegations'), String(delegations)],
      [
        vscode.l10n.t('Findings'),
        vscode.l10n.t('{0} errors, {1} warnings, {2} notes', count('error'), count('warning'), count('note')),
      ],
      [vscode.l10n.t('Rules'), vscode.l10n.t('{0} of {1}', checked.length, auditRules.length)],
    ]),
    ...(notChecked.length > 0
      ? [
          note(
            vscode.l10n.t('Not everything could be looked at. What is wrong there is not in this report:'),
          ),
          list(notChecked),
        ]
      : []),
    ...(findings.length === 0 ? [paragraph(vscode.l10n.t('Nothing was found by these rules.'))] : []),
    ...[...Map.groupBy(findings, ({ ruleId }) => ruleId)].flatMap(([rule, found]) =>
      ruleSection(rule, found, estate),
    ),
    heading(2, vscode.l10n.t('Rules that were asked')),
    list(checked.map((rule) => `${ruleTitle(rule)} (${rule})`)),
  ];
}

function ruleSection(rule: RuleId, found: readonly Finding[], estate: Estate): readonly Markdown[] {
  const [first] = found;
  const source = auditRules.find(({ id }) => id === rule)?.source;
  return [
    heading(2, `${first ? severityText(first.severity) : ''}: ${ruleTitle(rule)}`),
    paragraph(ruleAdvice(rule)),
    ...(source === undefined ? [] : [link(vscode.l10n.t('Microsoft’s documentation'), source)]),
    table(
      [
        vscode.l10n.t('What'),
        vscode.l10n.t('Managing tenant'),
        vscode.l10n.t('Customer'),
        vscode.l10n.t('Subscription'),
        vscode.l10n.t('Details'),
      ],
      found.flatMap((finding) => rowsOf(finding, estate)),
    ),
  ];
}

function rowsOf(finding: Finding, estate: Estate): readonly (readonly string[])[] {
  const tenant = (id: string): string => tenantText(estate.tenant(id), id);
  const details = findingDetails(finding, estate.roleNames);
  const { definition, subscription } = finding;
  if (definition) {
    const { properties, id } = definition.definition;
    const manager = plainText(properties?.managedByTenantId).toLowerCase();
    return [
      [
        plainText(properties?.registrationDefinitionName, plainText(id)),
        tenant(manager),
        definition.subscription ? tenant(definition.subscription.tenantId) : '',
        definition.subscription ? subscriptionText(definition.subscription) : '',
        plainText(resourcesOf(finding)[0], '', 500),
      ],
    ];
  }
  if (subscription)
    return [
      [
        vscode.l10n.t('no policy'),
        '',
        tenant(subscription.subscription.tenantId),
        subscriptionText(subscription.subscription),
        subscription.subscription.id,
      ],
    ];
  return finding.delegations.map(({ row, delegation }, index) => [
    `${offerText(delegation)} (${scopeText(delegation)})`,
    tenant(row.managingTenantId),
    tenant(row.subscription.tenantId),
    subscriptionText(row.subscription),
    index === 0 ? details : '',
  ]);
}
