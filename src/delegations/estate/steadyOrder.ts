/**
 * The names by which rows are sorted. While answers come in, a row keeps the name with which it first appeared, so that
 * one whose name is learned later does not jump away from under somebody's eyes.
 */
export class SteadyOrder {
  #names = new Map<string, string>();

  /** The name to sort by of the row with a key, while answers come in. */
  readonly keep = (key: string, name: string): string => {
    const before = this.#names.get(key);
    if (before !== undefined) return before;
    this.#names.set(key, name);
    return name;
  };

  /** Returns the names to sort by from now on, each as it is, and forgets those of before. */
  renew(): (key: string, name: string) => string {
    this.#names = new Map();
    return (key, name) => {
      this.#names.set(key, name);
      return name;
    };
  }
}
