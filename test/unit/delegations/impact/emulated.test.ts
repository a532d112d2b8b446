import { describe, expect, test } from 'vitest';
import type { Impact } from '../../../../src/delegations/impact/impact.ts';
import type { PlacedDelegation } from '../../../../src/delegations/placedDelegation.ts';
import { impactOf } from '../../../../src/delegations/impact/impactOf.ts';
import { roleId } from '../../../../src/delegations/roles.ts';
import type { ServiceChoices, World } from '../../../emulator/world.ts';
import { deleteRole, guid, type RoleFor, WorldBuilder } from '../../../emulator/worldBuilder.ts';
import { smallWorld } from '../../../emulator/worlds/small.ts';
import { emulatedEstate, type EmulatedEstate } from '../permission/emulatedEstate.ts';

const deletesAtOnce: ServiceChoices = { deletion: { answer: 'ok' } };

/** What Azure takes from delegations that stay, a line for each grant. */
function lostIn({ lostAuthorizations }: World): readonly string[] {
  const lines = lostAuthorizations.map((lost) =>
    lossLine(lost.registrationAssignmentId, lost.principalId, lost.roleDefinitionId),
  );
  return [...new Set(lines)].toSorted();
}

/** The same lines for what is foretold. */
function foretold(overlaps: Impact['overlaps']): readonly string[] {
  return overlaps
    .flatMap(({ delegation, authorizations }) =>
      authorizations.map(({ principalId, roleDefinitionId }) =>
        lossLine(delegation.id, principalId, roleDefinitionId),
      ),
    )
    .toSorted();
}

function lossLine(assignmentId: string, principalId: string, roleDefinitionId: string): string {
  return `${assignmentId} ${principalId} ${roleId(roleDefinitionId)}`.toLowerCase();
}

/** The ids of definitions without an assignment; lower case. */
function unusedIn({ registrationDefinitions, registrationAssignments }: World): readonly string[] {
  const used = new Set(
    registrationAssignments.map(({ properties }) => properties.registrationDefinitionId.toLowerCase()),
  );
  return registrationDefinitions
    .map(({ id }) => id.toLowerCase())
    .filter((id) => !used.has(id))
    .toSorted();
}

/** Removes delegations by the hand of somebody who may, and holds what was foretold against what has come of it. */
async function holdsAgainst(
  estate: EmulatedEstate,
  removed: readonly PlacedDelegation[],
  by: (placed: PlacedDelegation) => PlacedDelegation = (placed) => placed,
): Promise<Impact> {
  const impact = impactOf(removed, estate.seen);
  const titles = removed.map(estate.title).join(', ');
  for (const placed of removed)
    expect(await estate.tryToRemove(by(placed).delegation), titles).toBe('removed');
  const { current } = estate.emulator.world;
  expect(foretold(impact.overlaps), titles).toEqual(lostIn(current));
  expect(impact.unusedDefinitionIds.map((id) => id.toLowerCase()).toSorted(), titles).toEqual(
    unusedIn(current),
  );
  return impact;
}

describe('For every delegation of the small world that somebody can remove', () => {
  test('exactly what was foretold comes of it', async () => {
    const estate = await emulatedEstate({ ...smallWorld(), service: deletesAtOnce });
    let removals = 0;
    for (const placed of estate.seen) {
      const judged = await estate.permissions.judge(placed.row, placed.delegation);
      const { displayName = '' } = placed.row.subscription;
      if (
        judged.answer !== 'yes' ||
        ['WWI Ledger', 'WWI Archive', 'Tailwind Logistics'].includes(displayName)
      )
        continue;
      const { sightEndings } = await holdsAgainst(estate, [placed]);
      const { door } = placed.row;
      const endsHere = sightEndings.some(
        ({ row }) => row.door.accountId === door.accountId && row.door.tenantId === door.tenantId,
      );
      const visible = await estate.subscriptionsBehind(placed.delegation);
      expect(visible.includes(displayName), estate.title(placed)).toBe(!endsHere);
      estate.emulator.world.reset();
      removals++;
    }
    expect(removals).toBe(19);
  });

  test('Gold takes Reader and the delete role from Backup on Adatum Core', async () => {
    const estate = await emulatedEstate({ ...smallWorld(), service: deletesAtOnce });
    const [placed] = estate.seen.filter(
      ({ row, delegation }) =>
        row.subscription.displayName === 'Adatum Core' &&
        delegation.name === guid('Fabrikam Managed Services Gold'),
    );
    if (!placed) throw new Error('Nobody sees Gold on Adatum Core.');
    const { overlaps, sightEndings } = await holdsAgainst(estate, [placed]);
    expect(overlaps).toHaveLength(1);
    expect(overlaps[0]?.authorizations).toHaveLength(2);
    expect(sightEndings).toEqual([]);
  });
});

