import { Faults } from './faults.ts';
import { Operations } from './operations.ts';
import { RequestLog } from './requestLog.ts';
import { Tokens } from './tokens.ts';
import type { WorldDocument } from './world.ts';
import { WorldState } from './worldState.ts';

/** Everything that an emulator remembers, and what its answers are made from. */
export interface EmulatorState {
  readonly world: WorldState;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly tokens: Tokens;
  readonly operations: Operations;
  /** Back to the world of the start: no faults, no requests seen, no operations, no tokens. */
  reset(): void;
}

/** @throws Error when the document refers to something that it does not have. */
export function makeState(document: WorldDocument): EmulatorState {
  const state = {
    world: new WorldState(document),
    requests: new RequestLog(),
    faults: new Faults(),
    tokens: new Tokens(),
    operations: new Operations(),
  };
  const reset = (): void => {
    state.world.reset();
    state.requests.clear();
    state.faults.clear();
    state.tokens.clear();
    state.operations.clear();
  };
  return { ...state, reset };
}
