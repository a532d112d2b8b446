import { type Figure, type FigureName, goals, limits } from './figure.ts';

/** A figure, worked out: the median of its samples, how far they lie apart, and what it has to stay within or to reach. */
interface Result {
  readonly value: number;
  readonly limit?: number;
  /** Value to limit, or goal to value: up to 1 the figure is within the one, and reaches the other. */
  readonly ratio?: number;
  readonly min: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly max: number;
  readonly runs: number;
}

/** One line of JSON: every figure's value by its name, and under `details` its limit and spread. */
export function asJson(figures: readonly Figure[]): string {
  const details = figures.map((figure) => [figure.name, resultOf(figure)] as const);
  const values = details.map(([name, { value }]) => [name, value] as const);
  return JSON.stringify({ ...Object.fromEntries(values), details: Object.fromEntries(details) });
}

/** The same for people. */
export function asTable(figures: readonly Figure[]): string {
  const head = ['', 'median', 'limit', 'ratio', 'min', 'quartiles', 'max', 'runs'];
  const rows = figures.map((figure) => {
    const { value, limit, ratio, min, lowerQuartile, upperQuartile, max, runs } = resultOf(figure);
    const quartiles = `${lowerQuartile} – ${upperQuartile}`;
    return [figure.name, value, limit ?? '', ratio ?? '', min, quartiles, max, runs].map(String);
  });
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return [head, ...rows].map(line).join('\n');
}

function resultOf({ name, samples }: Figure): Result {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = rounded(quantile(sorted, 0.5));
  return {
    value,
    ...withLimit(name, value),
    min: rounded(quantile(sorted, 0)),
    lowerQuartile: rounded(quantile(sorted, 0.25)),
    upperQuartile: rounded(quantile(sorted, 0.75)),
    max: rounded(quantile(sorted, 1)),
    runs: samples.length,
  };
}

function withLimit(name: FigureName, value: number): Pick<Result, 'limit' | 'ratio'> {
  const limit = limits[name];
  if (limit !== undefined) return { limit, ratio: rounded(value / limit) };
  const goal = goals[name];
  return goal === undefined ? {} : { limit: goal, ratio: rounded(goal / value) };
}

/** The value below which a part of the samples lies, between two of them where none lies there. */
function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const [below = Number.NaN, above = below] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
  return below + (above - below) * (place % 1);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
