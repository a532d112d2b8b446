import { getClient } from '@azure-rest/core-client';
import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createEmptyPipeline,
  decompressResponsePolicy,
  redirectPolicy,
  setClientRequestIdPolicy,
  tlsPolicy,
  userAgentPolicy,
  type Pipeline,
  type PipelineRetryOptions,
  type TlsSettings,
} from '@azure/core-rest-pipeline';
import { type ActivityLogClient, createActivityLogClient } from './activityLog/activityLogClient.ts';
import { createPermissionsClient, type PermissionsClient } from './authorization/permissionsClient.ts';
import { createPoliciesClient, type PoliciesClient } from './authorization/policiesClient.ts';
import {
  createRoleDefinitionsClient,
  type RoleDefinitionsClient,
} from './authorization/roleDefinitionsClient.ts';
import { ManagedServicesClient } from './managedservices/managedServicesClient.ts';
import { acceptLanguagePolicy } from './policies/acceptLanguagePolicy.ts';
import { cancellationPolicy } from './policies/cancellationPolicy.ts';
import { challengePolicy } from './policies/challengePolicy.ts';
import { graphQuotaPolicy } from './policies/graphQuotaPolicy.ts';
import { keepAlivePolicy } from './policies/keepAlivePolicy.ts';
import { originPolicy } from './policies/originPolicy.ts';
import { responseLogPolicy, type ResponseLogEntry } from './policies/responseLogPolicy.ts';
import { retryPolicy } from './policies/retryPolicy.ts';
import { timeoutPolicy } from './policies/timeoutPolicy.ts';
import { GraphQuota } from './resourceGraph/graphQuota.ts';
import { createResourceGraphClient, type ResourceGraphClient } from './resourceGraph/resourceGraphClient.ts';
import { sharedCredential } from './sharedCredential.ts';
import { createSubscriptionsClient, type SubscriptionsClient } from './subscriptions/subscriptionsClient.ts';

/** How to talk to one resource manager. */
export interface ArmConnectionOptions {
  /** Base URL of the resource manager, https. */
  readonly endpoint: string;
  /** Scope of the tokens, `<audience>/.default`. */
  readonly scope: string;
  /** Who is calling, as `<product>/<version>`. */
  readonly userAgentPrefix: string;
  /** BCP 47, such as `de`: the language of Azure's messages. */
  readonly language?: string;
  /** Milliseconds until a request without a complete answer is given up; 60,000 by default. */
  readonly timeoutInMs?: number;
  /** Three retries by default, after 1, 2 and 4 s where Azure asks for no other pause. */
  readonly retryOptions?: PipelineRetryOptions;
  /** What TLS connections trust, where that is not what the runtime trusts. */
  readonly tlsOptions?: TlsSettings;
  /** What the user may still ask of the graph; one for all connections of an account. A new one by default. */
  readonly graphQuota?: GraphQuota;
  /** Hears of every request that was sent. */
  readonly onResponse?: (entry: ResponseLogEntry) => void;
}

/** The clients of one resource manager for one credential, over one pipeline. Everything they throw is for toArmError. */
export interface ArmConnection {
  readonly managedServices: ManagedServicesClient;
  readonly subscriptions: SubscriptionsClient;
  readonly permissions: PermissionsClient;
  readonly roleDefinitions: RoleDefinitionsClient;
  readonly resourceGraph: ResourceGraphClient;
  readonly policies: PoliciesClient;
  readonly activityLog: ActivityLogClient;
}

/** Makes the clients; nothing is sent yet. */
export function connectToArm(credential: TokenCredential, options: ArmConnectionOptions): ArmConnection {
  const pipeline = armPipeline(credential, options);
  const { endpoint } = options;
  const client = getClient(endpoint, { pipeline });
  return {
    managedServices: new ManagedServicesClient(credential, { endpoint, pipeline }),
    subscriptions: createSubscriptionsClient(client),
    permissions: createPermissionsClient(client),
    roleDefinitions: createRoleDefinitionsClient(client),
    resourceGraph: createResourceGraphClient(client),
    policies: createPoliciesClient(client),
    activityLog: createActivityLogClient(client),
  };
}

/**
 * Every request goes through these from the first to the last, and every answer back; the order is the point.
 * There is none for proxies: an editor's extension host routes requests by the user's settings itself.
 */
function armPipeline(credential: TokenCredential, options: ArmConnectionOptions): Pipeline {
  const {
    endpoint,
    scope,
    userAgentPrefix,
    language,
    timeoutInMs = 60_000,
    retryOptions,
    tlsOptions,
  } = options;
  const authentication = bearerTokenAuthenticationPolicy({
    credential: sharedCredential(credential),
    scopes: scope,
  });
  const pipeline = createEmptyPipeline();
  for (const policy of [
    cancellationPolicy(),
    userAgentPolicy({ userAgentPrefix }),
    setClientRequestIdPolicy(),
    keepAlivePolicy(),
    ...(language === undefined ? [] : [acceptLanguagePolicy(language)]),
    ...(tlsOptions === undefined ? [] : [tlsPolicy(tlsOptions)]),
    decompressResponsePolicy(),
    retryPolicy(retryOptions),
    // Redirects to anywhere are let through to the policy that judges every address alike.
    redirectPolicy({ allowCrossOriginRedirects: true }),
    originPolicy(endpoint),
    graphQuotaPolicy(options.graphQuota ?? new GraphQuota()),
    challengePolicy(authentication),
    ...(options.onResponse === undefined ? [] : [responseLogPolicy(options.onResponse)]),
    timeoutPolicy(timeoutInMs),
  ]) {
    pipeline.addPolicy(policy);
  }
  return pipeline;
}
