import { expect, test } from 'vitest';
import { delegationsQuery } from '../../../../src/delegations/inventory/delegationsQuery.ts';
import { readGraphQuery } from '../../../emulator/resourceGraph/graphQuery.ts';

test('The query binds to the table by Microsoft’s Kusto parser, keeps both types in any letter case, and orders by id', () => {
  const query = readGraphQuery(delegationsQuery);
  if ('problems' in query) throw new Error(query.problems.join('\n'));
  const rows = [
    { id: 'c', type: 'microsoft.managedservices/registrationassignments' },
    { id: 'b', type: 'Microsoft.ManagedServices/registrationDefinitions' },
    { id: 'a', type: 'microsoft.managedservices/marketplaceregistrationdefinitions' },
  ];
  expect(query.run(rows).map(({ id }) => id)).toEqual(['b', 'c']);
});

test('The query says nothing about anybody: it is the same for every tenant', () => {
  expect(delegationsQuery).not.toMatch(/[0-9a-f]{8}-|\$\{/);
});
