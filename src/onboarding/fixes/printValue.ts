import { type NewValue, Written } from './change.ts';
import type { EditSyntax } from './editSyntax.ts';

/** How new text is laid out, after the text around it. */
export interface Layout {
  readonly lineEnd: string;
  /** Before the line that the value begins in. */
  readonly indent: string;
  /** One more level. */
  readonly unit: string;
  /** Whether entries and properties get lines of their own. */
  readonly isTall: boolean;
}

/** A value as the language writes it; its first line without indentation. */
export function printValue(value: NewValue, syntax: EditSyntax, layout: Layout): string {
  if (typeof value === 'string') return syntax.text(value);
  if (value instanceof Written) return value.text;
  const inner = { ...layout, indent: layout.indent + layout.unit };
  if (isList(value))
    return enclosed(
      '[',
      value.map((item) => printValue(item, syntax, inner)),
      ']',
      syntax,
      layout,
    );
  const properties = Object.entries(value).flatMap(([name, property]) =>
    property === undefined ? [] : [printProperty(name, property, syntax, inner)],
  );
  return enclosed('{', properties, '}', syntax, layout);
}

/** A property as the language writes it; `layout` is that of its line. */
export function printProperty(name: string, value: NewValue, syntax: EditSyntax, layout: Layout): string {
  return `${syntax.name(name)}: ${printValue(value, syntax, layout)}`;
}

function enclosed(
  open: string,
  parts: readonly string[],
  close: string,
  { separator }: EditSyntax,
  { lineEnd, indent, unit, isTall }: Layout,
): string {
  if (parts.length === 0) return open + close;
  if (isTall) {
    const lines = parts.map((part) => indent + unit + part).join(separator + lineEnd);
    return [open, lines, indent + close].join(lineEnd);
  }
  const inside = parts.join(', ');
  return open === '{' ? `{ ${inside} }` : `[${inside}]`;
}

function isList(value: NewValue): value is readonly NewValue[] {
  return Array.isArray(value);
}
