import { recogniseBicep } from './bicep/recogniseBicep.ts';
import type { OnboardingFile } from './model/onboardingFile.ts';
import { recogniseJson } from './model/recogniseJson.ts';
import type { OnboardingLanguage } from './onboardingLanguage.ts';

/** The onboarding that a text describes; undefined for every other text. Never throws. */
export function readOnboarding(text: string, language: OnboardingLanguage): OnboardingFile | undefined {
  return language === 'bicep' ? recogniseBicep(text) : recogniseJson(text);
}
