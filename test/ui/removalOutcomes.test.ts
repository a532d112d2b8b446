import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';
import { delegationIds, deletesSent } from './azure.ts';
import { test } from './test.ts';
import type { Workbench } from './workbench.ts';

const backup = 'Fabrikam Backup';

/** Opens Adatum Core and asks for the removal of one of its delegations. Returns its row. */
async function askToRemove(workbench: Workbench, offer: string): Promise<Locator> {
  const row = workbench.row(offer);
  await workbench.chooseFromContextMenu(row, 'Remove Delegation…');
  await expect(workbench.dialog).toContainText('Remove the delegation');
  return row;
}

test.beforeEach(async ({ workbench }) => {
  await workbench.openTree();
  await workbench.expand(workbench.rowLabelled('Fabrikam'));
  await workbench.expand(workbench.row('Adatum Core'));
});

test('who stops waiting is told that Azure goes on, and can look again; meanwhile it is not removed twice', async ({
  workbench,
  emulator,
}) => {
  const forEver = { polls: Number.MAX_SAFE_INTEGER, takesEffect: 'whenDone' } as const;
  emulator.world.edit({ put: { service: { deletion: forEver } } });
  const row = await askToRemove(workbench, backup);
  await workbench.confirmRemoval(backup);
  const waiting = workbench.toast('Azure is at work');
  await expect(waiting).toBeVisible();
  await expect(row).toContainText('being removed…');

  await test.step('a second removal is refused', async () => {
    expect(await workbench.contextMenuOf(row)).not.toContain('Remove Delegation…');
    await workbench.runCommand('Azure Delegations: Remove Delegation…');
    await workbench.pick('Adatum Core');
    await workbench.pick(backup);
    await expect(workbench.toast('is being removed already')).toBeVisible();
  });

  await test.step('waiting stops', async () => {
    await waiting.getByRole('button', { name: 'Cancel' }).click();
    await expect(workbench.toast('Azure goes on removing')).toBeVisible();
    await expect(row).toBeVisible();
  });

  await test.step('another look finds it removed', async () => {
    emulator.operations.finish();
    await workbench.toast('Azure goes on removing').getByRole('button', { name: 'Check Again' }).click();
    await expect(row).toHaveCount(0);
    await expect(await workbench.openNotifications()).toContainText(/Fabrikam Backup.* from .*Adatum Core/);
    expect(deletesSent(emulator)).toHaveLength(1);
  });
});

test('an operation that fails is told with its code, and the row stays', async ({ workbench, emulator }) => {
  const failOperation = { code: 'RegistrationAssignmentBusy', message: 'Another change is under way.' };
  emulator.faults.add({ method: 'DELETE', failOperation });
  const row = await askToRemove(workbench, backup);
  await workbench.confirmRemoval(backup);

  const told = workbench.toast(/Fabrikam Backup.* is still there/);
  await expect(told).toContainText('RegistrationAssignmentBusy');
  await expect(told).toContainText('Another change is under way.');
  await expect(told.getByRole('button', { name: 'Check Again' })).toBeVisible();
  await expect(row).toBeVisible();
  expect(deletesSent(emulator)).toHaveLength(1);
});

test('where neither an answer nor a reading tells, nothing is claimed until another look does', async ({
  workbench,
  emulator,
}) => {
  emulator.faults.add({ method: 'DELETE', resetAfter: true });
  const row = await askToRemove(workbench, backup);
  const deletion = emulator.requests.next('DELETE', /registrationAssignments/);
  await workbench.confirmRemoval(backup);
  await deletion;
  // From now on something on the way answers in the place of Azure.
  emulator.faults.add({ method: 'GET', body: '<html>Please sign in to the network</html>' });
  const told = workbench.toast(/not known whether .*Fabrikam Backup.* was removed/);
  await expect(told).toBeVisible();

  emulator.faults.clear();
  await told.getByRole('button', { name: 'Check Again' }).click();
  await expect(workbench.toast(/Fabrikam Backup.* is gone from .*Adatum Core/)).toBeVisible();
  await expect(row).toHaveCount(0);
  expect(deletesSent(emulator)).toHaveLength(1);
});

test('what changed between question and answer is not touched', async ({ workbench, emulator }) => {
  await test.step('somebody else removed it', async () => {
    const row = await askToRemove(workbench, backup);
    emulator.world.edit({ remove: delegationIds(emulator, 'Adatum Core', backup) });
    await workbench.confirmRemoval(backup);
    await expect(workbench.toast(/Fabrikam Backup.* was already gone. Nothing was sent/)).toBeVisible();
    await expect(row).toHaveCount(0);
  });

  await test.step('the customer delegated anew', async () => {
    const gold = 'Fabrikam Managed Services Gold';
    const row = await askToRemove(workbench, gold);
    const [id] = delegationIds(emulator, 'Adatum Core', gold);
    const onboardedAgain = emulator.world.current.registrationAssignments
      .filter((assignment) => assignment.id === id)
      .map((assignment) => ({
        ...assignment,
        systemData: { ...assignment.systemData, createdAt: '2026-02-03T04:05:06Z' },
      }));
    emulator.world.edit({ put: { registrationAssignments: onboardedAgain } });
    await workbench.confirmRemoval();
    await expect(await workbench.openNotifications()).toContainText(
      /Gold.* was delegated anew in the meantime/,
    );
    await expect(row).toBeVisible();
  });

  expect(deletesSent(emulator)).toEqual([]);
});

test('a stronger sign-in that is declined leaves the delegation, and Azure’s reason is told', async ({
  workbench,
  emulator,
}) => {
  await workbench.expand(workbench.row('Tailwind Logistics'));
  const offer = 'Fabrikam Security (Marketplace)';
  const row = await askToRemove(workbench, offer);
  await workbench.confirmRemoval();
  await expect(workbench.dialog).toContainText('Azure asks for a stronger sign-in');
  await workbench.dialog.getByRole('button', { name: 'Cancel' }).click();

  await expect(workbench.toast(/Fabrikam Security.* is still there/)).toContainText(
    'InvalidAuthenticationToken',
  );
  await expect(row).toBeVisible();
  expect(delegationIds(emulator, 'Tailwind Logistics', offer)).toHaveLength(1);
  // The one that Azure answered with the demand.
  expect(deletesSent(emulator)).toHaveLength(1);
});
