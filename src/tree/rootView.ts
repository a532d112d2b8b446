import type { ViewState } from '../contextKeys.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { EstateFilter } from '../delegations/search/estateFilter.ts';
import { isLoading, tenantStates } from '../delegations/estate/snapshot.ts';
import type { TreeNode } from './treeNode.ts';

/** The rows of the first level, and what the view says as a whole. */
export interface RootView {
  readonly state: ViewState;
  readonly rows: readonly TreeNode[];
}

/**
 * The first level: managing tenants, then what could not be read, then what was not looked at. An error is always a
 * row or a state of its own, so that it never looks like an empty list.
 *
 * @param filter leaves out managing tenants that nobody looks for, and nothing else
 */
export function rootView(estate: Estate, filter?: EstateFilter): RootView {
  const { snapshot } = estate;
  if (snapshot.phase === 'signedOut') return { state: 'signedOut', rows: [] };

  const tenants: readonly TreeNode[] = (filter ?? estate).managingTenants.map((managingTenant) => ({
    kind: 'managingTenant',
    managingTenant,
  }));
  const problems: readonly TreeNode[] = [
    ...(snapshot.error ? [{ kind: 'problem', row: undefined, error: snapshot.error } as const] : []),
    ...snapshot.accounts.flatMap((account): readonly TreeNode[] =>
      account.error ? [{ kind: 'accountProblem', account, error: account.error }] : [],
    ),
    ...tenantStates(snapshot)
      .filter(({ status }) => status === 'failed' || status === 'signInRequired')
      .map((state): TreeNode => ({ kind: 'tenantProblem', state })),
  ];
  const unchecked = estate.uncheckedSubscriptions.length;
  const failed = estate.checkErrors.length;
  if (estate.managingTenants.length === 0) {
    if (isLoading(snapshot)) return { state: 'loading', rows: [] };
    if (problems.length === 0 && failed === 0) return { state: 'empty', rows: [] };
    const someAnswered = tenantStates(snapshot).some(({ status }) => status === 'ready');
    if (!someAnswered && problems.every(isOffline)) return { state: 'offline', rows: [] };
  }
  return {
    state: 'rows',
    rows: [
      ...tenants,
      ...problems,
      ...(unchecked > 0 ? [{ kind: 'unchecked', subscriptions: unchecked, failed } as const] : []),
    ],
  };
}

function isOffline(node: TreeNode): boolean {
  switch (node.kind) {
    case 'tenantProblem':
      return node.state.error?.reason === 'offline';
    case 'problem':
    case 'accountProblem':
      return node.error.reason === 'offline';
    default:
      return false;
  }
}
