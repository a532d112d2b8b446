import * as vscode from 'vscode';
import { mentionsOnboarding } from '../model/mentionsOnboarding.ts';
import { type OnboardingLanguage, onboardingLanguage } from '../onboardingLanguage.ts';
import { readOnboarding } from '../readOnboarding.ts';

/** An onboarding file of the workspace, open or not. */
export interface FoundFile {
  readonly uri: vscode.Uri;
  readonly language: OnboardingLanguage;
  readonly text: string;
}

/** A file that could not be read, and so may be an onboarding file. */
export interface UnreadableFile {
  readonly uri: vscode.Uri;
  readonly error: Error;
}

/** What was looked at. */
export interface Search {
  readonly found: readonly FoundFile[];
  readonly unreadable: readonly UnreadableFile[];
  /** How many files were looked at, out of how many. */
  readonly done: number;
  readonly of: number;
}

/** The names of files that may describe onboarding. */
export const onboardingFilePattern = '**/*.{json,jsonc,bicep,bicepparam}';

/** In bytes: what people onboard with is smaller by far. */
const largest = 10_000_000;
const readsAtATime = 8;

/**
 * Looks through the files of the workspace for those that describe onboarding, as they are in the editor where they are
 * open there. What the editor's settings exclude from files is left out, and so are packages. Ends early when it is
 * cancelled; what was found by then counts.
 */
export async function findOnboardingFiles(
  token: vscode.CancellationToken,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<Search> {
  const uris = await vscode.workspace.findFiles(
    onboardingFilePattern,
    '**/{node_modules,.git}/**',
    undefined,
    token,
  );
  const open = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]));
  const found: FoundFile[] = [];
  const unreadable: UnreadableFile[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let uri = uris[next++]; uri && !token.isCancellationRequested; uri = uris[next++]) {
      try {
        const file = await look(uri, open.get(uri.toString())?.getText());
        if (file) found.push(file);
      } catch (error) {
        unreadable.push({ uri, error: error instanceof Error ? error : new Error(String(error)) });
      }
      onProgress(++done, uris.length);
    }
  };
  await Promise.all(Array.from({ length: readsAtATime }, work));
  const byPath = (a: { readonly uri: vscode.Uri }, b: { readonly uri: vscode.Uri }): number =>
    a.uri.path.localeCompare(b.uri.path);
  return { found: found.toSorted(byPath), unreadable: unreadable.toSorted(byPath), done, of: uris.length };
}

async function look(uri: vscode.Uri, openText: string | undefined): Promise<FoundFile | undefined> {
  const language = onboardingLanguage('json', uri.path);
  const text = openText ?? (await textOf(uri));
  if (!language || !mentionsOnboarding(text)) return undefined;
  return readOnboarding(text, language) && { uri, language, text };
}

async function textOf(uri: vscode.Uri): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > largest)
    throw new Error(
      vscode.l10n.t('The file has more than {0} MB and was not looked at.', largest / 1_000_000),
    );
  // As an editor would, this takes a byte order mark out of the text.
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
