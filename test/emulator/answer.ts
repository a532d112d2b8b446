import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { requestKind } from './armThrottle.ts';
import { authorityReply } from './authority.ts';
import { controlReply } from './control.ts';
import type { EmulatorState } from './emulatorState.ts';
import type { Fault } from './faults.ts';
import { armError, type Reply } from './reply.ts';
import type { RecordedRequest } from './requestLog.ts';
import { findRoute } from './router.ts';

/** A request on its way through the emulator. */
export interface Exchange {
  readonly state: EmulatorState;
  readonly origin: string;
  /** Milliseconds that an answer of the resource manager takes at least. */
  readonly latencyMs: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers a request, with whatever trouble is in store for it. */
export async function answer(exchange: Exchange): Promise<void> {
  const { state, origin, request, response } = exchange;
  const url = new URL(request.url ?? '/', origin);
  try {
    const body = await textOf(request);
    const control =
      controlReply(state, request.method ?? 'GET', url, body) ?? authorityReply(state, request, url, body);
    if (control !== undefined) {
      send(response, control);
      return;
    }
    await state.requests.add(recorded(state, request));
    await answerAsArm(exchange, url, body);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else
      send(response, armError(500, 'EmulatorError', error instanceof Error ? error.message : String(error)));
  }
}

async function answerAsArm(exchange: Exchange, url: URL, body: string): Promise<void> {
  const { state, request, response } = exchange;
  const fault = state.faults.meet(request.method ?? 'GET', url.pathname);
  await setTimeout(exchange.latencyMs + (fault?.latencyMs ?? 0));
  if (fault?.never === true) return;
  if (fault?.reset === true) {
    response.destroy();
    return;
  }
  const reply = withFault(replaced(fault) ?? armReply(exchange, url, body, fault), fault);
  if (fault?.then !== undefined) state.world.edit(fault.then);
  if (fault?.resetAfter === true) {
    response.destroy();
    return;
  }
  send(
    response,
    { ...reply, headers: { ...armHeaders(request), ...reply.headers } },
    fault?.truncate === true,
  );
}

function armReply({ state, request }: Exchange, url: URL, body: string, fault: Fault | undefined): Reply {
  const apiVersion = url.searchParams.get('api-version');
  if (apiVersion === null || apiVersion === '')
    return armError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  const caller = state.tokens.authenticate(request.headers.authorization);
  if ('status' in caller) return caller;
  const destination = findRoute(request.method ?? 'GET', decodeURIComponent(url.pathname), apiVersion);
  if ('status' in destination) return destination;
  const { route, parameters } = destination;
  const left = state.world.current.service.throttling
    ? state.throttle.take(request.method ?? 'GET', url.pathname, caller)
    : undefined;
  if (typeof left === 'object') return left;
  const reply = route.handle({ caller, url, apiVersion, parameters, body, fault }, state);
  return left === undefined
    ? reply
    : { ...reply, headers: { [remainingHeader(request)]: String(left), ...reply.headers } };
}

/** What is answered in the place of the real thing. */
function replaced(fault: Fault | undefined): Reply | undefined {
  if (fault?.redirect !== undefined) return { status: 307, headers: { Location: fault.redirect } };
  if (fault?.status !== undefined && fault.body === undefined)
    return armError(fault.status, fault.code ?? 'EmulatedFault', fault.message ?? 'A fault was asked for.');
  return fault?.body === undefined ? undefined : { status: fault.status ?? 200, body: fault.body };
}

/** What is changed in an answer. */
function withFault(reply: Reply, fault: Fault | undefined): Reply {
  if (fault === undefined) return reply;
  const isList = typeof reply.body === 'object' && reply.body !== null && 'value' in reply.body;
  return {
    status: reply.status,
    headers: {
      ...reply.headers,
      ...(fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) }),
      ...fault.headers,
    },
    body:
      fault.nextLink !== undefined && isList
        ? { ...(reply.body as object), nextLink: fault.nextLink }
        : reply.body,
  };
}

/** The headers that every answer of Azure Resource Manager carries. */
function armHeaders(request: IncomingMessage): Record<string, string> {
  const requestId = randomUUID();
  const clientId = request.headers['x-ms-client-request-id'];
  const wantsClientId = request.headers['x-ms-return-client-request-id'] === 'true';
  return {
    'cache-control': 'no-cache',
    'x-ms-request-id': requestId,
    'x-ms-correlation-request-id': String(request.headers['x-ms-correlation-request-id'] ?? requestId),
    'x-ms-routing-request-id': `EMULATOR:${new Date().toISOString()}:${requestId}`,
    [remainingHeader(request)]: requestKind(request.method ?? 'GET') === 'reads' ? '249' : '199',
    ...(wantsClientId && typeof clientId === 'string' ? { 'x-ms-client-request-id': clientId } : {}),
  };
}

/** The header that tells what is left in a token bucket. */
function remainingHeader({ method, url }: IncomingMessage): string {
  const where = url?.toLowerCase().startsWith('/subscriptions/') === true ? 'subscription' : 'tenant';
  return `x-ms-ratelimit-remaining-${where}-${requestKind(method ?? 'GET')}`;
}

function recorded(state: EmulatorState, request: IncomingMessage): RecordedRequest {
  const { authorization, ...headers } = request.headers;
  const token = state.tokens.summary(authorization);
  return {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    authorization: { sent: authorization !== undefined, ...(token === undefined ? {} : { token }) },
  };
}

function send(response: ServerResponse, { status, headers, body }: Reply, truncate = false): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const bytes = Buffer.from(text);
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...(status === 204 ? {} : { 'content-length': bytes.length }),
    ...headers,
  });
  if (!truncate) {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
