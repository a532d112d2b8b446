import type { Estate } from '../estate/estate.ts';
import type { Inventory } from './inventory.ts';

/**
 * Inventories for those who may ask again and again: one that is younger than half a minute answers, unless the estate
 * has changed since.
 */
export class RecentInventory {
  readonly #estate: Pick<Estate, 'takeInventory'>;
  readonly #now: () => number;
  #kept: { readonly inventory: Inventory; readonly until: number } | undefined;

  constructor(estate: Pick<Estate, 'takeInventory' | 'onDidChange'>, now: () => number = Date.now) {
    this.#estate = estate;
    this.#now = now;
    estate.onDidChange(() => (this.#kept = undefined));
  }

  /** Rejects as {@link Estate.takeInventory}. */
  async read(signal: AbortSignal): Promise<Inventory> {
    if (this.#kept && this.#now() < this.#kept.until) return this.#kept.inventory;
    const inventory = await this.#estate.takeInventory(() => undefined, signal);
    this.#kept = { inventory, until: this.#now() + 30_000 };
    return inventory;
  }
}
