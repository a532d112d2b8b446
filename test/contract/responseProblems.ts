import { bodyProblems } from './bodyProblems.ts';
import { operationOf } from './specification.ts';

/** An answer as it came, and what it answers. */
export interface ReceivedResponse {
  readonly method: string;
  /** Path and query of the request. */
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it came. */
  readonly text: string;
}

/** What of an answer the specification does not allow, and what it lacks. */
export function responseProblems(response: ReceivedResponse): readonly string[] {
  const { method, url, status } = response;
  return problemsOf(response).map((problem) => `${status} to ${method} ${url}: ${problem}`);
}

function problemsOf({ method, url, status, headers, text }: ReceivedResponse): readonly string[] {
  const operation = operationOf(method, new URL(`https://management.azure.com${url}`).pathname);
  if (operation === undefined) return ['It is no operation of the specification.'];
  // `default` is for errors alone (Azure REST API guidelines); any other status has to be declared.
  const declared =
    operation.responses[String(status)] ?? (status >= 400 ? operation.responses.default : undefined);
  if (declared === undefined) return ['The status is not declared.'];
  if (declared.schema === undefined) return text === '' ? [] : ['It has a body, which is not declared.'];
  if (!String(headers['content-type']).startsWith('application/json')) return ['It is not declared as JSON.'];
  try {
    return bodyProblems(JSON.parse(text), declared.schema, 'response');
  } catch (error) {
    if (error instanceof SyntaxError) return ['It is not JSON.'];
    throw error;
  }
}
