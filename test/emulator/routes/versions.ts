/** The api-versions of Azure Resource Manager's own operations whose bodies have the fields answered here. */
export const resourceManagerVersions: readonly string[] = [
  '2019-11-01',
  '2020-01-01',
  '2021-01-01',
  '2021-04-01',
  '2022-09-01',
  '2022-12-01',
];

/** Those of Microsoft.Authorization. */
export const authorizationVersions: readonly string[] = ['2015-07-01', '2018-07-01', '2022-04-01'];

/** Those of Microsoft.ResourceGraph. */
export const resourceGraphVersions: readonly string[] = ['2021-03-01', '2022-10-01'];

/** Those of Microsoft.ManagedServices: the newest, and the one that command-line clients send. */
export const managedServicesVersions: readonly string[] = ['2019-06-01', '2022-10-01'];
