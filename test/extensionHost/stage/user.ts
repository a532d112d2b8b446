import { TestUserInput, UserCancelledError } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';

/** What somebody does when a command asks. */
export interface Answers {
  /** Picked from lists and typed into boxes, in this order. */
  readonly picks?: readonly (string | RegExp)[];
  /** The buttons that are pressed in dialogs, one after the other; dialogs are declined without one. */
  readonly presses?: string | readonly string[];
  /** What is typed into a box that wants a name typed before something is done: that name, unless told otherwise. */
  readonly types?: string;
}

/** A question of a dialog. */
export interface Question {
  readonly text: string;
  readonly detail: string | undefined;
  readonly buttons: readonly string[];
}

/** Answers for a command in the place of a user. */
export class User {
  /** The dialogs that were shown. */
  readonly questions: Question[] = [];
  /** The names that had to be typed, each with what was said about it. */
  readonly wanted: { readonly name: string; readonly prompt: string | undefined }[] = [];
  /** For the context of an action. */
  readonly ui: TestUserInput;
  readonly #inputs: (string | RegExp)[];

  constructor({ picks = [], presses = [], types }: Answers = {}) {
    this.ui = new TestUserInput(vscode);
    const buttons = typeof presses === 'string' ? [presses] : [...presses];
    this.#inputs = [...picks];
    this.ui.showWarningMessage = <T extends vscode.MessageItem>(
      text: string,
      options: vscode.MessageOptions | T,
      ...items: T[]
    ): Promise<T> => {
      const { detail } = options as vscode.MessageOptions;
      this.questions.push({ text, detail, buttons: items.map(({ title }) => title) });
      const button = buttons.shift();
      if (button === undefined) return Promise.reject(new UserCancelledError());
      // Whoever wants to do it does, whether something has to be typed afterwards or not.
      const pressed = items.find(({ title }) => title === button || title === `${button}…`);
      return pressed ? Promise.resolve(pressed) : Promise.reject(new Error(`No button ${button}: ${text}`));
    };
    const typeAnything = this.ui.showInputBox.bind(this.ui);
    this.ui.showInputBox = async (options) => {
      if (this.#inputs.length > 0) return typeAnything(options);
      this.wanted.push({ name: options.placeHolder ?? '', prompt: options.prompt });
      const typed = types ?? options.placeHolder ?? '';
      // Enter does nothing while the box says that something is wrong.
      if (await options.validateInput?.(typed)) throw new UserCancelledError();
      return typed;
    };
  }

  /** Runs what asks, and throws unless all answers were wanted. */
  answer<T>(run: () => Promise<T>): Promise<T> {
    return this.ui.runWithInputs(this.#inputs, run);
  }
}
