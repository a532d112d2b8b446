/** Puts something in the place of members of the editor's API; returns what puts them back. */
export function replaced<T extends object>(target: T, by: Partial<T>): () => void {
  const before = Object.fromEntries(Object.keys(by).map((name) => [name, target[name as keyof T]]));
  Object.assign(target, by);
  return () => Object.assign(target, before);
}
