/** Freezes plain data, whatever is inside included, so that a caller cannot change what others see. */
export function frozen<T>(data: T): T {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data;
  for (const part of Object.values(data)) frozen<unknown>(part);
  return Object.freeze(data);
}
