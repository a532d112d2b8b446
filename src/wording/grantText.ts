import * as vscode from 'vscode';
import { asksForMultifactor, type Grant } from '../delegations/delegation.ts';
import { roleName } from '../delegations/roles.ts';
import { plainText } from './plainText.ts';

/** Who holds a grant: the display name, or the id where there is none. */
export function principalText({ authorization }: Grant): string {
  const id = plainText(authorization.principalId, vscode.l10n.t('unnamed principal'));
  return plainText(authorization.principalIdDisplayName, id);
}

/** What a grant gives: `Contributor`, or `Contributor, eligible, up to 8 h, MFA, approval`. */
export function grantText(grant: Grant, roleNames: ReadonlyMap<string, string>): string {
  const role = plainText(roleName(grant.authorization.roleDefinitionId, roleNames));
  return [role, ...termsText(grant)].join(', ');
}

/** The terms of a grant beside its role. */
function termsText(grant: Grant): readonly string[] {
  if (grant.kind === 'permanent') {
    const roles = grant.authorization.delegatedRoleDefinitionIds?.length ?? 0;
    if (roles === 0) return [];
    return [roles === 1 ? vscode.l10n.t('may assign 1 role') : vscode.l10n.t('may assign {0} roles', roles)];
  }
  const policy = grant.authorization.justInTimeAccessPolicy;
  const duration = durationText(policy?.maximumActivationDuration);
  return [
    vscode.l10n.t('eligible'),
    ...(duration === undefined ? [] : [vscode.l10n.t('up to {0}', duration)]),
    ...(asksForMultifactor(grant) ? [vscode.l10n.t('MFA')] : []),
    ...((policy?.managedByTenantApprovers?.length ?? 0) > 0 ? [vscode.l10n.t('approval')] : []),
  ];
}

/** `8 h` or `1 h 30 min` for an ISO 8601 duration of hours and minutes; the text itself for any other. */
export function durationText(duration: string | undefined): string | undefined {
  if (duration === undefined) return undefined;
  const [matched, hours, minutes] = /^PT(?:(\d{1,4})H)?(?:(\d{1,4})M)?$/i.exec(duration) ?? [];
  if (matched === undefined || (hours ?? minutes) === undefined) return plainText(duration);
  const all = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  const parts = [
    ...(all >= 60 ? [vscode.l10n.t('{0} h', Math.floor(all / 60))] : []),
    ...(all % 60 > 0 || all === 0 ? [vscode.l10n.t('{0} min', all % 60)] : []),
  ];
  return parts.join(' ');
}
