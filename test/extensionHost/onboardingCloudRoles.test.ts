import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { deleteRoleId } from '../../src/delegations/roles.ts';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { rowAt, rowsBelow } from './stage/rows.ts';
import { startExtension } from './stage/startExtension.ts';

/** A role that is newer than the extension, as a cloud may tell it. */
const newRole = {
  id: '/providers/Microsoft.Authorization/roleDefinitions/0b5d1c1e-3a56-4c8b-9f0e-6d2f4a9b7c11',
  name: '0b5d1c1e-3a56-4c8b-9f0e-6d2f4a9b7c11',
  properties: {
    roleName: 'Quantum Data Owner',
    type: 'BuiltInRole',
    permissions: [{ actions: [], notActions: [], dataActions: ['Microsoft.Quantum/*'], notDataActions: [] }],
  },
};

describe('Onboarding files and the roles of the cloud', () => {
  it('are judged anew when the cloud has told of a role that nobody knew', async () => {
    await freshStart();
    await emulator.fault({
      method: 'GET',
      path: 'roleDefinitions',
      body: JSON.stringify({ value: [newRole] }),
    });
    const extension = startExtension();
    try {
      const grant = (roleDefinitionId: string): object => ({
        principalId: '11111111-aaaa-4aaa-8aaa-111111111111',
        principalIdDisplayName: 'MSP Operators',
        roleDefinitionId,
      });
      const file = join(mkdtempSync(join(tmpdir(), 'roles-')), 'onboarding.json');
      const managedByTenantId = { value: 'fbcdd0f3-dc82-4cee-bcde-7301d24e9bf6' };
      const reader = grant('acdd72a7-3385-48ef-bd42-f606fba81ae7');
      const authorizations = { value: [reader, grant(deleteRoleId), grant(newRole.name)] };
      writeFileSync(
        file,
        JSON.stringify({ parameters: { managedByTenantId, authorizations } }, undefined, 2),
      );
      const document = await vscode.workspace.openTextDocument(file);
      const findings = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri);
      assert.deepEqual(findings(), []);

      const found = new Promise<void>((resolve) => {
        const listening = vscode.languages.onDidChangeDiagnostics(() => {
          if (findings().length === 0) return;
          listening.dispose();
          resolve();
        });
      });
      await extension.load();
      await rowsBelow(extension.tree, await rowAt(extension.tree, 'Fabrikam', 'Adatum Core'));
      await found;
      const [finding] = findings();
      assert.ok(finding);
      assert.match(finding.message, /Quantum Data Owner/);
      assert.equal(document.getText(finding.range).replaceAll('"', ''), newRole.name);
    } finally {
      extension.stop();
      await emulator.reset();
    }
  });
});
