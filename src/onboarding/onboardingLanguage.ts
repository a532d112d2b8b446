/** How the text of an onboarding file is to be read. */
export type OnboardingLanguage = 'json' | 'bicep';

/**
 * The language of a document; nothing for one of another kind. Without the editor's extensions for Azure, a Bicep file is
 * plain text, so its name counts as well.
 *
 * @param languageId the editor's
 * @param path of its address, or its file name
 */
export function onboardingLanguage(languageId: string, path: string): OnboardingLanguage | undefined {
  if (languageId === 'bicep' || languageId === 'bicep-params' || /\.bicep(param)?$/i.test(path))
    return 'bicep';
  return ['json', 'jsonc', 'arm-template'].includes(languageId) ? 'json' : undefined;
}

/** The documents that {@link onboardingLanguage} knows, as the editor selects them. */
export const onboardingDocuments = [
  { language: 'json' },
  { language: 'jsonc' },
  { language: 'arm-template' },
  { language: 'bicep' },
  { language: 'bicep-params' },
  { pattern: '**/*.{bicep,bicepparam}' },
] as const;
