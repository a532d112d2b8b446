import * as vscode from 'vscode';
import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import { roleName } from '../delegations/roles.ts';
import { shortErrorText } from './errorText.ts';
import { principalText } from './grantText.ts';
import { inSentence, plainText } from './plainText.ts';

/** Whether the user may remove a delegation, and why not. */
export function permissionText(judgement: RemovalJudgement, roleNames: ReadonlyMap<string, string>): string {
  const role = plainText(roleName(judgement.neededRoleId, roleNames));
  switch (judgement.answer) {
    case 'yes':
      return vscode.l10n.t('You can remove it.');
    case 'perhaps':
      return judgement.side === 'managing'
        ? vscode.l10n.t(
            'Perhaps you can remove it: a role of yours allows it by a wildcard alone, and the role that Microsoft names for it is “{0}”.',
            role,
          )
        : vscode.l10n.t(
            'Perhaps you can remove it: a role of yours allows it by a wildcard alone, and Microsoft names roles that may assign roles, such as “{0}”.',
            role,
          );
    case 'activateInPim':
      return vscode.l10n.t(
        'You cannot remove it yet: the role “{0}” is eligible. Activate it in Privileged Identity Management first.',
        role,
      );
    case 'no':
      return judgement.side === 'managing'
        ? vscode.l10n.t('You cannot remove it: you lack the role “{0}” on its scope.', role)
        : vscode.l10n.t(
            'You cannot remove it: you lack a role on its scope that may assign roles, such as “{0}”.',
            role,
          );
    case 'unknown':
      return vscode.l10n.t(
        'It is not known whether you can remove it: your permissions could not be read ({0}).',
        shortErrorText(judgement.error),
      );
  }
}

/** The same in a few words, for a screen reader. */
export function shortPermissionText({ answer }: Pick<RemovalJudgement, 'answer'>): string {
  switch (answer) {
    case 'yes':
      return vscode.l10n.t('you can remove it');
    case 'perhaps':
      return vscode.l10n.t('perhaps you can remove it');
    case 'activateInPim':
      return vscode.l10n.t('activate your role to remove it');
    case 'no':
      return vscode.l10n.t('you cannot remove it');
    case 'unknown':
      return vscode.l10n.t('not known whether you can remove it');
  }
}

/** Who can remove a delegation by its own terms, in one or two sentences. */
export function whoCanRemoveText({
  side,
  deleteRole,
}: Pick<RemovalJudgement, 'side' | 'deleteRole'>): string {
  if (side === 'customer')
    return vscode.l10n.t('Whoever owns the scope can remove it, or give you a role that may.');
  if (!deleteRole) return vscode.l10n.t('The customer can remove it.');
  const permanent = deleteRole.permanent.map((authorization) =>
    principalText({ kind: 'permanent', authorization }),
  );
  const eligible = deleteRole.eligible.map((authorization) =>
    principalText({ kind: 'eligible', authorization }),
  );
  if (permanent.length > 0)
    return vscode.l10n.t('Those who hold it can remove it: {0}. So can the customer.', few(permanent));
  if (eligible.length > 0)
    return vscode.l10n.t(
      'Those who can activate it are: {0}. The customer can remove it too.',
      few(eligible),
    );
  return vscode.l10n.t('The delegation grants that role to nobody, so only the customer can remove it.');
}

const mostNames = 3;

/** Names in a sentence, but for those that would make it too long. */
function few(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map(inSentence).join(', ');
  const left = names.length - mostNames;
  return left > 0 ? vscode.l10n.t('{0} and {1} more', shown, left) : shown;
}
