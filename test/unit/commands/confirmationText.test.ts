import { describe, expect, test, vi } from 'vitest';
import { ArmError } from '../../../src/arm/errors.ts';
import { confirmationText, type Confirmable } from '../../../src/commands/confirmationText.ts';
import type { Delegation } from '../../../src/delegations/delegation.ts';
import { impactOf } from '../../../src/delegations/impact/impactOf.ts';
import { judgeRemoval } from '../../../src/delegations/permission/judgeRemoval.ts';
import type { RemovalJudgement } from '../../../src/delegations/permission/removalJudgement.ts';
import { planRemoval, type RemovalPlan } from '../../../src/delegations/removal/plan.ts';
import { targetOf } from '../../../src/delegations/removal/target.ts';
import { deleteRoleId } from '../../../src/delegations/roles.ts';
import type { Names } from '../../../src/wording/names.ts';
import {
  bronze,
  contributor,
  gold,
  operators,
  outgoing,
  reader,
  silver,
  someDelegation,
  type Terms,
  watchers,
} from '../delegations/permission/delegations.ts';

vi.mock('vscode', () => import('../editorTexts.ts'));

const names: Names = { tenant: () => undefined, roleNames: new Map() };

/** A removal, as it is asked about. */
interface Removal {
  readonly of?: Terms;
  readonly beside?: readonly Terms[];
  readonly judgement?: RemovalJudgement | undefined;
  readonly agreedTo?: Terms;
  readonly othersKnown?: boolean;
}

const planOf = (delegation: Delegation): RemovalPlan =>
  planRemoval(targetOf(delegation, undefined), delegation.assignment, 'yes');

function asked(removal: Removal = {}): { readonly question: string; readonly lines: readonly string[] } {
  const delegation = someDelegation(removal.of);
  const placed = { row: outgoing, delegation };
  const others = (removal.beside ?? []).map((terms) => ({
    row: outgoing,
    delegation: someDelegation(terms),
  }));
  const about: Confirmable = {
    plan: planOf(delegation),
    agreed: removal.agreedTo && planOf(someDelegation(removal.agreedTo)),
    judgement:
      'judgement' in removal
        ? removal.judgement
        : judgeRemoval(outgoing, delegation, { permissions: [{ actions: ['Microsoft.ManagedServices/*'] }] }),
    placed,
    impact: impactOf([placed], others),
    othersKnown: removal.othersKnown ?? true,
  };
  const { question, detail } = confirmationText(about, names);
  return { question: visible(question), lines: visible(detail).split('\n') };
}

/** Without what keeps the direction of writing. */
function visible(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '');
}

const people = (count: number): NonNullable<Terms['roles']> =>
  Array.from(
    { length: count },
    (_, index) => [`0000000${index}-0000-4000-8000-000000000000`, reader] as const,
  );

