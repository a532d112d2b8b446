import type { GetTokenOptions, TokenCredential } from '@azure/core-auth';
import { connectToArm, type ArmConnection, type ArmConnectionOptions } from '../../../src/arm/connection.ts';
import { trusted, type TlsServer } from './tlsServer.ts';

/** A credential that counts its tokens, `token-1` and so on, and remembers what it was asked. */
export interface CountingCredential extends TokenCredential {
  readonly asked: readonly {
    readonly scopes: string | string[];
    readonly options: GetTokenOptions | undefined;
  }[];
}

export function countingCredential(
  stepUp: () => Promise<unknown> = () => Promise.resolve(),
): CountingCredential {
  const asked: { scopes: string | string[]; options: GetTokenOptions | undefined }[] = [];
  return {
    asked,
    async getToken(scopes, options) {
      asked.push({ scopes, options });
      const token = `token-${asked.length}`;
      if (options?.claims !== undefined) await stepUp();
      return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
}

/** Connects to a server as if it were the resource manager, with pauses too short to notice. */
export async function armOf(
  server: TlsServer,
  options: Partial<ArmConnectionOptions> = {},
  credential: TokenCredential = countingCredential(),
): Promise<ArmConnection> {
  return connectToArm(credential, {
    endpoint: server.origin,
    scope: 'https://management.example/.default',
    userAgentPrefix: 'azure-delegations/0.0.0',
    retryOptions: { retryDelayInMs: 1, maxRetryDelayInMs: 2000 },
    tlsOptions: await trusted(),
    ...options,
  });
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => Promise.reject(new Error('Nothing was thrown.')),
    (error: unknown) => error,
  );
}

/** Everything that an iterator gives. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

export const subscriptionId = '11111111-1111-4111-8111-111111111111';
export const assignmentName = '22222222-2222-4222-8222-222222222222';
export const scope = `/subscriptions/${subscriptionId}`;
export const assignmentPath = `${scope}/providers/Microsoft.ManagedServices/registrationAssignments/${assignmentName}`;
