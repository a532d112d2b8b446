import type { Emulator } from '../emulator/server.ts';
import type { WorldEdit } from '../emulator/worldState.ts';
import type { EmulatedHost } from '../host/startEmulatedHost.ts';
import type { Workbench } from '../ui/workbench.ts';

/** What a removal happens in. */
export interface Stage {
  readonly emulator: Emulator;
  readonly host: EmulatedHost;
  readonly workbench: Workbench;
  /** Answers the question, and types the name where that is asked for. */
  readonly confirm: () => Promise<void>;
}

/** A step at which the extension host is killed, and what has to be known after the next start. */
export interface Cell {
  readonly step: string;
  /** The delegation that is removed: in the small world. */
  readonly subscription: string;
  readonly offer: string;
  /** How the world is beside that. */
  readonly world?: WorldEdit;
  /** Makes ready what cannot be made ready once the window is open. */
  readonly prepare?: (host: EmulatedHost) => void;
  /**
   * Takes the removal, whose target was just picked, to the step; the host is killed when it resolves.
   *
   * @returns what happens in Azure before the next start
   */
  readonly reach: (stage: Stage) => Promise<(() => void) | undefined>;
  /** What happens in Azure while the next window looks after the removal. */
  readonly meanwhile?: (emulator: Emulator) => Promise<void>;
  readonly expected: Expected;
}

/** The truth, and what is to be made of it. */
export interface Expected {
  /** Whether the delegation is there in the end. */
  readonly isThere: boolean;
  /** The DELETEs that Azure got, all of them before the kill. */
  readonly deletes: number;
  /** The outcome in the record, with its proof; nothing where there is no record. */
  readonly recorded: string | undefined;
  /** What the next window says; nothing where there is nothing to say. */
  readonly reported: RegExp | undefined;
}
