import type { SubscriptionNode, TreeNode } from '../../../src/tree/treeNode.ts';
import { startTree, type StartedTree, type Tree } from './startTree.ts';

/**
 * Milliseconds from asking a new tree for its first level to the first managing tenant. Returns when all of the
 * managing tenants are there, which leaves no connection in the middle of an answer.
 */
export async function firstTenant(managingTenants: number): Promise<number> {
  return inNewTree(async ({ tree }) => {
    const took = await timed(() => firstLevel(tree, 1));
    await firstLevel(tree, managingTenants);
    return took;
  });
}

/** The row of a subscription, for {@link openSubscription} in another start of the editor. */
export async function someSubscription(managingTenants: number): Promise<SubscriptionNode> {
  return inNewTree(async ({ tree }) => {
    const [subscription] = await subscriptionsOf(tree, managingTenants);
    if (subscription === undefined) throw new Error('There is no delegated subscription');
    return subscription;
  });
}

/** Milliseconds from asking a new tree for the children of a subscription to their arrival, with nothing else read. */
export async function openSubscription(subscription: SubscriptionNode): Promise<number> {
  return inNewTree(({ tree }) => timed(() => delegationsOf(tree, subscription)));
}

/** The same for several subscriptions of one tree, each opened for the first time; one more is opened before them. */
export async function openSubscriptions(managingTenants: number, runs: number): Promise<readonly number[]> {
  return inNewTree(async ({ tree }) => {
    const [before, ...subscriptions] = await subscriptionsOf(tree, managingTenants);
    if (before === undefined || subscriptions.length < runs)
      throw new Error('There are too few subscriptions');
    await delegationsOf(tree, before);
    const times: number[] = [];
    for (const subscription of subscriptions.slice(0, runs))
      times.push(await timed(() => delegationsOf(tree, subscription)));
    return times;
  });
}

/** Milliseconds for `getChildren` of the only managing tenant and `getTreeItem` of all its subscriptions, run by run. */
export async function items(subscriptions: number, runs: number): Promise<readonly number[]> {
  return inNewTree(async ({ tree }) => {
    const [managingTenant] = await firstLevel(tree, 1);
    const readAll = async (): Promise<void> => {
      const rows = (await tree.getChildren(managingTenant)).map((row) => tree.getTreeItem(row));
      if (rows.length !== subscriptions) throw new Error(`There are ${rows.length} subscriptions`);
    };
    await readAll();
    const times: number[] = [];
    for (let run = 0; run < runs; run++) times.push(await timed(readAll));
    return times;
  });
}

async function inNewTree<T>(use: (started: StartedTree) => Promise<T>): Promise<T> {
  const started = startTree();
  try {
    return await use(started);
  } finally {
    started.stop();
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

/** Asks for the first level, and again with every change as the editor does, until it has enough managing tenants. */
async function firstLevel(tree: Tree, managingTenants: number): Promise<readonly TreeNode[]> {
  for (;;) {
    const changed = nextChange(tree);
    const tenants = (await tree.getChildren()).filter(({ kind }) => kind === 'managingTenant');
    if (tenants.length >= managingTenants) return tenants;
    await changed;
  }
}

function nextChange(tree: Tree): Promise<void> {
  return new Promise((resolve) => {
    const listening = tree.onDidChangeTreeData(() => {
      listening.dispose();
      resolve();
    });
  });
}

/** The subscriptions of the first managing tenant. */
async function subscriptionsOf(tree: Tree, managingTenants: number): Promise<readonly SubscriptionNode[]> {
  const [managingTenant] = await firstLevel(tree, managingTenants);
  return (await tree.getChildren(managingTenant)).filter((row) => row.kind === 'subscription');
}

async function delegationsOf(tree: Tree, subscription: SubscriptionNode): Promise<void> {
  const rows = await tree.getChildren(subscription);
  if (!rows.every(({ kind }) => kind === 'assignment')) throw new Error('The delegations could not be read');
}
