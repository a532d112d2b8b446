import * as vscode from 'vscode';
import { plainText } from '../../wording/plainText.ts';
import type { OnboardingLanguage } from '../onboardingLanguage.ts';
import { builtInRoles } from '../roles/builtInRoles.ts';
import type { CompletionPlace } from './completionPlace.ts';
import { grantSnippets, type GrantSnippets } from './grantSnippets.ts';
import { isSupported, roleHover } from './roleHover.ts';

/** What the editor offers where something is typed. */
export interface Suggestion {
  readonly label: string;
  readonly kind: 'role' | 'value' | 'property' | 'snippet';
  /** In the syntax of the editor's snippets. */
  readonly insert: string;
  /** What the typed text is compared with. */
  readonly filter: string;
  readonly detail?: string;
  /** Markdown, see {@link roleHover}. */
  readonly documentation?: string | undefined;
  /** Behind all others, since it is seldom what is wanted. */
  readonly isLast?: boolean;
}

/** What can be typed at a place, in the order in which it is offered. */
export function suggestions(
  place: CompletionPlace,
  language: OnboardingLanguage,
  roleNames: ReadonlyMap<string, string>,
): readonly Suggestion[] {
  const snippets = grantSnippets(language);
  switch (place.kind) {
    case 'role':
      return roles(snippets, roleNames);
    case 'duration':
      return ['PT8H', 'PT4H', 'PT2H', 'PT1H', 'PT30M'].map((value) => literal(snippets, value));
    case 'multiFactorAuthProvider':
      return ['Azure', 'None'].map((value) => literal(snippets, value));
    case 'policy':
      return policies(snippets, (value) => value);
    case 'property':
      return properties(snippets, place);
    case 'authorization':
      return authorizations(snippets, place.grants);
  }
}

function roles({ text }: GrantSnippets, roleNames: ReadonlyMap<string, string>): readonly Suggestion[] {
  const suggest = (id: string, name: string, isLast: boolean): Suggestion => ({
    label: name,
    kind: 'role',
    insert: text(id),
    filter: text(`${name} ${id}`),
    detail: isLast ? vscode.l10n.t('not supported by Azure Lighthouse') : id,
    documentation: roleHover(id, roleNames),
    isLast,
  });
  const listed = new Set(builtInRoles.map(({ id }) => id));
  return [
    ...builtInRoles.map((role) => suggest(role.id, role.name, !isSupported(role))),
    ...[...roleNames]
      .filter(([id]) => !listed.has(id))
      .map(([id, name]) => suggest(id, plainText(name, id), false)),
  ];
}

function literal({ text }: GrantSnippets, value: string): Suggestion {
  return { label: value, kind: 'value', insert: text(value), filter: text(value) };
}

function policies(
  { policy, policyWithApprovers }: GrantSnippets,
  toText: (value: string) => string,
): readonly Suggestion[] {
  const label = 'justInTimeAccessPolicy';
  return [
    {
      label,
      kind: 'snippet',
      insert: toText(policy),
      filter: label,
      detail: vscode.l10n.t('how the role is activated'),
    },
    {
      label: vscode.l10n.t('{0} with approvers', label),
      kind: 'snippet',
      insert: toText(policyWithApprovers),
      filter: label,
      detail: vscode.l10n.t('waits for an approval'),
    },
  ];
}

function properties(
  snippets: GrantSnippets,
  { grants, present }: Extract<CompletionPlace, { readonly kind: 'property' }>,
): readonly Suggestion[] {
  const { property, text, list } = snippets;
  const all: readonly (readonly [string, string])[] = [
    ['principalId', text('${1:<object id of a group>}')],
    ['principalIdDisplayName', text('${1:<display name>}')],
    ['roleDefinitionId', text('$1')],
    ...(grants === 'permanent' ? [['delegatedRoleDefinitionIds', list(text('$1'))] as const] : []),
  ];
  const names = new Set(present.map((name) => name.toLowerCase()));
  return [
    ...all.map(([name, value]): Suggestion => ({
      label: name,
      kind: 'property',
      insert: property(name, value),
      filter: name,
    })),
    ...(grants === 'eligible'
      ? policies(snippets, (value) => property('justInTimeAccessPolicy', value))
      : []),
  ].filter(({ filter }) => !names.has(filter.toLowerCase()));
}

function authorizations(
  {
    authorization,
    deleteRoleAuthorization,
    userAccessAdministratorAuthorization,
    eligibleAuthorization,
  }: GrantSnippets,
  grants: 'permanent' | 'eligible',
): readonly Suggestion[] {
  const suggest = (label: string, detail: string, insert: string): Suggestion => ({
    label,
    kind: 'snippet',
    insert,
    filter: label,
    detail,
  });
  if (grants === 'eligible')
    return [
      suggest(
        vscode.l10n.t('eligible authorization'),
        vscode.l10n.t('activated when needed'),
        eligibleAuthorization,
      ),
    ];
  return [
    suggest(vscode.l10n.t('authorization'), vscode.l10n.t('principal and role'), authorization),
    suggest(
      vscode.l10n.t('authorization with the delete role'),
      vscode.l10n.t('can remove the delegation'),
      deleteRoleAuthorization,
    ),
    suggest(
      vscode.l10n.t('authorization of a User Access Administrator'),
      vscode.l10n.t('assigns roles to identities'),
      userAccessAdministratorAuthorization,
    ),
  ];
}
