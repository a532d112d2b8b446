import * as vscode from 'vscode';
import { replaced } from './replaced.ts';

/** A notification. */
export interface Message {
  readonly severity: 'information' | 'warning' | 'error';
  readonly text: string;
  readonly buttons: readonly string[];
}

/** Notes notifications instead of showing them; nobody presses a button. */
export class Messages {
  readonly shown: Message[] = [];
  readonly #putBack: () => void;

  constructor() {
    const note =
      (severity: Message['severity']) =>
      (text: string, ...more: readonly unknown[]): Thenable<undefined> => {
        this.shown.push({ severity, text, buttons: more.flatMap(titleOf) });
        return Promise.resolve(undefined);
      };
    this.#putBack = replaced(vscode.window, {
      showInformationMessage: note('information'),
      showWarningMessage: note('warning'),
      showErrorMessage: note('error'),
    });
  }

  get texts(): readonly string[] {
    return this.shown.map(({ text }) => text);
  }

  /** Lets notifications be shown again. */
  stop(): void {
    this.#putBack();
  }
}

function titleOf(item: unknown): readonly string[] {
  if (typeof item === 'string') return [item];
  const isButton = typeof item === 'object' && item !== null && 'title' in item;
  return isButton && typeof item.title === 'string' ? [item.title] : [];
}
