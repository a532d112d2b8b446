import { childrenOf, kindOf, type KustoNode, nodesOf, parseKusto } from './kusto.ts';

/** A row of a table of the graph. */
export type GraphRow = Readonly<Record<string, unknown>>;

/** What a query makes of the rows of its table, or why it is refused. */
export type GraphQuery =
  | { readonly run: (rows: readonly GraphRow[]) => readonly GraphRow[] }
  | { readonly problems: readonly string[] };

/** Microsoft's table reference, and the columns that every table has. */
const columns = [
  ...[
    'id',
    'name',
    'type',
    'tenantId',
    'kind',
    'location',
    'resourceGroup',
    'subscriptionId',
    'managedBy',
  ].map((name) => `${name}:string`),
  ...['sku', 'plan', 'properties', 'tags', 'identity', 'zones', 'extendedLocation', 'systemData'].map(
    (name) => `${name}:dynamic`,
  ),
].join(',');

const tables = { managedservicesresources: columns };

/**
 * Reads a query: Microsoft's parser judges its grammar and its names, and what it asks for is done for the operators
 * `where` (with `==`, `=~`, `in`, `in~`, `and`, `or`), `order by` and `take`. Any other is refused, never overlooked.
 */
export function readGraphQuery(text: string): GraphQuery {
  const known = read.get(text) ?? parse(text);
  read.set(text, known);
  return known;
}

const read = new Map<string, GraphQuery>();

function parse(text: string): GraphQuery {
  const parsed = parseKusto(text, tables);
  if ('problems' in parsed) return parsed;
  try {
    const steps = operatorsOf(parsed.syntax).map(stepOf);
    return { run: (rows) => steps.reduce((left, step) => step(left), rows) };
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
}

type Step = (rows: readonly GraphRow[]) => readonly GraphRow[];
type Expression = (row: GraphRow) => unknown;

/** The operators of a query in their order; a pipe holds what comes before it, and its operator. */
function operatorsOf(node: KustoNode): readonly KustoNode[] {
  const [pipe] = nodesOf(node, 'PipeExpression');
  if (!pipe) return [];
  const [before, , operator] = childrenOf(pipe);
  if (!before || !operator) throw new Error('A pipe leads nowhere.');
  return [...operatorsOf(before), operator];
}

function stepOf(operator: KustoNode): Step {
  switch (operator.Kind) {
    case kindOf('FilterOperator'): {
      const condition = expressionOf(lastOf(operator));
      return (rows) => rows.filter((row) => condition(row) === true);
    }
    case kindOf('SortOperator'):
      return sortingOf(operator);
    case kindOf('TakeOperator'): {
      const count = Number(textOf(lastOf(operator)));
      return (rows) => rows.slice(0, count);
    }
    default:
      throw unknown(operator);
  }
}

function sortingOf(operator: KustoNode): Step {
  const keys = nodesOf(operator, 'OrderedExpression');
  const [key] = keys;
  const [column, ordering] = key ? childrenOf(key) : [];
  if (keys.length !== 1 || !column || !ordering || textOf(ordering) !== 'asc') throw unknown(operator);
  const valueOf = expressionOf(column);
  return (rows) =>
    rows
      .map((row) => ({ row, key: String(valueOf(row)) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ row }) => row);
}

function expressionOf(node: KustoNode): Expression {
  const parts = childrenOf(node);
  const both = (): readonly [Expression, Expression] => {
    const [left, , right] = parts;
    if (!left || !right) throw unknown(node);
    return [expressionOf(left), expressionOf(right)];
  };
  switch (node.Kind) {
    case kindOf('NameReference'): {
      const name = textOf(node);
      return (row) => row[name];
    }
    case kindOf('StringLiteralExpression'): {
      const value = textOf(node).slice(1, -1);
      return () => value;
    }
    case kindOf('ParenthesizedExpression'): {
      const [, inner] = parts;
      if (!inner) throw unknown(node);
      return expressionOf(inner);
    }
    case kindOf('AndExpression'): {
      const [left, right] = both();
      return (row) => left(row) === true && right(row) === true;
    }
    case kindOf('OrExpression'): {
      const [left, right] = both();
      return (row) => left(row) === true || right(row) === true;
    }
    case kindOf('EqualExpression'): {
      const [left, right] = both();
      return (row) => left(row) === right(row);
    }
    case kindOf('EqualTildeExpression'): {
      const [left, right] = both();
      return (row) => folded(left(row)) === folded(right(row));
    }
    case kindOf('InExpression'):
    case kindOf('InCsExpression'): {
      const [left] = parts;
      if (!left) throw unknown(node);
      // The parser calls `in~` by the other name.
      const fold = node.Kind === kindOf('InExpression') ? String : folded;
      const valueOf = expressionOf(left);
      const values = new Set(
        nodesOf(lastOf(node), 'StringLiteralExpression').map((value) => fold(textOf(value).slice(1, -1))),
      );
      return (row) => values.has(fold(valueOf(row)));
    }
    default:
      throw unknown(node);
  }
}

function folded(value: unknown): string {
  return String(value).toLowerCase();
}

function lastOf(node: KustoNode): KustoNode {
  const last = childrenOf(node).at(-1);
  if (!last) throw unknown(node);
  return last;
}

function textOf(node: KustoNode): string {
  return node.ToString().trim();
}

function unknown(node: KustoNode): Error {
  return new Error(`The emulator does not evaluate '${textOf(node)}'.`);
}
