/** Views all resources: the role that shows a delegation (Azure built-in roles, General). */
export const readerRoleId = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';

/** Manages all resources and assigns no roles: the widest that can be delegated (Azure built-in roles, Privileged). */
export const contributorRoleId = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
