// Starts the editor that tests and `npm start` use: code-server, with everything it writes in a folder of its own.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { editorSettings } from './editorSettings.ts';
import { codeServerEntry, hostNode } from './install.ts';
import { startProcessGroup } from './processGroup.ts';
import type { ProcessGroup } from './processGroup.ts';
import { startWorkbenchProxy } from './workbenchProxy.ts';
import type { RemoteUri, WorkbenchConfiguration } from './workbenchProxy.ts';

/** How to start a host. */
export interface HostOptions {
  /** Packaged extensions to install, in this order. */
  readonly vsix?: readonly string[];
  /** Folders of extensions to load as in development. */
  readonly developmentExtensions?: readonly string[];
  /** A module whose exported `run` is called in the extension host, in the shape of @vscode/test-electron. */
  readonly extensionTestsPath?: string;
  /** Environment variables of the extension host, which may name files in the host's folder `root`. */
  readonly env?: (root: string) => Readonly<Record<string, string>>;
  /** For each authentication provider, the ids of extensions that get its sessions without asking the user. */
  readonly trustedExtensions?: Readonly<Record<string, readonly string[]>>;
  /** For each extension id, the proposed APIs that it may use. */
  readonly apiProposals?: Readonly<Record<string, readonly string[]>>;
  /** Whether folders have to be trusted first, as on a user's desktop. They need not be unless told so. */
  readonly workspaceTrust?: boolean;
  /** The port on 127.0.0.1; any free one unless given. */
  readonly port?: number;
}

/** A running host. */
export interface Host {
  /** The address of the workbench, with no folder open. */
  readonly url: string;
  /** The address of the workbench with this folder open. */
  readonly urlOfFolder: (folder: string) => string;
  /** The folder that holds everything this host writes. It is deleted when the host stops. */
  readonly root: string;
  /** Where the extensions of this host keep their global state on disk, one folder for each. */
  readonly globalStorage: string;
  /** Writes user settings beside those of a quiet editor, for the windows that open from now on. */
  readonly writeSettings: (settings: Readonly<Record<string, unknown>>) => void;
  /** What the host and its extensions have logged so far, each file under its name. */
  readonly logs: () => string;
  /** Ends the host and everything that it started, and deletes its folder. */
  readonly stop: () => Promise<void>;
}

/** The built-in sign-in would go out to Microsoft. */
const skippedExtensions = 'vscode.microsoft-authentication';

/**
 * Starts a host and returns when it serves the workbench; `installHost` has to have run before.
 * Rejects with the host's log where it does not start, and with EADDRINUSE where the port is taken.
 */
export async function startHost(options: HostOptions = {}): Promise<Host> {
  const root = mkdtempSync(join(tmpdir(), 'azure-delegations-'));
  const removeRoot = (): void => rmSync(root, { recursive: true, force: true, maxRetries: 10 });
  process.once('exit', removeRoot);

  const userData = join(root, 'data');
  const settingsFile = join(userData, 'User', 'settings.json');
  const logFile = join(root, 'server.log');
  const socket = join(root, 'socket');
  const writeSettings = (settings: Readonly<Record<string, unknown>>): void =>
    writeFileSync(settingsFile, JSON.stringify({ ...editorSettings, ...settings }, null, 2));
  const logs = (): string =>
    [logFile, ...filesUnder(join(userData, 'logs'))]
      .map((file) => `── ${basename(file)}\n${readFileSync(file, 'utf8')}`)
      .join('\n');

  mkdirSync(join(userData, 'User'), { recursive: true });
  writeSettings({});
  writeFileSync(join(root, 'config.yaml'), '');
  const env = { ...privateEnvironment(root), ...options.env?.(root) };
  const flags = [
    codeServerEntry,
    ...['--config', join(root, 'config.yaml')],
    ...['--user-data-dir', userData],
    ...['--extensions-dir', join(root, 'extensions')],
    ...['--disable-telemetry', '--disable-update-check'],
  ];

  let server: ProcessGroup | undefined;
  let closeProxy: (() => void) | undefined;
  const stop = async (): Promise<void> => {
    closeProxy?.();
    await server?.stop();
    process.off('exit', removeRoot);
    removeRoot();
  };
  try {
    const proxy = await startWorkbenchProxy(socket, configuration(options), options.port);
    closeProxy = proxy.close;
    if (options.vsix !== undefined && options.vsix.length > 0) await install(options.vsix, flags, env);
    server = startProcessGroup(
      hostNode,
      [
        ...flags,
        ...['--auth', 'none'],
        ...['--socket', socket],
        ...['--disable-getting-started-override', '--disable-proxy', '--ignore-last-opened'],
        ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
      ],
      env,
      logFile,
    );
    await serving(socket, server);
    const url = `http://127.0.0.1:${proxy.port}/`;
    return {
      url,
      urlOfFolder: (folder) => `${url}?folder=${encodeURIComponent(folder)}`,
      root,
      globalStorage: join(userData, 'User', 'globalStorage'),
      writeSettings,
      logs,
      stop,
    };
  } catch (error) {
    const log = existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
    await stop();
    throw log === '' ? error : new Error(`The host did not start:\n${log}`, { cause: error });
  }
}

function privateEnvironment(root: string): Record<string, string> {
  const home = join(root, 'home');
  const temporary = join(root, 'tmp');
  mkdirSync(home, { recursive: true });
  mkdirSync(temporary, { recursive: true });
  const inherited = ['PATH', 'LANG'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    TMPDIR: temporary,
    XDG_RUNTIME_DIR: temporary,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    VSCODE_SKIP_BUILTIN_EXTENSIONS: skippedExtensions,
  };
}

function configuration(options: HostOptions): (authority: string) => WorkbenchConfiguration {
  return (authority) => {
    const remote = (path: string): RemoteUri => ({ scheme: 'vscode-remote', authority, path });
    return {
      productConfiguration: {
        trustedExtensionAuthAccess: options.trustedExtensions ?? {},
        extensionEnabledApiProposals: options.apiProposals ?? {},
      },
      developmentOptions: {
        ...(options.developmentExtensions && { extensions: options.developmentExtensions.map(remote) }),
        ...(options.extensionTestsPath && { extensionTestsPath: remote(options.extensionTestsPath) }),
      },
    };
  };
}

function install(
  packages: readonly string[],
  flags: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const wanted = packages.flatMap((file) => ['--install-extension', file]);
    const child = spawn(hostNode, [...flags, ...wanted, '--force'], { env });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(output))));
  });
}

/** Waits until the workbench itself is served: the first request makes code-server load it. */
async function serving(socket: string, server: ProcessGroup): Promise<void> {
  const ended = server.ended.then(() => 'ended' as const);
  while (!(await answers(socket))) {
    const pause = new Promise((resolve) => setTimeout(resolve, 50));
    if ((await Promise.race([ended, pause])) === 'ended') throw new Error('The host ended while it started');
  }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    request({ socketPath, path: '/' }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200));
    })
      .on('error', () => resolve(false))
      .end();
  });
}

function filesUnder(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
