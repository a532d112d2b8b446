import { once } from 'node:events';
import { hostname } from 'node:os';
import * as vscode from 'vscode';
import { planRemoval } from '../../../src/delegations/removal/plan.ts';
import type { RegistrationAssignment } from '../../../src/arm/managedservices/models.ts';
import { DiskJournal } from '../../../src/delegations/journal/diskJournal.ts';
import { thisProcess } from '../../../src/delegations/journal/surroundings.ts';
import type { RemovalEntry } from '../../../src/delegations/removal/ports.ts';
import type { RemovalTarget } from '../../../src/delegations/removal/target.ts';
import { emulator } from './emulator.ts';
import { accountId, alex, subscriptionId, tenantId } from './smallWorld.ts';

/** The folder of the journal in the storage of an extension. */
export function journalFolder(storage: vscode.Uri): string {
  return vscode.Uri.joinPath(storage, 'removals').fsPath;
}

/** The journal in the storage of an extension, as this process sees it. */
export function journalIn(storage: vscode.Uri): DiskJournal {
  return new DiskJournal(journalFolder(storage));
}

/** A process that has died; a number that no system gives. */
const dead = { id: 'a window that was killed', pid: 2 ** 31 - 2, host: hostname() };

/**
 * A record of a removal by Alex through Fabrikam, as a window left it that was killed before its end.
 *
 * @param daysAgo when it was opened
 */
export async function interruptedRemoval(
  storage: vscode.Uri,
  subscription: string,
  id: string,
  daysAgo = 0,
): Promise<RemovalEntry> {
  const surroundings = thisProcess();
  const now = (): number => Date.now() - daysAgo * 24 * 60 * 60 * 1000;
  const journal = new DiskJournal(journalFolder(storage), {
    ...surroundings,
    owner: dead,
    // Its lease is never renewed.
    clock: { now, wait: (_milliseconds, signal) => aborted(signal) },
  });
  const assignment = await expandedAssignment(id);
  const scope = `/subscriptions/${subscriptionId(subscription)}`;
  const target: RemovalTarget = {
    id,
    scope,
    name: id.slice(id.lastIndexOf('/') + 1),
    subscriptionId: subscriptionId(subscription),
    createdAt: assignment.systemData?.createdAt,
    subscriptionName: subscription,
  };
  const door = { accountId: accountId(alex), accountLabel: alex, tenantId: tenantId('Fabrikam') };
  const entry = await journal
    .through(door, `${emulator.origin}/`)
    .open({ target, assignment, confirmed: planRemoval(target, assignment, 'yes') });
  if (!entry) throw new Error('The delegation is being removed');
  return entry;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** An assignment of the emulated Azure with its definition inside. */
async function expandedAssignment(id: string): Promise<RegistrationAssignment> {
  const { registrationAssignments, registrationDefinitions } = await emulator.world();
  const assignment = registrationAssignments.find((each) => each.id === id);
  const definition = registrationDefinitions.find(
    (each) => each.id === assignment?.properties.registrationDefinitionId,
  );
  if (!assignment || !definition) throw new Error(`There is no delegation ${id}`);
  return {
    ...assignment,
    properties: { ...assignment.properties, registrationDefinition: definition },
  };
}
