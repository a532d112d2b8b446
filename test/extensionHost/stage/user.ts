import { TestUserInput, UserCancelledError } from '@microsoft/vscode-azext-utils';
import * as vscode from 'vscode';

/** What somebody does when a command asks. */
export interface Answers {
  /** Picked from lists and typed into boxes, in this order. */
  readonly picks?: readonly (string | RegExp)[];
  /** The button that is pressed in a dialog; dialogs are declined without one. */
  readonly presses?: string;
}

/** A question of a dialog. */
export interface Question {
  readonly text: string;
  readonly detail: string | undefined;
}

/** Answers for a command in the place of a user. */
export class User {
  /** The dialogs that were shown. */
  readonly questions: Question[] = [];
  /** For the context of an action. */
  readonly ui: TestUserInput;
  readonly #inputs: (string | RegExp)[];

  constructor({ picks = [], presses }: Answers = {}) {
    this.ui = new TestUserInput(vscode);
    this.#inputs = [...picks, ...(presses === undefined ? [] : [presses])];
    const press = this.ui.showWarningMessage.bind(this.ui);
    this.ui.showWarningMessage = async (text: string, options: vscode.MessageOptions, ...items) => {
      this.questions.push({ text, detail: options.detail });
      if (presses === undefined) throw new UserCancelledError();
      return press(text, options, ...items);
    };
  }

  /** Runs what asks, and throws unless all answers were wanted. */
  answer<T>(run: () => Promise<T>): Promise<T> {
    return this.ui.runWithInputs(this.#inputs, run);
  }
}
