import { test } from './test.ts';
test('wide', async ({ workbench }) => {
  await workbench.openDelegations();
  await workbench.widenSideBar();
  await workbench.row('Fabrikam').first().waitFor();
  await workbench.expand(workbench.row('Fabrikam').first());
  await workbench.takePictures('try');
  await workbench.runCommand('Azure Delegations: Refresh');
});
