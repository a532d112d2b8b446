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
  readonly #heard = new vscode.EventEmitter<undefined>();
  readonly #putBack: () => void;

  constructor() {
    const note =
      (severity: Message['severity']) =>
      (text: string, ...more: readonly unknown[]): Thenable<undefined> => {
        this.shown.push({ severity, text, buttons: more.flatMap(titleOf) });
        this.#heard.fire(undefined);
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

  /** Resolves with the first notification that says this, now or later. */
  async saying(text: RegExp): Promise<Message> {
    const found = Promise.withResolvers<Message>();
    const look = (): void => {
      const message = this.shown.find((each) => text.test(each.text));
      if (message) found.resolve(message);
    };
    const listening = this.#heard.event(look);
    look();
    try {
      return await found.promise;
    } finally {
      listening.dispose();
    }
  }

  /** Lets notifications be shown again. */
  stop(): void {
    this.#heard.dispose();
    this.#putBack();
  }
}

function titleOf(item: unknown): readonly string[] {
  if (typeof item === 'string') return [item];
  const isButton = typeof item === 'object' && item !== null && 'title' in item;
  return isButton && typeof item.title === 'string' ? [item.title] : [];
}
