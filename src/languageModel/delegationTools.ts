import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { resourceKey } from '../arm/resourceIds.ts';
import { audit, auditedInventory } from '../delegations/audit/audit.ts';
import {
  onboardingPolicyRule,
  ownSubscriptions,
  signedInPeople,
} from '../delegations/audit/auditedAccounts.ts';
import { readOnboardingRestrictions } from '../delegations/audit/onboardingPolicy.ts';
import { exportedEstate } from '../delegations/export/exportedEstate.ts';
import type { ExportedDelegation } from '../delegations/export/exportedInventory.ts';
import { exportedImpact } from '../delegations/export/exportedImpact.ts';
import { impactOf } from '../delegations/impact/impactOf.ts';
import type { Inventory } from '../delegations/inventory/inventory.ts';
import { RecentInventory } from '../delegations/inventory/recentInventory.ts';
import type { RemovalJudgement } from '../delegations/permission/removalJudgement.ts';
import type { PlacedDelegation } from '../delegations/placedDelegation.ts';
import { roleName } from '../delegations/roles.ts';
import { allowedManagingTenants, isReadOnly, rulesSwitchedOff } from '../settings.ts';
import { findingDetails, findingText, ruleAdvice, ruleTitle } from '../wording/auditText.ts';
import { logError } from '../wording/logError.ts';
import { delegationKey, delegationKeys, fieldsOf, optionalGuid, pageOf } from './toolInput.ts';
import { removalText } from './removalText.ts';
import type { ToolContext } from './toolContext.ts';
import type { ToolName } from './toolNames.ts';
import { toolText } from './toolText.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Judged {
  readonly placed: PlacedDelegation;
  readonly answer: RemovalJudgement['answer'];
}

/** The better the answer, the earlier. */
const answers: readonly RemovalJudgement['answer'][] = ['yes', 'perhaps', 'activateInPim', 'unknown', 'no'];

/** What the tools for language models do. Their errors are for the model, and in English. */
export class DelegationTools {
  readonly #context: ToolContext;
  readonly #recent: RecentInventory;
  #isRemoving = false;

  constructor(context: ToolContext) {
    this.#context = context;
    this.#recent = new RecentInventory(context.estate);
  }

