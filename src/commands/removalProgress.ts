import * as vscode from 'vscode';
import type { CheckPorts, RemovalStep } from '../delegations/removal/ports.ts';

/** Polling no faster than the Azure SDK does by itself, for as long as anybody would wait. */
export const removalPace: CheckPorts['pace'] = { pollIntervalMs: 2_000, followAtMostMs: 30 * 60_000 };

/** What the progress says while a removal takes a step. */
export function stepText(step: RemovalStep): string {
  switch (step) {
    case 'reading':
      return vscode.l10n.t('reading it again…');
    case 'checkingPermission':
      return vscode.l10n.t('checking your permission…');
    case 'confirming':
      return vscode.l10n.t('waiting for your confirmation…');
    case 'recording':
    case 'deleting':
      return vscode.l10n.t('sending the request…');
    case 'following':
      return vscode.l10n.t('Azure is at work. Cancelling stops the waiting, not Azure.');
    case 'verifying':
      return vscode.l10n.t('verifying…');
  }
}
