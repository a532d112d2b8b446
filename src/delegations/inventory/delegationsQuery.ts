/**
 * Every registration assignment and definition (Kusto; table `managedservicesresources`). It names no tenant, subscription
 * or person. All columns are asked for by naming none, since a query that names one that a cloud does not have yet is
 * refused; in the order of ids, for stable pages.
 */
export const delegationsQuery = `managedservicesresources
| where type in~ ('microsoft.managedservices/registrationassignments', 'microsoft.managedservices/registrationdefinitions')
| order by id asc`;
