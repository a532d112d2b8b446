import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import type { Emulator } from '../emulator/server.ts';
import { extensionId } from '../host/emulatedCloud.ts';
import type { EmulatedHost } from '../host/startEmulatedHost.ts';
import { Workbench } from '../ui/workbench.ts';
import type { Cell } from './cell.ts';

/** What the crash left, and what was made of it. */
export interface CellResult {
  readonly isThere: boolean;
  readonly deletesBefore: number;
  readonly deletesAfter: number;
  readonly recorded: string | undefined;
  readonly reported: string | undefined;
  readonly problems: readonly string[];
}

/** Kills the extension host at the step of a cell, opens another window, and holds what it says against the truth. */
export async function runCell(
  cell: Cell,
  { browser, host, emulator }: { browser: Browser; host: EmulatedHost; emulator: Emulator },
): Promise<CellResult> {
  emulator.reset();
  if (cell.world) emulator.world.edit(cell.world);
  const id = assignmentId(emulator, cell);
  const deletes = (): number => emulator.requests.matching('DELETE', /registrationAssignments/i).length;

  host.prepareWindow({ signedIn: true });
  cell.prepare?.(host);
  const { page, workbench } = await openWindow(browser, host);
  const processId = await host.ask<number>('fakeAuth.processId');
  await workbench.runCommand('Azure Delegations: Remove Delegation…');
  await workbench.pick(cell.subscription);
  const confirm = (): Promise<void> => confirmRemoval(workbench, cell.offer);
  const goOn = await cell.reach({ emulator, host, workbench, confirm });
  // From here on it does nothing any more. The window goes first: it would start another in the place of the one that
  // dies, or tell it to end in an orderly way.
  process.kill(processId, 'SIGSTOP');
  await page.context().close();
  await kill(processId);
  goOn?.();
  const deletesBefore = deletes();

  host.prepareWindow({ signedIn: true, keepsStorage: true });
  const meanwhile = cell.meanwhile?.(emulator);
  const next = await openWindow(browser, host);
  const toast = next.workbench.toast('interrupted when the editor closed');
  let reported: string | undefined;
  if (cell.expected.reported) {
    await meanwhile;
    reported = await toast.locator('.notification-list-item-message').innerText();
  } else {
    // By then the extension has started, read all, and had its time to say something.
    await next.workbench.openDelegations();
    await next.workbench.rowLabelled('Fabrikam').waitFor();
    if ((await toast.count()) > 0) reported = await toast.first().innerText();
  }
  const result = {
    isThere: emulator.world.current.registrationAssignments.some((each) => each.id === id),
    deletesBefore,
    deletesAfter: deletes(),
    recorded: recordedIn(join(host.globalStorage, extensionId, 'removals')),
    reported: reported?.replaceAll(/[\u2068\u2069]/g, ''),
  };
  // Leaving the page ends the extension host of the window.
  await next.page.goto('about:blank');
  await next.page.context().close();
  return { ...result, problems: problemsOf(cell, result) };
}

function problemsOf({ expected }: Cell, result: Omit<CellResult, 'problems'>): readonly string[] {
  const { isThere, deletesBefore, deletesAfter, recorded, reported } = result;
  const right =
    expected.reported === undefined ? reported === undefined : expected.reported.test(reported ?? '');
  return [
    ...(isThere === expected.isThere ? [] : [`the delegation is ${isThere ? 'there' : 'gone'}`]),
    ...(deletesBefore === expected.deletes ? [] : [`${deletesBefore} DELETEs before the kill`]),
    ...(deletesAfter === deletesBefore ? [] : [`recovery sent ${deletesAfter - deletesBefore} DELETEs`]),
    ...(recorded === expected.recorded ? [] : [`recorded: ${recorded ?? 'nothing'}`]),
    ...(right ? [] : [`reported: ${reported ?? 'nothing'}`]),
  ];
}

async function openWindow(
  browser: Browser,
  host: EmulatedHost,
): Promise<{ readonly page: Page; readonly workbench: Workbench }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(45_000);
  await page.goto(host.url);
  await page.locator('.activitybar').getByRole('tab', { name: 'Azure Delegations' }).waitFor();
  return { page, workbench: new Workbench(page, () => Promise.resolve()) };
}

/** Presses the button of the question; the name has to be typed where others may lose access. */
async function confirmRemoval(workbench: Workbench, name: string): Promise<void> {
  const button = workbench.dialog.getByRole('button', { name: 'Remove Delegation' });
  const isTyped = (await button.innerText()).endsWith('…');
  await workbench.confirmRemoval(isTyped ? name : undefined);
}

/** Kills a process that is no child of this one, and waits until it is gone. */
async function kill(processId: number): Promise<void> {
  try {
    process.kill(processId, 'SIGKILL');
  } catch {
    // The server was faster, and killed what did not listen any more.
  }
  await expect
    .poll(() => existsSync(`/proc/${processId}/exe`), { intervals: [20], timeout: 10_000 })
    .toBe(false);
}

function assignmentId({ world }: Emulator, { subscription, offer }: Cell): string {
  const { subscriptions, registrationAssignments, registrationDefinitions } = world.current;
  const scope = `/subscriptions/${subscriptions.find((each) => each.displayName === subscription)?.id ?? ''}/`;
  const found = registrationAssignments.find(({ id, properties }) => {
    const definition = registrationDefinitions.find(
      (each) => each.id === properties.registrationDefinitionId,
    );
    return id.startsWith(scope) && definition?.properties.registrationDefinitionName === offer;
  });
  if (!found) throw new Error(`There is no "${offer}" at ${subscription}`);
  return found.id;
}

/** The outcome in the only record of a folder, with its proof. */
function recordedIn(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  let records: readonly string[];
  try {
    records = readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return undefined;
  }
  const [record, ...others] = records;
  if (record === undefined) return undefined;
  if (others.length > 0) return `${records.length} records`;
  const { finished } = JSON.parse(readFileSync(join(folder, record), 'utf8')) as {
    readonly finished?: { readonly outcome: { readonly kind: string; readonly proof?: string } };
  };
  if (!finished) return 'no outcome';
  const { kind, proof } = finished.outcome;
  return proof === undefined ? kind : `${kind} (${proof})`;
}
