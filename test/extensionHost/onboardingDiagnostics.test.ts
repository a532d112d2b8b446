import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { deleteRoleId, ownerRoleId } from '../../src/delegations/roles.ts';
import { closedDocument } from '../../src/onboarding/diagnostics/judgedDocument.ts';
import { OnboardingDiagnostics } from '../../src/onboarding/diagnostics/onboardingDiagnostics.ts';
import { memoryFiles } from './stage/memoryFiles.ts';
import { replaced } from './stage/replaced.ts';

const operators = '11111111-aaaa-4aaa-8aaa-111111111111';
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c';

const parameters = (...roles: readonly string[]): string =>
  JSON.stringify(
    {
      parameters: {
        managedByTenantId: { value: 'fbcdd0f3-dc82-4cee-bcde-7301d24e9bf6' },
        authorizations: {
          value: roles.map((roleDefinitionId) => ({
            principalId: operators,
            principalIdDisplayName: 'MSP Operators',
            roleDefinitionId,
          })),
        },
      },
    },
    undefined,
    2,
  );

const bicepText = (
  role: string,
): string => `resource offer 'Microsoft.ManagedServices/registrationDefinitions@2022-10-01' = {
  name: guid('offer')
  properties: {
    registrationDefinitionName: 'offer'
    managedByTenantId: 'fbcdd0f3-dc82-4cee-bcde-7301d24e9bf6'
    authorizations: [
      {
        principalId: '${operators}'
        roleDefinitionId: '${role}'
      }
    ]
  }
}
`;

