/** Whether a value is what it should be. */
export type Check = (value: unknown) => boolean;

/** Whether a value is an object with these properties; other properties do not matter. */
export function shape<T extends object>(checks: { readonly [K in keyof T]-?: Check }): (
  value: unknown,
) => value is T {
  const entries = Object.entries<Check>(checks);
  return (value): value is T => isObject(value) && entries.every(([key, check]) => check(value[key]));
}

export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

/** Whether a value is an object whose property `key` names its kind, and it is what that kind should be. */
export function variant(key: string, kinds: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isObject(value) && Object.entries(kinds).some(([kind, check]) => kind === value[key] && check(value));
}

export const isText: Check = (value) => typeof value === 'string';
export const isBoolean: Check = (value) => typeof value === 'boolean';
export const isNumber: Check = (value) => typeof value === 'number';
/** ISO 8601. */
export const isDate: Check = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
/** The number of a process. */
export const isProcessId: Check = (value) => Number.isSafeInteger(value) && Number(value) > 0;
export const isList: Check = (value) => Array.isArray(value);

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a JSON text; undefined for any other text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
