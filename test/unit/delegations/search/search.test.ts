import { describe, expect, test } from 'vitest';
import type { RegistrationAssignment } from '../../../../src/arm/managedservices/models.ts';
import { knownDelegations } from '../../../../src/delegations/impact/knownDelegations.ts';
import { EstateFilter } from '../../../../src/delegations/search/estateFilter.ts';
import { findDelegations } from '../../../../src/delegations/search/findDelegations.ts';
import { searchable, SearchTerms } from '../../../../src/delegations/search/searchTerms.ts';
import {
  ann,
  assignment,
  bank,
  contoso,
  contosoWorld,
  door,
  fabrikam,
  gold,
  shop,
  silver,
  subscription,
  tenant,
} from '../estate/world.ts';

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';

function offer(
  subscriptionId: string,
  name: string,
  offerName: unknown,
  who: unknown,
): RegistrationAssignment {
  const body = assignment(subscriptionId, name, { managedBy: contoso });
  return {
    ...body,
    properties: {
      registrationDefinition: {
        properties: {
          managedByTenantId: contoso,
          registrationDefinitionName: offerName as string,
          authorizations: [
            { principalId: gold, principalIdDisplayName: who as string, roleDefinitionId: reader },
          ],
        },
      },
    },
  };
}

/** Contoso manages Fabrikam's shop by two offers and its bank by one. */
async function estate() {
  const { azure, estate } = contosoWorld();
  azure
    .tenantsOf(ann)
    .answers([tenant(contoso, 'Contoso', 'Home'), tenant(fabrikam, 'Fabrikam', 'ProjectedBy')]);
  azure
    .subscriptionsBehind(door(ann, contoso))
    .answers([subscription(shop, 'Shop', fabrikam), subscription(bank, 'Bank', fabrikam)]);
  azure
    .assignmentsOf(door(ann, contoso), shop, contoso)
    .answers([offer(shop, gold, 'Web care', 'Ops'), offer(shop, silver, 'Backup', 'Vault keepers')]);
  azure
    .assignmentsOf(door(ann, contoso), bank, contoso)
    .answers([offer(bank, gold, 'Money care', { nobody: true })]);
  await estate.takeInventory(() => undefined, new AbortController().signal);
  return estate;
}

/** The names of the delegations that are found, as `Shop > gold`. */
async function found(text: string): Promise<readonly string[]> {
  const all = await estate();
  return findDelegations(knownDelegations(all), new SearchTerms(text), all).map(
    ({ row, delegation }) =>
      `${row.subscription.displayName ?? ''} > ${delegation.name === gold ? 'gold' : 'silver'}`,
  );
}

describe('A search finds delegations', () => {
  test.each([
    ['an offer', 'web CARE', ['Shop > gold']],
    ['a subscription', 'bank', ['Bank > gold']],
    ['a customer', 'fabrikam', ['Bank > gold', 'Shop > gold', 'Shop > silver']],
    ['a managing tenant and a word of the offer', 'contoso backup', ['Shop > silver']],
    ['a principal', 'vault', ['Shop > silver']],
    ['the name of a role', 'reader money', ['Bank > gold']],
    ['the id of a role', reader.toUpperCase(), ['Bank > gold', 'Shop > gold', 'Shop > silver']],
    ['the id of a subscription', shop, ['Shop > gold', 'Shop > silver']],
    ['the id of a delegation', silver, ['Shop > silver']],
    ['words that do not occur together', 'bank backup', []],
    ['nothing', '  ', ['Bank > gold', 'Shop > gold', 'Shop > silver']],
  ])('by %s', async (_, text, expected) => {
    expect(await found(text)).toEqual(expected);
  });
});

describe('A filter shows', () => {
  test('subscriptions that match with all their delegations', async () => {
    const all = await estate();
    const filter = new EstateFilter(all, ' shop ');
    expect(filter.text).toBe('shop');
    const [managing] = filter.managingTenants;
    const [row] = managing?.subscriptions ?? [];
    expect(managing?.subscriptions).toHaveLength(1);
    expect(row && filter.delegationsIn(row, all.delegationsOf(row) ?? [])).toHaveLength(2);
  });

  test('of subscriptions that match by a delegation only what matches', async () => {
    const all = await estate();
    const filter = new EstateFilter(all, 'backup');
    const [row] = filter.managingTenants[0]?.subscriptions ?? [];
    expect(row?.subscription.displayName).toBe('Shop');
    expect(row && filter.delegationsIn(row, all.delegationsOf(row) ?? []).map(({ name }) => name)).toEqual([
      silver,
    ]);
  });

  test('no managing tenant that nothing matches of', async () => {
    expect(new EstateFilter(await estate(), 'nothing of this').managingTenants).toEqual([]);
  });
});

test('A word is found however its letters are written', () => {
  expect(new SearchTerms('ＣＡＦＥ\u0301').matches(searchable('Café'))).toBe(true);
});
