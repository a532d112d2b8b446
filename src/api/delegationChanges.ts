import * as vscode from 'vscode';
import { resourceKey } from '../arm/resourceIds.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import { knownDelegations } from '../delegations/impact/knownDelegations.ts';

/**
 * Tells others that the known delegations are different. The estate tells much more: each reading, several times; who
 * reads again for each of those would never come to an end.
 */
export class DelegationChanges implements vscode.Disposable {
  readonly #estate: Estate;
  readonly #emitter = new vscode.EventEmitter<undefined>();
  readonly #stopListening: () => void;
  #told: string;
  #waiting: NodeJS.Timeout | undefined;

  /** Errors of listeners are the editor's to log. */
  readonly onDidChange = this.#emitter.event;

  constructor(estate: Estate) {
    this.#estate = estate;
    this.#told = fingerprint(estate);
    this.#stopListening = estate.onDidChange(() => (this.#waiting ??= setTimeout(() => this.#look(), 500)));
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#stopListening();
    this.#emitter.dispose();
  }

  #look(): void {
    this.#waiting = undefined;
    const now = fingerprint(this.#estate);
    if (now === this.#told) return;
    this.#told = now;
    this.#emitter.fire(undefined);
  }
}

function fingerprint(estate: Estate): string {
  const lines = knownDelegations(estate).map(({ delegation: { id, assignment } }) =>
    resourceKey(
      `${id} ${assignment.properties?.registrationDefinitionId ?? ''} ${assignment.properties?.provisioningState ?? ''}`,
    ),
  );
  return [...new Set(lines)].sort().join('\n');
}
