/** A run of a document's text; in UTF-16 code units from its beginning, as the editor counts. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

/**
 * What is written in a document, whatever its language: literals with their exact places, and `expression` for whatever
 * cannot be told without evaluating it, a value that is not written yet included.
 */
export type LiteralNode =
  ObjectNode | ArrayNode | StringNode | NumberNode | BooleanNode | NullNode | ExpressionNode;

export interface ObjectNode extends TextRange {
  readonly kind: 'object';
  /** As written: in order, and with properties whose names occur more than once. */
  readonly properties: readonly PropertyNode[];
}

/** Reaches from the beginning of its name to the end of its value. */
export interface PropertyNode extends TextRange {
  readonly key: KeyNode;
  readonly value: LiteralNode;
}

/** The name of a property, quotation marks included in the range. */
export interface KeyNode extends TextRange {
  readonly name: string;
}

export interface ArrayNode extends TextRange {
  readonly kind: 'array';
  readonly items: readonly LiteralNode[];
}

/** A text, quotation marks included in the range. */
export interface StringNode extends TextRange {
  readonly kind: 'string';
  readonly value: string;
}

export interface NumberNode extends TextRange {
  readonly kind: 'number';
  readonly value: number;
}

export interface BooleanNode extends TextRange {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullNode extends TextRange {
  readonly kind: 'null';
}

/** Cannot tell. */
export interface ExpressionNode extends TextRange {
  readonly kind: 'expression';
}

/** The property of a name; names differ in letter case only for people. Of several, the last counts. */
export function propertyOf(node: LiteralNode | undefined, name: string): PropertyNode | undefined {
  if (node?.kind !== 'object') return undefined;
  const wanted = name.toLowerCase();
  return node.properties.findLast(
    ({ key }) => key.name.length === name.length && key.name.toLowerCase() === wanted,
  );
}

/** The value of a property, see {@link propertyOf}. */
export function valueOf(node: LiteralNode | undefined, name: string): LiteralNode | undefined {
  return propertyOf(node, name)?.value;
}

/** The text of a literal; undefined for any other node. */
export function textOf(node: LiteralNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}

/** The offset behind a range. */
export function endOf({ offset, length }: TextRange): number {
  return offset + length;
}
