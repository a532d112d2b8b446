import type {
  Authorization,
  EligibleAuthorization,
  RegistrationAssignment,
  RegistrationDefinition,
  RegistrationDefinitionProperties,
} from '../arm/managedservices/models.ts';
import { parseRegistrationAssignmentId } from '../arm/resourceIds.ts';
import { type Door, doorPath } from './door.ts';

/** A registration assignment, as reached through a door. */
export interface Delegation {
  /** Unique and stable: the door and the resource id; lower case. */
  readonly key: string;
  readonly door: Door;
  /** The full resource id, as Azure wrote it. */
  readonly id: string;
  /** The GUID of the assignment. The same one occurs at many customers. */
  readonly name: string;
  /** `/subscriptions/{id}` or `/subscriptions/{id}/resourceGroups/{name}`. */
  readonly scope: string;
  readonly subscriptionId: string;
  /** Absent where the whole subscription is delegated. */
  readonly resourceGroup: string | undefined;
  /** The body, as Azure wrote it. */
  readonly assignment: RegistrationAssignment;
}

/** The delegation that a body describes; nothing where its id is no registration assignment's. */
export function toDelegation(door: Door, assignment: RegistrationAssignment): Delegation | undefined {
  const parsed = assignment.id === undefined ? undefined : parseRegistrationAssignmentId(assignment.id);
  if (assignment.id === undefined || !parsed) return undefined;
  return {
    key: `${doorPath(door)}${assignment.id.toLowerCase()}`,
    door,
    id: assignment.id,
    name: parsed.name,
    scope: parsed.scope,
    subscriptionId: parsed.subscriptionId,
    resourceGroup: parsed.resourceGroupName,
    assignment,
  };
}

/** The offer behind a delegation, where Azure told it. */
export function definitionOf(delegation: Pick<Delegation, 'assignment'>): RegistrationDefinition | undefined {
  return delegation.assignment.properties?.registrationDefinition;
}

/** The terms of a delegation; empty where Azure did not tell them. */
export function termsOf(delegation: Pick<Delegation, 'assignment'>): RegistrationDefinitionProperties {
  return delegation.assignment.properties?.registrationDefinition?.properties ?? {};
}

/** The tenant that a delegation gives access to, where Azure told it; lower case. */
export function managingTenantOf(delegation: Pick<Delegation, 'assignment'>): string | undefined {
  return termsOf(delegation).managedByTenantId?.toLowerCase();
}

/** Whether a delegation was bought as a Marketplace offer. */
export function isMarketplaceOffer(delegation: Pick<Delegation, 'assignment'>): boolean {
  return Boolean(delegation.assignment.properties?.registrationDefinition?.plan);
}

/** A grant of a delegation: permanent, or eligible for activation. */
export type Grant =
  | { readonly kind: 'permanent'; readonly authorization: Authorization }
  | { readonly kind: 'eligible'; readonly authorization: EligibleAuthorization };

/** Everything that a delegation grants, permanent grants first. */
export function grantsOf(delegation: Pick<Delegation, 'assignment'>): readonly Grant[] {
  const { authorizations, eligibleAuthorizations } = termsOf(delegation);
  return [
    ...(authorizations ?? []).map((authorization): Grant => ({ kind: 'permanent', authorization })),
    ...(eligibleAuthorizations ?? []).map((authorization): Grant => ({ kind: 'eligible', authorization })),
  ];
}

/** Whether a grant is activated only with multifactor authentication; a stranger's file may hold anything there. */
export function asksForMultifactor(grant: Grant): boolean {
  const provider: unknown =
    grant.kind === 'eligible' && grant.authorization.justInTimeAccessPolicy?.multiFactorAuthProvider;
  return typeof provider === 'string' && /^azure$/i.test(provider);
}
