import type { ArrayNode, ObjectNode, TextRange } from '../syntax/literal.ts';
import { type Change, touchedBy } from './change.ts';
import type { EditSyntax } from './editSyntax.ts';
import { insertItems } from './insertItems.ts';
import { type Layout, printProperty, printValue } from './printValue.ts';
import { removeItems } from './removeItems.ts';
import type { TextEdit } from './textEdit.ts';

/**
 * The edits that change a document and leave everything else as it is. Of one array or object either something is added
 * or something is taken.
 */
export function editsFor(text: string, syntax: EditSyntax, changes: readonly Change[]): readonly TextEdit[] {
  const byNode = Map.groupBy(changes, touchedBy);
  return [...byNode.values()].flatMap((together) => {
    const [first] = together;
    if (!first) return [];
    if (first.kind === 'replace') {
      const { offset, length } = first.node;
      return [{ offset, length, text: printValue(first.value, syntax, onOneLine) }];
    }
    const container = touchedBy(first) as ArrayNode | ObjectNode;
    const items = container.kind === 'array' ? container.items : container.properties;
    const removed = new Set<TextRange>(together.flatMap(removedBy));
    if (removed.size > 0) return removeItems(text, container, items, removed);
    return insertItems(
      text,
      container,
      items,
      syntax,
      together.flatMap((change) => added(change, syntax)),
    );
  });
}

const onOneLine: Layout = { lineEnd: '\n', indent: '', unit: '', isTall: false };

function removedBy(change: Change): readonly TextRange[] {
  if (change.kind === 'remove') return [change.item];
  return change.kind === 'removeProperty' ? [change.property] : [];
}

function added(change: Change, syntax: EditSyntax): readonly ((layout: Layout) => string)[] {
  if (change.kind === 'append') return [(layout) => printValue(change.value, syntax, layout)];
  if (change.kind !== 'addProperty') return [];
  return [(layout) => printProperty(change.name, change.value, syntax, layout)];
}
