/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** @throws Error for a template or parameter file of another kind */
export function demandSchema({ $schema, contentVersion }: Fields, schema: RegExp): void {
  if (typeof $schema !== 'string' || !schema.test($schema))
    throw new Error(`Not a known schema: ${String($schema)}`);
  if (contentVersion !== '1.0.0.0') throw new Error(`Not a known version: ${String(contentVersion)}`);
}

/** @throws Error when a value is not of a type that a template names: `string` or `array` */
export function ofType(value: unknown, type: unknown, where: string): unknown {
  const isOfType =
    type === 'string' ? typeof value === 'string' : type === 'array' ? Array.isArray(value) : false;
  if (!isOfType) throw new Error(`The value of ${where} is no ${String(type)}`);
  return value;
}

/** @throws Error when there is nothing of that name */
export function named(values: Fields, name: unknown, kind: string): unknown {
  const key = textOf(name);
  if (!Object.hasOwn(values, key)) throw new Error(`There is no ${kind} ${key}`);
  return values[key];
}

/** @throws Error when a value is no object, or has fields that are not known */
export function knownFields(value: unknown, where: string, known: readonly string[]): Fields {
  const fields = fieldsOf(value, where);
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`Not known in ${where}: ${unknown}`);
  return fields;
}

/** @throws Error when a value is no object */
export function fieldsOf(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`There is no object at ${where}`);
  return value as Fields;
}

/** @throws Error when a value is no list */
export function listOf(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`There is no list at ${where}`);
  return value;
}

/** @throws Error when a value is no text */
export function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`Not a text: ${JSON.stringify(value)}`);
  return value;
}
