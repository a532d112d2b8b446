// A reverse proxy in front of code-server. It passes everything through, and adds to the configuration that the
// workbench reads from its document: the one door for what the editor takes neither from settings nor flags.
import { Agent, createServer, request } from 'node:http';
import type { IncomingMessage, RequestOptions, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

type Json = string | number | boolean | null | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

/** Where an extension or a test suite lies, as the workbench addresses it. */
export interface RemoteUri {
  readonly scheme: 'vscode-remote';
  readonly authority: string;
  readonly path: string;
}

/** What is added to the workbench's configuration (a part of VS Code's IWorkbenchConstructionOptions). */
export interface WorkbenchConfiguration {
  readonly productConfiguration?: {
    /** Extensions that may use the sessions of an authentication provider without asking. */
    readonly trustedExtensionAuthAccess?: Readonly<Record<string, readonly string[]>>;
    /** The proposed APIs that an extension may use. */
    readonly extensionEnabledApiProposals?: Readonly<Record<string, readonly string[]>>;
  };
  readonly developmentOptions?: {
    readonly extensions?: readonly RemoteUri[];
    readonly extensionTestsPath?: RemoteUri;
  };
}

export interface WorkbenchProxy {
  readonly port: number;
  /** Closes the port and every connection. */
  readonly close: () => void;
}

/**
 * Listens on 127.0.0.1 for a code-server that listens on a socket.
 * @param configure makes the addition for an authority, the host and port under which a browser came.
 * @param port 0 for any free one. Rejects with EADDRINUSE where it is taken.
 */
export async function startWorkbenchProxy(
  socketPath: string,
  configure: (authority: string) => WorkbenchConfiguration,
  port = 0,
): Promise<WorkbenchProxy> {
  const agent = new Agent({ keepAlive: true });
  const upgraded = new Set<Duplex>();
  const onward = ({ method, url, headers }: IncomingMessage): RequestOptions => ({
    socketPath,
    ...(method === undefined ? {} : { method }),
    ...(url === undefined ? {} : { path: url }),
    headers,
  });

  const server = createServer((incoming, outgoing) => {
    if (isDocument(incoming)) delete incoming.headers['accept-encoding'];
    const upstream = request({ ...onward(incoming), agent }, (response) => {
      if (isDocument(incoming) && response.headers['content-type']?.startsWith('text/html') === true)
        void sendConfigured(response, outgoing, configure(incoming.headers.host ?? ''));
      else response.pipe(outgoing.writeHead(response.statusCode ?? 502, response.headers));
    });
    upstream.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
    incoming.pipe(upstream);
    outgoing.on('close', () => upstream.destroy());
  });

  server.on('upgrade', (incoming: IncomingMessage, browser: Duplex, head: Buffer) => {
    const upstream = request(onward(incoming));
    upstream.on('upgrade', (response, host, hostHead) => {
      browser.write(rawHead(response));
      if (hostHead.length > 0) browser.write(hostHead);
      if (head.length > 0) host.write(head);
      upgraded.add(browser);
      const end = (): void => {
        browser.destroy();
        host.destroy();
        upgraded.delete(browser);
      };
      for (const socket of [browser, host]) socket.on('error', end).on('close', end);
      browser.pipe(host).pipe(browser);
    });
    upstream.on('response', (response) => {
      browser.write(rawHead(response));
      response.pipe(browser);
    });
    upstream.on('error', () => browser.destroy());
    browser.on('error', () => upstream.destroy());
    upstream.end();
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
      agent.destroy();
    },
  };
}

function isDocument({ method, url }: IncomingMessage): boolean {
  return method === 'GET' && (url === '/' || url?.startsWith('/?') === true);
}

function rawHead(response: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${response.statusCode ?? 502} ${response.statusMessage ?? ''}`];
  for (let i = 0; i < response.rawHeaders.length; i += 2)
    lines.push(`${response.rawHeaders[i] ?? ''}: ${response.rawHeaders[i + 1] ?? ''}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

async function sendConfigured(
  response: IncomingMessage,
  outgoing: ServerResponse,
  addition: WorkbenchConfiguration,
): Promise<void> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer);
    const page = Buffer.from(addConfiguration(Buffer.concat(chunks).toString(), addition));
    delete response.headers['transfer-encoding'];
    response.headers['content-length'] = String(page.length);
    outgoing.writeHead(response.statusCode ?? 200, response.headers).end(page);
  } catch (error) {
    outgoing.writeHead(502, { 'content-type': 'text/plain' }).end(String(error));
  }
}

const setting = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;

/** The workbench's document with an addition merged into its configuration. Throws where the page has none. */
export function addConfiguration(page: string, addition: WorkbenchConfiguration): string {
  if (!setting.test(page)) throw new Error('The page holds no workbench configuration');
  return page.replace(setting, (_match, before: string, escaped: string) => {
    const own = JSON.parse(escaped.replaceAll('&quot;', '"')) as JsonObject;
    const merged = merge(own, JSON.parse(JSON.stringify(addition)) as JsonObject);
    return `${before}${JSON.stringify(merged).replaceAll('"', '&quot;')}"`;
  });
}

function merge(own: JsonObject, addition: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...own };
  for (const [key, value] of Object.entries(addition)) {
    const before = merged[key];
    merged[key] = isObject(before) && isObject(value) ? merge(before, value) : value;
  }
  return merged;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
