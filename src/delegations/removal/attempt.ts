import type { ArmError } from '../../arm/errors.ts';
import { toArmError } from '../../arm/toArmError.ts';

/** What a call gave, or why it did not. */
export type Attempt<T> =
  { readonly value: T; readonly error?: never } | { readonly value?: never; readonly error: ArmError };

/** Makes a call to a port and catches whatever it throws: a removal decides by errors, and none may fly past it. */
export async function attempt<T>(call: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await call() };
  } catch (error) {
    return { error: toArmError(error) };
  }
}
