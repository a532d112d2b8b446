import { describe, expect, test } from 'vitest';
import { cloudFromSettings, isKnownAudience, publicCloud } from '../../../src/auth/cloud.ts';

const azureStack = {
  name: 'Our Stack',
  portalUrl: 'https://portal.local.azurestack.external/',
  managementEndpointUrl: 'https://management.adfs.azurestack.local/5ab6c1f2',
  resourceManagerEndpointUrl: 'https://management.local.azurestack.external/',
  activeDirectoryEndpointUrl: 'https://adfs.local.azurestack.external/adfs/',
};

/** Every spelling of a resource manager's own audience that comes to the same host. */
const spellings = (host: string): readonly string[] => [
  `https://${host}`,
  `https://${host}/`,
  `https://${host}//`,
  `https://${host}/some/path?x#y`,
  `https://${host}:443/`,
  `https://${host}:8443`,
  `https://${host}./`,
  `https://${host}..`,
  `https://${host.toUpperCase()}/`,
  `HTTPS://${host}`,
  ` https://${host} `,
  `https:\\\\${host}\\`,
  `https://${host.replaceAll('.', '%2E')}/`,
  `https://${host.replace('.', '\u3002')}/`,
];

const knownHosts = [
  'management.azure.com',
  'management.core.windows.net',
  'management.usgovcloudapi.net',
  'management.core.usgovcloudapi.net',
  'management.chinacloudapi.cn',
  'management.core.chinacloudapi.cn',
];

describe('The cloud of the settings', () => {
  test.each([undefined, null, ''])('is the public one for %s', (environment) => {
    expect(cloudFromSettings(environment, undefined)).toBe(publicCloud);
    // What a custom cloud would be does not matter as long as none is asked for.
    expect(cloudFromSettings(environment, azureStack)).toBe(publicCloud);
  });

  test('is public Azure, whose people are signed in by the editor’s Microsoft provider', () => {
    expect(publicCloud).toEqual({
      name: 'AzureCloud',
      resourceManager: 'https://management.azure.com/',
      portal: 'https://portal.azure.com',
      tokenScope: 'https://management.core.windows.net/.default',
      authority: 'https://login.microsoftonline.com/',
      authenticationProvider: 'microsoft',
      custom: false,
    });
  });

  test.each([
    ['USGovernment', 'https://management.usgovcloudapi.net/', 'https://portal.azure.us'],
    ['ChinaCloud', 'https://management.chinacloudapi.cn/', 'https://portal.azure.cn'],
  ])(
    'is a sovereign one for %s, whatever a custom environment says',
    (environment, resourceManager, portal) => {
      expect(cloudFromSettings(environment, { ...azureStack, name: environment })).toMatchObject({
        resourceManager,
        portal,
        authenticationProvider: 'microsoft-sovereign-cloud',
        custom: false,
      });
    },
  );

  test.each(['usgovernment', 'USGOVERNMENT', 'chinacloud', 'Custom', 'AzureCloud', 'AzureUSGovernment', ' '])(
    'is a problem for %j, which the editor does not know either, and never the public one',
    (environment) => {
      const cloud = cloudFromSettings(environment, azureStack);
      expect(cloud).toEqual({ problem: expect.stringContaining(JSON.stringify(environment)) as string });
    },
  );

  test.each([0, 1, true, false, {}, [], ['custom'], { name: 'custom' }])(
    'is a problem for %j, which is no text',
    (environment) => {
      expect(cloudFromSettings(environment, azureStack)).toHaveProperty('problem');
    },
  );
});

