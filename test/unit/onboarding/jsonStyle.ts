import fc from 'fast-check';

/** How somebody lays a JSON file out. */
export interface JsonStyle {
  readonly unit: string;
  readonly lineEnd: string;
  readonly byteOrderMark: boolean;
  readonly trailingCommas: boolean;
  readonly comments: boolean;
  /** Whether objects that hold no others stand in one line. */
  readonly shortObjects: boolean;
  readonly bracketBesideBrace: boolean;
}

export const jsonStyles: fc.Arbitrary<JsonStyle> = fc.record({
  unit: fc.constantFrom('  ', '    ', '\t', ' '),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  byteOrderMark: fc.boolean(),
  trailingCommas: fc.boolean(),
  comments: fc.boolean(),
  shortObjects: fc.boolean(),
  bracketBesideBrace: fc.boolean(),
});

/** A value as somebody of that style would write it. */
export function writeJson(value: unknown, style: JsonStyle): string {
  let comments = 0;
  const { unit, lineEnd } = style;
  const comment = (): string => {
    if (!style.comments) return '';
    comments++;
    const texts = ['', ` // ${comments} } ], "x`, ` /* ${comments} ], { */`, ''];
    return texts[comments % texts.length] ?? '';
  };
  const write = (node: unknown, indent: string): string => {
    if (typeof node !== 'object' || node === null) return JSON.stringify(node);
    const inner = indent + unit;
    const isList = Array.isArray(node);
    const parts: readonly (readonly [string, unknown])[] = isList
      ? node.map((item: unknown) => ['', item])
      : Object.entries(node).flatMap(([name, each]) =>
          each === undefined ? [] : [[`${JSON.stringify(name)}: `, each]],
        );
    const [open, close] = isList ? ['[', ']'] : ['{', '}'];
    if (parts.length === 0) return open + close;
    const isFlat = parts.every(([, each]) => typeof each !== 'object');
    if (style.shortObjects && isFlat) {
      const line = parts.map(([name, each]) => name + write(each, inner)).join(', ');
      return isList ? `[${line}]` : `{ ${line} }`;
    }
    if (style.bracketBesideBrace && isList && parts.every(([, each]) => typeof each === 'object'))
      return open + parts.map(([, each]) => write(each, indent)).join(', ') + close;
    const last = parts.length - 1;
    const lines = parts.map(([name, each], position) => {
      const comma = position < last || style.trailingCommas ? ',' : '';
      return `${inner}${name}${write(each, inner)}${comma}${comment()}`;
    });
    return [open, ...lines, indent + close].join(lineEnd);
  };
  return (style.byteOrderMark ? '\uFEFF' : '') + write(value, '') + lineEnd;
}
