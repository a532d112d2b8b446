import * as vscode from 'vscode';
import type { AzureDelegations } from '../api/azureDelegations.d.ts';
import { exposeApi } from './api/exposeApi.ts';
import { AzureSession } from './azureSession.ts';
import { type CommandId, commandIds } from './commandIds.ts';
import type { CommandContext } from './commands/commandContext.ts';
import { Estate } from './delegations/estate/estate.ts';
import { knownDelegations } from './delegations/impact/knownDelegations.ts';
import { RemovalPermissions } from './delegations/permission/removalPermissions.ts';
import { RemovalsInProgress } from './delegations/removal/removalsInProgress.ts';
import { MarkdownDocuments } from './documents/markdownDocuments.ts';
import { registerTools } from './languageModel/registerTools.ts';
import { OnboardingDiagnostics } from './onboarding/diagnostics/onboardingDiagnostics.ts';
import { registerOnboardingHelp } from './onboarding/help/registerOnboardingHelp.ts';
import { announcesNewDelegations, settingNames, settingsSection } from './settings.ts';
import { StoredJournal } from './storedJournal.ts';
import { FindingDecorations } from './tree/findingDecorations.ts';
import { DelegationsTree } from './tree/delegationsTree.ts';

/** Wires the extension together; the one place that knows every part. Waits for nothing. */
export function activate(extension: vscode.ExtensionContext): AzureDelegations {
  const log = vscode.window.createOutputChannel('Azure Delegations', { log: true });
  const { version } = extension.extension.packageJSON as { readonly version: string };
  const session = new AzureSession(log, {
    userAgentPrefix: `azure-delegations/${version}`,
    language: vscode.env.language,
    onResponse: ({ method, path, status, failure, requestId, durationInMs }) =>
      log.debug(`${method} ${path} ${status ?? failure ?? ''} ${requestId ?? ''} ${durationInMs} ms`),
  });
  const estate = new Estate(session);
  const permissions = new RemovalPermissions(session);
  const removals = new RemovalsInProgress();
  const documents = new MarkdownDocuments();
  const findings = new FindingDecorations();
  const journal = new StoredJournal(extension.globalStorageUri);

  let loading: Promise<void> | undefined;
  const load = (): Promise<void> => (loading ??= estate.refresh());
  const tree = new DelegationsTree(estate, permissions, () => session.viewState, load);
  const view = vscode.window.createTreeView('azureDelegations.delegations', {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
  });

  const reload = async (): Promise<void> => {
    tree.expire();
    await (loading = estate.refresh());
  };
  const startAgain = (): void => {
    estate.clear();
    loading = undefined;
    tree.expire();
    permissions.clear();
    findings.show([]);
  };

  const context: CommandContext = {
    extension,
    log,
    session,
    estate,
    tree,
    view,
    permissions,
    removals,
    documents,
    findings,
    journal,
    load,
    reload,
  };
  extension.subscriptions.push(
    log,
    session,
    documents,
    findings,
    tree,
    view,
    view.onDidExpandElement(({ element }) => tree.opened(element)),
    view.onDidCollapseElement(({ element }) => tree.closed(element)),
    tree.onDidChangeMessage((message) => (view.message = message)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${settingsSection}.${settingNames.groupByCustomer}`)) tree.regroup();
    }),
    session.onDidEnd(startAgain),
    session.onDidChangeAccounts(() => {
      permissions.clear();
      findings.show([]);
      void followAccounts().catch(reload);
    }),
    followUpInBackground(context),
    checkOnboardingFiles(estate),
    ...registerOnboardingHelp(
      () => ({
        roleNames: estate.roleNames,
        tenantName: (id) => estate.tenant(id)?.displayName,
        delegations: () => knownDelegations(estate),
      }),
      commandIds.compareWithDelegation,
    ),
    ...registerCommands(context),
    ...registerTools({
      log,
      estate,
      permissions,
      session,
      load,
      remove: async (placed) => {
        const { runRemoval } = await import('./commands/runCommand.ts');
        return runRemoval(placed, context);
      },
    }),
  );

  if (announcesNewDelegations())
    void import('./commands/reports.ts').then(({ announceNewDelegations }) =>
      announceNewDelegations(context),
    );
  return exposeApi({ extension, estate, load });

  /** Events tell that something about sessions changed, seldom what: only another set of accounts is news. */
  async function followAccounts(): Promise<void> {
    if (!loading) return;
    if (estate.snapshot.phase === 'failed') return reload();
    const now = (await session.accounts()).map(({ id }) => id);
    const before = estate.snapshot.accounts.map(({ accountId }) => accountId);
    if (now.length === before.length && now.every((id) => before.includes(id))) {
      await estate.retrySignIns();
      return;
    }
    if (now.length === 0) estate.clear();
    await reload();
  }
}

/** Judges onboarding files, and does so again when the cloud has told of its roles, or nobody is signed in any more. */
function checkOnboardingFiles(estate: Estate): vscode.Disposable {
  const diagnostics = new OnboardingDiagnostics(() => estate.roleDefinitions);
  let judgedBy = estate.roleDefinitions;
  const stopListening = estate.onDidChange(() => {
    if (judgedBy === estate.roleDefinitions) return;
    judgedBy = estate.roleDefinitions;
    diagnostics.lookAgain();
  });
  return vscode.Disposable.from(diagnostics, { dispose: stopListening });
}

/** Follows up interrupted removals now, and again with other accounts while something is left to be found out. */
function followUpInBackground(context: CommandContext): vscode.Disposable {
  const { journal, session } = context;
  const disposed = new AbortController();
  let isOpen = true;
  let last = Promise.resolve();
  const followUp = (): void => {
    last = last.then(async () => {
      if (!isOpen || disposed.signal.aborted || !(await journal.holdsAnything())) return;
      const { followUpRemovals } = await import('./commands/followUpRemovals.ts');
      isOpen = await followUpRemovals(context, disposed.signal);
    });
  };
  followUp();
  const listening = [session.onDidChangeAccounts(followUp), session.onDidEnd(followUp)];
  return vscode.Disposable.from(...listening, { dispose: () => disposed.abort() });
}

function registerCommands(context: CommandContext): readonly vscode.Disposable[] {
  const run = (id: Exclude<CommandId, typeof commandIds.showLog>): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
      const { runCommand } = await import('./commands/runCommand.ts');
      await runCommand(id, context, args);
    });
  return Object.values(commandIds).map((id) =>
    id === commandIds.showLog ? vscode.commands.registerCommand(id, () => context.log.show()) : run(id),
  );
}
