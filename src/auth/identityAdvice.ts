import * as vscode from 'vscode';
import type { IdentityAbsence } from './authenticationMode.ts';

/** What somebody can do about an identity that has no token, in a sentence or two. */
export function identityAdvice(absence: IdentityAbsence, tenantId: string | undefined): string {
  switch (absence) {
    case 'cliMissing':
      return vscode.l10n.t(
        'The Azure CLI (az) was not found. Install it from https://aka.ms/azure-cli, and restart the editor if it was started before.',
      );
    case 'cliSignedOut':
      return vscode.l10n.t(
        'Run "{0}" in a terminal, and refresh.',
        tenantId === undefined ? 'az login' : `az login --tenant ${tenantId}`,
      );
    case 'environmentIncomplete':
      return vscode.l10n.t(
        'Set AZURE_TENANT_ID, AZURE_CLIENT_ID, and AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH in the environment that the editor is started from, and restart it.',
      );
    case 'noManagedIdentity':
      return vscode.l10n.t(
        'This machine has no managed identity. Assign one in Azure; where it has several, name one by AZURE_CLIENT_ID.',
      );
    case 'noCredential':
      return vscode.l10n.t(
        'No credential was found. Run "az login" in a terminal, or set the variables of a service principal, and refresh.',
      );
  }
}
