import type * as vscode from 'vscode';
import type { AzureSession } from '../azureSession.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { RemovalPermissions } from '../delegations/permission/removalPermissions.ts';
import type { RemovalsInProgress } from '../delegations/removal/removalsInProgress.ts';
import type { MarkdownDocuments } from '../documents/markdownDocuments.ts';
import type { StoredJournal } from '../storedJournal.ts';
import type { DelegationsTree } from '../tree/delegationsTree.ts';
import type { FindingDecorations } from '../tree/findingDecorations.ts';
import type { TreeNode } from '../tree/treeNode.ts';

/** What commands work with; one for the life of the extension. */
export interface CommandContext {
  readonly extension: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly session: AzureSession;
  readonly estate: Estate;
  readonly tree: DelegationsTree;
  readonly view: vscode.TreeView<TreeNode>;
  readonly permissions: RemovalPermissions;
  readonly removals: RemovalsInProgress;
  readonly documents: MarkdownDocuments;
  readonly findings: FindingDecorations;
  readonly journal: StoredJournal;
  /** Resolves when the estate was read once. */
  readonly load: () => Promise<void>;
  /** Reads the estate again, for other accounts. */
  readonly reload: () => Promise<void>;
}
