import { describe, expect, test, vi } from 'vitest';
import { customerRequest } from '../../../src/commands/customerRequest.ts';
import type { Names } from '../../../src/wording/names.ts';
import {
  contoso,
  fabrikam,
  operators,
  outgoing,
  reader,
  someDelegation,
} from '../delegations/permission/delegations.ts';
import { hostileNames } from '../wording/hostileNames.ts';

vi.mock('vscode', () => import('../editorTexts.ts'));

const portal = 'https://portal.azure.com';
const requestOf = (customer: string, resourceGroup?: string): readonly string[] => {
  const names: Names = { tenant: (id) => ({ id, displayName: customer }), roleNames: new Map() };
  const delegation = someDelegation({
    roles: [[operators, reader]],
    ...(resourceGroup && { resourceGroup }),
  });
  return customerRequest({ row: outgoing, delegation }, names, portal);
};

describe('The request for the customer', () => {
  test('tells which delegation it is, where it is found, what it takes, and what ends with it', () => {
    const lines = requestOf('Fabrikam', 'rg-web');
    const { id } = someDelegation({ resourceGroup: 'rg-web' });
    expect(lines).toEqual(
      expect.arrayContaining([
        `Customer: Fabrikam (${fabrikam})`,
        `Managing tenant: Fabrikam (${contoso})`,
        `Resource ID: ${id}`,
        'It takes a role on that scope that may assign roles, such as Owner.',
        `${portal}/#@${fabrikam}/view/Microsoft_Azure_CustomerHub/ServiceProvidersBladeV2/~/providers`,
        `az managedservices assignment delete --assignment "${id}"`,
        `- ${operators}: Reader`,
      ]),
    );
    expect(lines.join()).toMatch(/Scope: resource group .*rg-web.* of .*Shop/);
  });

  test.each(hostileNames)('keeps its lines whatever the names are: $what', ({ typed }) => {
    const lines = requestOf(typed);
    expect(lines).toHaveLength(requestOf('Fabrikam').length);
    for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E]/u);
  });
});
