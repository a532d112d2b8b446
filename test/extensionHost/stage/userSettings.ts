import * as vscode from 'vscode';

/** Changes the user's settings, and knows what they were. */
export class UserSettings {
  readonly #before = new Map<string, unknown>();

  get(name: string): unknown {
    return vscode.workspace.getConfiguration().inspect(name)?.globalValue;
  }

  /** Takes a setting away where the value is undefined. */
  async set(name: string, value: unknown): Promise<void> {
    if (!this.#before.has(name)) this.#before.set(name, this.get(name));
    await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  }

  async restore(): Promise<void> {
    const before = [...this.#before];
    this.#before.clear();
    for (const [name, value] of before)
      await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  }
}
