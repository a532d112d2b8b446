import type * as vscode from 'vscode';

/** The signal that aborts when the user cancels. */
export function cancelledBy(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
