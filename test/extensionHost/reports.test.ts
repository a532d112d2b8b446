import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { Messages } from './stage/messages.ts';
import { replaced } from './stage/replaced.ts';
import { rowAt } from './stage/rows.ts';
import { delegationIds, subscriptionId, tenantId } from './stage/smallWorld.ts';
import { startExtension, type StartedExtension } from './stage/startExtension.ts';
import { UserSettings } from './stage/userSettings.ts';

describe('Reports', () => {
  const settings = new UserSettings();
  let extension: StartedExtension;
  let messages: Messages;
  let folder: string;
  let putBack: () => void;
  /** The documents that were shown. */
  let opened: vscode.Uri[];
  /** Where exports go. */
  let target: string | undefined;
  beforeEach(async () => {
    await freshStart();
    folder = mkdtempSync(join(tmpdir(), 'reports-'));
    target = folder;
    opened = [];
    messages = new Messages();
    const execute = vscode.commands.executeCommand.bind(vscode.commands);
    const putCommandsBack = replaced(vscode.commands, {
      executeCommand: <T>(command: string, ...args: readonly unknown[]): Thenable<T> => {
        if (command !== 'markdown.showPreview') return execute<T>(command, ...args);
        opened.push(args[0] as vscode.Uri);
        return Promise.resolve(undefined as T);
      },
    });
    const putDialogBack = replaced(vscode.window, {
      showSaveDialog: (options?: vscode.SaveDialogOptions) =>
        Promise.resolve(
          target === undefined
            ? undefined
            : vscode.Uri.file(join(target, options?.defaultUri?.path.split('/').at(-1) ?? '')),
        ),
    });
    putBack = () => {
      putCommandsBack();
      putDialogBack();
    };
    extension = startExtension();
    await extension.load();
  });
  afterEach(async () => {
    extension.stop();
    messages.stop();
    putBack();
    await settings.restore();
  });

  /** What the last document says, without the signs that Markdown needs. */
  const shown = async (): Promise<string> => {
    const text = await extension.textOf(opened.at(-1) ?? assert.fail('No document was shown'));
    return text.replaceAll(/\\(.)/g, '$1').replaceAll('&#64;', '@');
  };
  const written = (): readonly (readonly [string, string])[] =>
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);

  describe('View Details', () => {
    it('tells all of a delegation, and who may remove it', async () => {
      const row = await rowAt(extension.tree, 'Fabrikam', 'Tailwind Retail', 'Just-in-time operations');
      await extension.run('azureDelegations.viewDetails', {}, row);
      const text = await shown();
      for (const said of [
        /^# Just-in-time operations$/m,
        /\*\*Customer:\*\* Tailwind Traders \(/,
        /\*\*Created:\*\* .*deployment@customer\.example/,
        /\| MSP Operators \| Reader \| Views all resources/,
        /\| MSP Operators \| Contributor \| 8 h \| required \| MSP Approvers \|/,
        /\| 30 min \| not required \| nobody has to approve \|/,
        /Activate it in Privileged Identity Management first/,
        /No other delegation is known that grants the same role/,
        /\(<https:\/\/learn\.microsoft\.com\/azure\/lighthouse\/how-to\/remove-delegation>\)/,
      ])
        assert.match(text, said);
    });

    it('names what overlaps', async () => {
      const row = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Backup');
      await extension.run('azureDelegations.viewDetails', {}, row);
      assert.match(await shown(), /Fabrikam Managed Services Gold \(subscription\) grants the same/);
    });

    it('shows no name of a stranger as anything but text', async () => {
      const row = await rowAt(
        extension.tree,
        'Fabrikam',
        '🚀 Lab [click]\u200B(command:workbench.action.quit) $\u200B(trash)',
        'Two lines and a tab',
      );
      await extension.run('azureDelegations.viewDetails', {}, row);
      const html = await vscode.commands.executeCommand<string>(
        'markdown.api.render',
        await extension.textOf(opened.at(-1) ?? assert.fail()),
      );
      assert.doesNotMatch(html, /<img/);
      const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, address = '']) => address);
      assert.ok(addresses.length >= 2);
      for (const address of addresses) assert.match(address, /^https:\/\//);
    });

    it('asks the palette for one', async () => {
      await extension.run('azureDelegations.viewDetails', { picks: [/^Adatum Dev/, /^Fabrikam Monitoring/] });
      assert.match(await shown(), /^# Fabrikam Monitoring$/m);
    });
  });

  describe('Export Inventory…', () => {
    const run = (format: RegExp, presses = 'Continue') =>
      extension.run('azureDelegations.exportInventory', { picks: [format], presses });

    it('warns of the people in it, and writes nothing where that is declined', async () => {
      const user = await extension.run('azureDelegations.exportInventory', { picks: [/^JSON/] });
      assert.match(user.questions[0]?.text ?? '', /other organisations/);
      assert.deepEqual(written(), []);
    });

    it('writes everything as JSON, with what could not be read', async () => {
      await run(/^JSON/);
      const [[name, text] = ['', '']] = written();
      assert.match(name, /^azure-delegations-\d{4}-\d\d-\d\d\.json$/);
      const file = JSON.parse(text) as {
        readonly extent: string;
        readonly delegations: readonly unknown[];
        readonly notRead: readonly unknown[];
      };
      assert.equal(file.extent, 'everything');
      assert.equal(file.delegations.length, 15);
      assert.match(JSON.stringify(file.notRead), new RegExp(tenantId('Northwind Operations')));
      assert.match(messages.texts.join('\n'), /Something could not be read/);
    });

    it('writes the selection alone as CSV', async () => {
      const row = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core');
      await extension.run(
        'azureDelegations.exportInventory',
        { picks: [/^Selection/, /^CSV/], presses: 'Continue' },
        row,
      );
      const [[, text] = ['', '']] = written();
      const lines = text.trimEnd().split('\r\n');
      assert.equal(lines.length, 7);
      for (const line of lines.slice(1)) assert.match(line, /"Adatum Core"/);
    });

    it('writes all of a customer, where the tree is grouped by customer', async () => {
      await settings.set('azureDelegations.groupByCustomer', true);
      const row = await rowAt(extension.tree, 'Fabrikam', 'Adatum');
      await extension.run(
        'azureDelegations.exportInventory',
        { picks: [/^Selection/, /^CSV/], presses: 'Continue' },
        row,
      );
      const [[, text] = ['', '']] = written();
      const lines = text.trimEnd().split('\r\n').slice(1);
      for (const subscription of ['Adatum Core', 'Adatum Dev'])
        assert.ok(lines.some((line) => line.includes(`"${subscription}"`)));
      for (const line of lines) assert.match(line, /"Adatum (Core|Dev)"/);
    });

    it('says clearly where it cannot write', async () => {
      target = join(folder, 'a file');
      writeFileSync(target, '');
      await run(/^Markdown/);
      assert.match(messages.texts.join('\n'), /Nothing could be written to .*a file/);
      chmodSync(target, 0o600);
    });

    it('writes nothing where the dialog is cancelled', async () => {
      target = undefined;
      await run(/^JSON/);
      assert.deepEqual(written(), []);
      assert.equal(messages.shown.filter(({ severity }) => severity === 'error').length, 0);
    });
  });

  describe('Audit Delegations', () => {
    const decorated = async (label: string, ...path: readonly string[]) => {
      const { item } = await rowAt(extension.tree, ...path, label);
      return extension.decorationOf(item.resourceUri ?? assert.fail('The row has no address'));
    };

    it('shows findings rule by rule, with advice and source, and what could not be looked at', async () => {
      await extension.run('azureDelegations.auditDelegations');
      const text = await shown();
      for (const said of [
        /^# Audit of delegations$/m,
        /Not everything could be looked at/,
        /The tenant Northwind Operations, as alex@fabrikam\.example: sign-in needed/,
        /^## Warning: Nobody in the managing tenant can remove it$/m,
        /\| Fabrikam Monitoring \(subscription\) \| Fabrikam \| Adatum \| Adatum Dev \|/,
        /^## Warning: The same access by several delegations$/m,
        /^## Warning: Onboarding is not restricted$/m,
        /\| no policy \| {2}\| Fabrikam \| Fabrikam Corporate \|/,
        /^## Note: The same offer in several versions$/m,
        /\(<https:\/\/learn\.microsoft\.com\/azure\/lighthouse\/how-to\/create-eligible-authorizations>\)/,
      ])
        assert.match(text, said);
      assert.match(messages.texts.join('\n'), /The audit found \d+ things\./);
      assert.deepEqual(messages.shown.at(-1)?.buttons, ['Export as SARIF…', 'Export as Markdown…']);
    });

    it('marks the rows', async () => {
      const before = await decorated('Fabrikam Monitoring', 'Fabrikam', 'Adatum Dev');
      assert.equal(before, undefined);
      await extension.run('azureDelegations.auditDelegations');
      const after = await decorated('Fabrikam Monitoring', 'Fabrikam', 'Adatum Dev');
      assert.equal(after?.badge, '2');
      assert.equal((await decorated('Adatum Dev', 'Fabrikam'))?.badge, '2');
      assert.match(after.tooltip ?? '', /Nobody in the managing tenant can remove it/);
    });

    it('asks no rule that is switched off, and no policies then', async () => {
      await settings.set('azureDelegations.audit.rules', {
        'no-delete-role': false,
        'onboarding-not-restricted': false,
      });
      await extension.run('azureDelegations.auditDelegations');
      const text = await shown();
      assert.doesNotMatch(text, /Nobody in the managing tenant can remove it/);
      assert.match(text, /\*\*Rules:\*\* 10 of 12/);
      assert.equal((await emulator.requests('GET', /policyAssignments/)).length, 0);
    });

    it('knows the tenants that are allowed', async () => {
      await settings.set('azureDelegations.audit.allowedManagingTenants', [
        tenantId('Fabrikam').toUpperCase(),
      ]);
      await extension.run('azureDelegations.auditDelegations');
      const text = await shown();
      assert.match(text, /^## Error: Managed by a tenant that is not allowed$/m);
      assert.match(text, /\| Proseware Threat Watch \(subscription\) \| Proseware Security \|/);
    });

    it('finds nothing missing where the policy is assigned', async () => {
      await emulator.edit({
        put: {
          policyAssignments: [
            {
              id: '11111111-0000-4000-8000-000000000001',
              tenantId: tenantId('Fabrikam'),
              scope: '/',
              policyDefinitionId:
                '/providers/Microsoft.Authorization/policyDefinitions/7a8a51a3-ad87-4def-96f3-65a1839242b6',
            },
          ],
        },
      });
      await extension.run('azureDelegations.auditDelegations');
      assert.doesNotMatch(await shown(), /\| no policy \| {2}\| Fabrikam \|/);
    });
  });

  describe('Compare with Snapshot…', () => {
    const snapshot = async (): Promise<string> => {
      await extension.run('azureDelegations.exportInventory', { picks: [/^JSON/], presses: 'Continue' });
      const [[name] = ['']] = written();
      return join(folder, name);
    };
    const compare = async (file: string): Promise<void> => {
      await extension.run('azureDelegations.compareWithSnapshot', { picks: [file] });
    };

    it('tells what was removed, added and changed since', async () => {
      const file = await snapshot();
      const [gold = ''] = delegationIds('Adatum Core');
      const { registrationDefinitions } = await emulator.world();
      const changed = registrationDefinitions.find(
        ({ properties }) => properties.registrationDefinitionName === 'Fabrikam Monitoring',
      );
      assert.ok(changed);
      await emulator.edit({
        remove: [gold],
        put: {
          registrationDefinitions: [
            {
              ...changed,
              properties: {
                ...changed.properties,
                authorizations: changed.properties.authorizations.slice(0, 1),
              },
            },
          ],
        },
      });
      await compare(file);
      const text = await shown();
      assert.match(text, /0 added, 1 removed, 1 changed, 13 as they were\./);
      assert.match(text, /^## Removed$[\s\S]*\| Fabrikam Managed Services Gold \|/m);
      assert.match(
        text,
        /^### Fabrikam Monitoring · Adatum Dev$[\s\S]*- Removed: MSP Operators: Contributor$/m,
      );
    });

    it('says what is wrong with a file that is no export', async () => {
      const file = join(folder, 'package.json');
      writeFileSync(file, '{"name": "x"}');
      await compare(file);
      assert.match(messages.texts.join('\n'), /package\.json is no export of an inventory/);
      assert.equal(opened.length, 0);
    });
  });

  describe('Show Activity', () => {
    const at = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
    const [gold = '', backup = ''] = delegationIds('Adatum Core');
    beforeEach(() =>
      emulator.edit({
        put: {
          events: ([gold, backup] as const).map((registrationAssignmentId, index) => ({
            id: `event-${index}`,
            at: at(5 + index),
            operation: index === 0 ? 'write' : 'delete',
            registrationAssignmentId,
            managedByTenantId: tenantId('Fabrikam'),
            caller: `cora${index}@adatum.example`,
            status: 'Succeeded',
          })),
        },
      }),
    );

    it('of a delegation tells who did what, and nothing of others', async () => {
      const row = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core', 'Fabrikam Managed Services Gold');
      await extension.run('azureDelegations.showActivity', {}, row);
      const text = await shown();
      assert.match(
        text,
        /\| delegated \| Succeeded \| cora0@adatum\.example \| Fabrikam Managed Services Gold/,
      );
      assert.doesNotMatch(text, /cora1/);
    });

    it('of a subscription tells all of it', async () => {
      const row = await rowAt(extension.tree, 'Fabrikam', 'Adatum Core');
      await extension.run('azureDelegations.showActivity', {}, row);
      const text = await shown();
      for (const said of ['cora0@adatum.example', 'delegation removed | Succeeded | cora1@adatum.example'])
        assert.ok(text.includes(said), text);
    });

    it('of a customer tells that of its subscriptions', async () => {
      await settings.set('azureDelegations.groupByCustomer', true);
      await extension.run(
        'azureDelegations.showActivity',
        {},
        await rowAt(extension.tree, 'Fabrikam', 'Adatum'),
      );
      assert.ok((await shown()).includes('delegation removed | Succeeded | cora1@adatum.example'));
    });

    it('of a managing tenant names the role that is missing', async () => {
      await extension.run('azureDelegations.showActivity', {}, await rowAt(extension.tree, 'Fabrikam'));
      const text = await shown();
      assert.match(
        text,
        /You may not read the activity log of the tenant Fabrikam.*Monitoring Reader at the root scope/,
      );
      assert.match(text, /Nothing is known of the last 90 days/);
    });

    it('of a provider reads the log of the user’s own subscriptions', async () => {
      await extension.run(
        'azureDelegations.showActivity',
        {},
        await rowAt(extension.tree, 'Proseware Security'),
      );
      const text = await shown();
      assert.match(text, /Nothing was delegated or removed in the last 90 days/);
      const [request] = await emulator.requests('GET', /eventtypes/);
      assert.match(request?.url ?? '', new RegExp(subscriptionId('Fabrikam Corporate')));
    });
  });
});
