import type * as vscode from 'vscode';
import type { RemovalJournal } from '../delegations/removal/ports.ts';

/** Remembers removals in the log: which delegation, and how it ended; no names. */
export function logJournal(log: vscode.LogOutputChannel): RemovalJournal {
  return {
    open({ target }) {
      log.info(`Removing ${target.id}`);
      return Promise.resolve({
        update(change) {
          log.info(
            change.kind === 'accepted'
              ? `Azure accepted the removal of ${target.id}${change.operationUrl === undefined ? '' : ` as ${pathOf(change.operationUrl)}`}`
              : `Removal of ${target.id}: ${change.outcome.kind}`,
          );
          return Promise.resolve();
        },
      });
    },
  };
}

/** An operation's address without its query, which may carry a signature. */
function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : 'an operation without a readable address';
}
