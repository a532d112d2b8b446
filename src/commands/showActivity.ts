import * as vscode from 'vscode';
import { ArmError } from '../arm/errors.ts';
import { type Activity, activityAbout, activityOf } from '../delegations/activity/activity.ts';
import type { Door } from '../delegations/door.ts';
import { doorPath } from '../delegations/door.ts';
import type { DelegatedSubscription, ManagingTenant } from '../delegations/estate/managingTenants.ts';
import { activityDocument } from '../documents/activityDocument.ts';
import type { TreeNode } from '../tree/treeNode.ts';
import { errorText } from '../wording/errorText.ts';
import { logError } from '../wording/logError.ts';
import { offerText, subscriptionText, tenantText } from '../wording/names.ts';
import { cancelledBy } from './cancelledBy.ts';
import type { CommandAction } from './commandAction.ts';
import type { CommandContext } from './commandContext.ts';
import { pickSubscription } from './pickDelegation.ts';

/** Azure keeps 90 days of the activity log; a minute less, since clocks differ. */
const longest = 90 * 86_400_000 - 60_000;

/** A log to read. */
interface Source {
  readonly door: Door;
  /** Without it, the log of the door's tenant. */
  readonly subscription?: DelegatedSubscription['subscription'];
}

/** What is asked for. */
interface Question {
  readonly title: string;
  readonly key: string;
  readonly sources: readonly Source[];
  readonly concerns: (activity: readonly Activity[]) => readonly Activity[];
}

/** Shows who delegated or removed what and when: of a delegation, a subscription, or a managing tenant. */
export const showActivity: CommandAction = async (context, action, [clicked]) => {
  const question =
    questionOf(clicked, context) ?? subscriptionQuestion(await pickSubscription(context, action));
  const since = new Date(Date.now() - longest);
  const report = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Reading the activity log'),
      cancellable: true,
    },
    async (_progress, token) => {
      const signal = cancelledBy(token);
      try {
        return await read(question, since, context, signal);
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    },
  );
  if (!report) return;
  const { title, key } = question;
  await context.documents.show({
    title,
    key: `activity ${key}`,
    pieces: activityDocument({ title, ...report }, context.estate),
  });
};

async function read(
  { sources, concerns }: Question,
  since: Date,
  { session, log, estate }: CommandContext,
  signal: AbortSignal,
) {
  const missing: string[] = [];
  const events = await Promise.all(
    sources.map(async ({ door, subscription }) => {
      try {
        return await session.activity(door, subscription?.id, since, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!ArmError.is(error)) throw error;
        logError(log, 'Activity log', error);
        const name = subscription
          ? subscriptionText(subscription)
          : tenantText(estate.tenant(door.tenantId), door.tenantId);
        missing.push(missingText(error, name, subscription !== undefined));
        return [];
      }
    }),
  );
  return { activity: concerns(activityOf(events.flat())), missing };
}

/** DOMAIN: the log of a tenant needs a role at its root, which no role of a subscription is. */
function missingText(error: ArmError, name: string, isSubscription: boolean): string {
  if (error.reason !== 'forbidden') return `${name}: ${errorText(error)}`;
  return isSubscription
    ? vscode.l10n.t(
        'You may not read the activity log of {0}. That needs the role Monitoring Reader, or one that includes it, on the subscription.',
        name,
      )
    : vscode.l10n.t(
        'You may not read the activity log of the tenant {0}. That needs the role Monitoring Reader at the root scope (/), which a global administrator with elevated access can assign.',
        name,
      );
}

function questionOf(node: TreeNode | undefined, { estate }: CommandContext): Question | undefined {
  switch (node?.kind) {
    case 'managingTenant':
      return managingTenantQuestion(
        node.managingTenant,
        tenantText(estate.tenant(node.managingTenant.id), node.managingTenant.id),
      );
    case 'customer': {
      const name = tenantText(estate.tenant(node.tenantId), node.tenantId);
      return {
        title: vscode.l10n.t('Activity of {0}', name),
        key: `${node.managingTenantId} ${node.tenantId}`,
        sources: node.subscriptions.map(({ door, subscription }) => ({ door, subscription })),
        concerns: (activity) => activity,
      };
    }
    case 'subscription':
    case 'nothing':
      return subscriptionQuestion(node.row);
    case 'assignment':
    case 'authorization': {
      const { row, delegation } = node;
      return {
        title: vscode.l10n.t('Activity of {0}', offerText(delegation)),
        key: delegation.key,
        sources: [{ door: row.door, subscription: row.subscription }],
        concerns: (activity) =>
          activityAbout(activity, [
            delegation.id,
            delegation.assignment.properties?.registrationDefinitionId,
          ]),
      };
    }
    default:
      return undefined;
  }
}

function subscriptionQuestion({ door, subscription, key }: DelegatedSubscription): Question {
  return {
    title: vscode.l10n.t('Activity of {0}', subscriptionText(subscription)),
    key,
    sources: [{ door, subscription }],
    concerns: (activity) => activity,
  };
}

/** Where the user works in the managing tenant, that has a log of its own; a provider's is not the user's to read. */
function managingTenantQuestion({ id, subscriptions }: ManagingTenant, name: string): Question {
  const outgoing = subscriptions.filter(({ direction }) => direction === 'outgoing');
  const doors = new Map(outgoing.map(({ door }) => [doorPath(door), door]));
  const incoming = new Map(
    subscriptions
      .filter(({ direction }) => direction === 'incoming')
      .map((row) => [row.subscription.id, row] as const),
  );
  return {
    title: vscode.l10n.t('Activity of {0}', name),
    key: id,
    sources: [
      ...[...doors.values()].map((door) => ({ door })),
      ...[...incoming.values()].map(({ door, subscription }) => ({ door, subscription })),
    ],
    concerns: (activity) => activity,
  };
}
