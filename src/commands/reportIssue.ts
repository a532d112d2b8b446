import { release } from 'node:os';
import * as vscode from 'vscode';
import { authenticationMode, isReadOnly } from '../settings.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';

/**
 * Opens a report that somebody can complete and send: versions and settings that matter, and nothing of the estate, of
 * people, or of what Azure answered. Nothing is sent.
 */
export const reportIssue: CommandAction = async (context) => {
  const content = issueReport(context);
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: 'markdown', content }),
  );
  const copy = vscode.l10n.t('Copy and Open Questions & Answers');
  // Not waited for: the report is there to be completed first.
  void vscode.window
    .showInformationMessage(
      vscode.l10n.t(
        'Complete the report. Nothing was sent; leave out names, ids and messages that others should not read.',
      ),
      copy,
    )
    .then(async (chosen) => {
      if (chosen !== copy) return;
      const open = vscode.workspace.textDocuments.find((document) => document.getText().startsWith(title));
      await vscode.env.clipboard.writeText(open?.getText() ?? content);
      const { id } = context.extension.extension;
      await vscode.env.openExternal(
        vscode.Uri.parse(`https://marketplace.visualstudio.com/items?itemName=${id}&ssr=false#qna`),
      );
    });
};

const title = '# Azure Delegations: report';

/** The report before anybody has written into it, in English, as its readers expect it. */
export function issueReport({ extension, session }: Pick<CommandContext, 'extension' | 'session'>): string {
  const { version } = extension.extension.packageJSON as { readonly version: string };
  const { cloud } = session;
  const facts: readonly (readonly [string, string])[] = [
    ['Azure Delegations', version],
    ['Editor', `${vscode.env.appName} ${vscode.version}, ${uiKind()}`],
    ['Language', vscode.env.language],
    ['System', `${process.platform} ${process.arch} ${release()}`],
    ['Runs', runsWhere(extension.extension.extensionKind)],
    // A custom cloud's name and addresses are somebody's own.
    ['Cloud', 'problem' in cloud ? 'none that can be used' : cloud.custom ? 'custom' : cloud.name],
    ['Authentication', authenticationMode()],
    ['Read-only', isReadOnly() ? 'yes' : 'no'],
  ];
  return `${title}

## What I did

## What I expected

## What happened instead

## Versions

${facts.map(([name, value]) => `- ${name}: ${value}`).join('\n')}
`;
}

function uiKind(): string {
  return vscode.env.uiKind === vscode.UIKind.Web ? 'in a browser' : 'desktop';
}

function runsWhere(kind: vscode.ExtensionKind): string {
  if (vscode.env.remoteName === undefined) return 'locally';
  return `${kind === vscode.ExtensionKind.UI ? 'locally' : 'remotely'}, with a remote window (${vscode.env.remoteName})`;
}
