import * as vscode from 'vscode';
import { grantsOf } from '../../delegations/delegation.ts';
import type { PlacedDelegation } from '../../delegations/placedDelegation.ts';
import { grantText, principalText } from '../../wording/grantText.ts';
import { markdownLine } from '../../wording/markdownLine.ts';
import { offerText, subscriptionText } from '../../wording/names.ts';
import type { HelpContext } from './helpContext.ts';

/** How many grants are told before the rest is only counted. */
const mostGrants = 8;

/** What the delegations that were read tell of a principal, as Markdown; nothing of one that is in none of them. */
export function principalHover(id: string, { delegations, roleNames }: HelpContext): string | undefined {
  const held = delegations().flatMap((placed) => grantsTo(id, placed, roleNames));
  const [first] = held;
  if (!first) return undefined;
  const lines = [...new Set(held.map(({ line }) => line))];
  const left = lines.length - mostGrants;
  return [
    `**${markdownLine(first.name)}**`,
    markdownLine(vscode.l10n.t('Holds in the delegations that were read:')),
    [
      ...lines.slice(0, mostGrants).map((line) => `- ${markdownLine(line)}`),
      ...(left > 0 ? [`- ${vscode.l10n.t('and {0} more', left)}`] : []),
    ].join('\n'),
  ].join('\n\n');
}

function grantsTo(
  id: string,
  { row, delegation }: PlacedDelegation,
  roleNames: ReadonlyMap<string, string>,
): readonly { readonly name: string; readonly line: string }[] {
  return grantsOf(delegation)
    .filter(({ authorization }) => isSame(authorization.principalId, id))
    .map((grant) => ({
      name: principalText(grant),
      line: vscode.l10n.t(
        '{0}: {1}, {2}',
        grantText(grant, roleNames),
        offerText(delegation),
        subscriptionText(row.subscription),
      ),
    }));
}

/** Real bodies leave out much; an id that is none is nobody's. */
function isSame(principalId: unknown, id: string): boolean {
  return typeof principalId === 'string' && principalId.toLowerCase() === id.toLowerCase();
}
