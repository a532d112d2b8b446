import {
  type AccessToken,
  AzureCliCredential,
  DefaultAzureCredential,
  EnvironmentCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { ArmError } from '../arm/errors.ts';
import type { IdentityAbsence, IdentityMode } from './authenticationMode.ts';
import type { Cloud } from './cloud.ts';

/** A token, or why there is none; `said` is what the library, the CLI or the sign-in service says about it. */
export type IdentityAnswer =
  { readonly token: AccessToken } | { readonly absence: IdentityAbsence; readonly said: string };

/** Asks an identity for a token of a tenant, or of its own tenant without one. */
export type IdentityTokens = (tenantId: string | undefined) => Promise<IdentityAnswer>;

/** The Azure CLI starts slowly on some machines, and never takes this long. */
const timeoutInMs = 60_000;

/**
 * Opens an identity of `@azure/identity` for the resource manager of a cloud. The only file that knows that library,
 * which is loaded with it.
 *
 * The tokens throw an ArmError `forbidden` where the sign-in service refuses the identity, `offline` where it cannot be
 * reached, and `timeout`.
 */
export function identityTokens(mode: IdentityMode, cloud: Cloud): IdentityTokens {
  let credential: TokenCredential | undefined;
  return async (tenantId) => {
    try {
      const token = await withinTime(
        // Made with the first token, since some of them throw for want of what they need.
        (credential ??= credentialOf(mode, cloud)).getToken(
          cloud.tokenScope,
          tenantId === undefined ? {} : { tenantId },
        ),
      );
      if (token) return { token };
      return { absence: absences[mode]('', ''), said: '' };
    } catch (error) {
      if (ArmError.is(error)) throw error;
      return judge(mode, error);
    }
  };
}

function credentialOf(mode: IdentityMode, cloud: Cloud): TokenCredential {
  const authority = {
    ...(cloud.authority !== undefined && { authorityHost: cloud.authority }),
    // A custom cloud's is unknown to the service that would be asked about it.
    disableInstanceDiscovery: cloud.custom,
    additionallyAllowedTenants: ['*'],
  };
  const clientId = process.env.AZURE_CLIENT_ID;
  switch (mode) {
    case 'azureCli':
      return new AzureCliCredential({ additionallyAllowedTenants: ['*'], processTimeoutInMs: timeoutInMs });
    case 'environment':
      return new EnvironmentCredential(authority);
    case 'managedIdentity':
      return clientId ? new ManagedIdentityCredential({ clientId }) : new ManagedIdentityCredential();
    case 'default':
      return new DefaultAzureCredential({ ...authority, processTimeoutInMs: timeoutInMs });
  }
}

/** What an identity that is not available lacks, by its error's name and what it says. */
const absences: Readonly<Record<IdentityMode, (name: string, said: string) => IdentityAbsence>> = {
  azureCli: (_, said) => (/could not be found/i.test(said) ? 'cliMissing' : 'cliSignedOut'),
  environment: () => 'environmentIncomplete',
  managedIdentity: () => 'noManagedIdentity',
  default: () => 'noCredential',
};

/** The words of Node, of Python's `requests` in the Azure CLI, and of MSAL for a service that is out of reach. */
const outOfReach =
  /ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|network_error|Max retries exceeded|Failed to establish a new connection/i;

function judge(mode: IdentityMode, error: unknown): IdentityAnswer {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (mode !== 'managedIdentity' && mode !== 'default' && outOfReach.test(message))
    throw new ArmError(message, { reason: 'offline', cause: error });
  const refused = /AADSTS\d+/.exec(message)?.[0];
  // Whoever uses the CLI can sign in to it again; an application that is refused stays refused.
  if (name === 'AuthenticationError' && mode !== 'azureCli')
    throw new ArmError(message, {
      reason: 'forbidden',
      cause: error,
      ...(refused !== undefined && { code: refused }),
    });
  return { absence: absences[mode](name, message), said: message };
}

async function withinTime<T>(task: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new ArmError('The identity gave no token in time.', { reason: 'timeout' })),
    timeoutInMs,
  );
  try {
    return await Promise.race([task, promise]);
  } finally {
    clearTimeout(timer);
  }
}
