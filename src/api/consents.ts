import type * as vscode from 'vscode';

const memory = 'extensionsThatMayRead';

/** Which other extensions may read delegations, as the user answered. */
export class Consents {
  readonly #memento: vscode.Memento;
  readonly #asking = new Map<string, Promise<boolean>>();

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** Whether the user has allowed it. @param id of an extension, in lower case */
  isAllowed(id: string): boolean {
    return this.#answers[id] === true;
  }

  /** Asks where nobody answered yet; who asks meanwhile gets the same answer. */
  async ask(id: string, question: () => Promise<boolean>): Promise<boolean> {
    const answer = this.#answers[id];
    if (answer !== undefined) return answer;
    const asking = this.#asking.get(id) ?? this.#remember(id, question);
    this.#asking.set(id, asking);
    try {
      return await asking;
    } finally {
      this.#asking.delete(id);
    }
  }

  /** Forgets every answer. */
  async revoke(): Promise<void> {
    await this.#memento.update(memory, undefined);
  }

  get #answers(): Readonly<Record<string, boolean>> {
    return this.#memento.get(memory, {});
  }

  async #remember(id: string, question: () => Promise<boolean>): Promise<boolean> {
    const answer = await question();
    await this.#memento.update(memory, { ...this.#answers, [id]: answer });
    return answer;
  }
}
