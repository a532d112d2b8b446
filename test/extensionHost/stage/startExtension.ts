import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerOnActionStartHandler } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';
import type { AzureDelegations } from '../../../api/azureDelegations.d.ts';
import type { CommandId } from '../../../src/commandIds.ts';
import { activate } from '../../../src/extension.ts';
import type { TreeNode } from '../../../src/tree/treeNode.ts';
import { extensionId } from '../../host/emulatedCloud.ts';
import { replaced } from './replaced.ts';
import type { Row, Tree } from './rows.ts';
import { type Answers, User } from './user.ts';

/** The extension as `activate` wires it, beside the one that the editor has: its view is one that the test looks at. */
export interface StartedExtension {
  readonly tree: Tree;
  /** What the view says above its rows, and the rows that it was told to show. */
  readonly view: { readonly message: string; readonly revealed: readonly TreeNode[] };
  /** Looks at the view for the first time, until everything has answered. */
  load(): Promise<void>;
  /** Closes a row, as somebody who looks at the view. */
  close(row: Row): void;
  /** Opens a row whose children the view knows from before. */
  openAgain(row: Row): void;
  /** The text of a document that it shows. */
  textOf(document: vscode.Uri): Promise<string>;
  /** Runs a command with rows, or as from the palette without one; returns who answered its questions. */
  run(command: CommandId, answers?: Answers, ...rows: readonly Row[]): Promise<User>;
  /** What `activate` gives to other extensions. */
  readonly api: AzureDelegations;
  /** Calls a tool for language models; returns its answer, and who answered its questions. */
  callTool(name: string, input: unknown, answers?: Answers): Promise<{ text: string; user: User }>;
  /** What decorates a row, by its address. */
  decorationOf(row: vscode.Uri): Promise<vscode.FileDecoration | undefined>;
  stop(): void;
}

const extension = vscode.extensions.getExtension(extensionId);
// What the extension and the Azure utilities look at. The utilities keep the first that they get.
const context = {
  extension,
  subscriptions: [] as vscode.Disposable[],
} as unknown as Mutable<vscode.ExtensionContext>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Starts the extension for one test.
 *
 * @param storage the extension's own; none that it could be in the way of another test, unless given
 * @param state what it remembers from before: nothing, unless given
 */
