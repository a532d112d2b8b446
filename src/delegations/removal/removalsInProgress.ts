/** The delegations whose removal is under way, through whichever account and tenant. */
export class RemovalsInProgress {
  readonly #ids = new Set<string>();

  /** Whether the delegation with this resource id is being removed. */
  has(id: string): boolean {
    return this.#ids.has(id.toLowerCase());
  }

  /** Marks a delegation as being removed; returns what ends that, or nothing where it is being removed already. */
  begin(id: string): (() => void) | undefined {
    const key = id.toLowerCase();
    if (this.#ids.has(key)) return undefined;
    this.#ids.add(key);
    return () => this.#ids.delete(key);
  }
}
