import type { ArrayNode, LiteralNode, ObjectNode, PropertyNode } from '../syntax/literal.ts';

/** What is to be different in a document, whatever language it is written in. */
export type Change =
  | { readonly kind: 'append'; readonly array: ArrayNode; readonly value: NewValue }
  | { readonly kind: 'remove'; readonly array: ArrayNode; readonly item: LiteralNode }
  | { readonly kind: 'replace'; readonly node: LiteralNode; readonly value: NewValue }
  | {
      readonly kind: 'addProperty';
      readonly object: ObjectNode;
      readonly name: string;
      readonly value: NewValue;
    }
  | { readonly kind: 'removeProperty'; readonly object: ObjectNode; readonly property: PropertyNode };

/** What is written anew. Properties that are undefined are left out. */
export type NewValue =
  string | Written | readonly NewValue[] | { readonly [name: string]: NewValue | undefined };

/** The text of something that stands in the document already: it is written again as it is. */
export class Written {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The node whose text a change touches beside what it names: two changes of one cannot be made at a time. */
export function touchedBy(change: Change): LiteralNode {
  switch (change.kind) {
    case 'append':
    case 'remove':
      return change.array;
    case 'replace':
      return change.node;
    case 'addProperty':
    case 'removeProperty':
      return change.object;
  }
}
