import { visit } from 'jsonc-parser';
import type { KeyNode, LiteralNode, PropertyNode } from './literal.ts';

/** A document as it was read. */
export interface LiteralDocument {
  /** Missing where there is nothing, or more levels than anybody writes. */
  readonly root: LiteralNode | undefined;
  /** Whether something is not as the language demands, as while somebody types: what seems missing may yet come. */
  readonly broken: boolean;
}

interface OpenContainer {
  readonly offset: number;
  /** Properties of an object; items of an array go to `items`. */
  readonly properties: PropertyNode[] | undefined;
  readonly items: LiteralNode[];
  key: KeyNode | undefined;
}

/** Reads JSON with comments and trailing commas, and makes the best of text that is half typed. Never throws. */
export function readJson(text: string): LiteralDocument {
  const open: OpenContainer[] = [];
  let root: LiteralNode | undefined;
  let broken = false;

  const put = (node: LiteralNode): void => {
    const parent = open.at(-1);
    if (!parent) root ??= node;
    else if (!parent.properties) parent.items.push(node);
    else if (parent.key) {
      const { key } = parent;
      parent.key = undefined;
      const length = node.offset + node.length - key.offset;
      parent.properties.push({ offset: key.offset, length, key, value: node });
    }
  };
  /** A name without a value is a property whose value nobody can tell yet. */
  const finishProperty = (container: OpenContainer): void => {
    if (!container.key) return;
    broken = true;
    put({ kind: 'expression', offset: container.key.offset + container.key.length, length: 0 });
  };
  const close = (end: number): void => {
    const container = open.at(-1);
    if (!container) return;
    finishProperty(container);
    open.pop();
    const { offset, properties, items } = container;
    const length = end - offset;
    put(
      properties ? { kind: 'object', offset, length, properties } : { kind: 'array', offset, length, items },
    );
  };

  try {
    visit(
      // A byte order mark is a blank, and the offsets behind it stay as they are.
      text.replace(/^\uFEFF/, ' '),
      {
        onObjectBegin: (offset) => void open.push({ offset, properties: [], items: [], key: undefined }),
        onArrayBegin: (offset) =>
          void open.push({ offset, properties: undefined, items: [], key: undefined }),
        onObjectProperty: (name, offset, length) => {
          const container = open.at(-1);
          if (!container) return;
          finishProperty(container);
          container.key = { offset, length, name };
        },
        onObjectEnd: (offset, length) => close(offset + length),
        onArrayEnd: (offset, length) => close(offset + length),
        onLiteralValue: (value: unknown, offset, length) => put(literal(value, offset, length)),
        onError: () => void (broken = true),
      },
      { disallowComments: false, allowTrailingComma: true },
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { root: undefined, broken: true };
  }
  return { root, broken };
}

function literal(value: unknown, offset: number, length: number): LiteralNode {
  if (typeof value === 'string') return { kind: 'string', offset, length, value };
  if (typeof value === 'number') return { kind: 'number', offset, length, value };
  if (typeof value === 'boolean') return { kind: 'boolean', offset, length, value };
  return { kind: 'null', offset, length };
}