describe('A custom cloud', () => {
  test('is where its URLs say, and needs approval', () => {
    expect(cloudFromSettings('custom', azureStack)).toEqual({
      name: 'Our Stack',
      resourceManager: 'https://management.local.azurestack.external/',
      portal: 'https://portal.local.azurestack.external',
      tokenScope: 'https://management.adfs.azurestack.local/5ab6c1f2/.default',
      authority: 'https://adfs.local.azurestack.external/adfs/',
      authenticationProvider: 'microsoft-sovereign-cloud',
      custom: true,
    });
  });

  test.each(['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud', 'Azure'])(
    'that calls itself %s is a custom one still',
    (name) => {
      expect(cloudFromSettings('custom', { ...azureStack, name })).toMatchObject({
        name,
        resourceManager: 'https://management.local.azurestack.external/',
        authenticationProvider: 'microsoft-sovereign-cloud',
        custom: true,
      });
    },
  );

  test.each([undefined, 5, {}])('whose name is %j goes by its host', (name) => {
    expect(cloudFromSettings('custom', { ...azureStack, name })).toMatchObject({
      name: 'management.local.azurestack.external',
    });
  });

  test('keeps the port of its resource manager, and nothing behind it', () => {
    const resourceManagerEndpointUrl = 'https://127.0.0.1:8443/some/path/?x=y#z';
    expect(cloudFromSettings('custom', { ...azureStack, resourceManagerEndpointUrl })).toMatchObject({
      resourceManager: 'https://127.0.0.1:8443/',
    });
  });

  test.each([undefined, '', 'nonsense', 'http://portal.local.azurestack.external', 'javascript:alert(1)'])(
    'whose portal is %j opens the public portal',
    (portalUrl) => {
      expect(cloudFromSettings('custom', { ...azureStack, portalUrl })).toMatchObject({
        portal: 'https://portal.azure.com',
      });
    },
  );

  test.each([undefined, null, '', 'https://management.local.azurestack.external/', 5, true])(
    'described by %j is a problem',
    (customEnvironment) => {
      expect(cloudFromSettings('custom', customEnvironment)).toEqual({
        problem: expect.stringContaining('customEnvironment is not set') as string,
      });
    },
  );

  const unusable: readonly (readonly [string, unknown])[] = [
    ['is missing', undefined],
    ['is null', null],
    ['is empty', ''],
    ['is a number', 443],
    ['is a list', ['https://management.local.azurestack.external/']],
    ['has no scheme', 'management.local.azurestack.external'],
    ['has no host', 'https://'],
    ['is not encrypted', 'http://management.local.azurestack.external/'],
    ['is a file', 'file:///etc/passwd'],
    ['is a script', 'javascript:alert(1)'],
    ['is ill-formed', 'https://[management/'],
    ['carries a user', 'https://management.azure.com@evil.example/'],
    ['carries a user and a password', 'https://ann:secret@evil.example/'],
    ['carries a password alone', 'https://:secret@evil.example/'],
  ];

  for (const name of ['resourceManagerEndpointUrl', 'managementEndpointUrl'])
    test.each(unusable)(`whose ${name} %s is a problem that names the setting`, (_, url) => {
      expect(cloudFromSettings('custom', { ...azureStack, [name]: url })).toEqual({
        problem: expect.stringContaining(`customEnvironment.${name}`) as string,
      });
    });

  test.each(knownHosts.flatMap(spellings))(
    'whose tokens would be those of a known cloud is refused: %s',
    (managementEndpointUrl) => {
      const settings = { ...azureStack, name: 'AzureCloud', managementEndpointUrl };
      expect(cloudFromSettings('custom', settings)).toEqual({
        problem: expect.stringContaining('management.local.azurestack.external') as string,
      });
    },
  );
});

describe('The audience of a known cloud', () => {
  test.each(knownHosts.flatMap(spellings))('is known as %j', (audience) => {
    expect(isKnownAudience(audience)).toBe(true);
  });

  test.each(['797f4846-ba00-4fd7-ba43-dac1f8f63013', '797F4846-BA00-4FD7-BA43-DAC1F8F63013'])(
    'is known as the application %s',
    (audience) => {
      expect(isKnownAudience(audience)).toBe(true);
    },
  );

  test.each([
    '',
    'https://management.adfs.azurestack.local/5ab6c1f2',
    'https://management.azure.com.evil.example/',
    'https://evil.example/management.azure.com',
    'https://xmanagement.azure.com/',
    'https://management.azure.com@evil.example/',
    '00000000-0000-4000-8000-000000000000',
  ])('is not %j', (audience) => {
    expect(isKnownAudience(audience)).toBe(false);
  });
});
