/** The part of the editor that texts need, as it is in English. For `vi.mock('vscode', …)`. */
export const l10n = {
  t: (message: string, ...args: readonly unknown[]): string =>
    message.replace(/\{(\d+)\}/g, (_, position: string) => String(args[Number(position)])),
};
