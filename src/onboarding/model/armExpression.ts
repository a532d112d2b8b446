/** A reference that an expression of an ARM template consists of, such as `parameters('roles').reader[0]`. */
export interface Reference {
  readonly source: 'parameters' | 'variables';
  readonly name: string;
  /** Properties and indices that are taken of it. */
  readonly path: readonly (string | number)[];
}

const reference =
  /^\s*(parameters|variables)\s*\(\s*'((?:[^']|'')*)'\s*\)((?:\s*(?:\.\s*\w+|\[\s*(?:\d+|'(?:[^']|'')*')\s*\]))*)\s*$/i;
const step = /\.\s*(\w+)|\[\s*(?:(\d+)|'((?:[^']|'')*)')\s*\]/g;

/** The inside of an expression, and by how many earlier evaluations it is left alone. */
export interface Expression {
  readonly inside: string;
  readonly escapes: number;
}

/** The expression that a text of a template is: `[…]`, or `[[…]` for the evaluation after the next, and so on. */
export function expressionIn(text: string): Expression | undefined {
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
  const brackets = text.search(/[^[]|$/);
  return { inside: text.slice(brackets, -1), escapes: brackets - 1 };
}

/** The reference that the inside of an expression consists of; undefined where it is anything else. */
export function parseReference(expression: string): Reference | undefined {
  const [, source, name, path = ''] = reference.exec(expression) ?? [];
  if (source === undefined || name === undefined) return undefined;
  return {
    source: source.toLowerCase() === 'parameters' ? 'parameters' : 'variables',
    name: unquoted(name),
    path: [...path.matchAll(step)].map(([, property, index, key]) =>
      index === undefined ? unquoted(property ?? key ?? '') : Number(index),
    ),
  };
}

/** Whether the inside of an expression is the tenant of what is deployed to: the customer's. */
export function isCustomerTenant(expression: string): boolean {
  return /^\s*(?:subscription|tenant)\s*\(\s*\)\s*\.\s*tenantId\s*$/i.test(expression);
}

function unquoted(text: string): string {
  return text.replaceAll("''", "'");
}
