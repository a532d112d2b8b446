import { type LiteralNode, valueOf } from '../syntax/literal.ts';
import type { BicepDocument } from './bicepDocument.ts';

/** More names than anybody follows; whatever leads on, or back to itself, cannot be told. */
const longestWay = 100;

/**
 * What a node of a file leads to: the value of a variable, the default of a parameter, or a member of one. An
 * `expression` where that is none of the file's literals.
 */
export function resolveBicep({ values, references }: BicepDocument): (node: LiteralNode) => LiteralNode {
  const declared = new Map(values.map(({ name, value }) => [name, value]));
  return (node) => {
    let steps = 0;
    const follow = (from: LiteralNode): LiteralNode => {
      const reference = references.get(from);
      if (!reference || steps++ > longestWay) return from;
      let target = declared.get(reference.name);
      for (const member of reference.members) {
        const container = target && follow(target);
        target = typeof member === 'string' ? valueOf(container, member) : itemOf(container, member);
      }
      return target ? follow(target) : from;
    };
    return follow(node);
  };
}

function itemOf(node: LiteralNode | undefined, index: number): LiteralNode | undefined {
  return node?.kind === 'array' ? node.items[index] : undefined;
}
