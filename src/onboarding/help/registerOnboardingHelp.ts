import * as vscode from 'vscode';
import { mentionsOnboarding } from '../model/mentionsOnboarding.ts';
import { onboardingDocuments } from '../onboardingLanguage.ts';
import type { HelpContext } from './helpContext.ts';

/**
 * Help with writing onboarding files. Of other documents of these languages nothing more is done than a look whether
 * they speak of onboarding; what helps is loaded with the first that does.
 *
 * @param compareCommand offered above the first list of authorizations
 */
export function registerOnboardingHelp(
  context: () => HelpContext,
  compareCommand: string,
): readonly vscode.Disposable[] {
  const { languages } = vscode;
  const help = () => import('./onboardingHelp.ts');
  const isOnboarding = (document: vscode.TextDocument): boolean => mentionsOnboarding(document.getText());
  return [
    languages.registerHoverProvider(onboardingDocuments, {
      provideHover: async (document, position) =>
        isOnboarding(document) ? (await help()).hover(document, position, context()) : undefined,
    }),
    languages.registerCompletionItemProvider(
      onboardingDocuments,
      {
        provideCompletionItems: async (document, position) =>
          isOnboarding(document) ? [...(await help()).complete(document, position, context())] : undefined,
      },
      '"',
      "'",
      ' ',
    ),
    languages.registerInlayHintsProvider(onboardingDocuments, {
      provideInlayHints: async (document, range) =>
        isOnboarding(document) ? [...(await help()).inlayHints(document, range, context())] : undefined,
    }),
    languages.registerCodeLensProvider(onboardingDocuments, {
      provideCodeLenses: async (document) =>
        isOnboarding(document) ? [...(await help()).codeLenses(document, compareCommand)] : undefined,
    }),
  ];
}
