import * as vscode from 'vscode';

/** What an activation took of the extension host, in whole milliseconds. */
export interface ActivationTimes {
  readonly loadMs: number;
  readonly activateMs: number;
}

/** The editor's own marks, behind its `Developer: Startup Performance`. */
interface MarkingEditor {
  readonly MonacoPerformanceMarks?: {
    readonly getMarks: () => readonly { readonly name: string; readonly startTime: number }[];
  };
}

/** Activates extensions one after another; their times by id, as the editor took them. */
export async function activateAll(
  ids: readonly string[],
): Promise<Readonly<Record<string, ActivationTimes>>> {
  const times: Record<string, ActivationTimes> = {};
  for (const id of ids) {
    const extension = vscode.extensions.getExtension(id);
    if (extension === undefined) throw new Error(`${id} is not installed`);
    if (extension.isActive) throw new Error(`${id} was active before it was measured`);
    await extension.activate();
    times[id] = {
      loadMs: between(`willLoadExtensionCode/${id}`, `didLoadExtensionCode/${id}`),
      activateMs: between(`willActivateExtension/${id}`, `didActivateExtension/${id}`),
    };
  }
  return times;
}

function between(began: string, ended: string): number {
  const marks = (globalThis as MarkingEditor).MonacoPerformanceMarks?.getMarks() ?? [];
  const [from, to] = [began, ended].map((name) => marks.find((mark) => mark.name === `code/extHost/${name}`));
  if (from === undefined || to === undefined) throw new Error(`The editor left no mark of ${began}`);
  return to.startTime - from.startTime;
}
