import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect as expectSoon } from '@playwright/test';
import { extensionId } from '../host/emulatedCloud.ts';
import type { AuthRequest } from '../host/fakeAuth/fakeAuthProvider.ts';
import type { Cell, Expected, Stage } from './cell.ts';
import { holdRequest } from './holdRequest.ts';

const expect = expectSoon.configure({ timeout: 45_000 });

const assignment = /\/registrationAssignments\//i;
const operation = /operationStatuses/i;
const subscription = /\/subscriptions\/[^/]+\?/i;

const backup = { subscription: 'Adatum Core', offer: 'Fabrikam Backup' } as const;
/** The last delegation of its subscription: who removes it loses sight of that. */
const last = { subscription: 'Adatum Dev', offer: 'Fabrikam Monitoring' } as const;

const nothingSent: Expected = { isThere: true, deletes: 0, recorded: undefined, reported: undefined };
const stillThere: Expected = {
  isThere: true,
  deletes: 1,
  recorded: 'stillThere',
  reported: /is still there/,
};
const gone = (proof: string, reported: RegExp): Expected => ({
  isThere: false,
  deletes: 1,
  recorded: `removed (${proof})`,
  reported,
});

/** Deletions that end as soon as somebody looks, or at once. */
const quick = { put: { service: { deletion: { polls: 0, takesEffect: 'whenDone' } } } } as const;
const slow = { put: { service: { deletion: { polls: 1_000_000, takesEffect: 'whenDone' } } } } as const;
const atOnce = { put: { service: { deletion: { answer: 'ok' } } } } as const;

/** Holds a request from then on that the user confirms; what is returned lets Azure go on with it. */
const holdAfterConfirm =
  (method: string, path: RegExp, after?: string): Cell['reach'] =>
  async ({ emulator, workbench, confirm }: Stage) => {
    // The first reading has its answer by then.
    await expect(workbench.dialog).toContainText('Remove the delegation');
    const held = holdRequest(emulator, method, path, after);
    await confirm();
    await held.arrived;
    return held.release;
  };

