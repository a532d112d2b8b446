import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { deleteRoleId } from '../../src/delegations/roles.ts';
import { readOnboarding } from '../../src/onboarding/readOnboarding.ts';
import { checkOnboarding } from '../../src/onboarding/rules/checkOnboarding.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { replaced } from './stage/replaced.ts';
import { rowAt } from './stage/rows.ts';
import { groupId, tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
const operators = groupId('MSP Operators');
const json = JSON.stringify(
  {
    parameters: {
      managedByTenantId: { value: tenantId('Fabrikam') },
      authorizations: {
        value: [
          { principalId: operators, roleDefinitionId: reader, principalIdDisplayName: 'MSP Operators' },
          { principalId: operators, roleDefinitionId: deleteRoleId, principalIdDisplayName: 'MSP Operators' },
        ],
      },
    },
  },
  undefined,
  2,
);
const bicep = `using './main.bicep'

param managedByTenantId = '${tenantId('Fabrikam')}'
param authorizations = [
  {
    principalId: '${operators}'
    roleDefinitionId: '${reader}'
    principalIdDisplayName: 'MSP Operators'
  }
]
`;

describe('Help with onboarding files', () => {
  let extension: StartedExtension;
  let messages: Messages;
  beforeEach(async () => {
    await freshStart();
    messages = new Messages();
    extension = startExtension();
  });
  afterEach(async () => {
    extension.stop();
    messages.stop();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const open = async (content: string, language = 'json'): Promise<vscode.TextDocument> => {
    if (language === 'json') return vscode.workspace.openTextDocument({ language, content });
    const path = join(mkdtempSync(join(tmpdir(), 'onboarding-')), 'main.bicepparam');
    await vscode.workspace.fs.writeFile(vscode.Uri.file(path), new TextEncoder().encode(content));
    return vscode.workspace.openTextDocument(path);
  };
  const placeOf = (document: vscode.TextDocument, text: string): vscode.Position =>
    document.positionAt(document.getText().indexOf(text) + 1);
  const hoverAt = async (document: vscode.TextDocument, text: string): Promise<string> => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      placeOf(document, text),
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n');
  };

  for (const [language, content] of [
    ['json', json],
    ['bicep', bicep],
  ] as const) {
    it(`tells in ${language} what a role is, and whether it can be delegated`, async () => {
      const document = await open(content, language);
      const text = await hoverAt(document, reader);
      assert.match(text, /\*\*Reader\*\*/);
      assert.match(text, /Azure Lighthouse supports this role/);
      assert.match(text, /`\*\/read`/);
    });

    it(`tells in ${language} who a principal is and what it holds, once the tree knows`, async () => {
      const document = await open(content, language);
      assert.equal(await hoverAt(document, operators), '');
      await extension.load();
      await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
      const text = await hoverAt(document, operators);
      assert.match(text, /\*\*MSP Operators\*\*/);
      assert.match(
        text,
        /Backup Contributor: Fabrikam Backup, Adatum Core|Backup Contributor\\: Fabrikam Backup, Adatum Core/,
      );
      assert.match(await hoverAt(document, tenantId('Fabrikam')), /\*\*Fabrikam\*\*/);
    });

    it(`names roles in ${language} beside their ids, and sums the list up above it`, async () => {
      const document = await open(content, language);
      const all = new vscode.Range(0, 0, document.lineCount, 0);
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        all,
      );
      assert.ok(hints.some(({ label }) => label === 'Reader'));
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      const titles = lenses.map(({ command }) => command?.title.replaceAll(/[\u2068\u2069]/g, ''));
      assert.ok(
        titles.includes(
          language === 'json'
            ? '1 principal, 2 roles, delete role: MSP Operators'
            : '1 principal, 1 role, no delete role',
        ),
        titles.join('\n'),
      );
    });

    it(`offers roles by their names in ${language}`, async () => {
      const document = await open(content, language);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        placeOf(document, reader),
      );
      const item = items.find(({ label }) => label === 'Contributor');
      const quote = language === 'json' ? '"' : "'";
      assert.equal((item?.insertText as vscode.SnippetString).value, `${quote}${contributor}${quote}`);
      const { range } = item ?? {};
      assert.equal(range instanceof vscode.Range && document.getText(range), `${quote}${reader}${quote}`);
    });
  }

  it('says nothing in files of other kinds', async () => {
    const document = await open(JSON.stringify({ roleDefinitionId: reader, principalId: operators }));
    assert.equal(await hoverAt(document, reader), '');
  });

  describe('New Onboarding Template…', () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'offer-'))));
    const files = (): readonly string[] => readdirSync(folder).toSorted();
    const findingsIn = (name: string, language: 'json' | 'bicep'): readonly string[] => {
      const read = readOnboarding(readFileSync(join(folder, name), 'utf8'), language);
      assert.ok(read, name);
      return checkOnboarding(read).map(({ code }) => code);
    };

    it('writes a template and parameters that pass all rules, for a tenant and a principal that the tree knows', async () => {
      await extension.load();
      await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
      await extension.run('azureDelegations.newOnboardingTemplate', {
        picks: [
          /^ARM template/,
          /^Fabrikam/,
          'Fabrikam Managed Services Silver',
          /^Subscription/,
          /^MSP Operators/,
          /^(Reader|Managed Services|Contributor)/,
          /^Eligible/,
          /Write the files/,
          folder,
        ],
      });
      assert.deepEqual(files(), ['onboarding.parameters.json', 'onboarding.template.json']);
      for (const name of files()) assert.deepEqual(findingsIn(name, 'json'), []);
      const parameters = readFileSync(join(folder, 'onboarding.parameters.json'), 'utf8');
      for (const part of [
        tenantId('Fabrikam'),
        operators,
        'MSP Operators',
        deleteRoleId,
        contributor,
        'PT8H',
      ])
        assert.ok(parameters.includes(part), part);
      assert.equal(vscode.window.activeTextEditor?.document.getText(), parameters);
      assert.deepEqual(messages.texts, [
        'Written: onboarding.template.json, onboarding.parameters.json. The customer deploys it to the subscription.',
      ]);
    });

    it('writes Bicep for a resource group, with ids that are typed, and over nothing', async () => {
      const typed = '55555555-5555-4555-8555-555555555555';
      const picks = [
        /^Bicep/,
        /Enter a tenant ID/,
        '22222222-2222-4222-8222-222222222222',
        "It's ours",
        /^Resource group/,
        'rg-shop',
        /Enter an object ID/,
        typed,
        'Duty',
        /^(Reader|Managed Services|User Access)/,
        /^Contributor/,
        /Add another/,
        /Enter an object ID/,
        '66666666-6666-4666-8666-666666666666',
        'Second level',
        /^Network Contributor/,
        /^Permanent/,
        /Write the files/,
        folder,
      ];
      await extension.run('azureDelegations.newOnboardingTemplate', { picks });
      await extension.run('azureDelegations.newOnboardingTemplate', { picks });
      assert.deepEqual(files(), [
        'onboarding-2.assignment.bicep',
        'onboarding-2.bicep',
        'onboarding-2.bicepparam',
        'onboarding.assignment.bicep',
        'onboarding.bicep',
        'onboarding.bicepparam',
      ]);
      for (const name of ['onboarding.bicep', 'onboarding-2.bicepparam'])
        assert.deepEqual(findingsIn(name, 'bicep'), []);
    });
  });

  describe('Check Onboarding Files in Workspace', () => {
    let folder: string;
    let putBack: () => void;
    let shown: vscode.Uri[];
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'workspace-'));
      shown = [];
      const execute = vscode.commands.executeCommand.bind(vscode.commands);
      const undo = [
        replaced(vscode.workspace, {
          findFiles: () =>
            Promise.resolve(readdirSync(folder).map((name) => vscode.Uri.file(join(folder, name)))),
        }),
        replaced(vscode.commands, {
          executeCommand: <T>(command: string, ...args: readonly unknown[]): Thenable<T> => {
            if (command !== 'markdown.showPreview') return execute<T>(command, ...args);
            shown.push(args[0] as vscode.Uri);
            return Promise.resolve(undefined as T);
          },
        }),
      ];
      Object.defineProperty(vscode.workspace, 'workspaceFolders', {
        value: [{ uri: vscode.Uri.file(folder), name: 'workspace', index: 0 }],
        configurable: true,
      });
      putBack = () => {
        for (const each of undo) each();
        Reflect.deleteProperty(vscode.workspace, 'workspaceFolders');
      };
    });
    afterEach(() => putBack());
    const problemsOf = (name: string): readonly string[] =>
      vscode.languages
        .getDiagnostics(vscode.Uri.file(join(folder, name)))
        .map(({ code, range }) => `${(code as { readonly value: string }).value} ${range.start.line + 1}`);

    it('shows the problems of files that are not open, until they change or are opened, and sums up', async () => {
      write('fine.parameters.json', json);
      write('lacks.bicepparam', `// one\r\n${bicep}`);
      write('other.json', '{ "name": "x" }');
      write('broken.json', '{ "authorizations": [ { "principalId": ');
      await extension.run('azureDelegations.checkOnboardingFiles');
      assert.deepEqual(problemsOf('fine.parameters.json'), []);
      assert.deepEqual(problemsOf('lacks.bicepparam'), ['noDeleteRole 5']);
      assert.deepEqual(messages.shown, [
        {
          severity: 'information',
          text: 'Looked at 4 files. Onboarding files: 2. Errors: 0. Warnings: 1. Hints: 0.',
          buttons: ['Show Problems', 'Show Report'],
        },
      ]);
      await vscode.workspace.openTextDocument(join(folder, 'lacks.bicepparam'));
      // What the editor finds by itself may be there already, but not twice.
      assert.ok(problemsOf('lacks.bicepparam').length <= 1);
    });

    it('stops when it is cancelled, and says how much it did not look at', async () => {
      for (let file = 10; file < 30; file++) write(`lacks${file}.bicepparam`, bicep);
      const source = new vscode.CancellationTokenSource();
      const reports: (string | undefined)[] = [];
      const undo = replaced(vscode.window, {
        withProgress: (_options, task) =>
          task(
            {
              report: ({ message }: { readonly message?: string }) => {
                reports.push(message);
                source.cancel();
              },
            },
            source.token,
          ),
      });
      try {
        await extension.run('azureDelegations.checkOnboardingFiles');
      } finally {
        undo();
        source.dispose();
      }
      // Those that were being read at that moment are finished.
      const done = reports.length;
      assert.ok(done > 0 && done < 20, String(done));
      const [message] = messages.shown;
      assert.equal(message?.severity, 'warning');
      assert.ok(
        message.text.startsWith(`Stopped after ${done} of 20 files. Onboarding files: ${done}.`),
        message.text,
      );
      const withProblems = readdirSync(folder).filter((name) => problemsOf(name).length > 0);
      assert.equal(withProblems.length, done);
    });

    it('reports each file, and what could not be read', async () => {
      write('lacks.bicepparam', bicep);
      messages.stop();
      const undo = replaced(vscode.window, {
        showWarningMessage: (_text: string, ...buttons: readonly unknown[]) =>
          Promise.resolve(buttons.find((button) => button === 'Show Report')),
      });
      const found = vscode.workspace.findFiles.bind(vscode.workspace);
      const undoFind = replaced(vscode.workspace, {
        findFiles: async (...args: Parameters<typeof found>) => [
          ...(await found(...args)),
          vscode.Uri.file(join(folder, 'gone.json')),
        ],
      });
      try {
        await extension.run('azureDelegations.checkOnboardingFiles');
      } finally {
        undo();
        undoFind();
      }
      const [uri] = shown;
      assert.ok(uri);
      const text = (await extension.textOf(uri)).replaceAll('\\', '');
      assert.match(text, /lacks\.bicepparam \| 0 \| 1 \| 0/);
      assert.match(text, /Line 4: Nobody in the managing tenant can remove this delegation/);
      assert.match(text, /Files that could not be read[^]*gone\.json/);
    });
  });

  describe('Compare with Delegation…', () => {
    let shown: vscode.Uri[];
    let putBack: () => void;
    beforeEach(() => {
      shown = [];
      const execute = vscode.commands.executeCommand.bind(vscode.commands);
      putBack = replaced(vscode.commands, {
        executeCommand: <T>(command: string, ...args: readonly unknown[]): Thenable<T> => {
          if (command !== 'markdown.showPreview') return execute<T>(command, ...args);
          shown.push(args[0] as vscode.Uri);
          return Promise.resolve(undefined as T);
        },
      });
    });
    afterEach(() => putBack());
    const compare = async (...picks: readonly RegExp[]): Promise<string> => {
      await extension.run('azureDelegations.compareWithDelegation', { picks });
      const [uri] = shown;
      assert.ok(uri, messages.texts.join());
      return (await extension.textOf(uri)).replaceAll('\\', '');
    };

    it('tells which authorizations differ', async () => {
      await vscode.window.showTextDocument(await open(json));
      const text = await compare(/^Adatum Core/, /^Fabrikam Backup/);
      assert.match(text, /1 authorization differs/);
      assert.match(text, /MSP Operators \([0-9a-f-]+\) \| — \| Backup Contributor \| only in Azure/);
    });

    it('tells that nothing differs', async () => {
      const added = {
        principalId: operators,
        principalIdDisplayName: 'MSP Operators',
        roleDefinitionId: '5e467623-bb1f-42f4-a55d-6e525e11384b',
      };
      const content = json.replace('"value": [', `"value": [${JSON.stringify(added)},`);
      await vscode.window.showTextDocument(await open(content));
      assert.match(
        await compare(/^Adatum Core/, /^Fabrikam Backup/),
        /All authorizations that can be compared are the same/,
      );
    });
  });
});
