import * as vscode from 'vscode';
import type { AzureDelegationsApi } from '../../api/azureDelegations.d.ts';
import { ArmError } from '../arm/errors.ts';
import { parseRegistrationAssignmentId, resourceKey } from '../arm/resourceIds.ts';
import type { Estate } from '../delegations/estate/estate.ts';
import { exportedEstate } from '../delegations/export/exportedEstate.ts';
import { exportedImpact } from '../delegations/export/exportedImpact.ts';
import { impactOf } from '../delegations/impact/impactOf.ts';
import { RecentInventory } from '../delegations/inventory/recentInventory.ts';
import type { Inventory } from '../delegations/inventory/inventory.ts';
import { roleName } from '../delegations/roles.ts';
import { inSentence, plainText } from '../wording/plainText.ts';
import { Consents } from './consents.ts';
import { DelegationChanges } from './delegationChanges.ts';
import { frozen } from './frozen.ts';

/** What the interface for other extensions works with. */
export interface ApiContext {
  readonly extension: vscode.ExtensionContext;
  readonly estate: Estate;
  /** Resolves when the estate was read once. */
  readonly load: () => Promise<void>;
}

const mostIds = 100;

/** The interface for other extensions; one for the life of the extension. Its errors are for developers. */
export class Api {
  readonly #context: ApiContext;
  readonly #recent: RecentInventory;
  readonly #changes: DelegationChanges;
  readonly #consents: Consents;

  constructor(context: ApiContext) {
    this.#context = context;
    this.#recent = new RecentInventory(context.estate);
    this.#changes = new DelegationChanges(context.estate);
    this.#consents = new Consents(context.extension.globalState);
    context.extension.subscriptions.push(this.#changes);
  }

  /**
   * The interface for one extension, once the user allows it.
   *
   * @throws Error where the version or the extension is not known, or the user does not allow it
   */
  async open(version: unknown, extensionId: unknown): Promise<AzureDelegationsApi> {
    if (version !== 1) throw new Error('Azure Delegations has version 1 of its API, and no other.');
    const caller = typeof extensionId === 'string' ? vscode.extensions.getExtension(extensionId) : undefined;
    if (!caller) throw new Error('The second argument has to be the id of the extension that calls.');
    const id = caller.id.toLowerCase();
    const isAllowed = await this.#consents.ask(id, () => askUser(caller));
    const refuse = (): void => {
      if (!isAllowed || !this.#consents.isAllowed(id))
        throw new Error('The user does not allow this extension to read delegations.');
    };
    refuse();
    return Object.freeze<AzureDelegationsApi>({
      version: 1,
      list: async () => {
        refuse();
        const inventory = await this.#inventory();
        const { delegations, notRead } = exportedEstate(inventory, this.#context.estate);
        refuse();
        return frozen({ delegations, notRead });
      },
      impact: async (ids) => {
        refuse();
        const keys = keysOf(ids);
        const inventory = await this.#inventory();
        const removed = inventory.delegations.filter(({ delegation }) =>
          keys.has(resourceKey(delegation.id)),
        );
        const known = new Set(removed.map(({ delegation }) => resourceKey(delegation.id)));
        if (known.size < keys.size) throw new Error('Not every one of these delegations is known.');
        const { roleNames } = this.#context.estate;
        const impact = impactOf(removed, inventory.delegations);
        refuse();
        return frozen({
          ...exportedImpact(impact, (role) => roleName(role, roleNames)),
          everythingWasRead: inventory.complete,
        });
      },
      onDidChange: (listener) => {
        refuse();
        return this.#changes.onDidChange(() => {
          if (this.#consents.isAllowed(id)) listener();
        });
      },
    });
  }

  async #inventory(): Promise<Inventory> {
    const { estate, load } = this.#context;
    await load();
    if (estate.snapshot.phase === 'signedOut') throw new Error('Nobody is signed in to Azure Delegations.');
    try {
      return await this.#recent.read(new AbortController().signal);
    } catch (error) {
      // Azure's own text may name people.
      throw ArmError.is(error) ? new Error(`Delegations could not be read: ${error.reason}.`) : error;
    }
  }
}

function keysOf(ids: unknown): ReadonlySet<string> {
  const list: readonly unknown[] = Array.isArray(ids) ? ids : [];
  if (list.length === 0 || list.length > mostIds)
    throw new Error(`Wanted: 1 to ${mostIds} resource ids of registration assignments.`);
  return new Set(
    list.map((id) => {
      if (typeof id !== 'string' || !parseRegistrationAssignmentId(id))
        throw new Error('Not the resource id of a registration assignment.');
      return resourceKey(id);
    }),
  );
}

async function askUser({ id, packageJSON }: vscode.Extension<unknown>): Promise<boolean> {
  const { displayName } = packageJSON as { readonly displayName?: unknown };
  const allow = vscode.l10n.t('Allow');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Allow {0} to read your delegations?', inSentence(plainText(displayName, id))),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0} would see who holds which access to which customers. It can remove nothing by this. You can take it back with “Revoke Access of Other Extensions”.',
        id,
      ),
    },
    allow,
  );
  return answer === allow;
}
