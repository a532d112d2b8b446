import type { Emulator } from '../emulator/server.ts';
import type { FakeAuthSetup } from './fakeAuth/setup.ts';

/** The id of the extension that all this is for. */
export const extensionId = 'azure-delegations.azure-delegations';

type UserSettings = Readonly<Record<string, unknown>>;

/** The user settings that make an emulator the editor's cloud, as a custom one. */
export function emulatedCloudSettings({ resourceManager, audience }: Emulator): UserSettings {
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
  };
}

/** The same for an extension that has been told before that tokens may go there. */
export function approvedCloudSettings(emulator: Emulator): UserSettings {
  return {
    ...emulatedCloudSettings(emulator),
    'azureDelegations.trustedResourceManagers': [emulator.resourceManager],
  };
}

/** Who signs in, and how. */
type SignInOptions = Pick<FakeAuthSetup, 'commandSocket' | 'userSettings'> & { readonly signedIn: boolean };

/** The sign-in for an emulator: everybody in its world can sign in, its demo account first. */
export function emulatedSignIn(
  { tokenUrl, audience, world }: Emulator,
  { signedIn, ...others }: SignInOptions,
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
    ...others,
  };
}
