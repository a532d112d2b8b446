import type { Caller } from '../caller.ts';
import { armError, type Reply } from '../reply.ts';
import type { ArmRequest } from '../route.ts';
import type { SystemData } from '../world.ts';

/** An object of the body of a PUT: anything, until it is looked at. */
export type PutProperties = Readonly<Record<string, unknown>>;

/** The body of a PUT, as far as it concerns every resource. */
export interface PutBody {
  readonly properties: PutProperties;
  /** Whatever stands there; undefined where nothing does. */
  readonly plan: unknown;
}

/** What a resource of Microsoft.ManagedServices may have beside its properties; all but `plan` is Azure's to say. */
const members: ReadonlySet<string> = new Set(['properties', 'plan', 'id', 'name', 'type', 'systemData']);

/** What Azure answers to a PUT whose body it cannot read. */
export function invalidContent(why: string): Reply {
  return armError(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: '${why}'.`,
  );
}

/**
 * The body of a PUT, or Azure's refusal: Azure Resource Manager reads a resource strictly and refuses what no resource
 * has, while what stands in `properties` is the provider's business.
 */
export function putBodyOf({ body }: ArmRequest): PutBody | Reply {
  const parsed = parse(body);
  if (!isObject(parsed) || !isObject(parsed.properties))
    return invalidContent('It must be a JSON object with properties');
  const unknown = Object.keys(parsed).find((member) => !members.has(member));
  if (unknown !== undefined)
    return invalidContent(`Could not find member '${unknown}' on object of type 'ResourceDefinition'`);
  return { properties: parsed.properties, plan: parsed.plan ?? undefined };
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

/** Whether a value of a body is an object. */
export function isObject(value: unknown): value is PutProperties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
