/** Stands in for `vscode-tas-client` in the bundle: the extension takes part in no experiment, so it ships none. */
export const experiments = 'none';
