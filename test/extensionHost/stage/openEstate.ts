import * as vscode from 'vscode';
import type { ArmConnectionOptions } from '../../../src/arm/connection.ts';
import { AzureSession } from '../../../src/azureSession.ts';
import { Estate } from '../../../src/delegations/estate/estate.ts';
import { RemovalPermissions } from '../../../src/delegations/permission/removalPermissions.ts';
import { DelegationsTree } from '../../../src/tree/delegationsTree.ts';
import type { RecordedRequest } from '../../emulator/requestLog.ts';
import { emulator } from './emulator.ts';

/** What the extension is made of, in the hands of a test. */
export interface OpenEstate {
  readonly session: AzureSession;
  readonly estate: Estate;
  readonly permissions: RemovalPermissions;
  readonly tree: DelegationsTree;
  /** Reads accounts, tenants and subscriptions for the first time. */
  load(): Promise<void>;
  /** What it has sent to the resource manager. */
  requests(method?: string, path?: RegExp): Promise<readonly RecordedRequest[]>;
  close(): void;
}

let opened = 0;

/**
 * Makes session, estate and tree.
 *
 * @param connection how long and how often Azure is asked; once, and for as long as users wait, by default
 */
export function openEstate(
  connection: Pick<ArmConnectionOptions, 'timeoutInMs' | 'retryOptions' | 'onResponse'> = {},
): OpenEstate {
  const name = `test-${++opened}`;
  const log = vscode.window.createOutputChannel(name, { log: true });
  const connectionOptions = { userAgentPrefix: name, retryOptions: { maxRetries: 0 }, ...connection };
  const session = new AzureSession(log, connectionOptions);
  const estate = new Estate(session);
  const permissions = new RemovalPermissions(session);
  let loading: Promise<void> | undefined;
  const load = (): Promise<void> => (loading ??= estate.refresh());
  const tree = new DelegationsTree(estate, permissions, () => session.viewState, load);
  return {
    session,
    estate,
    permissions,
    tree,
    load,
    requests: async (method, path) =>
      (await emulator.requests(method, path)).filter(({ headers }) =>
        headers['user-agent']?.startsWith(`${name} `),
      ),
    close() {
      estate.clear();
      permissions.clear();
      for (const part of [tree, session, log]) part.dispose();
    },
  };
}