/** Every step of a removal that can be held from outside. */
export const cells: readonly Cell[] = [
  {
    step: 'before the journal: the first reading has no answer',
    ...backup,
    reach: async ({ emulator, workbench }) => {
      const held = holdRequest(emulator, 'GET', assignment);
      await workbench.pick(backup.offer);
      await held.arrived;
      return held.release;
    },
    expected: nothingSent,
  },
  {
    step: 'before the journal: the question is open',
    ...backup,
    reach: async ({ workbench }) => {
      await workbench.pick(backup.offer);
      await expect(workbench.dialog).toContainText('Remove the delegation');
      return undefined;
    },
    expected: nothingSent,
  },
  {
    step: 'before the journal: the second reading has no answer',
    ...backup,
    reach: async (stage) => {
      await stage.workbench.pick(backup.offer);
      return holdAfterConfirm('GET', assignment)(stage);
    },
    expected: nothingSent,
  },
  {
    step: 'the journal’s folder cannot be written to',
    ...backup,
    prepare: ({ globalStorage }) => {
      mkdirSync(join(globalStorage, extensionId), { recursive: true });
      writeFileSync(join(globalStorage, extensionId, 'removals'), '');
    },
    reach: async ({ workbench, confirm }) => {
      await workbench.pick(backup.offer);
      await confirm();
      await expect(workbench.toast('could not be recorded on this computer')).toBeVisible();
      return undefined;
    },
    expected: nothingSent,
  },
  {
    step: 'after the journal: DELETE sent, unanswered, never carried out',
    ...backup,
    reach: async (stage) => {
      stage.emulator.faults.add({ method: 'DELETE', never: true });
      await stage.workbench.pick(backup.offer);
      return holdAfterConfirm('DELETE', assignment)(stage);
    },
    expected: stillThere,
  },
  {
    step: 'after the journal: DELETE sent, unanswered, carried out after the kill',
    ...backup,
    world: atOnce,
    reach: async (stage) => {
      await stage.workbench.pick(backup.offer);
      return holdAfterConfirm('DELETE', assignment)(stage);
    },
    expected: gone('notFound', /is gone from/),
  },
  {
    step: 'after the journal: a stronger sign-in is asked for, its page is open',
    subscription: 'Tailwind Logistics',
    offer: 'Fabrikam Security (Marketplace)',
    reach: async ({ host, workbench, confirm }) => {
      await workbench.pick('Fabrikam Security');
      await host.ask('fakeAuth.holdNext');
      await confirm();
      await workbench.dialog.getByRole('button', { name: 'Allow' }).click();
      await expect
        .poll(async () => (await host.ask<readonly AuthRequest[]>('fakeAuth.log')).at(-1)?.method)
        .toBe('createSession');
      return undefined;
    },
    expected: stillThere,
  },
  {
    step: 'while polling: accepted, and done before the next start',
    ...backup,
    world: slow,
    reach: async (stage) => {
      await stage.workbench.pick(backup.offer);
      const release = await holdAfterConfirm('GET', operation)(stage);
      return () => {
        release?.();
        stage.emulator.operations.finish();
      };
    },
    expected: gone('operationSucceeded', /^.*Removed “/),
  },
  {
    step: 'while polling: accepted, and failed before the next start',
    ...backup,
    world: quick,
    reach: async (stage) => {
      const failOperation = { code: 'RegistrationAssignmentBusy', message: 'Another change is under way.' };
      stage.emulator.faults.add({ method: 'DELETE', failOperation });
      await stage.workbench.pick(backup.offer);
      return holdAfterConfirm('GET', operation)(stage);
    },
    expected: { ...stillThere, reported: /is still there.*RegistrationAssignmentBusy/ },
  },
  {
    step: 'while polling: accepted, still running at the next start, then done',
    ...backup,
    world: slow,
    reach: async (stage) => {
      await stage.workbench.pick(backup.offer);
      return holdAfterConfirm('GET', operation)(stage);
    },
    meanwhile: async ({ requests, operations }) => {
      await requests.next('GET', operation);
      operations.finish();
    },
    expected: gone('operationSucceeded', /^.*Removed “/),
  },
  {
    step: 'while polling: accepted, and then out of sight',
    ...last,
    world: {
      put: {
        service: {
          broadWildcardMayDelete: true,
          deletion: { polls: 1, takesEffect: 'atOnce', statusReadableAfterLockOut: false },
        },
      },
    },
    reach: async (stage) => {
      await stage.workbench.pick(last.offer);
      return holdAfterConfirm('GET', operation)(stage);
    },
    expected: {
      isThere: false,
      deletes: 1,
      recorded: 'acceptedAndNoLongerVisible',
      reported: /Azure accepted the removal of .* no longer visible to you/,
    },
  },
  {
    step: 'before verify: the operation succeeded, and the reading has no answer',
    ...backup,
    world: quick,
    reach: async (stage) => {
      await stage.workbench.pick(backup.offer);
      return holdAfterConfirm('GET', assignment, 'DELETE')(stage);
    },
    expected: gone('operationSucceeded', /^.*Removed “/),
  },
  {
    step: 'before verify: deleted at once, locked out by it, and the reading has no answer',
    ...last,
    world: { put: { service: { broadWildcardMayDelete: true, deletion: { answer: 'ok' } } } },
    reach: async (stage) => {
      await stage.workbench.pick(last.offer);
      return holdAfterConfirm('GET', assignment, 'DELETE')(stage);
    },
    expected: gone('deletedAtOnce', /Removed “.*no longer visible to you/),
  },
  {
    step: 'during verify: the assignment is not found, the reading of the subscription has no answer',
    ...backup,
    world: atOnce,
    reach: async (stage) => {
      await stage.workbench.pick(backup.offer);
      return holdAfterConfirm('GET', subscription, 'DELETE')(stage);
    },
    expected: gone('deletedAtOnce', /^.*Removed “/),
  },
];
