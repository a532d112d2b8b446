import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { TreeNode } from '../../../src/tree/treeNode.ts';
import { replaced } from '../../extensionHost/stage/replaced.ts';
import { product, requireInProduct } from './product.ts';

/** The part of the extension's tree that the editor asks. */
export interface Tree {
  readonly onDidChangeTreeData: vscode.Event<unknown>;
  readonly getChildren: (node?: TreeNode) => Promise<readonly TreeNode[]>;
  readonly getTreeItem: (node: TreeNode) => vscode.TreeItem;
}

/** A tree that has read nothing yet. */
export interface StartedTree {
  readonly tree: Tree;
  readonly stop: () => void;
}

/**
 * Calls `activate` of the installed extension once more, beside what it did for the editor: nothing is known yet to
 * what that makes, while modules and connections are what this process has by now.
 */
export function startTree(): StartedTree {
  const { commands, lm, window, Disposable, EventEmitter, Uri } = requireInProduct('vscode') as typeof vscode;
  const extension = product();
  const { main } = extension.packageJSON as { readonly main: string };
  const { activate } = requireInProduct(main) as { readonly activate: (context: unknown) => void };

  const nothingHappens = new EventEmitter<never>();
  const view = { onDidExpandElement: nothingHappens.event, onDidCollapseElement: nothingHappens.event };
  const parts: vscode.Disposable[] = [];
  let tree: Tree | undefined;
  const putBack = [
    replaced(commands, { registerCommand: () => new Disposable(() => undefined) }),
    replaced(lm, { registerTool: () => new Disposable(() => undefined) }),
    replaced(window, {
      createTreeView: <T>(_id: string, { treeDataProvider }: vscode.TreeViewOptions<T>) => {
        tree = treeDataProvider as unknown as Tree;
        return { ...view, dispose: () => undefined } as unknown as vscode.TreeView<T>;
      },
    }),
  ];
  try {
    activate({
      extension,
      subscriptions: parts,
      globalStorageUri: Uri.file(join(tmpdir(), 'azure-delegations-bench')),
    });
  } finally {
    for (const each of putBack) each();
  }
  if (tree === undefined) throw new Error('The extension made no tree');
  return {
    tree,
    stop: () => {
      for (const part of [...parts, nothingHappens]) part.dispose();
    },
  };
}
