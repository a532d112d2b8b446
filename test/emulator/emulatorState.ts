import { ArmThrottle } from './armThrottle.ts';
import { Faults } from './faults.ts';
import { Operations } from './operations.ts';
import { RequestLog } from './requestLog.ts';
import { GraphQuota } from './resourceGraph/graphQuota.ts';
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
  readonly graphQuota: GraphQuota;
  readonly throttle: ArmThrottle;
  /** Back to the world of the start: no faults, no requests seen, no operations, no tokens, full quotas. */
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
    graphQuota: new GraphQuota(),
    throttle: new ArmThrottle(),
  };
  const reset = (): void => {
    state.world.reset();
    state.requests.clear();
    state.faults.clear();
    state.tokens.clear();
    state.operations.clear();
    state.graphQuota.clear();
    state.throttle.clear();
  };
  return { ...state, reset };
}
