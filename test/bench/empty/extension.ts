// The editor makes its API for each extension that asks for it, which none can do without.
import 'vscode';

/** Does nothing. */
export function activate(): void {
  return;
}
