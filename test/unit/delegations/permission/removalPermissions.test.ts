import { describe, expect, test } from 'vitest';
import type { Permission } from '../../../../src/arm/authorization/models.ts';
import { ArmError, type ArmErrorReason } from '../../../../src/arm/errors.ts';
import type { Delegation } from '../../../../src/delegations/delegation.ts';
import { doorPath } from '../../../../src/delegations/door.ts';
import {
  type PermissionsSource,
  RemovalPermissions,
} from '../../../../src/delegations/permission/removalPermissions.ts';
import { deleteRoleId } from '../../../../src/delegations/roles.ts';
import { Question } from '../estate/scriptedSource.ts';
import { everythingAnswered } from '../estate/world.ts';
import {
  bank,
  contributor,
  customerDoor,
  gold,
  incoming,
  managingDoor,
  operators,
  outgoing,
  rowOf,
  shop,
  silver,
  someDelegation,
} from './delegations.ts';

const nothing: readonly Permission[] = [{ actions: ['*/read'] }];
const everything: readonly Permission[] = [{ actions: ['Microsoft.ManagedServices/*'] }];

/** Azure as a test tells it: what is allowed behind a door at a scope. */
class ScriptedPermissions implements PermissionsSource {
  readonly #questions = new Map<string, Question<readonly Permission[]>>();

  of({ door, scope }: Pick<Delegation, 'door' | 'scope'>): Question<readonly Permission[]> {
    const key = `${doorPath(door)}${scope}`;
    const known = this.#questions.get(key);
    if (known) return known;
    const question = new Question(nothing);
    this.#questions.set(key, question);
    return question;
  }

  permissions(door: Delegation['door'], scope: string, signal: AbortSignal): Promise<readonly Permission[]> {
    return this.of({ door, scope }).ask(signal);
  }

