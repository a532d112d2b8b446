import { toArmError } from '../arm/toArmError.ts';

/**
 * Everything that a list holds, page after page.
 *
 * @param scope of the list, for the ArmError that it throws
 */
export async function readAll<T>(scope: string, items: AsyncIterable<T>): Promise<readonly T[]> {
  try {
    const found: T[] = [];
    for await (const item of items) found.push(item);
    return found;
  } catch (error) {
    throw toArmError(error, scope);
  }
}
