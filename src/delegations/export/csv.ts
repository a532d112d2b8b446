import { isDeleteRole } from '../roles.ts';
import type { ExportedAuthorization, ExportedDelegation, ExportedInventory } from './exportedInventory.ts';

/** What a row of a table stands for. */
export type RowUnit = 'authorization' | 'delegation';

/** A table: the names of its columns, and the cells of each row in their order. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The delegations of an export as a table, in its order. A delegation without authorizations, or whose terms Azure did not
 * tell, is a row all the same.
 */
export function tableOf({ delegations }: ExportedInventory, unit: RowUnit): Table {
  const columns: readonly Column[] = [
    ...delegationColumns,
    ...(unit === 'authorization' ? authorizationColumns : summaryColumns),
  ];
  const rows = delegations.flatMap((delegation) => {
    const { authorizations = [] } = delegation;
    const isListed = unit === 'authorization' && authorizations.length > 0;
    return (isListed ? authorizations : [undefined]).map((authorization) =>
      columns.map(([, cell]) => cell(delegation, authorization) ?? ''),
    );
  });
  return { columns: columns.map(([name]) => name), rows };
}

/**
 * A table as comma-separated values (RFC 4180): every cell in quotes, lines ended by CR LF. It begins with a byte order
 * mark, without which Excel takes UTF-8 for another encoding.
 *
 * No cell is a formula to a spreadsheet, nor a number or date that would lose its look: where one could be taken for that,
 * an apostrophe goes before it (OWASP, "CSV Injection"). Control characters that the format has no place for become U+FFFD.
 */
export function csvText({ columns, rows }: Table): string {
  const line = (cells: readonly string[]): string =>
    `${cells.map((cell) => `"${csvCell(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
  return `\uFEFF${[columns, ...rows].map(line).join('')}`;
}

/** A text as the cell that {@link csvText} writes for it, before quotes. */
export function csvCell(text: string): string {
  const written = text.toWellFormed().replaceAll(unwritable, '\uFFFD');
  return formula.test(text) || (numberOrDate.test(text) && !plainNumber.test(text)) ? `'${written}` : written;
}

const unwritable = /[[\p{Cc}\uFEFF]--[\t\r\n]]/gv;

/** What spreadsheets begin a formula with, full width too, also behind what they skip. */
const formula = /^[\s\p{Cf}"']*[=+\-@|%＝＋－＠]|^[\t\r\n]/u;

/** What would become a number or a date of another look: `007`, `1E5`, `3/4`, `2024-03-01`. */
const numberOrDate = /^\s*\d[\d\s.,:/eE-]*$/;
const plainNumber = /^(?:0|[1-9]\d{0,14})$/;

type Column = readonly [
  name: string,
  cell: (
    delegation: ExportedDelegation,
    authorization: ExportedAuthorization | undefined,
  ) => string | undefined,
];

const delegationColumns: readonly Column[] = [
  ['managingTenantName', (delegation) => delegation.managingTenantName],
  ['managingTenantId', (delegation) => delegation.managingTenantId],
  ['customerTenantName', (delegation) => delegation.customerTenantName],
  ['customerTenantId', (delegation) => delegation.customerTenantId],
  ['subscriptionName', (delegation) => delegation.subscriptionName],
  ['subscriptionId', (delegation) => delegation.subscriptionId],
  ['subscriptionState', (delegation) => delegation.subscriptionState],
  ['scopeType', (delegation) => delegation.scopeType],
  ['resourceGroup', (delegation) => delegation.resourceGroup],
  ['offer', (delegation) => delegation.offer],
  ['plan', ({ plan }) => plan && [plan.publisher, plan.product, plan.name, plan.version].join('/')],
  ['provisioningState', (delegation) => delegation.provisioningState],
  ['createdAt', (delegation) => delegation.createdAt],
  ['createdBy', (delegation) => delegation.createdBy],
  [
    'reachedThrough',
    ({ reachedThrough }) =>
      reachedThrough.map(({ account, tenantId, side }) => `${account} in ${tenantId} (${side})`).join('; '),
  ],
];

const authorizationColumns: readonly Column[] = [
  ['authorizationKind', (delegation, authorization) => authorization?.kind ?? untold(delegation)],
  ['principalName', (_, authorization) => authorization?.principalName],
  ['principalId', (_, authorization) => authorization?.principalId],
  ['roleName', (_, authorization) => authorization?.roleName],
  ['roleId', (_, authorization) => authorization?.roleId],
  [
    'delegatedRoles',
    (_, authorization) => authorization?.delegatedRoles?.map(({ id, name }) => name ?? id).join('; '),
  ],
  ['maximumActivation', (_, authorization) => authorization?.maximumActivation],
  ['multiFactorAuthProvider', (_, authorization) => authorization?.multiFactorAuthProvider],
  ['approvers', (_, authorization) => authorization?.approvers?.map(({ id, name }) => name ?? id).join('; ')],
  ['delegationId', ({ id }) => id],
];

const summaryColumns: readonly Column[] = [
  ['permanentAuthorizations', countOf('permanent')],
  ['eligibleAuthorizations', countOf('eligible')],
  [
    'grantsDeleteRole',
    ({ authorizations }) =>
      authorizations && String(authorizations.some(({ roleId }) => isDeleteRole(roleId))),
  ],
  [
    'access',
    (delegation) =>
      delegation.authorizations
        ?.map(
          ({ kind, principalId, principalName = principalId, roleId, roleName = roleId }) =>
            `${principalName}: ${roleName}${kind === 'eligible' ? ' (eligible)' : ''}`,
        )
        .join('; ') ?? untold(delegation),
  ],
  ['delegationId', ({ id }) => id],
];

function countOf(kind: ExportedAuthorization['kind']): Column[1] {
  return ({ authorizations }) =>
    authorizations && String(authorizations.filter((each) => each.kind === kind).length);
}

/** That nothing is listed is not that nobody holds anything. */
function untold({ authorizations }: ExportedDelegation): string {
  return authorizations ? '' : 'not told by Azure';
}
