/** Every command of the extension, by what it does. */
export const commandIds = {
  signIn: 'azureDelegations.signIn',
  signInToTenant: 'azureDelegations.signInToTenant',
  refresh: 'azureDelegations.refresh',
  refreshAll: 'azureDelegations.refreshAll',
  checkAll: 'azureDelegations.checkAll',
  removeDelegation: 'azureDelegations.removeDelegation',
  saveOnboardingTemplate: 'azureDelegations.saveOnboardingTemplate',
  removalHistory: 'azureDelegations.removalHistory',
  eraseHistory: 'azureDelegations.eraseHistory',
  removeAllDelegations: 'azureDelegations.removeAllDelegations',
  removeUnusedOffers: 'azureDelegations.removeUnusedOffers',
  viewProperties: 'azureDelegations.viewProperties',
  copyResourceId: 'azureDelegations.copyResourceId',
  copyAsAzureCli: 'azureDelegations.copyAsAzureCli',
  copyAsPowerShell: 'azureDelegations.copyAsPowerShell',
  openInPortal: 'azureDelegations.openInPortal',
  newOnboardingTemplate: 'azureDelegations.newOnboardingTemplate',
  compareWithDelegation: 'azureDelegations.compareWithDelegation',
  approveCloud: 'azureDelegations.approveCloud',
  showLog: 'azureDelegations.showLog',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];
