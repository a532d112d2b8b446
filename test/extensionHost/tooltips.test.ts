import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { emulator } from './stage/emulator.ts';
import { freshStart } from './stage/freshStart.ts';
import { openEstate, type OpenEstate } from './stage/openEstate.ts';
import { everyRow, type Row, rowAt, rowsBelow } from './stage/rows.ts';
import { subscriptionId } from './stage/smallWorld.ts';

/** Names and descriptions of the small world that mean more than themselves to Markdown, HTML or the editor. */
const hostile = [
  '🚀 Lab [click](command:workbench.action.quit) $(trash)',
  'Litware <b>Labs</b> & "Friends"',
  '<img src="https://tracker.example/pixel.png"> *bold* `code` # Heading',
];

describe('Tooltips', () => {
  let open: OpenEstate;
  beforeEach(async () => {
    await freshStart();
    open = openEstate();
    await open.load();
  });
  afterEach(() => open.close());

  const tooltipOf = ({ node, item }: Row): vscode.MarkdownString => {
    const { tooltip } = open.tree.resolveTreeItem(item, node);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    return tooltip;
  };

  it('are made when somebody looks', async () => {
    const { item } = await rowAt(open.tree, 'Fabrikam', 'Adatum Core');
    assert.equal(item.tooltip, undefined);
  });

  it('run no command but our own, and show no HTML and no icons', async () => {
    for (const row of await everyRow(open.tree)) {
      const { isTrusted, supportHtml, supportThemeIcons } = tooltipOf(row);
      assert.deepEqual(isTrusted, {
        enabledCommands: ['azureDelegations.showLog', 'azureDelegations.viewDetails'],
      });
      assert.deepEqual([supportHtml, supportThemeIcons], [false, false]);
    }
  });

  it('show names of strangers as they were typed, and nothing else of them', async () => {
    const shown = await Promise.all(
      (await everyRow(open.tree)).map(async (row) => rendered(tooltipOf(row).value)),
    );
    assert.ok(shown.length > 50);
    const plain = tagsIn(await rendered('text'));
    for (const html of shown) assert.deepEqual(tagsIn(html.replaceAll(ownLink, '')), plain, html);
    const text = shown.map(textIn).join('\n');
    for (const name of hostile) assert.ok(text.includes(name), name);
  });

  it('say who Azure is asked as, and what a delegation grants', async () => {
    const { value } = tooltipOf(await rowAt(open.tree, 'Fabrikam', 'Adatum Dev', 'Fabrikam Monitoring'));
    const text = textIn(await rendered(value));
    for (const said of [
      'Scope: subscription',
      'State: Succeeded',
      'Does not grant the delete role: only the customer can remove it.',
      'MSP Operators: Contributor',
      'Reached as: alex@fabrikam.example in Fabrikam',
    ])
      assert.ok(text.includes(said), `${said} in ${text}`);
  });

  it('quote an error of Azure as text, and link to the log', async () => {
    const subscription = await rowAt(open.tree, 'Fabrikam', 'Adatum Dev');
    const message =
      'No. [Click](command:workbench.action.quit) <img src="https://tracker.example/pixel.png">';
    await emulator.fault({ path: subscriptionId('Adatum Dev'), status: 403, code: 'Denied', message });
    const [problem] = await rowsBelow(open.tree, subscription);
    assert.ok(problem);
    const html = await rendered(tooltipOf(problem).value);
    assert.ok(textIn(html).includes(message), html);
    assert.deepEqual(tagsIn(html), [...tagsIn(await rendered('text')), 'a']);
    assert.match(html, /href="command:azureDelegations\.showLog"/);
  });
});

/** The link to the details of a delegation. */
const ownLink = /<a\b[^>]*href="command:azureDelegations\.viewDetails\?[^"]*"[^>]*>/g;

/** The HTML that the editor's Markdown preview makes of a text, HTML in it included. */
async function rendered(markdown: string): Promise<string> {
  return vscode.commands.executeCommand<string>('markdown.api.render', markdown);
}

/** The elements that are more than paragraphs, lines, lists and bold type; the preview may add some of its own. */
function tagsIn(html: string): readonly string[] {
  const tags = [...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name = '']) => name);
  return [...new Set(tags)].filter((name) => !['p', 'br', 'ul', 'li', 'strong'].includes(name));
}

/** What a reader sees, without the signs of no width that keep others apart. */
function textIn(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replaceAll('\u200B', '');
}
