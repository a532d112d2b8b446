import { bodyProblems } from './bodyProblems.ts';
import { operationOf, type Parameter, version } from './specification.ts';

/** A request as it was sent. */
export interface SentRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** JSON, where it has been kept. */
  readonly body?: unknown;
}

/** What of a request the specification does not allow, and what it lacks. */
export function requestProblems(request: SentRequest): readonly string[] {
  const { pathname, searchParams } = new URL(`https://management.azure.com${request.url}`);
  const operation = operationOf(request.method, pathname);
  const problems =
    operation === undefined
      ? ['is no operation of the specification']
      : [
          ...queryProblems(
            searchParams,
            operation.parameters.filter((parameter) => parameter.in === 'query'),
          ),
          ...bodyOfRequestProblems(
            request,
            operation.parameters.find((parameter) => parameter.in === 'body'),
          ),
        ];
  return problems.map((problem) => `${request.method} ${request.url} ${problem}`);
}

function queryProblems(query: URLSearchParams, parameters: readonly Parameter[]): readonly string[] {
  const names = [...query.keys()];
  return [
    ...names
      .filter((name) => !parameters.some((parameter) => parameter.name === name))
      .map((name) => `has ${name}, which is not declared`),
    ...names
      .filter((name, position) => names.indexOf(name) !== position)
      .map((name) => `has ${name} more than once`),
    ...parameters.flatMap(({ name, type, required }) => {
      const value = query.get(name);
      if (value === null) return required === true ? [`lacks ${name}`] : [];
      return isOfType(value, type) ? [] : [`has "${value}" for ${name}, which is a ${String(type)}`];
    }),
    ...(query.get('api-version') === version ? [] : [`is not of version ${version}`]),
  ];
}

/**
 * Whether the text of a parameter is of its type.
 *
 * @throws Error for a type that no parameter of the specification had so far
 */
function isOfType(value: string, type: string | undefined): boolean {
  switch (type) {
    case 'boolean':
      return value === 'true' || value === 'false';
    case 'string':
      return value !== '';
    default:
      throw new Error(`Nobody has said what a ${String(type)} looks like in a query.`);
  }
}

function bodyOfRequestProblems(
  { headers, body }: SentRequest,
  declared: Parameter | undefined,
): readonly string[] {
  const isThere =
    body !== undefined ||
    headers['transfer-encoding'] !== undefined ||
    Number(headers['content-length'] ?? 0) > 0;
  if (declared?.schema === undefined) return isThere ? ['has a body, which is not declared'] : [];
  if (!isThere) return declared.required === true ? ['lacks its body'] : [];
  return bodyProblems(body, declared.schema, 'request');
}
