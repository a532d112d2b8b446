/** An Azure cloud: where its resource manager and portal are, and who signs people in. */
export interface Cloud {
  readonly name: string;
  /** Base URL of Azure Resource Manager, with a trailing slash. */
  readonly resourceManager: string;
  /** Base URL of the portal, without a trailing slash. */
  readonly portal: string;
  /** The scope that a token for the resource manager is asked with. */
  readonly tokenScope: string;
  /** Who issues tokens to identities that are not accounts of the editor; https, where it is known. */
  readonly authority: string | undefined;
  /** Id of the editor's authentication provider. */
  readonly authenticationProvider: 'microsoft' | 'microsoft-sovereign-cloud';
  /** Whether the user described it, so that its origin needs the user's approval before a token goes there. */
  readonly custom: boolean;
}

/** Why the settings name no cloud that can be used: `problem` is a sentence about the user's own settings. */
export interface CloudProblem {
  readonly problem: string;
}

/** The three clouds whose endpoints are known; settings cannot change them. */
export const publicCloud: Cloud = {
  name: 'AzureCloud',
  resourceManager: 'https://management.azure.com/',
  portal: 'https://portal.azure.com',
  tokenScope: 'https://management.core.windows.net/.default',
  authority: 'https://login.microsoftonline.com/',
  authenticationProvider: 'microsoft',
  custom: false,
};

const usGovernmentCloud: Cloud = {
  name: 'AzureUSGovernment',
  resourceManager: 'https://management.usgovcloudapi.net/',
  portal: 'https://portal.azure.us',
  tokenScope: 'https://management.core.usgovcloudapi.net/.default',
  authority: 'https://login.microsoftonline.us/',
  authenticationProvider: 'microsoft-sovereign-cloud',
  custom: false,
};

const chinaCloud: Cloud = {
  name: 'AzureChinaCloud',
  resourceManager: 'https://management.chinacloudapi.cn/',
  portal: 'https://portal.azure.cn',
  tokenScope: 'https://management.core.chinacloudapi.cn/.default',
  authority: 'https://login.chinacloudapi.cn/',
  authenticationProvider: 'microsoft-sovereign-cloud',
  custom: false,
};

/** Hosts that name the known clouds' resource managers as the audience of a token. */
const knownAudiences: ReadonlySet<string> = new Set(
  [publicCloud, usGovernmentCloud, chinaCloud].flatMap((cloud) => [
    new URL(cloud.resourceManager).hostname,
    new URL(cloud.tokenScope).hostname,
  ]),
);

/** Whether a token audience (`aud`, a URL or a bare id) is that of a cloud operated by Microsoft or 21Vianet. */
export function isKnownAudience(audience: string): boolean {
  return audience.toLowerCase() === azureServiceManagementAppId || knownAudiences.has(hostOf(audience) ?? '');
}

/** Tokens of the first version of the sign-in service may carry the application's id as their audience. */
const azureServiceManagementAppId = '797f4846-ba00-4fd7-ba43-dac1f8f63013';

/**
 * The cloud that the user's settings `microsoft-sovereign-cloud.environment` and `.customEnvironment` name.
 *
 * @param environment the user's value: nothing for the public cloud, `ChinaCloud`, `USGovernment` or `custom`
 * @param customEnvironment the user's value; only its URLs count, never the name that it gives itself
 */
export function cloudFromSettings(environment: unknown, customEnvironment: unknown): Cloud | CloudProblem {
  switch (environment) {
    case undefined:
    case null:
    case '':
      return publicCloud;
    case 'USGovernment':
      return usGovernmentCloud;
    case 'ChinaCloud':
      return chinaCloud;
    case 'custom':
      return customCloud(customEnvironment);
    default:
      return {
        problem: `microsoft-sovereign-cloud.environment is ${JSON.stringify(environment)}; known are "ChinaCloud", "USGovernment" and "custom".`,
      };
  }
}

function customCloud(settings: unknown): Cloud | CloudProblem {
  const setting = 'microsoft-sovereign-cloud.customEnvironment';
  if (typeof settings !== 'object' || settings === null)
    return { problem: `${setting} is not set, although microsoft-sovereign-cloud.environment is "custom".` };
  const values = settings as Readonly<Record<string, unknown>>;
  const resourceManager = httpsUrl(values.resourceManagerEndpointUrl);
  if (!resourceManager) return { problem: `${setting}.resourceManagerEndpointUrl is no https:// address.` };
  const audience = httpsUrl(values.managementEndpointUrl);
  if (!audience) return { problem: `${setting}.managementEndpointUrl is no https:// address.` };
  if (isKnownAudience(audience.href))
    return {
      problem: `${setting}.managementEndpointUrl is ${audience.origin}, which is not a custom cloud's: tokens for it would be sent to ${resourceManager.origin}. Nothing was sent.`,
    };
  return {
    name: typeof values.name === 'string' ? values.name : resourceManager.host,
    resourceManager: `${resourceManager.origin}/`,
    portal: httpsUrl(values.portalUrl)?.href.replace(/\/+$/, '') ?? publicCloud.portal,
    tokenScope: `${audience.href.replace(/\/?$/, '/')}.default`,
    authority: httpsUrl(values.activeDirectoryEndpointUrl)?.href,
    authenticationProvider: 'microsoft-sovereign-cloud',
    custom: true,
  };
}

function httpsUrl(value: unknown): URL | undefined {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url : undefined;
}

/** The host of a URL, without the period that the full name of a host may end with. */
function hostOf(audience: string): string | undefined {
  return URL.parse(audience)?.hostname.replace(/\.+$/, '');
}
