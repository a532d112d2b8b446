import * as vscode from 'vscode';
import { markdownText } from '../../wording/markdownText.ts';
import type { OnboardingFile } from '../model/onboardingFile.ts';
import { endOf, textOf, type TextRange } from '../syntax/literal.ts';
import { type NamedId, principalsIn, rolesIn } from './grantsIn.ts';
import type { HelpContext } from './helpContext.ts';
import { principalHover } from './principalHover.ts';
import { roleHover } from './roleHover.ts';

/** What is known of what stands at an offset. */
export interface OnboardingHover {
  readonly range: TextRange;
  /** With icons, and with links to Microsoft's pages alone. */
  readonly markdown: string;
}

/** Tells of the role, principal or managing tenant at an offset. */
export function hoverAt(
  file: OnboardingFile,
  offset: number,
  context: HelpContext,
): OnboardingHover | undefined {
  const tell = (
    ids: readonly NamedId[],
    toMarkdown: (id: string) => string | undefined,
  ): OnboardingHover | undefined => {
    const named = ids.find(({ range }) => range.offset <= offset && offset <= endOf(range));
    const markdown = named && toMarkdown(named.id);
    return named && markdown ? { range: named.range, markdown } : undefined;
  };
  return (
    tell(rolesIn(file), (id) => roleHover(id, context.roleNames)) ??
    tell(principalsIn(file), (id) => principalHover(id, context)) ??
    tell(managingTenantsIn(file), (id) => tenantHover(id, context))
  );
}

function managingTenantsIn({ offers }: OnboardingFile): readonly NamedId[] {
  return offers.flatMap(({ managedByTenantId }) => {
    const id = textOf(managedByTenantId?.value);
    return managedByTenantId === undefined || id === undefined
      ? []
      : [{ range: managedByTenantId.property.value, id }];
  });
}

function tenantHover(id: string, { tenantName }: HelpContext): string | undefined {
  const name = tenantName(id.toLowerCase());
  return name === undefined
    ? undefined
    : `**${markdownText(name)}**\n\n${vscode.l10n.t('The managing tenant, as the view “Delegations” knows it.')}`;
}
