import type { Emulator } from '../emulator/server.ts';

/** What the tests of this folder need, whatever editor runs them. */
export interface Suite {
  /** The module whose `run` the editor calls. */
  readonly path: string;
  /** The folders of the extension and of the sign-in for tests. */
  readonly extensions: readonly string[];
  readonly emulator: Emulator;
  /** Environment variables that the tests read, beside EDITOR_LOGS: the folder that the editor logs to. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the suite leaves the outcomes of its tests. */
  readonly outcomesFile: string;
}
