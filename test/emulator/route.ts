import type { Caller } from './caller.ts';
import type { Fault } from './faults.ts';
import type { Operations } from './operations.ts';
import type { Reply } from './reply.ts';
import type { GraphQuota } from './resourceGraph/graphQuota.ts';
import type { WorldState } from './worldState.ts';

/** A request to the resource manager that carries a good token. */
export interface ArmRequest {
  readonly caller: Caller;
  /** The whole address, on the emulator's own origin. */
  readonly url: URL;
  readonly apiVersion: string;
  /** What stands for the `{names}` of the route's path, as it was written. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The body of a PUT or POST as text. */
  readonly body: string;
  /** Trouble that concerns what the route itself does. */
  readonly fault: Fault | undefined;
}

/** What the routes work on. */
export interface Azure {
  readonly world: WorldState;
  readonly operations: Operations;
  readonly graphQuota: GraphQuota;
}

/** An operation of the resource manager or of a resource provider. */
export interface Route {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Segments in any letter case; `{name}` stands for one of any content. */
  readonly path: string;
  readonly apiVersions: readonly string[];
  /** `namespace/type` where it belongs to a resource provider. */
  readonly resourceType?: string;
  readonly handle: (request: ArmRequest, azure: Azure) => Reply;
}

/** The same operation at each scope of delegations: a subscription and a resource group. */
export function atEachScope(route: Route): readonly Route[] {
  return [subscriptionScope, resourceGroupScope].map((scope) => ({ ...route, path: scope + route.path }));
}

const subscriptionScope = '/subscriptions/{subscriptionId}';
const resourceGroupScope = `${subscriptionScope}/resourceGroups/{resourceGroup}`;

/** The scope that a request speaks of, spelled as in the request. */
export function scopeOfRequest({ parameters }: ArmRequest): string {
  const { subscriptionId, resourceGroup } = parameters;
  if (subscriptionId === undefined) return '/';
  return resourceGroup === undefined
    ? `/subscriptions/${subscriptionId}`
    : `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
}

/** A parameter of the route's path. */
export function parameter(request: ArmRequest, name: string): string {
  const value = request.parameters[name];
  if (value === undefined) throw new Error(`The route has no parameter '${name}'.`);
  return value;
}