export function startExtension(storage = newStorage(), state = new Memory()): StartedExtension {
  const commands = new Map<string, (...args: readonly unknown[]) => unknown>();
  const tools = new Map<string, vscode.LanguageModelTool<unknown>>();
  const expanded = new vscode.EventEmitter<vscode.TreeViewExpansionEvent<TreeNode>>();
  const collapsed = new vscode.EventEmitter<vscode.TreeViewExpansionEvent<TreeNode>>();
  const view = {
    onDidExpandElement: expanded.event,
    onDidCollapseElement: collapsed.event,
    message: '',
    revealed: [] as TreeNode[],
    reveal(node: TreeNode) {
      view.revealed.push(node);
      return Promise.resolve();
    },
    dispose: () => undefined,
  };
  let tree: Tree | undefined;
  let decorations: vscode.FileDecorationProvider | undefined;
  const putBack = [
    replaced(vscode.commands, {
      registerCommand: (id: string, run: (...args: readonly unknown[]) => unknown) => {
        commands.set(id, run);
        return new vscode.Disposable(() => commands.delete(id));
      },
    }),
    replaced(vscode.lm, {
      registerTool: <T>(name: string, tool: vscode.LanguageModelTool<T>) => {
        tools.set(name, tool);
        return new vscode.Disposable(() => tools.delete(name));
      },
    }),
    replaced(vscode.window, {
      createTreeView: <T>(_id: string, { treeDataProvider }: vscode.TreeViewOptions<T>) => {
        tree = treeDataProvider as unknown as Tree;
        return view as unknown as vscode.TreeView<T>;
      },
      createOutputChannel: () => lasting(extensionLog),
      registerFileDecorationProvider: (provider: vscode.FileDecorationProvider) => {
        decorations = provider;
        return new vscode.Disposable(() => undefined);
      },
    }),
  ];
  let documents: vscode.TextDocumentContentProvider | undefined;
  putBack.push(
    replaced(vscode.workspace, {
      registerTextDocumentContentProvider: (
        _scheme: string,
        provider: vscode.TextDocumentContentProvider,
      ) => {
        documents = provider;
        return new vscode.Disposable(() => undefined);
      },
    }),
  );
  const before = context.subscriptions.length;
  context.globalStorageUri = storage;
  context.globalState = state;
  let api: AzureDelegations;
  try {
    api = activate(context);
  } finally {
    for (const each of putBack) each();
  }
  const parts = context.subscriptions.splice(before);
  if (!tree) throw new Error('The extension made no tree');
  const started = tree;

  const withUser = async (user: User, does: () => Promise<unknown>): Promise<void> => {
    const asking = registerOnActionStartHandler((asked) => Object.assign(asked, { ui: user.ui }));
    try {
      await user.answer(does);
    } finally {
      asking.dispose();
    }
  };
  const run: StartedExtension['run'] = async (command, answers, ...rows) => {
    const action = commands.get(command);
    if (!action) throw new Error(`The extension registered no ${command}`);
    const user = new User(answers);
    // A menu passes the row that was clicked and all that are selected; the palette passes nothing.
    const nodes = rows.map(({ node }) => node);
    const args = nodes.length === 0 ? [] : [nodes[0], nodes];
    await withUser(user, () => Promise.resolve(action(...args)));
    return user;
  };
  return {
    tree: started,
    view,
    run,
    api,
    async callTool(name, input, answers) {
      const tool = tools.get(name);
      if (!tool) throw new Error(`The extension registered no ${name}`);
      const user = new User(answers);
      let text = '';
      await withUser(user, async () => {
        const token = new vscode.CancellationTokenSource().token;
        const result = await tool.invoke({ input, toolInvocationToken: undefined }, token);
        for (const part of result?.content ?? [])
          if (part instanceof vscode.LanguageModelTextPart) text += part.value;
      });
      return { text, user };
    },
    async load() {
      const rows = started.getChildren();
      await run('azureDelegations.refresh');
      await rows;
    },
    async decorationOf(row) {
      const token = new vscode.CancellationTokenSource().token;
      return (await decorations?.provideFileDecoration(row, token)) ?? undefined;
    },
    async textOf(document) {
      const token = new vscode.CancellationTokenSource().token;
      return (await documents?.provideTextDocumentContent(document, token)) ?? '';
    },
    close: ({ node }) => collapsed.fire({ element: node }),
    openAgain: ({ node }) => expanded.fire({ element: node }),
    stop() {
      for (const part of parts) part.dispose();
      expanded.dispose();
      collapsed.dispose();
    },
  };
}

/** A folder for the storage of an extension, which is not there yet. */
export function newStorage(): vscode.Uri {
  return vscode.Uri.file(join(mkdtempSync(join(tmpdir(), 'storage-')), 'azure-delegations'));
}

/** One log for all, which outlives each of them. */
const extensionLog = vscode.window.createOutputChannel('Azure Delegations in Tests', { log: true });

function lasting(log: vscode.LogOutputChannel): vscode.LogOutputChannel {
  return Object.create(log, { dispose: { value: () => undefined } }) as vscode.LogOutputChannel;
}

/** The state of an extension, which remembers nothing from before its first start. */
export class Memory implements vscode.Memento {
  readonly #values = new Map<string, unknown>();
  readonly #updated = new vscode.EventEmitter<string>();
  /** Tells the key of what was remembered. */
  readonly onDidUpdate = this.#updated.event;
  keys = (): readonly string[] => [...this.#values.keys()];
  get<T>(key: string, preset?: T): T {
    return (this.#values.get(key) ?? preset) as T;
  }
  update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, value);
    this.#updated.fire(key);
    return Promise.resolve();
  }
  setKeysForSync = (): void => undefined;
}
