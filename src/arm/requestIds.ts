/** The ids under which Azure can find a request, out of the headers of its answer. */
export function requestIdsOf(header: (name: string) => string | undefined): {
  readonly requestId?: string;
  readonly correlationId?: string;
} {
  const requestId = header('x-ms-request-id');
  const correlationId = header('x-ms-correlation-request-id');
  return {
    ...(requestId !== undefined && { requestId }),
    ...(correlationId !== undefined && { correlationId }),
  };
}
