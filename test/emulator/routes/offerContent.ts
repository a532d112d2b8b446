import type { RegistrationDefinition } from '../world.ts';
import { isObject, type PutBody } from './putBody.ts';

/** What a PUT says of a definition: its terms, and the plan that it was bought through. */
export type OfferContent = Pick<RegistrationDefinition, 'properties' | 'plan'>;

/** A body that does not say what the specification says. */
export class InvalidContent extends Error {}

/**
 * What the body of a PUT says of a definition, field by field as the specification has them. What the specification
 * does not have, and what is Azure's own to say, is passed over, as a provider does that reads into its model: how
 * Microsoft.ManagedServices treats it is not documented, and nothing of it may come back.
 *
 * @throws InvalidContent where a field is missing or of another kind
 */
export function offerContent({ properties, plan }: PutBody): OfferContent {
  return {
    properties: readTerms(properties, 'properties'),
    ...(plan === undefined ? {} : { plan: readPlan(plan, 'plan') }),
  };
}

type Reader<T> = (value: unknown, path: string) => T;
type Readers<T> = { readonly [Name in keyof T]: Reader<T[Name]> };

const guid = text(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
const duration = text(/^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/);

const readPlan = fields({ name: text(), publisher: text(), product: text(), version: text() }, {});

const approver = fields({ principalId: text() }, { principalIdDisplayName: text() });

const policy = fields(
  { multiFactorAuthProvider: text(/^(Azure|None)$/) },
  { maximumActivationDuration: duration, managedByTenantApprovers: list(approver) },
);

const authorization = fields(
  { principalId: text(), roleDefinitionId: text() },
  { principalIdDisplayName: text(), delegatedRoleDefinitionIds: list(guid) },
);

const eligibleAuthorization = fields(
  { principalId: text(), roleDefinitionId: text() },
  { principalIdDisplayName: text(), justInTimeAccessPolicy: policy },
);

const readTerms = fields(
  { managedByTenantId: text(), authorizations: list(authorization) },
  {
    registrationDefinitionName: text(),
    description: text(),
    eligibleAuthorizations: list(eligibleAuthorization),
  },
);

function text(pattern?: RegExp): Reader<string> {
  return (value, path) => {
    if (typeof value !== 'string' || pattern?.test(value) === false) throw new InvalidContent(wrong(path));
    return value;
  };
}

function list<T>(item: Reader<T>): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new InvalidContent(wrong(path));
    return value.map((entry, position) => item(entry, `${path}[${position}]`));
  };
}

/** `null` counts as nothing. */
function fields<Required extends object, Optional extends object>(
  required: Readers<Required>,
  optional: Readers<Optional>,
): Reader<Required & Partial<Optional>> {
  const readers = Object.entries<Reader<unknown>>({ ...required, ...optional });
  return (value, path) => {
    if (!isObject(value)) throw new InvalidContent(wrong(path));
    return Object.fromEntries(
      readers
        .filter(([name]) => name in required || (value[name] ?? undefined) !== undefined)
        .map(([name, read]) => [name, read(value[name], `${path}.${name}`)]),
    ) as Required & Partial<Optional>;
  };
}

function wrong(path: string): string {
  return `Required property or value not valid. Path '${path}'`;
}
