import type * as vscode from 'vscode';
import type { ArmError } from '../arm/errors.ts';

/**
 * Notes a failed call for support: what Azure calls it and the ids that its engineers ask for. Azure's message and the
 * scope may name people and customers, so they are kept at the debug level.
 */
export function logError(log: vscode.LogOutputChannel, what: string, error: ArmError): void {
  const facts: readonly (readonly [string, string | number | undefined])[] = [
    ['status', error.status],
    ['code', error.code],
    ['request', error.requestId],
    ['correlation', error.correlationId],
  ];
  const known = facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  log.error([`${what}: ${error.reason}`, ...known].join(', '));
  log.debug([error.scope, error.message].filter(Boolean).join(': '));
}
