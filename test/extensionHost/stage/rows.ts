import type * as vscode from 'vscode';
import type { TreeNode } from '../../../src/tree/treeNode.ts';

/** The part of a tree that the editor asks. */
export type Tree = Required<Omit<vscode.TreeDataProvider<TreeNode>, 'onDidChangeTreeData'>> & {
  readonly onDidChangeTreeData: vscode.Event<TreeNode | undefined>;
};

/** A row: what the tree knows it by, and what the editor shows of it. */
export interface Row {
  readonly node: TreeNode;
  readonly item: vscode.TreeItem;
  readonly label: string;
  readonly description: string;
}

/** The rows below a row, or those of the first level, as the editor asks for them when a row is opened. */
export async function rowsBelow(tree: Tree, parent?: Row): Promise<readonly Row[]> {
  const nodes = (await tree.getChildren(parent?.node)) ?? [];
  return Promise.all(nodes.map((node) => rowOf(tree, node)));
}

/** How a row looks now. */
export async function rowOf(tree: Tree, node: TreeNode): Promise<Row> {
  const item = await tree.getTreeItem(node);
  const label = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
  return { node, item, label, description: typeof item.description === 'string' ? item.description : '' };
}

/** Opens row after row by their labels and returns the last; throws, with what is there, where one is missing. */
export async function rowAt(tree: Tree, ...labels: readonly string[]): Promise<Row> {
  let row: Row | undefined;
  for (const label of labels) {
    const rows = await rowsBelow(tree, row);
    row = rows.find((each) => each.label === label);
    if (!row) throw new Error(`No row "${label}" among: ${texts(rows).join(', ')}`);
  }
  if (!row) throw new Error('No label was given');
  return row;
}

/** Rows as somebody reads them: `label | description`. */
export function texts(rows: readonly Row[]): readonly string[] {
  return rows.map(({ label, description }) => (description === '' ? label : `${label} | ${description}`));
}

/** Every row of a tree, each after the one that it hangs below. Reads every subscription. */
export async function everyRow(tree: Tree, parent?: Row): Promise<readonly Row[]> {
  const rows = await rowsBelow(tree, parent);
  const below = await Promise.all(rows.map(async (row) => [row, ...(await everyRow(tree, row))]));
  return below.flat();
}

/** Resolves when something holds of a tree, which is looked at again with each of its changes. */
export async function until(tree: Tree, holds: () => boolean | Promise<boolean>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let looking = Promise.resolve();
  const look = (): void => {
    looking = looking.then(async () => {
      if (await holds()) resolve(undefined);
    });
    looking.catch(reject);
  };
  const listening = tree.onDidChangeTreeData(look);
  look();
  try {
    await promise;
  } finally {
    listening.dispose();
  }
}
