import { type LiteralNode, type ObjectNode, propertyOf, type TextRange } from '../syntax/literal.ts';
import type {
  AccessPolicy,
  Approver,
  Authorization,
  AuthorizationArray,
  AuthorizationList,
  Field,
  Offer,
  Resolve,
} from './onboardingFile.ts';

/** Nothing granted, and that is all. */
export const noAuthorizations: AuthorizationList = { arrays: [], complete: true };

/** Something granted that nobody can tell. */
export const unknownAuthorizations: AuthorizationList = { arrays: [], complete: false };

/**
 * The offer of a registration definition.
 *
 * @param properties the definition's `properties`, as written
 * @param mayAddEligible whether the version of the definition knows `eligibleAuthorizations`
 */
export function readOffer(properties: ObjectNode, resolve: Resolve, mayAddEligible: boolean): Offer {
  const listOf = (name: string): AuthorizationList => {
    const property = propertyOf(properties, name);
    // A `copy` or a name that nobody can tell may make the list.
    if (!property) return propertyOf(properties, 'copy') ? unknownAuthorizations : noAuthorizations;
    return readAuthorizations(property.key, property.value, resolve);
  };
  return {
    managedByTenantId: readField(properties, 'managedByTenantId', resolve),
    customerTenantId: undefined,
    authorizations: listOf('authorizations'),
    eligibleAuthorizations: listOf('eligibleAuthorizations'),
    definition: mayAddEligible ? properties : undefined,
  };
}

/** The authorizations that a value leads to. `name` is what the value is written under. */
export function readAuthorizations(name: TextRange, value: LiteralNode, resolve: Resolve): AuthorizationList {
  const node = resolve(value);
  if (node.kind === 'null') return noAuthorizations;
  if (node.kind !== 'array') return unknownAuthorizations;
  const items = node.items.map(resolve);
  const entries = items.flatMap((item) => (item.kind === 'object' ? readAuthorization(item, resolve) : []));
  const array: AuthorizationArray = { name, node, entries };
  return { arrays: [array], complete: items.every(({ kind }) => kind === 'object') };
}

function readAuthorization(node: ObjectNode, resolve: Resolve): Authorization {
  const delegatedRoleDefinitionIds = readField(node, 'delegatedRoleDefinitionIds', resolve);
  return {
    node,
    principalId: readField(node, 'principalId', resolve),
    principalIdDisplayName: readField(node, 'principalIdDisplayName', resolve),
    roleDefinitionId: readField(node, 'roleDefinitionId', resolve),
    delegatedRoleDefinitionIds,
    delegatedRoles: itemsOf(delegatedRoleDefinitionIds).map((item) => ({ node: item, value: resolve(item) })),
    justInTimeAccessPolicy: readPolicy(readField(node, 'justInTimeAccessPolicy', resolve), resolve),
  };
}

function readPolicy(field: Field | undefined, resolve: Resolve): AccessPolicy | undefined {
  if (!field) return undefined;
  const { value } = field;
  const managedByTenantApprovers = readField(value, 'managedByTenantApprovers', resolve);
  return {
    field,
    multiFactorAuthProvider: readField(value, 'multiFactorAuthProvider', resolve),
    maximumActivationDuration: readField(value, 'maximumActivationDuration', resolve),
    managedByTenantApprovers,
    approvers: itemsOf(managedByTenantApprovers).flatMap((item) => readApprover(resolve(item), resolve)),
  };
}

function readApprover(node: LiteralNode, resolve: Resolve): readonly Approver[] {
  if (node.kind !== 'object') return [];
  return [
    {
      node,
      principalId: readField(node, 'principalId', resolve),
      principalIdDisplayName: readField(node, 'principalIdDisplayName', resolve),
    },
  ];
}

function itemsOf(field: Field | undefined): readonly LiteralNode[] {
  return field?.value.kind === 'array' ? field.value.items : [];
}

/** A property and what it leads to. Azure reads `null` as absent. */
export function readField(node: LiteralNode, name: string, resolve: Resolve): Field | undefined {
  const property = propertyOf(node, name);
  if (!property) return undefined;
  const value = resolve(property.value);
  return value.kind === 'null' ? undefined : { property, value };
}
