import {
  type ExportedAuthorization,
  type ExportedDelegation,
  type ExportedInventory,
  exportFormat,
  exportFormatVersion,
  type NotRead,
} from './exportedInventory.ts';

/**
 * Why a file is no export that can be read.
 *
 * - `notJson`: it is no JSON
 * - `otherFile`: JSON, but no export of an inventory
 * - `newer`: an export of a later version of the format
 * - `damaged`: an export in which something is not as the schema says
 */
export type ParsedExport =
  | { readonly kind: 'inventory'; readonly inventory: ExportedInventory }
  | { readonly kind: 'notJson' | 'otherFile' | 'newer' }
  | { readonly kind: 'damaged'; readonly where: string };

/** Reads an export, which somebody may have changed since. Nothing of it is trusted to be what it should. */
export function parseExport(text: string): ParsedExport {
  const file = parsed(text);
  if (file === undefined) return { kind: 'notJson' };
  if (!isObject(file) || file.format !== exportFormat) return { kind: 'otherFile' };
  if (typeof file.formatVersion === 'number' && file.formatVersion > exportFormatVersion)
    return { kind: 'newer' };
  const where = damage(file);
  return where === undefined
    ? { kind: 'inventory', inventory: file as unknown as ExportedInventory }
    : { kind: 'damaged', where };
}

type JsonObject = Readonly<Record<string, unknown>>;

function damage(file: JsonObject): string | undefined {
  if (file.formatVersion !== exportFormatVersion) return 'formatVersion';
  if (typeof file.exportedAt !== 'string' || Number.isNaN(Date.parse(file.exportedAt))) return 'exportedAt';
  if (file.extent !== 'everything' && file.extent !== 'selection') return 'extent';
  return (
    firstDamage(file.lookedInto, 'lookedInto', (tenant) => textDamage(tenant, ['account', 'tenantId'], [])) ??
    firstDamage(file.delegations, 'delegations', delegationDamage) ??
    firstDamage(file.notRead, 'notRead', (entry) =>
      textDamage<NotRead>(entry, ['reason'], ['account', 'tenantId', 'subscriptionId']),
    )
  );
}

function delegationDamage(delegation: JsonObject): string | undefined {
  const { plan, authorizations } = delegation;
  return (
    textDamage<ExportedDelegation>(
      delegation,
      ['id', 'name', 'scopeType', 'subscriptionId', 'managingTenantId', 'customerTenantId'],
      [
        'subscriptionName',
        'subscriptionState',
        'resourceGroup',
        'managingTenantName',
        'customerTenantName',
        'offer',
        'description',
        'definitionId',
        'provisioningState',
        'createdAt',
        'createdBy',
      ],
    ) ??
    (plan === undefined ||
    (isObject(plan) && textDamage(plan, [], ['publisher', 'product', 'name', 'version']) === undefined)
      ? undefined
      : 'plan') ??
    firstDamage(delegation.reachedThrough, 'reachedThrough', (door) =>
      textDamage(door, ['account', 'tenantId', 'side'], []),
    ) ??
    (authorizations === undefined
      ? undefined
      : firstDamage(authorizations, 'authorizations', authorizationDamage))
  );
}

function authorizationDamage(authorization: JsonObject): string | undefined {
  const { kind, delegatedRoles = [], approvers = [] } = authorization;
  if (kind !== 'permanent' && kind !== 'eligible') return 'kind';
  return (
    textDamage<ExportedAuthorization>(
      authorization,
      ['principalId', 'roleId'],
      ['principalName', 'roleName', 'maximumActivation', 'multiFactorAuthProvider'],
    ) ??
    firstDamage(delegatedRoles, 'delegatedRoles', (role) => textDamage(role, ['id'], ['name'])) ??
    firstDamage(approvers, 'approvers', (approver) => textDamage(approver, ['id'], ['name']))
  );
}

/** Where a list is none, or the first of its entries that has a damage. */
function firstDamage(
  list: unknown,
  name: string,
  damageOf: (entry: JsonObject) => string | undefined,
): string | undefined {
  if (!Array.isArray(list)) return name;
  for (const [index, entry] of list.entries()) {
    const where = isObject(entry) ? damageOf(entry) : '';
    if (where !== undefined) return [`${name}[${index}]`, where].filter(Boolean).join('.');
  }
  return undefined;
}

/** The first field that is missing, or that is no text. */
function textDamage<T = Readonly<Record<string, string>>>(
  entry: JsonObject,
  needed: readonly (keyof T & string)[],
  optional: readonly (keyof T & string)[],
): string | undefined {
  return (
    needed.find((name) => typeof entry[name] !== 'string') ??
    optional.find((name) => entry[name] !== undefined && typeof entry[name] !== 'string')
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
