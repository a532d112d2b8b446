/** Runs a task for each item, a bounded number at a time, in the order of the items. Rejects with the first error. */
export async function inParallel<T>(
  items: readonly T[],
  atATime: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const remaining = items.values();
  const work = async (): Promise<void> => {
    for (const item of remaining) await task(item);
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, work));
}