  /** @throws Error for the model: what is wrong with its input, or that Azure could not be read */
  async run(
    name: ToolName,
    input: unknown,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const stop = new AbortController();
    if (token.isCancellationRequested) stop.abort();
    const listening = token.onCancellationRequested(() => stop.abort());
    try {
      const data = await this.#actions[name](fieldsOf(input), stop.signal);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(toolText(data))]);
    } catch (error) {
      if (!ArmError.is(error)) throw error;
      logError(this.#context.log, `Tool ${name}`, error);
      // Azure's own message is no text of ours, and an error is not marked as data.
      throw new Error(`Azure could not be read: ${error.reason}. The log tells the user more.`, {
        cause: error,
      });
    } finally {
      listening.dispose();
    }
  }

  readonly #actions: Readonly<Record<ToolName, (input: Fields, signal: AbortSignal) => Promise<unknown>>> = {
    delegations_list: async (input, signal) => {
      const wanted = {
        managingTenantId: optionalGuid(input.managingTenantId, 'managingTenantId'),
        customerTenantId: optionalGuid(input.customerTenantId, 'customerTenantId'),
        subscriptionId: optionalGuid(input.subscriptionId, 'subscriptionId'),
      };
      const { estate } = this.#context;
      const inventory = await this.#inventory(signal);
      const selected = inventory.delegations.filter(({ row }) => {
        const { managingTenantId, subscription } = row;
        return (
          (wanted.managingTenantId ?? managingTenantId) === managingTenantId &&
          (wanted.customerTenantId ?? subscription.tenantId) === subscription.tenantId &&
          (wanted.subscriptionId ?? subscription.id) === subscription.id
        );
      });
      const { delegations, notRead } = exportedEstate(inventory, estate, selected);
      const { offset, limit } = pageOf(input);
      return {
        total: delegations.length,
        offset,
        delegations: delegations.slice(offset, offset + limit).map(summary),
        notRead,
      };
    },

    delegations_details: async (input, signal) => {
      const key = delegationKey(input.id);
      const inventory = await this.#inventory(signal);
      const placed = placedAs(inventory, key);
      const { answer } = await this.#bestDoor(placed, signal);
      const [delegation] = exportedEstate(inventory, this.#context.estate, placed).delegations;
      return { delegation, canRemove: answer };
    },

    delegations_impact: async (input, signal) => {
      const keys = delegationKeys(input.ids);
      const inventory = await this.#inventory(signal);
      const removed = keys.flatMap((key) => placedAs(inventory, key));
      const { roleNames } = this.#context.estate;
      const impact = impactOf(removed, inventory.delegations);
      return {
        ...exportedImpact(impact, (id) => roleName(id, roleNames)),
        everythingWasRead: inventory.complete,
      };
    },

    delegations_audit: async (input, signal) => {
      const { estate, session } = this.#context;
      const inventory = await this.#inventory(signal);
      const off = rulesSwitchedOff();
      const own = off.has(onboardingPolicyRule) ? [] : ownSubscriptions(estate.snapshot);
      const restrictions = await readOnboardingRestrictions(own, session, signal);
      const { findings, checked, untold } = audit(
        {
          ...auditedInventory(inventory),
          restrictions,
          allowedManagingTenants: allowedManagingTenants(),
          people: signedInPeople(estate.snapshot),
          now: inventory.takenAt.getTime(),
        },
        off,
      );
      const { offset, limit } = pageOf(input);
      const page = findings.slice(offset, offset + limit);
      return {
        total: findings.length,
        offset,
        findings: page.map((finding) => ({
          rule: finding.ruleId,
          severity: finding.severity,
          finding: findingText(finding, estate.roleNames),
          details: findingDetails(finding, estate.roleNames),
          delegationIds: finding.delegations.map(({ delegation }) => resourceKey(delegation.id)),
        })),
        rules: [...new Set(page.map(({ ruleId }) => ruleId))].map((id) => ({
          id,
          title: ruleTitle(id),
          advice: ruleAdvice(id),
        })),
        rulesChecked: checked,
        notRead: {
          problems: inventory.problems.length,
          delegationsWithoutTerms: untold.length,
          subscriptionsWithUnknownPolicies: restrictions.filter(({ answer }) => answer === 'unknown').length,
        },
      };
    },

    delegations_remove: async (input, signal) => {
      const key = delegationKey(input.id);
      if (isReadOnly()) throw new Error('The user only looks (read-only mode): nothing can be removed.');
      if (this.#isRemoving)
        throw new Error('The user is being asked about another removal. Ask for one at a time.');
      this.#isRemoving = true;
      try {
        const { placed } = await this.#bestDoor(placedAs(await this.#inventory(signal), key), signal);
        signal.throwIfAborted();
        return { result: removalText(await this.#context.remove(placed)) };
      } finally {
        this.#isRemoving = false;
      }
    },
  };

  async #inventory(signal: AbortSignal): Promise<Inventory> {
    const { estate, load } = this.#context;
    await load();
    if (estate.snapshot.phase === 'signedOut') throw new Error('Nobody is signed in to Azure Delegations.');
    return this.#recent.read(signal);
  }

  /** Of the ways to a delegation, the one through which the user can most likely remove it. */
  async #bestDoor(placed: readonly PlacedDelegation[], signal: AbortSignal): Promise<Judged> {
    const judged = await Promise.all(
      placed.map(async (each) => {
        const { answer } = await this.#context.permissions.judge(each.row, each.delegation, signal);
        return { placed: each, answer };
      }),
    );
    const [best] = judged.toSorted((a, b) => answers.indexOf(a.answer) - answers.indexOf(b.answer));
    if (!best) throw new RangeError('A delegation that nobody sees');
    return best;
  }
}

/** What a list tells of a delegation: no more than names and places. */
function summary(delegation: ExportedDelegation) {
  const { id, offer, subscriptionId, subscriptionName, resourceGroup, provisioningState } = delegation;
  const { managingTenantId, managingTenantName, customerTenantId, customerTenantName, authorizations } =
    delegation;
  return {
    id,
    offer,
    subscriptionId,
    subscriptionName,
    resourceGroup,
    managingTenantId,
    managingTenantName,
    customerTenantId,
    customerTenantName,
    provisioningState,
    authorizations: authorizations?.length ?? 'not told',
  };
}

/** A delegation of an inventory, once for each door. @throws Error where there is none */
function placedAs({ delegations, complete }: Inventory, key: string): readonly PlacedDelegation[] {
  const placed = delegations.filter(({ delegation }) => resourceKey(delegation.id) === key);
  if (placed.length === 0)
    throw new Error(
      complete
        ? `No delegation is known with the id ${key}.`
        : `No delegation is known with the id ${key}, but not everything could be read.`,
    );
  return placed;
}
