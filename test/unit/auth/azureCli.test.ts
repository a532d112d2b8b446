import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityTokens } from '../../../src/auth/identityTokens.ts';
import { readTokenClaims } from '../../../src/auth/accessToken.ts';
import { type Cloud, publicCloud } from '../../../src/auth/cloud.ts';
import { clientSecret } from '../../emulator/authority.ts';
import { readEstate } from '../../emulator/readEstate.ts';
import { type Emulator, startEmulator } from '../../emulator/server.ts';

const run = promisify(execFile);
const isInstalled = await run('az', ['version']).then(
  () => true,
  () => false,
);
const before = { ...process.env };

/** Long enough for some starts of Python on a machine that has other things to do. */
const patience = 120_000;

/**
 * The Azure CLI itself, where it is installed, with a home of its own. A proxy leads it to the emulator where it asks
 * Microsoft's sign-in, and nowhere else.
 */
describe.skipIf(!isInstalled)('The real Azure CLI', () => {
  let emulator: Emulator;
  let cloud: Cloud;
  const home = mkdtempSync(join(tmpdir(), 'azure-cli-'));
  const proxy = createServer().on('connect', ({ url }, socket) => {
    if (url !== 'login.microsoftonline.com:443') {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const upstream = connect(Number(new URL(emulator.resourceManager).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  const az = (...args: readonly string[]): Promise<unknown> => run('az', args);

  beforeAll(async () => {
    emulator = await startEmulator({ world: readEstate('small') });
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    Object.assign(process.env, {
      AZURE_CONFIG_DIR: home,
      AZURE_CORE_COLLECT_TELEMETRY: 'false',
      REQUESTS_CA_BUNDLE: emulator.caFile,
      HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      NO_PROXY: '127.0.0.1',
    });
    cloud = {
      ...publicCloud,
      custom: true,
      resourceManager: `${emulator.resourceManager}/`,
      tokenScope: `${emulator.audience}.default`,
    };
    await az(
      ...['cloud', 'register', '--name', 'Emulator'],
      ...['--endpoint-active-directory', 'https://login.microsoftonline.com'],
      ...['--endpoint-active-directory-resource-id', emulator.audience],
      ...['resource-manager', 'gallery', 'management', 'active-directory-graph-resource-id'].flatMap(
        (name) => [`--endpoint-${name}`, emulator.resourceManager],
      ),
    );
    await az('cloud', 'set', '--name', 'Emulator');
  }, patience);
  afterAll(async () => {
    process.env = before;
    proxy.close();
    await emulator.stop();
    rmSync(home, { recursive: true, force: true });
  });

  test(
    'says that it is signed out, and gives tokens of each tenant once it is signed in',
    { timeout: patience },
    async () => {
      const tokens = identityTokens('azureCli', cloud);
      expect(await tokens(undefined)).toMatchObject({ absence: 'cliSignedOut' });

      const { users, demoAccount, tenants } = emulator.world.current;
      const user = users.find(({ userPrincipalName }) => userPrincipalName === demoAccount);
      const contoso = tenants.find(({ displayName }) => displayName === 'Contoso')?.id;
      await az(
        ...['login', '--service-principal', '--username', user?.id ?? '', '--password', clientSecret],
        ...['--tenant', user?.tenantId ?? ''],
      );
      for (const tenantId of [undefined, contoso]) {
        const answer = await tokens(tenantId);
        expect(answer).toHaveProperty('token.expiresOnTimestamp', expect.any(Number));
        const { token } = 'token' in answer ? answer.token : { token: '' };
        expect(readTokenClaims(token)).toMatchObject({ tenantId: tenantId ?? user?.tenantId });
        expect(emulator.tokens.authenticate(`Bearer ${token}`)).toHaveProperty('tenantId');
      }
    },
  );
});

test('Without an Azure CLI, that is what is missing', async () => {
  process.env.PATH = '/nowhere';
  try {
    expect(await identityTokens('azureCli', publicCloud)(undefined)).toMatchObject({ absence: 'cliMissing' });
  } finally {
    process.env = before;
  }
});
