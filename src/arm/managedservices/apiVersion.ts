/** The version of Microsoft.ManagedServices whose bodies `models.ts` describes. */
export const apiVersion = '2022-10-01';
