import { deleteRoleId } from '../../delegations/roles.ts';
import { userAccessAdministratorRoleId } from '../roles/lighthouseSupport.ts';
import type { OnboardingLanguage } from '../onboardingLanguage.ts';

/** Pieces of an onboarding file, as snippets of the editor, with what has to be filled in as its stops. */
export interface GrantSnippets {
  readonly authorization: string;
  readonly deleteRoleAuthorization: string;
  readonly userAccessAdministratorAuthorization: string;
  readonly eligibleAuthorization: string;
  /** The value of a `justInTimeAccessPolicy`. */
  readonly policy: string;
  readonly policyWithApprovers: string;
  /** A property with its value. */
  readonly property: (name: string, value: string) => string;
  /** A text, which may hold stops. */
  readonly text: (value: string) => string;
  readonly list: (value: string) => string;
}

/** The snippets for a language. Line ends and indentation are the editor's to fit in. */
export function grantSnippets(language: OnboardingLanguage): GrantSnippets {
  const isJson = language === 'json';
  const text = (value: string): string => (isJson ? `"${value}"` : `'${value}'`);
  const property = (name: string, value: string): string =>
    isJson ? `"${name}": ${value}` : `${name}: ${value}`;
  const object = (...fields: readonly (readonly [string, string])[]): string =>
    block('{', fields.map(([name, value]) => property(name, value)).join(isJson ? ',\n' : '\n'), '}');
  const list = (value: string): string => block('[', value, ']');

  const principal = ['principalId', text('${1:<object id of a group>}')] as const;
  const displayName = ['principalIdDisplayName', text('${2:<display name>}')] as const;
  const mfa = ['multiFactorAuthProvider', text('${5|Azure,None|}')] as const;
  const duration = ['maximumActivationDuration', text('${6|PT8H,PT4H,PT2H,PT1H,PT30M|}')] as const;
  const policy = object(mfa, duration);
  return {
    authorization: object(principal, displayName, ['roleDefinitionId', text('${3:<role>}')]),
    deleteRoleAuthorization: object(principal, displayName, ['roleDefinitionId', text(deleteRoleId)]),
    userAccessAdministratorAuthorization: object(
      principal,
      displayName,
      ['roleDefinitionId', text(userAccessAdministratorRoleId)],
      ['delegatedRoleDefinitionIds', list(text('${3:<role>}'))],
    ),
    eligibleAuthorization: object(
      principal,
      displayName,
      ['roleDefinitionId', text('${3:<role>}')],
      ['justInTimeAccessPolicy', policy],
    ),
    policy,
    policyWithApprovers: object(mfa, duration, [
      'managedByTenantApprovers',
      list(
        object(
          ['principalId', text('${7:<object id of a group>}')],
          ['principalIdDisplayName', text('${8:<display name>}')],
        ),
      ),
    ]),
    property,
    text,
    list,
  };
}

function block(open: string, content: string, close: string): string {
  return `${open}\n\t${content.replaceAll('\n', '\n\t')}\n${close}`;
}
