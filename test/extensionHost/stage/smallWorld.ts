import { smallWorld } from '../../emulator/worlds/small.ts';

const {
  tenants = [],
  subscriptions = [],
  registrationAssignments = [],
  users = [],
  groups = [],
} = smallWorld();

/** The demo account, of Fabrikam: a guest of Northwind and Contoso. */
export const alex = 'alex@fabrikam.example';
/** Another account of Fabrikam. */
export const robin = 'robin@fabrikam.example';

/** The first level of the tree, once everything has answered to Alex. */
export const firstLevel: readonly string[] = [
  'Fabrikam | fabrikam.example · 11 customer subscriptions · manages 1 of your subscriptions',
  'Proseware Security | prosewaresecurity.example · manages 1 of your subscriptions',
  `Northwind Operations | sign in to this tenant · ${alex}`,
  'Resource groups not checked | 2 of your subscriptions',
];

/** The id of a tenant of the small world. */
export function tenantId(displayName: string): string {
  return found(
    displayName,
    tenants.find((tenant) => tenant.displayName === displayName),
  ).id;
}

/** The id of a group of the small world. */
export function groupId(displayName: string): string {
  return found(
    displayName,
    groups.find((group) => group.displayName === displayName),
  ).id;
}

/** The id of a subscription of the small world. */
export function subscriptionId(displayName: string): string {
  return found(
    displayName,
    subscriptions.find((each) => each.displayName === displayName),
  ).id;
}

/** The resource ids of the delegations of a subscription of the small world, in its order. */
export function delegationIds(subscription: string): readonly string[] {
  const scope = `/subscriptions/${subscriptionId(subscription)}/`;
  return registrationAssignments.filter(({ id }) => id.startsWith(scope)).map(({ id }) => id);
}

/** The id of an account, as the sign-in for tests gives it. */
export function accountId(userPrincipalName: string): string {
  const { id, tenantId: home } = found(
    userPrincipalName,
    users.find((user) => user.userPrincipalName === userPrincipalName),
  );
  return `${id}.${home}`;
}

function found<T>(name: string, thing: T | undefined): T {
  if (thing === undefined) throw new Error(`The small world has no "${name}"`);
  return thing;
}