describe('Onboarding files', () => {
  afterEach(async () => {
    const all = vscode.workspace.getConfiguration('azureDelegations');
    await all.update('onboarding.rules', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const open = (content: string, name = 'some.json'): Promise<vscode.TextDocument> =>
    fileOf(name, content).then((uri) => vscode.workspace.openTextDocument(uri));

  const codesOf = ({ uri }: vscode.TextDocument): readonly unknown[] =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === 'Azure Delegations')
      .map(({ code }) => (typeof code === 'object' ? code.value : code));

  /** Resolves when the document has these findings, in the order of the text. */
  async function finds(document: vscode.TextDocument, codes: readonly string[]): Promise<void> {
    const expected = JSON.stringify(codes);
    if (JSON.stringify(codesOf(document)) === expected) return;
    await new Promise<void>((resolve) => {
      const listening = vscode.languages.onDidChangeDiagnostics(() => {
        if (JSON.stringify(codesOf(document)) !== expected) return;
        listening.dispose();
        resolve();
      });
    });
  }

  async function actionsAt(
    document: vscode.TextDocument,
    place: string,
    kind?: vscode.CodeActionKind,
  ): Promise<readonly vscode.CodeAction[]> {
    const position = document.positionAt(document.getText().indexOf(place) + 1);
    return vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(position, position),
      kind?.value,
      20,
    );
  }

  async function apply(actions: readonly vscode.CodeAction[], title: RegExp): Promise<void> {
    const chosen = actions.find((action) => title.test(action.title));
    assert.ok(chosen?.edit, `No ${title} among ${actions.map((action) => action.title).join(', ')}`);
    assert.ok(await vscode.workspace.applyEdit(chosen.edit));
  }

  it('lack the delete role until a quick fix grants it to somebody who is there', async () => {
    const document = await open(parameters(reader));
    await finds(document, ['noDeleteRole']);
    const [diagnostic] = vscode.languages.getDiagnostics(document.uri);
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(document.getText(diagnostic.range), '"authorizations"');
    assert.ok(typeof diagnostic.code === 'object');
    assert.equal(diagnostic.code.target.authority, 'learn.microsoft.com');
    await apply(
      await actionsAt(document, '"authorizations"', vscode.CodeActionKind.QuickFix),
      /Grant the Delete Role to .*MSP Operators/,
    );
    assert.equal(document.getText(), parameters(reader, deleteRoleId));
    await finds(document, []);
  });

  it('are put right as a whole', async () => {
    const document = await open(parameters(reader, ownerRoleId));
    await finds(document, ['noDeleteRole', 'ownerRole']);
    await apply(
      await actionsAt(document, `"${ownerRoleId}"`, vscode.CodeActionKind.QuickFix),
      /Fix all Azure Delegations problems/,
    );
    assert.equal(document.getText(), parameters(reader, contributor, deleteRoleId));
    await finds(document, []);
  });

  it('get nobody more access when they are saved', async () => {
    const document = await open(parameters(reader, ownerRoleId));
    await finds(document, ['noDeleteRole', 'ownerRole']);
    const [action, ...others] = await actionsAt(document, '{', vscode.CodeActionKind.SourceFixAll);
    assert.ok(action?.edit);
    assert.deepEqual(others, []);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.equal(document.getText(), parameters(reader, contributor));
  });

  it('matter as much as somebody has set', async () => {
    const document = await open(parameters(reader, ownerRoleId));
    await finds(document, ['noDeleteRole', 'ownerRole']);
    await vscode.workspace
      .getConfiguration('azureDelegations')
      .update(
        'onboarding.rules',
        { noDeleteRole: 'off', ownerRole: 'information' },
        vscode.ConfigurationTarget.Global,
      );
    await finds(document, ['ownerRole']);
    const [diagnostic] = vscode.languages.getDiagnostics(document.uri);
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Information);
  });

  it('may be Bicep', async () => {
    const bicep = await open(bicepText(ownerRoleId), 'main.bicep');
    await finds(bicep, ['noDeleteRole', 'ownerRole']);
    await apply(await actionsAt(bicep, ownerRoleId), /Replace Owner by Contributor/);
    assert.equal(bicep.getText(), bicepText(contributor));
    await finds(bicep, ['noDeleteRole']);
  });

  it('are left alone while they are of another kind, and judged as soon as they are not', async () => {
    const other = await open('{ "name": "authorizations", "principalId": 1 }');
    const document = await open('{ "name": "nothing of ours" }');
    // Whatever was opened before is looked at before.
    await finds(await open(parameters(reader)), ['noDeleteRole']);
    assert.deepEqual([codesOf(other), codesOf(document)], [[], []]);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, 1, 0), parameters(reader));
    await vscode.workspace.applyEdit(edit);
    await finds(document, ['noDeleteRole']);
  });

  it('may be on a file system of another extension, and are put right there', async () => {
    const files = memoryFiles('onboarding-memory', parameters(ownerRoleId, deleteRoleId, reader));
    try {
      const document = await vscode.workspace.openTextDocument(files.uri);
      await finds(document, ['ownerRole']);
      await apply(
        await actionsAt(document, ownerRoleId, vscode.CodeActionKind.QuickFix),
        /Replace Owner by Contributor/,
      );
      await finds(document, []);
      assert.ok(await document.save());
      assert.equal(files.text(), parameters(contributor, deleteRoleId, reader));
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      files.dispose();
    }
  });

  it('are left alone where nobody can write to them', async () => {
    const files = memoryFiles('onboarding-read-only', parameters(ownerRoleId), true);
    try {
      const document = await vscode.workspace.openTextDocument(files.uri);
      // Whatever was opened before is looked at before.
      await finds(await open(parameters(reader)), ['noDeleteRole']);
      assert.deepEqual(codesOf(document), []);
    } finally {
      files.dispose();
    }
  });

  it('are judged by their newest text when they change while they are looked at', async () => {
    const opened = new vscode.EventEmitter<vscode.TextDocument>();
    const changed = new vscode.EventEmitter<vscode.TextDocumentChangeEvent>();
    const shown: (readonly unknown[])[] = [];
    const newest = Promise.withResolvers<undefined>();
    const collection = {
      set: (uri: vscode.Uri, found: readonly vscode.Diagnostic[]) => {
        // Whatever else is open is looked at as well.
        if (uri.scheme !== 'onboarding-typed') return;
        shown.push(found.map(({ code }) => (typeof code === 'object' ? code.value : code)));
        newest.resolve(undefined);
      },
      delete: () => undefined,
      dispose: () => undefined,
    };
    const undo = [
      replaced(vscode.workspace, {
        onDidOpenTextDocument: opened.event,
        onDidChangeTextDocument: changed.event,
      }),
      replaced(vscode.languages, {
        createDiagnosticCollection: () => collection as unknown as vscode.DiagnosticCollection,
      }),
    ];
    const diagnostics = new OnboardingDiagnostics(() => []);
    for (const each of undo) each();
    let text = parameters(reader, ownerRoleId);
    let looks = 0;
    const document = {
      ...closedDocument(vscode.Uri.parse('onboarding-typed:/some.json'), 'json', text),
      isClosed: false,
      getText: () => {
        if (looks++ === 0) queueMicrotask(type);
        return text;
      },
    } as unknown as vscode.TextDocument;
    const type = (): void => {
      text = parameters(reader);
      changed.fire({ document, contentChanges: [{}] } as unknown as vscode.TextDocumentChangeEvent);
    };
    try {
      opened.fire(document);
      await newest.promise;
      assert.deepEqual(shown, [['noDeleteRole']]);
      assert.ok(looks > 1);
    } finally {
      diagnostics.dispose();
      opened.dispose();
      changed.dispose();
    }
  });
});

async function fileOf(name: string, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(vscode.Uri.file(mkdtempSync(join(tmpdir(), 'onboarding-'))), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}
