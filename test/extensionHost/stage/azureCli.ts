import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { AzureCliProfile } from '../../host/azureCli.ts';
import { emulator } from './emulator.ts';

/** A command `az` that is first on the PATH and signs in to the emulator; signed out at the start. */
export class AzureCli {
  readonly #folder = mkdtempSync(join(tmpdir(), 'azure-cli-'));
  readonly #profile = join(this.#folder, 'profile.json');
  readonly #path = process.env.PATH ?? '';

  constructor() {
    const { AZURE_CLI: program = '' } = process.env;
    const file = join(this.#folder, 'az');
    writeFileSync(file, `#!/bin/sh\nexec ${program} ${emulator.origin} ${this.#profile} "$@"\n`);
    chmodSync(file, 0o700);
    process.env.PATH = [this.#folder, this.#path].join(delimiter);
    this.signOut();
  }

  /** As `az login` does, with the demo account or another; `audience` issues tokens for that one alone. */
  signIn(user?: string, audience?: string): void {
    this.#write({ signedIn: true, ...(user && { user }), ...(audience && { audience }) });
  }

  signOut(): void {
    this.#write({ signedIn: false });
  }

  /** Takes the command away, as where nobody has installed it. */
  uninstall(): void {
    process.env.PATH = '/nowhere';
  }

  /** Puts the PATH back. */
  remove(): void {
    process.env.PATH = this.#path;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #write(profile: AzureCliProfile): void {
    writeFileSync(this.#profile, JSON.stringify(profile));
  }
}
