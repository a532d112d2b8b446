import type {
  Plan,
  RegistrationAssignment,
  RegistrationDefinition,
} from '../../arm/managedservices/models.ts';
import { type Grant, grantsOf } from '../delegation.ts';
import type { RemovalTarget } from './target.ts';

/**
 * Whether the user may remove a delegation, by what Azure tells of permissions. `perhaps`: only a broad wildcard
 * allows it; `activateInPim`: the role for it is eligible and not active; `unknown`: permissions cannot be read. Locks,
 * deny assignments, policies and disabled subscriptions show in none of them.
 */
export type RemovalPermission = 'yes' | 'perhaps' | 'activateInPim' | 'no' | 'unknown';

/** What is about to be removed, for somebody to confirm. */
export interface RemovalPlan {
  readonly target: RemovalTarget;
  /** As just read. */
  readonly assignment: RegistrationAssignment;
  /** As just read; absent where Azure does not tell it. */
  readonly definition: RegistrationDefinition | undefined;
  /** Who loses which role on the target's scope, eligible ones too; absent where Azure does not tell them. */
  readonly losses: readonly Grant[] | undefined;
  readonly customerTenantId: string | undefined;
  /** The plan of the Marketplace offer that the delegation was bought through. */
  readonly marketplacePlan: Plan | undefined;
  readonly permission: RemovalPermission;
}

/** The plan to remove what was just read. */
export function planRemoval(
  target: RemovalTarget,
  assignment: RegistrationAssignment,
  permission: RemovalPermission,
): RemovalPlan {
  const definition = assignment.properties?.registrationDefinition;
  return {
    target,
    assignment,
    definition,
    losses: definition?.properties?.authorizations && grantsOf({ assignment }),
    customerTenantId: definition?.properties?.manageeTenantId,
    marketplacePlan: definition?.plan,
    permission,
  };
}
