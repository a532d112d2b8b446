import type * as vscode from 'vscode';
import type { OnboardingFile } from './model/onboardingFile.ts';
import { onboardingLanguage } from './onboardingLanguage.ts';
import { readOnboarding } from './readOnboarding.ts';

interface Reading {
  readonly version: number;
  readonly file: OnboardingFile | undefined;
}

type ReadableDocument = Pick<vscode.TextDocument, 'uri' | 'languageId' | 'version' | 'getText'>;

/** Each document as it was last read. */
const readings = new WeakMap<ReadableDocument, Reading>();

/** The onboarding that a document describes, read once for each of its versions; undefined for every other document. */
export function readDocument(document: ReadableDocument): OnboardingFile | undefined {
  const known = readings.get(document);
  if (known?.version === document.version) return known.file;
  const language = onboardingLanguage(document.languageId, document.uri.path);
  const file = language && readOnboarding(document.getText(), language);
  readings.set(document, { version: document.version, file });
  return file;
}
