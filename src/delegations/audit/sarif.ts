import { createHash } from 'node:crypto';
import { registrationAssignmentId, resourceKey } from '../../arm/resourceIds.ts';
import type { AuditResult } from './audit.ts';
import type { AuditRule, Finding } from './auditRule.ts';
import { auditRules } from './auditRules.ts';

/** The words of a report, for people, without markup. */
export interface SarifTexts {
  /** What a rule looks for. */
  readonly rule: (rule: AuditRule) => string;
  /** What to do about it. */
  readonly remedy: (rule: AuditRule) => string;
  readonly finding: (finding: Finding) => string;
  /** What could not be looked at. */
  readonly notChecked: readonly string[];
}

const schema = 'https://json.schemastore.org/sarif-2.1.0.json';

/** An audit as a log of the Static Analysis Results Interchange Format (SARIF) 2.1.0. */
export function sarifLog(
  { findings, checked }: AuditResult,
  texts: SarifTexts,
  { version, at }: { readonly version: string; readonly at: Date },
): object {
  const rules = auditRules.filter(({ id }) => checked.includes(id));
  return {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Azure Delegations',
            semanticVersion: version,
            rules: rules.map((rule) => ({
              id: rule.id,
              shortDescription: { text: texts.rule(rule) },
              help: { text: texts.remedy(rule) },
              helpUri: rule.source,
              defaultConfiguration: { level: rule.severity },
            })),
          },
        },
        invocations: [
          {
            executionSuccessful: texts.notChecked.length === 0,
            endTimeUtc: at.toISOString(),
            toolExecutionNotifications: texts.notChecked.map((text) => ({
              level: 'warning',
              message: { text },
            })),
          },
        ],
        results: findings.map((finding) => ({
          ruleId: finding.ruleId,
          ruleIndex: rules.findIndex(({ id }) => id === finding.ruleId),
          level: finding.severity,
          message: { text: texts.finding(finding) },
          locations: resourcesOf(finding).map((id) => ({
            logicalLocations: [
              { name: id.slice(id.lastIndexOf('/') + 1), fullyQualifiedName: id, kind: 'resource' },
            ],
          })),
          partialFingerprints: { 'concerns/v1': fingerprint(finding) },
        })),
      },
    ],
  };
}

/** The ids of what a finding is about, as Azure wrote them. */
export function resourcesOf({ delegations, definition, subscription }: Finding): readonly string[] {
  const definitionId = definition?.definition.id;
  return [
    ...(definitionId === undefined ? [] : [definitionId]),
    ...(subscription ? [`/subscriptions/${subscription.subscription.id}`] : []),
    ...delegations.map(({ delegation }) => registrationAssignmentId(delegation.scope, delegation.name)),
  ];
}

/** The same for the same finding in a later report. */
function fingerprint(finding: Finding): string {
  const concerns = resourcesOf(finding).map(resourceKey).toSorted();
  return createHash('sha256')
    .update(JSON.stringify([finding.ruleId, concerns]))
    .digest('hex');
}
