import * as vscode from 'vscode';
import type { RegistrationAssignment, RegistrationDefinition } from '../arm/managedservices/models.ts';
import { type Delegation, termsOf } from '../delegations/delegation.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import type { Subscription, Tenant } from '../delegations/estate/snapshot.ts';
import type { RemovalTarget } from '../delegations/removal/target.ts';
import { inSentence, plainText } from './plainText.ts';

/** Where names for ids are known. */
export type Names = Pick<Estate, 'tenant' | 'roleNames'>;

/** The name of a tenant: its display name, or its domain, or its id. */
export function tenantText(tenant: Tenant | undefined, id: string): string {
  return plainText(tenant?.displayName, plainText(tenant?.defaultDomain, id));
}

/** The name of a subscription, or its id. */
export function subscriptionText(subscription: Pick<Subscription, 'displayName' | 'id'>): string {
  return plainText(subscription.displayName, subscription.id);
}

/** The name of the offer that a delegation came from, or the GUID of the delegation. */
export function offerText(delegation: Pick<Delegation, 'assignment' | 'name'>): string {
  return plainText(termsOf(delegation).registrationDefinitionName, delegation.name);
}

/** The name of an offer, or the GUID of its definition. */
export function definitionText({ properties, name }: RegistrationDefinition): string {
  return plainText(properties?.registrationDefinitionName, plainText(name));
}

/** What a removal is called, by what was read before it. */
export function removalNames(
  target: RemovalTarget,
  assignment: RegistrationAssignment,
): { readonly offer: string; readonly subscription: string } {
  return {
    offer: offerText({ assignment, name: target.name }),
    subscription: subscriptionText({ id: target.subscriptionId, displayName: target.subscriptionName }),
  };
}

/** What is delegated: the whole subscription, or which resource group. */
export function scopeText(delegation: Pick<Delegation, 'resourceGroup'>): string {
  return delegation.resourceGroup === undefined
    ? vscode.l10n.t('subscription')
    : vscode.l10n.t('resource group {0}', plainText(delegation.resourceGroup));
}

/** Where a delegation gives access: `Scope: subscription X`, or `Scope: resource group G of X`. */
export function placeText(
  { resourceGroup }: Pick<Delegation, 'resourceGroup'>,
  subscription: Pick<Subscription, 'displayName' | 'id'>,
): string {
  const name = inSentence(subscriptionText(subscription));
  return resourceGroup === undefined
    ? vscode.l10n.t('Scope: subscription {0}', name)
    : vscode.l10n.t('Scope: resource group {0} of {1}', inSentence(plainText(resourceGroup)), name);
}