/**
 * Delegations of one subscription and its resource groups to two managing tenants, drawn by lot: principals and roles
 * that many have in common, definitions that several share, permanent and eligible. The first user is in every group,
 * the second is the customer's Owner.
 */
function lottery(draw: (below: number) => number) {
  const world = new WorldBuilder();
  const contoso = world.tenant('Contoso');
  const managers = [world.tenant('Fabrikam'), world.tenant('Northwind')].map((tenant, index) => {
    const user = world.user(index === 0 ? 'alex' : 'robin', tenant);
    return { tenant, groups: ['A', 'B'].map((name) => world.group(name, tenant, [user])) };
  });
  const shop = world.subscription('Shop', contoso, { resourceGroups: ['rg-web', 'rg-db'] });
  world.role([world.user('cora', contoso), 'Owner'], shop);
  const roles = ['Reader', 'Contributor', deleteRole];
  for (let index = 0; index < 6; index++) {
    const { tenant, groups } = managers[draw(3) === 0 ? 1 : 0] ?? { groups: [] };
    if (!tenant) continue;
    const grants = groups.flatMap((group) => roles.map((role): RoleFor => [group, role]));
    const resourceGroup = [undefined, undefined, 'rg-web', 'rg-db'][draw(4)];
    const terms = { to: tenant, name: `Offer ${index}` };
    const { definitionId } = world.delegation(shop, {
      ...terms,
      ...(resourceGroup !== undefined && { resourceGroup }),
      // Who lists the subscription must be able to read there, whichever roles are drawn.
      roles: grants.filter((_, grant) => grant === 0 || draw(3) === 0),
      eligible: grants.filter(() => draw(4) === 0).map((role) => ({ role })),
    });
    if (draw(3) > 0) continue;
    world.delegation(shop, {
      ...terms,
      resourceGroup: resourceGroup === 'rg-web' ? 'rg-db' : 'rg-web',
      assignmentName: guid('again', String(index)),
      definitionName: definitionId.slice(definitionId.lastIndexOf('/') + 1),
      roles: [],
    });
  }
  return world.build({ ...deletesAtOnce, idCase: 'byCall' });
}

/** Numbers by lot that are the same every time: a linear congruential generator. */
function lots(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('For delegations drawn by lot', () => {
  const seeds = Array.from({ length: 10 }, (_, index) => index + 1);

  test.each(seeds)('exactly what was foretold comes of removing some of them: %i', async (seed) => {
    const draw = lots(seed);
    const estate = await emulatedEstate(lottery(draw));
    const outgoing = estate.seen.filter(({ row }) => row.direction === 'outgoing');
    const byOwner = new Map(
      estate.seen
        .filter(({ row }) => row.direction === 'incoming')
        .map((placed) => [placed.delegation.id.toLowerCase(), placed]),
    );
    expect(byOwner.size).toBe(outgoing.length);
    const by = (placed: PlacedDelegation): PlacedDelegation =>
      byOwner.get(placed.delegation.id.toLowerCase()) ?? placed;

    const chosen = outgoing.filter(() => draw(2) === 0);
    const { sightEndings } = await holdsAgainst(estate, chosen, by);
    for (const placed of chosen) {
      const ends = sightEndings.some(({ row }) => row.key === placed.row.key);
      const visible = await estate.subscriptionsBehind(placed.delegation);
      expect(visible, estate.title(placed)).toEqual(ends ? [] : ['Shop']);
    }
  });

  test.each(seeds)('the last of a selection has lost what was foretold within it: %i', async (seed) => {
    const draw = lots(seed);
    const estate = await emulatedEstate(lottery(draw));
    const chosen = estate.seen.filter(({ row }) => row.direction === 'incoming').filter(() => draw(3) > 0);
    const { overlapsWithin } = impactOf(chosen, estate.seen);
    for (const last of chosen) {
      for (const placed of chosen)
        if (placed !== last) expect(await estate.tryToRemove(placed.delegation)).toBe('removed');
      const id = last.delegation.id.toLowerCase();
      const lost = lostIn(estate.emulator.world.current).filter((line) => line.startsWith(id));
      expect(foretold(overlapsWithin.filter(({ delegation }) => delegation === last.delegation))).toEqual(
        lost,
      );
      estate.emulator.world.reset();
    }
  });
});
