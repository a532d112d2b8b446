import {
  type LiteralNode,
  type ObjectNode,
  propertyOf,
  type PropertyNode,
  valueOf,
} from '../syntax/literal.ts';
import type { AuthorizationArray, AuthorizationList, Field, Offer, Resolve } from './onboardingFile.ts';
import { readAuthorizations } from './readOffer.ts';

/** The offer that a parameter file in JSON describes, with its envelope or without. */
export function readParameters(root: ObjectNode): readonly Offer[] {
  const parameters = valueOf(root, 'parameters') ?? root;
  if (parameters.kind !== 'object') return [];
  const given = parameters.properties.flatMap(({ key, value: parameter }): readonly PropertyNode[] => {
    const value = propertyOf(parameter, 'value')?.value ?? secretOf(parameter);
    return value
      ? [{ offset: key.offset, length: value.offset + value.length - key.offset, key, value }]
      : [];
  });
  return offerOfParameters(given, (node) => node);
}

/**
 * The offer that is made of parameters, each with its name and value: one, or none where no parameter is a list of
 * authorizations. Such a list is told by its entries, or while it is empty by its name beside that of the tenant.
 */
export function offerOfParameters(given: readonly PropertyNode[], resolve: Resolve): readonly Offer[] {
  // Of several that differ in letter case alone, or not at all, the last counts.
  const parameters = [...new Map(given.map((one) => [one.key.name.toLowerCase(), one])).values()];
  const named = (name: RegExp): Field | undefined => {
    const property = parameters.find(({ key }) => name.test(key.name));
    return property && { property, value: resolve(property.value) };
  };
  const managedByTenantId = named(/^(?:managedBy|managing|msp|provider)Tenant(?:Id)?$/i);
  const lists = parameters
    .map((property) => ({ property, list: readAuthorizations(property.key, property.value, resolve) }))
    .filter(({ property, list }) => isAuthorizations(property, list, managedByTenantId !== undefined));
  if (!lists.some(({ list }) => list.arrays.length > 0)) return [];
  const eligible = lists.filter(({ property, list }) => isEligible(property, list));
  const permanent = lists.filter((one) => !eligible.includes(one));
  return [
    {
      managedByTenantId,
      customerTenantId: named(/^(?:customer|managee)Tenant(?:Id)?$/i),
      authorizations: joined(permanent.map(({ list }) => list)),
      eligibleAuthorizations: joined(eligible.map(({ list }) => list)),
      definition: undefined,
    },
  ];
}

function joined(lists: readonly AuthorizationList[]): AuthorizationList {
  return {
    arrays: lists.flatMap(({ arrays }) => arrays),
    complete: lists.every(({ complete }) => complete),
  };
}

function isAuthorizations(
  { key }: PropertyNode,
  { arrays }: AuthorizationList,
  besideTenant: boolean,
): boolean {
  const [array] = arrays;
  const isNamed = /authori[sz]ations?$/i.test(key.name);
  if (!array) return isNamed;
  if (array.node.items.length === 0) return isNamed && besideTenant;
  return array.entries.some(
    ({ node, principalId, roleDefinitionId, justInTimeAccessPolicy }) =>
      (principalId ?? roleDefinitionId) !== undefined &&
      (isNamed || justInTimeAccessPolicy !== undefined || namesLighthouse(node)),
  );
}

function namesLighthouse(entry: LiteralNode): boolean {
  return (
    propertyOf(entry, 'roleDefinitionId') !== undefined &&
    (propertyOf(entry, 'principalIdDisplayName') ?? propertyOf(entry, 'delegatedRoleDefinitionIds')) !==
      undefined
  );
}

function isEligible({ key }: PropertyNode, { arrays }: AuthorizationList): boolean {
  const entries = arrays.flatMap((array: AuthorizationArray) => array.entries);
  return /eligible/i.test(key.name) || entries.some(({ justInTimeAccessPolicy }) => justInTimeAccessPolicy);
}

/** A value that is kept elsewhere, as in a key vault: it is there, and nobody can tell it. */
function secretOf(parameter: LiteralNode): LiteralNode | undefined {
  const reference = valueOf(parameter, 'reference');
  return reference && { kind: 'expression', offset: reference.offset, length: reference.length };
}
