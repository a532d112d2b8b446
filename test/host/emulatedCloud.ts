import type { Emulator } from '../emulator/server.ts';
import type { FakeAuthSetup } from './fakeAuth/setup.ts';

/** The id of the extension that all this is for. */
export const extensionId = 'azure-delegations.azure-delegations';

/** The user settings that make an emulator the editor's cloud, as a custom one that the user has approved. */
export function emulatedCloudSettings({
  resourceManager,
  audience,
}: Pick<Emulator, 'resourceManager' | 'audience'>): Readonly<Record<string, unknown>> {
  return {
    'microsoft-sovereign-cloud.environment': 'custom',
    'microsoft-sovereign-cloud.customEnvironment': {
      name: 'Emulator',
      portalUrl: 'https://portal.emulator.example',
      managementEndpointUrl: audience,
      resourceManagerEndpointUrl: resourceManager,
      activeDirectoryEndpointUrl: 'https://login.emulator.example',
      activeDirectoryResourceId: audience,
    },
    'azureDelegations.trustedResourceManagers': [resourceManager],
  };
}

/** The sign-in for an emulator: everybody in its world can sign in, its demo account first. */
export function emulatedSignIn(
  { tokenUrl, audience, world }: Pick<Emulator, 'tokenUrl' | 'audience' | 'world'>,
  { signedIn, commandSocket }: { readonly signedIn: boolean; readonly commandSocket?: string },
): FakeAuthSetup {
  const { users, demoAccount } = world.current;
  const accounts = users
    .map(({ id, tenantId, userPrincipalName }) => ({ id: `${id}.${tenantId}`, label: userPrincipalName }))
    .sort((a, b) => Number(b.label === demoAccount) - Number(a.label === demoAccount));
  return {
    tokenUrl,
    audience,
    accounts,
    signedIn: signedIn ? { 'microsoft-sovereign-cloud': [demoAccount] } : {},
    ...(commandSocket === undefined ? {} : { commandSocket }),
  };
}
