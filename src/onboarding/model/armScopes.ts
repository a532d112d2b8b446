import { endOf, type LiteralNode, type TextRange, valueOf } from '../syntax/literal.ts';
import { expressionIn, isCustomerTenant, parseReference } from './armExpression.ts';
import type { Resolve } from './onboardingFile.ts';

/** How many references are followed from one to the next; a circle ends there. */
const longestChain = 20;

/** Where the expressions that are written within a range look their names up. */
interface Region extends TextRange {
  readonly parent: Region | undefined;
  readonly parameter: (name: string) => LiteralNode | undefined;
  readonly variable: (name: string) => LiteralNode | undefined;
  /** How many evaluations come before its own, each of which takes one bracket of `[[…]` away. */
  readonly escapes: number;
}

/**
 * The scopes of a document's expressions. Which names an expression means depends on where it is written, so that a
 * value that was handed from one template to another keeps its meaning. Outside of templates nothing is an expression.
 */
export class ArmScopes {
  /** In order of their beginnings: what is entered later lies within, or behind. */
  readonly #regions: Region[] = [];
  #innermost: Region | undefined;

  /**
   * Calls `read` within the scope of a template, or of anything else that has its own parameters and variables.
   *
   * @param given values that the parameters get from outside; without one, their defaults count
   * @param escaped whether its expressions are escaped from an evaluation of what surrounds it
   */
  within(
    template: LiteralNode,
    given: (name: string) => LiteralNode | undefined,
    escaped: boolean,
    read: () => void,
  ): void {
    const parent = this.#innermost;
    const parameters = valueOf(template, 'parameters');
    const variables = valueOf(template, 'variables');
    const region: Region = {
      offset: template.offset,
      length: template.length,
      parent,
      escapes: (parent?.escapes ?? 0) + (escaped ? 1 : 0),
      parameter: (name) => given(name) ?? valueOf(valueOf(parameters, name), 'defaultValue'),
      variable: (name) => valueOf(variables, name),
    };
    this.#regions.push(region);
    this.#innermost = region;
    read();
    this.#innermost = parent;
  }

  /** Whether what is read now may be evaluated by a template around it. */
  get inTemplate(): boolean {
    return this.#innermost !== undefined;
  }

  /** See {@link Resolve}. */
  readonly resolve: Resolve = (node) => this.#resolve(node, 0);

  /** Whether a node is an expression for the tenant of what is deployed to. */
  isCustomerTenant(node: LiteralNode): boolean {
    const found = this.#expressionOf(node);
    return found !== undefined && isCustomerTenant(found.inside);
  }

  #resolve(node: LiteralNode, followed: number): LiteralNode {
    const found = this.#expressionOf(node);
    if (!found) return node;
    const unknown: LiteralNode = { kind: 'expression', offset: node.offset, length: node.length };
    const reference = parseReference(found.inside);
    if (!reference || followed === longestChain) return unknown;
    const { source, name, path } = reference;
    let value = source === 'parameters' ? found.region.parameter(name) : found.region.variable(name);
    for (const step of path) {
      const container = value && this.#resolve(value, followed + 1);
      value =
        typeof step === 'string'
          ? valueOf(container, step)
          : container?.kind === 'array'
            ? container.items[step]
            : undefined;
    }
    return value ? this.#resolve(value, followed + 1) : unknown;
  }

  /** The expression that a node is, and the region that evaluates it. */
  #expressionOf(node: LiteralNode): { readonly inside: string; readonly region: Region } | undefined {
    const expression = node.kind === 'string' ? expressionIn(node.value) : undefined;
    let region = expression && this.#regionAt(node.offset);
    if (!expression || !region || expression.escapes > region.escapes) return undefined;
    while (region.parent && region.escapes > expression.escapes) region = region.parent;
    return { inside: expression.inside, region };
  }

  #regionAt(offset: number): Region | undefined {
    let low = 0;
    let high = this.#regions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#regions[middle]?.offset ?? offset) <= offset) low = middle + 1;
      else high = middle;
    }
    let region = this.#regions[low - 1];
    while (region && endOf(region) <= offset) region = region.parent;
    return region;
  }
}
