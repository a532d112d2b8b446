import type { Caller } from '../caller.ts';
import { armError, type Reply } from '../reply.ts';
import type { ArmRequest } from '../route.ts';
import type { SystemData } from '../world.ts';

/** `properties` or `plan` of the body of a PUT: anything, until it is looked at. */
export type PutProperties = Readonly<Record<string, unknown>>;

/** What Azure answers to a PUT whose body is not JSON, or has no properties. */
export const invalidContent: Reply = armError(
  400,
  'InvalidRequestContent',
  'The request content was invalid and could not be deserialized: it must be JSON with properties.',
);

/** `properties` of the body of a PUT, where it is an object. */
export function propertiesOf({ body }: ArmRequest): PutProperties | undefined {
  const { properties } = parse(body);
  return isObject(properties) ? properties : undefined;
}

/** `plan` of the body of a PUT, where it is an object. */
export function planOf({ body }: ArmRequest): PutProperties | undefined {
  const { plan } = parse(body);
  return isObject(plan) ? plan : undefined;
}

/** Who made a resource and when, kept over changes, and who changed it now. */
export function stamp({ userPrincipalName }: Caller, before?: SystemData): SystemData {
  const now = new Date().toISOString();
  return {
    createdBy: before?.createdBy ?? userPrincipalName,
    createdByType: before?.createdByType ?? 'User',
    createdAt: before?.createdAt ?? now,
    lastModifiedBy: userPrincipalName,
    lastModifiedByType: 'User',
    lastModifiedAt: now,
  };
}

function isObject(value: unknown): value is PutProperties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): { readonly properties?: unknown; readonly plan?: unknown } {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
