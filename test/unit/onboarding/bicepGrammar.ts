import { createRequire } from 'node:module';
import { expect } from 'vitest';
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

/** Values of a Bicep text that can be changed as its text is, to say what a change is to make of it. */
export interface BicepModel {
  /** What is declared, by name; texts as they are written, quotes included. */
  readonly declared: BicepContainer;
  /** The object or array that begins at an offset. */
  readonly at: (offset: number) => BicepContainer;
  /** Puts a value in the place of the one that begins at an offset. */
  readonly replace: (offset: number, value: unknown) => void;
  readonly comments: readonly string[];
}

/** An object by its names, or an array by its positions. */
export type BicepContainer = Record<string | number, unknown> & unknown[];

/** The values of a text, as the grammar sees them. */
export function bicepModel(text: string): BicepModel {
  const tree = parser.parse(asTemplate(text));
  if (!tree) throw new Error('The grammar gave up');
  const containers = new Map<number, BicepContainer>();
  const homes = new Map<number, readonly [BicepContainer, string | number]>();
  const put = (container: BicepContainer, name: string | number, node: Node | null | undefined): void => {
    if (!node) return;
    homes.set(node.startIndex, [container, name]);
    container[name as number] = read(node);
  };
  const read = (node: Node): unknown => {
    if (node.type !== 'object' && node.type !== 'array') return node.text;
    const container = (node.type === 'array' ? [] : {}) as unknown as BicepContainer;
    containers.set(node.startIndex, container);
    const children = node.namedChildren.filter(({ type }) => type !== 'comment');
    for (const [position, child] of children.entries())
      if (node.type === 'array') put(container, position, child);
      else {
        const [name, value] = child.namedChildren.filter(({ type }) => type !== 'comment');
        put(container, name?.text.replaceAll("'", '') ?? '', value);
      }
    return container;
  };
  const declared = {} as BicepContainer;
  for (const node of tree.rootNode.namedChildren)
    if (node.type.endsWith('_declaration'))
      put(declared, node.namedChild(0)?.text ?? '', node.namedChildren.at(-1));
  return {
    declared,
    at: (offset) => containers.get(offset) ?? expect.fail(`Nothing begins at ${offset}`),
    replace: (offset, value) => {
      const [container, name] = homes.get(offset) ?? expect.fail(`Nothing begins at ${offset}`);
      container[name as number] = value;
    },
    comments: bicepNodes(text, ['comment']).map((comment) => comment.text),
  };
}

/** The grammar knows no `param name = value` of a .bicepparam file: as a variable it says the same, in the same places. */
function asTemplate(text: string): string {
  return text.replace(/^\uFEFF/, ' ').replace(/^param (?=\w+ =)/gm, 'var   ');
}
