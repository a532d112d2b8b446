import { type Expression, parseExpression } from './expression.ts';

/** What the functions of an expression do, by their names in lower case. */
export type Functions = Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;

/**
 * A value of a template, with every expression in it evaluated. A text that begins with `[` and ends with `]` is one,
 * unless it begins with `[[`, which stands for a single bracket; a text that does not end with `]` is what it is
 * ("Syntax and expressions in ARM templates", Escape characters).
 *
 * @throws Error for an expression or a function that is not known
 */
export function evaluate(value: unknown, functions: Functions): unknown {
  if (typeof value === 'string') return evaluateText(value, functions);
  if (Array.isArray(value)) return value.map((entry) => evaluate(entry, functions));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (name.startsWith('[')) throw new Error(`Not a known name of a property: ${name}`);
      return [name, evaluate(inner, functions)];
    }),
  );
}

function evaluateText(text: string, functions: Functions): unknown {
  if (!text.startsWith('[') || !text.endsWith(']')) return text;
  if (text.startsWith('[[')) return text.slice(1);
  return valueOf(parseExpression(text.slice(1, -1)), functions);
}

function valueOf(expression: Expression, functions: Functions): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'call': {
      const called = Object.hasOwn(functions, expression.name) ? functions[expression.name] : undefined;
      if (called === undefined) throw new Error(`Not a known function here: ${expression.name}`);
      return called(...expression.values.map((value) => valueOf(value, functions)));
    }
    case 'property':
      return innerOf(valueOf(expression.of, functions), expression.name);
    case 'element':
      return innerOf(valueOf(expression.of, functions), valueOf(expression.at, functions));
  }
}

function innerOf(value: unknown, key: unknown): unknown {
  if (Array.isArray(value) && typeof key === 'number' && key in value) return value[key] as unknown;
  if (typeof value === 'object' && value !== null && typeof key === 'string' && Object.hasOwn(value, key))
    return (value as Readonly<Record<string, unknown>>)[key];
  throw new Error(`There is no ${String(key)} in ${JSON.stringify(value)}`);
}