describe('The question before a removal', () => {
  test('tells where it is, who loses what, and that there is no undo', () => {
    const { question, lines } = asked({
      of: {
        roles: [
          [operators, reader],
          [operators, contributor],
        ],
      },
      beside: [],
    });
    expect(question).toBe(`Remove the delegation “${gold}”?`);
    expect(lines[0]).toMatch(/^Scope: subscription /);
    expect(lines).toContain(`• ${operators}: Reader; Contributor`);
    expect(lines.at(-1)).toMatch(
      /^There is no undo: only the customer can delegate again\. The definition stays/,
    );
  });

  test('names the one that shares a role, and what it would lose', () => {
    const { lines } = asked({
      of: {
        roles: [
          [operators, reader],
          [watchers, contributor],
        ],
      },
      beside: [
        { name: silver, roles: [[operators, reader]] },
        { name: bronze, roles: [[operators, contributor]] },
      ],
    });
    expect(lines).toContain(`⚠ “${silver}” grants the same and may lose it too: ${operators}: Reader`);
    expect(lines.join()).not.toContain(bronze);
  });

  test('names those that share roles, where there are several', () => {
    const { lines } = asked({ beside: [{ name: silver }, { name: bronze, resourceGroup: 'rg' }] });
    const [warning = ''] = lines.filter((line) => line.startsWith('⚠'));
    expect(warning).toMatch(new RegExp(`too: “${silver}”; “${bronze}”$`));
  });

  test('says that the subscription may disappear with its last delegation, and only then', () => {
    expect(asked().lines.join()).toContain('may disappear for you: it is its last delegation');
    const stays = { name: silver, roles: [[watchers, contributor]] as const };
    expect(asked({ beside: [stays] }).lines.join()).not.toContain('disappear');
  });

  test('does not say that nobody else is concerned where others could not be read or compared', () => {
    expect(asked({ othersKnown: false }).lines.join()).toContain(
      'could not be read. They may lose access too.',
    );
    const { lines } = asked({ beside: [{ name: silver, untold: true }] });
    expect(lines).toContain(`Whether these lose access too is not known: “${silver}”`);
    expect(asked({ of: { untold: true } }).lines).toContain('Azure does not tell who loses access.');
  });

  test('tells what is known of the permission, unless it is a plain yes', () => {
    const judged = (permissions: readonly string[]): RemovalJudgement =>
      judgeRemoval(outgoing, someDelegation(), { permissions: [{ actions: permissions }] });
    const error = new ArmError('no', { reason: 'forbidden', status: 403 });
    const unknown = judgeRemoval(outgoing, someDelegation(), { error });
    expect(asked().lines.join()).not.toMatch(/you can remove/i);
    expect(asked({ judgement: judged(['*']) }).lines.join()).toContain('Perhaps you can remove it');
    expect(asked({ judgement: judged(['*/read']) }).lines.join()).toContain(
      'You cannot remove it: you lack the role',
    );
    expect(asked({ judgement: unknown }).lines.join()).toContain(
      'your permissions could not be read (access denied)',
    );
    expect(asked({ judgement: undefined }).lines).toContain('It is not known whether you can remove it.');
  });

  test.each([1, 2, 5, 6, 9])(
    'has at most twelve lines, whatever there is to say, with %i principals',
    (count) => {
      const worst: Removal = {
        of: { roles: people(count), plan: 'gold' },
        beside: [
          { name: silver, roles: people(count), provisioningState: 'Failed' },
          { name: bronze, untold: true },
        ],
        judgement: judgeRemoval(outgoing, someDelegation(), { permissions: [{ actions: ['*'] }] }),
      };
      for (const removal of [
        { of: worst.of ?? {} },
        worst,
        { ...worst, agreedTo: { roles: [[watchers, deleteRoleId]] as const } },
      ]) {
        const { lines } = asked(removal);
        expect(lines.length).toBeLessThanOrEqual(12);
        const told = lines.filter((line) => /^• 0000000\d/.test(line)).length;
        const [, left = '0'] = /• and (\d+) more$/m.exec(lines.join('\n')) ?? [];
        if (removal.agreedTo === undefined) expect(told + Number(left)).toBe(count);
      }
    },
  );
});

describe('The question about what has changed since', () => {
  const before: Terms = {
    roles: [
      [operators, reader],
      [watchers, reader],
    ],
    eligible: [[operators, contributor]],
  };

  test('tells what is new, what is gone, and what is otherwise', () => {
    const { question, lines } = asked({
      of: {
        roles: [
          [operators, reader],
          [operators, contributor],
        ],
        plan: 'platinum',
      },
      agreedTo: before,
    });
    expect(question).toBe(`“${gold}” has changed since you agreed. Remove it as it is now?`);
    expect(lines).toContain(`• Not any more: ${watchers}: Reader`);
    expect(lines).toContain(`• New: ${operators}: Contributor`);
    expect(lines).toContain('• Another Marketplace plan: platinum');
    expect(lines).toContain(`• ${operators}: Reader; Contributor`);
  });

  test('tells that Azure does not tell it any more, or only now', () => {
    expect(asked({ of: { untold: true }, agreedTo: before }).lines[0]).toMatch(/does not tell any more/);
    expect(asked({ of: before, agreedTo: { untold: true } }).lines[0]).toMatch(/tells now who has access/);
    expect(asked({ of: { ...before, definition: silver }, agreedTo: before }).lines[0]).toMatch(
      /another definition/,
    );
  });
});
