/** An expression of an ARM template. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly values: readonly Expression[] }
  | { readonly kind: 'property'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'element'; readonly of: Expression; readonly at: Expression };

/**
 * Reads an expression, without the brackets around it: calls of functions, `'texts'` in which a quote is doubled, whole
 * numbers, `.property` and `[element]`.
 *
 * @throws Error for anything else
 */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  const refuse = (): never => {
    throw new Error(`Not a known expression: ${text}`);
  };
  const take = (expected: string): void => {
    if (tokens.shift() !== expected) refuse();
  };

  const parse = (): Expression => {
    let expression = parseOne();
    for (;;)
      if (tokens[0] === '.') {
        take('.');
        expression = { kind: 'property', of: expression, name: nameOf(tokens.shift()) };
      } else if (tokens[0] === '[') {
        take('[');
        expression = { kind: 'element', of: expression, at: parse() };
        take(']');
      } else return expression;
  };
  const parseOne = (): Expression => {
    const token = tokens.shift() ?? '';
    if (/^'.*'$/s.test(token)) return { kind: 'literal', value: token.slice(1, -1).replaceAll("''", "'") };
    if (/^\d/.test(token)) return { kind: 'literal', value: Number(token) };
    const name = nameOf(token).toLowerCase();
    const values: Expression[] = [];
    take('(');
    while (tokens[0] !== ')') {
      if (values.length > 0) take(',');
      values.push(parse());
    }
    take(')');
    return { kind: 'call', name, values };
  };
  const nameOf = (token = ''): string => (/^[a-z_]/i.test(token) ? token : refuse());

  const expression = parse();
  return tokens.length === 0 ? expression : refuse();
}

function tokensOf(text: string): string[] {
  const tokens = text.match(/'(?:[^']|'')*'|\d+|[a-z_]\w*|[^\s]/gi) ?? [];
  return [...tokens];
}