  get timesAsked(): number {
    return [...this.#questions.values()].reduce((times, question) => times + question.timesAsked, 0);
  }
}

function scripted() {
  const azure = new ScriptedPermissions();
  const permissions = new RemovalPermissions(azure);
  const changes: (string | undefined)[] = [];
  permissions.onDidChange(({ subscriptionId }) => changes.push(subscriptionId));
  return { azure, permissions, changes };
}

const ofShop = someDelegation();
const armError = (reason: ArmErrorReason): ArmError => new ArmError('A test says so.', { reason });

describe('Permissions are read', () => {
  test('when somebody asks, and not before', async () => {
    const { azure, permissions } = scripted();
    expect(permissions.known(outgoing, ofShop)).toBeUndefined();
    expect(azure.timesAsked).toBe(0);

    azure.of(ofShop).answers(everything);
    expect((await permissions.judge(outgoing, ofShop)).answer).toBe('yes');
    expect(permissions.known(outgoing, ofShop)?.answer).toBe('yes');
  });

  test('once, for callers at the same time and for later ones', async () => {
    const { azure, permissions } = scripted();
    const held = azure.of(ofShop).holdNext();
    const both = Promise.all([permissions.judge(outgoing, ofShop), permissions.judge(outgoing, ofShop)]);
    held.answer(everything);
    expect((await both).map(({ answer }) => answer)).toEqual(['yes', 'yes']);
    await permissions.judge(outgoing, ofShop);
    expect(azure.timesAsked).toBe(1);
  });

  test('once for all delegations of a scope, each judged by its own terms', async () => {
    const { azure, permissions } = scripted();
    const withPim = someDelegation({ name: silver, eligible: [[operators, deleteRoleId]] });
    expect((await permissions.judge(outgoing, ofShop)).answer).toBe('no');
    expect((await permissions.judge(outgoing, withPim)).answer).toBe('activateInPim');
    expect(azure.timesAsked).toBe(1);
  });

  test('once for a scope in whatever letter case Azure spells it', async () => {
    const { azure, permissions } = scripted();
    await permissions.judge(outgoing, someDelegation({ resourceGroup: 'rg-web' }));
    await permissions.judge(outgoing, someDelegation({ resourceGroup: 'RG-Web', upperCase: true }));
    expect(azure.timesAsked).toBe(1);
  });

  test('for each scope and each door of its own', async () => {
    const { azure, permissions } = scripted();
    const inGroup = someDelegation({ resourceGroup: 'rg-web' });
    const asCustomer = someDelegation({ door: customerDoor });
    const asColleague = someDelegation({ door: { ...managingDoor, accountId: 'eve' } });
    azure.of(inGroup).answers(everything);
    azure.of(asCustomer).answers([{ actions: ['*'] }]);

    expect((await permissions.judge(outgoing, ofShop)).answer).toBe('no');
    expect((await permissions.judge(outgoing, inGroup)).answer).toBe('yes');
    expect(await permissions.judge(incoming, asCustomer)).toMatchObject({ side: 'customer', answer: 'yes' });
    expect((await permissions.judge(rowOf(asColleague.door), asColleague)).answer).toBe('no');
    expect(azure.timesAsked).toBe(4);
  });

  test('for eight scopes at a time, in the order in which they were asked for', async () => {
    const { azure, permissions } = scripted();
    const delegations = Array.from({ length: 20 }, (_, index) =>
      someDelegation({ resourceGroup: `rg-${index}` }),
    );
    const held = delegations.map((delegation) => azure.of(delegation).holdNext());
    const asked = (): readonly number[] =>
      delegations.flatMap((delegation, index) => (azure.of(delegation).timesAsked > 0 ? [index] : []));
    const judged = Promise.all(delegations.map((delegation) => permissions.judge(outgoing, delegation)));
    await everythingAnswered();
    expect(asked()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);

    held[3]?.answer(everything);
    held[5]?.fail(armError('throttled'));
    await everythingAnswered();
    expect(asked()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

    for (const answer of held) answer.answer(everything);
    const answers = (await judged).map(({ answer }) => answer);
    expect(answers.filter((answer) => answer === 'unknown')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'yes')).toHaveLength(19);
  });
});

describe('What cannot be read', () => {
  test('is unknown to everybody who waits, and is read again for the next', async () => {
    const { azure, permissions, changes } = scripted();
    const held = azure.of(ofShop).holdNext();
    const both = Promise.all([permissions.judge(outgoing, ofShop), permissions.judge(outgoing, ofShop)]);
    const error = armError('forbidden');
    held.fail(error);
    expect(await both).toMatchObject([
      { answer: 'unknown', error },
      { answer: 'unknown', error },
    ]);
    expect(permissions.known(outgoing, ofShop)).toMatchObject({ answer: 'unknown', error });
    expect(changes).toEqual([shop]);

    azure.of(ofShop).answers(everything);
    expect((await permissions.judge(outgoing, ofShop)).answer).toBe('yes');
    expect(permissions.known(outgoing, ofShop)?.answer).toBe('yes');
  });

  test('is no reason to forget what was read elsewhere', async () => {
    const { azure, permissions } = scripted();
    await permissions.judge(outgoing, ofShop);
    const inGroup = someDelegation({ resourceGroup: 'rg-web' });
    azure.of(inGroup).fails(armError('offline'));
    expect((await permissions.judge(outgoing, inGroup)).answer).toBe('unknown');
    expect(permissions.known(outgoing, ofShop)?.answer).toBe('no');
  });

  test('by a mistake of our own is not taken for Azure’s', async () => {
    const { azure, permissions } = scripted();
    azure.of(ofShop).throws(new TypeError('a mistake of ours'));
    await expect(permissions.judge(outgoing, ofShop)).rejects.toThrow(TypeError);
  });
});

describe('A caller who leaves', () => {
  test('is told so at once, and takes nothing from the others', async () => {
    const { azure, permissions } = scripted();
    const held = azure.of(ofShop).holdNext();
    const leaves = new AbortController();
    const left = permissions.judge(outgoing, ofShop, leaves.signal);
    const stays = permissions.judge(outgoing, ofShop, new AbortController().signal);
    leaves.abort(armError('cancelled'));
    await expect(left).rejects.toMatchObject({ reason: 'cancelled' });

    expect((await held.asked)?.aborted).toBe(false);
    held.answer(everything);
    expect((await stays).answer).toBe('yes');
    expect(azure.timesAsked).toBe(1);
  });

  test('as the last one stops the reading, and the next begins anew', async () => {
    const { azure, permissions } = scripted();
    const held = azure.of(ofShop).holdNext();
    const leave = new AbortController();
    const left = permissions.judge(outgoing, ofShop, leave.signal);
    leave.abort();
    await expect(left).rejects.toThrow();
    expect((await held.asked)?.aborted).toBe(true);

    azure.of(ofShop).answers(everything);
    expect((await permissions.judge(outgoing, ofShop)).answer).toBe('yes');
    held.answer(nothing);
    await everythingAnswered();
    expect(permissions.known(outgoing, ofShop)?.answer).toBe('yes');
  });

  test('before the turn comes is not asked for', async () => {
    const { azure, permissions } = scripted();
    const busy = Array.from({ length: 8 }, (_, index) => someDelegation({ resourceGroup: `rg-${index}` }));
    const held = busy.map((delegation) => azure.of(delegation).holdNext());
    const first = Promise.all(busy.map((delegation) => permissions.judge(outgoing, delegation)));
    const leave = new AbortController();
    const left = permissions.judge(outgoing, ofShop, leave.signal);
    leave.abort();
    await expect(left).rejects.toThrow();
    for (const answer of held) answer.answer(nothing);
    await first;
    await everythingAnswered();
    expect(azure.of(ofShop).timesAsked).toBe(0);
  });

  test('before asking asks for nothing', async () => {
    const { azure, permissions } = scripted();
    await expect(permissions.judge(outgoing, ofShop, AbortSignal.abort())).rejects.toThrow();
    expect(azure.timesAsked).toBe(0);
  });

  test('after the answer leaves it for the others', async () => {
    const { azure, permissions } = scripted();
    const leave = new AbortController();
    await permissions.judge(outgoing, ofShop, leave.signal);
    leave.abort();
    expect((await permissions.judge(outgoing, ofShop)).answer).toBe('no');
    expect(azure.timesAsked).toBe(1);
  });
});

describe('After a removal', () => {
  const inGroup = someDelegation({ resourceGroup: 'rg-web' });
  const asCustomer = someDelegation({ door: customerDoor });
  const ofBank = someDelegation({ subscription: bank });
  const bankRow = rowOf(managingDoor, bank);

  test('everything of its subscription is read again, by every door, and nothing of others', async () => {
    const { azure, permissions } = scripted();
    const all = async (): Promise<void> => {
      await permissions.judge(outgoing, ofShop);
      await permissions.judge(outgoing, inGroup);
      await permissions.judge(incoming, asCustomer);
      await permissions.judge(bankRow, ofBank);
    };
    await all();
    permissions.forget(shop.toUpperCase());
    expect(permissions.known(outgoing, ofShop)).toBeUndefined();
    expect(permissions.known(outgoing, inGroup)).toBeUndefined();
    expect(permissions.known(incoming, asCustomer)).toBeUndefined();
    expect(permissions.known(bankRow, ofBank)).toBeDefined();
    await all();
    expect(azure.timesAsked).toBe(7);
  });

  test('an answer to what was asked before is not kept', async () => {
    const { azure, permissions, changes } = scripted();
    const held = azure.of(ofShop).holdNext();
    const before = permissions.judge(outgoing, ofShop);
    await held.asked;
    permissions.forget(shop);
    held.answer(everything);
    expect((await before).answer).toBe('yes');
    expect(permissions.known(outgoing, ofShop)).toBeUndefined();
    expect(changes).toEqual([shop]);
    expect((await permissions.judge(outgoing, ofShop)).answer).toBe('no');
  });

  test('an older answer that comes late does not take the place of a newer one', async () => {
    const { azure, permissions } = scripted();
    const held = azure.of(ofShop).holdNext();
    const before = permissions.judge(outgoing, ofShop);
    await held.asked;
    permissions.forget(shop);
    await permissions.judge(outgoing, ofShop);
    held.answer(everything);
    await before;
    expect(permissions.known(outgoing, ofShop)?.answer).toBe('no');
  });
});

describe('When somebody signs in or out', () => {
  test('everything is forgotten', async () => {
    const { azure, permissions, changes } = scripted();
    await permissions.judge(outgoing, ofShop);
    permissions.clear();
    expect(permissions.known(outgoing, ofShop)).toBeUndefined();
    expect(changes).toEqual([shop, undefined]);

    azure.of(ofShop).answers(everything);
    expect((await permissions.judge(outgoing, ofShop)).answer).toBe('yes');
  });

  test('nobody gets an answer from before any more, not even of what a removal had thrown away', async () => {
    const { azure, permissions } = scripted();
    const held = azure.of(ofShop).holdNext();
    const before = permissions.judge(outgoing, ofShop, new AbortController().signal);
    const asked = await held.asked;
    permissions.forget(shop);
    permissions.clear();
    await expect(before).rejects.toMatchObject({ name: 'ArmError', reason: 'cancelled' });
    expect(asked?.aborted).toBe(true);
    held.answer(everything);
    await everythingAnswered();
    expect(permissions.known(outgoing, ofShop)).toBeUndefined();
  });
});

describe('Whoever shows what is known', () => {
  test('hears of each reading, when it is known', async () => {
    const { permissions } = scripted();
    const heard: unknown[] = [];
    const stop = permissions.onDidChange(({ subscriptionId }) =>
      heard.push([subscriptionId, permissions.known(outgoing, ofShop)?.answer]),
    );
    await Promise.all([permissions.judge(outgoing, ofShop), permissions.judge(outgoing, ofShop)]);
    await everythingAnswered();
    expect(heard).toEqual([[shop, 'no']]);

    stop();
    permissions.forget(shop);
    expect(heard).toHaveLength(1);
  });

  test('sees the terms as they are given, with the permissions as they were read', async () => {
    const { permissions } = scripted();
    await permissions.judge(outgoing, ofShop);
    const changed = someDelegation({ name: gold, roles: [[operators, contributor]] });
    const withPim = someDelegation({ name: gold, eligible: [[operators, deleteRoleId]] });
    expect(permissions.known(outgoing, changed)?.answer).toBe('no');
    expect(permissions.known(outgoing, withPim)?.answer).toBe('activateInPim');
  });
});
