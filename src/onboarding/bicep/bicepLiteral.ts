/** What a Bicep literal can say. */
export type BicepValueOf =
  string | number | boolean | null | readonly BicepValueOf[] | { readonly [name: string]: BicepValueOf };

/**
 * A value as Bicep writes it: objects and arrays over several lines, texts in single quotes ("Data types in Bicep").
 *
 * @param indent what the lines after the first begin with
 */
export function bicepLiteral(value: BicepValueOf, indent = '', step = '  '): string {
  if (typeof value === 'string') return bicepString(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}${step}`;
  const isList = isArray(value);
  const lines = isList
    ? value.map((item) => bicepLiteral(item, inner, step))
    : Object.entries(value).map(([name, each]) => `${bicepName(name)}: ${bicepLiteral(each, inner, step)}`);
  const [open, close] = isList ? '[]' : '{}';
  return lines.length === 0
    ? `${open ?? ''}${close ?? ''}`
    : [open ?? '', ...lines.map((line) => `${inner}${line}`), `${indent}${close ?? ''}`].join('\n');
}

/** A text in single quotes: nothing in it ends it or is evaluated, and what nobody sees is written as its number. */
export function bicepString(text: string): string {
  const escaped = text
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('${', '\\${')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(unplain, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  return `'${escaped}'`;
}

const unplain = /[[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]--[ ]]/gv;

function bicepName(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : bicepString(name);
}

function isArray(value: object): value is readonly BicepValueOf[] {
  return Array.isArray(value);
}
