import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

/** A literal as the grammar of tree-sitter sees it, which shares nothing with the product's reader. */
export interface GrammarNode {
  readonly type: string;
  readonly text: string;
  readonly offset: number;
  readonly length: number;
}

/** The places where a text is no Bicep; none where it is. */
export function bicepErrors(text: string): readonly string[] {
  const tree = parser.parse(asTemplate(text));
  if (!tree) throw new Error('The grammar gave up');
  return [...nodesBelow(tree.rootNode)]
    .filter((node) => node.isError || node.isMissing)
    .map((node) => `${node.startPosition.row + 1}:${node.startPosition.column + 1} ${node.toString()}`);
}

/** All nodes of some types, in the order of the text. */
export function bicepNodes(text: string, types: readonly string[]): readonly GrammarNode[] {
  const tree = parser.parse(asTemplate(text));
  if (!tree) throw new Error('The grammar gave up');
  return [...nodesBelow(tree.rootNode)]
    .filter(({ type }) => types.includes(type))
    .map(({ type, text: own, startIndex, endIndex }) => ({
      type,
      text: own,
      offset: startIndex,
      length: endIndex - startIndex,
    }));
}

function* nodesBelow(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* nodesBelow(child);
}

/** The grammar knows no `param name = value` of a .bicepparam file: as a variable it says the same, in the same places. */
function asTemplate(text: string): string {
  return text.replace(/^param (?=\w+ =)/gm, 'var   ');
}
