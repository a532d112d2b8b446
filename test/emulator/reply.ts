/** An answer of the emulator, before it goes over the wire. A string body is sent as it is, all else as JSON. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** 200 with a body. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** An error as Azure Resource Manager words it. */
export function armError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers, body: { error: { code, message } } };
}

/** 401 with the header that goes with it. */
export function unauthorized(code: string, message: string): Reply {
  return armError(401, code, message, {
    'WWW-Authenticate':
      'Bearer authorization_uri="https://login.emulator.example/common", error="invalid_token", ' +
      'error_description="The authentication failed because of missing \'Authorization\' header or an invalid token."',
  });
}
