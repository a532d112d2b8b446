import { fileNames } from './fileNames.ts';
import { folderName } from './folderName.ts';
import { jsonText } from './jsonText.ts';
import { onboardingReadme, type OnboardingOptions } from './onboardingReadme.ts';
import { onboardingTemplate } from './onboardingTemplate.ts';
import type { SavedDelegation } from './savedDelegation.ts';

/** What recreates a delegation, for somebody of the customer's tenant to deploy. All names are safe in file systems. */
export interface OnboardingFiles {
  /** For a folder of their own. */
  readonly folderName: string;
  readonly files: readonly OnboardingFile[];
}

/** A file of text. */
export interface OnboardingFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The files that recreate exactly that delegation: an ARM template, its parameters where it has any, and a README in
 * English that tells the customer how to deploy them, since they go to another organisation.
 */
export function onboardingFiles(saved: SavedDelegation, options: OnboardingOptions): OnboardingFiles {
  const { template, parameters } = onboardingTemplate(saved, options.recreate);
  return {
    folderName: folderName(saved),
    files: [
      { name: fileNames.template, text: jsonText(template) },
      ...(parameters ? [{ name: fileNames.parameters, text: jsonText(parameters) }] : []),
      { name: fileNames.readme, text: onboardingReadme(saved, options) },
    ],
  };
}
