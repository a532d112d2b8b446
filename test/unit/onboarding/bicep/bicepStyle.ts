import fc from 'fast-check';
import { bicepString } from '../../../../src/onboarding/bicep/bicepLiteral.ts';

/** How somebody lays a Bicep file out. */
export interface BicepStyle {
  readonly unit: string;
  readonly lineEnd: string;
  readonly comments: boolean;
  /** Whether objects that hold no others stand in one line. */
  readonly shortObjects: boolean;
  /** Whether whole lists stand in one line. */
  readonly shortLists: boolean;
  readonly quotedNames: boolean;
}

export const bicepStyles: fc.Arbitrary<BicepStyle> = fc.record({
  unit: fc.constantFrom('  ', '    ', '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  comments: fc.boolean(),
  shortObjects: fc.boolean(),
  shortLists: fc.boolean(),
  quotedNames: fc.boolean(),
});

/** A value of texts, lists and objects as somebody of that style would write it. */
export function writeBicep(value: unknown, style: BicepStyle): string {
  let comments = 0;
  const { unit, lineEnd } = style;
  const comment = (): string => {
    if (!style.comments) return '';
    comments++;
    const texts = ['', ` // ${comments} } ], 'x`, ` /* ${comments} ], { */`, ''];
    return texts[comments % texts.length] ?? '';
  };
  const isFlat = (node: unknown): boolean =>
    typeof node !== 'object' ||
    node === null ||
    Object.values(node).every((each) => typeof each !== 'object');
  const write = (node: unknown, indent: string): string => {
    if (typeof node !== 'object' || node === null) return bicepString(String(node));
    const inner = indent + unit;
    const isList = Array.isArray(node);
    const parts: readonly (readonly [string, unknown])[] = isList
      ? node.map((item: unknown) => ['', item])
      : Object.entries(node).flatMap(([name, each]) =>
          each === undefined ? [] : [[`${style.quotedNames ? bicepString(name) : name}: `, each]],
        );
    const [open, close] = isList ? ['[', ']'] : ['{', '}'];
    if (parts.length === 0) return open + close;
    const isShort = isList
      ? style.shortLists &&
        node.every(isFlat) &&
        (style.shortObjects || node.every((each) => typeof each !== 'object'))
      : style.shortObjects && isFlat(node);
    if (isShort) {
      const line = parts.map(([name, each]) => name + write(each, inner)).join(', ');
      return isList ? `[${line}]` : `{ ${line} }`;
    }
    const lines = parts.map(([name, each]) => `${inner}${name}${write(each, inner)}${comment()}`);
    return [open, ...lines, indent + close].join(lineEnd);
  };
  return write(value, '');
}
