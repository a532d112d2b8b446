import { armError, type Reply } from './reply.ts';
import type { Route } from './route.ts';
import { activityLogRoutes } from './routes/activityLog.ts';
import { operationStatusRoutes } from './routes/operationStatuses.ts';
import { permissionRoutes } from './routes/permissions.ts';
import { policyRoutes } from './routes/policies.ts';
import { registrationAssignmentRoutes } from './routes/registrationAssignments.ts';
import { registrationDefinitionRoutes } from './routes/registrationDefinitions.ts';
import { resourceGroupRoutes } from './routes/resourceGroups.ts';
import { resourceGraphRoutes } from './routes/resourceGraph.ts';
import { roleDefinitionRoutes } from './routes/roleDefinitions.ts';
import { subscriptionRoutes } from './routes/subscriptions.ts';
import { tenantRoutes } from './routes/tenants.ts';

/** Where a request goes. */
export interface Destination {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

const routes: readonly Route[] = [
  ...tenantRoutes,
  ...subscriptionRoutes,
  ...resourceGroupRoutes,
  ...permissionRoutes,
  ...roleDefinitionRoutes,
  ...registrationDefinitionRoutes,
  ...registrationAssignmentRoutes,
  ...operationStatusRoutes,
  ...resourceGraphRoutes,
  ...policyRoutes,
  ...activityLogRoutes,
];
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const compiled = routes.map((route) => ({ route, pattern: segmentsOf(route.path) }));

/** Finds the route of a request, or the answer of Azure Resource Manager to one that has none. */
export function findRoute(method: string, path: string, apiVersion: string): Destination | Reply {
  const segments = segmentsOf(path);
  const there = compiled.flatMap(({ route, pattern }) => {
    const parameters = match(pattern, segments);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
  const [first] = there;
  if (first === undefined) return noSuchPath(segments, apiVersion);
  const known = there.find(({ route }) => route.apiVersions.includes(apiVersion));
  if (known === undefined) return unknownVersion(first.route, apiVersion);
  const { subscriptionId } = first.parameters;
  if (subscriptionId !== undefined && !guid.test(subscriptionId))
    return armError(
      400,
      'InvalidSubscriptionId',
      `The provided subscription identifier '${subscriptionId}' is malformed or invalid.`,
    );
  const found = there.find(({ route }) => route.method === method);
  return (
    found ??
    armError(405, 'HttpMethodNotAllowed', `The requested resource does not support http method '${method}'.`)
  );
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function match(pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== path.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [position, expected] of pattern.entries()) {
    const actual = path[position] ?? '';
    if (expected.startsWith('{')) parameters[expected.slice(1, -1)] = actual;
    else if (expected.toLowerCase() !== actual.toLowerCase()) return undefined;
  }
  return parameters;
}

function unknownVersion({ apiVersions, resourceType }: Route, apiVersion: string): Reply {
  if (resourceType === undefined)
    return armError(
      400,
      'InvalidApiVersionParameter',
      `The api-version '${apiVersion}' is invalid. The supported versions are '${apiVersions.join(',')}'.`,
    );
  return armError(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for location '' and API version '${apiVersion}' for type '${resourceType.split('/')[1] ?? ''}'. The supported api-versions are '${apiVersions.join(', ')}'. The supported locations are ''.`,
  );
}

function noSuchPath(segments: readonly string[], apiVersion: string): Reply {
  const provider = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers');
  const namespace = segments[provider + 1];
  if (provider < 0 || namespace === undefined)
    return armError(
      404,
      'MissingSubscription',
      'The request did not have a subscription or a valid tenant level resource provider.',
    );
  const isKnown = routes.some(
    ({ resourceType }) => resourceType?.split('/')[0]?.toLowerCase() === namespace.toLowerCase(),
  );
  if (!isKnown)
    return armError(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`);
  return armError(
    404,
    'InvalidResourceType',
    `The resource type '${segments[provider + 2] ?? ''}' could not be found in the namespace '${namespace}' for api version '${apiVersion}'.`,
  );
}
