import * as vscode from 'vscode';
import { activateAll } from './activateAll.ts';
import { fetchTokens } from './fetchTokens.ts';
import { loadedFiles } from './loadedFiles.ts';
import { quiet } from './quiet.ts';
import { firstTenant, items, openSubscription, openSubscriptions, someSubscription } from './treeTimes.ts';

/** What can be asked of the extension host, as `bench.NAME`. */
const commands = {
  quiet,
  activate: activateAll,
  loadedFiles,
  fetchTokens,
  firstTenant,
  someSubscription,
  openSubscription,
  openSubscriptions,
  items,
};

export type ProbeCommands = typeof commands;

/** Registers the commands. */
export function activate(context: vscode.ExtensionContext): void {
  for (const [name, run] of Object.entries(commands))
    context.subscriptions.push(vscode.commands.registerCommand(`bench.${name}`, run));
}
