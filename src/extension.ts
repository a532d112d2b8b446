import * as vscode from 'vscode';

/** Wires the extension together; the one place that knows every part. */
export function activate(context: vscode.ExtensionContext): void {
  const view = vscode.window.createTreeView('azureDelegations.delegations', {
    treeDataProvider: {
      getChildren: () => ['placeholder'],
      getTreeItem: (element: string) => new vscode.TreeItem(element),
    },
  });
  context.subscriptions.push(view);
}
