import type { ExpressionNode, LiteralNode, StringNode, TextRange } from '../syntax/literal.ts';

/** What a Bicep or .bicepparam file declares, in the order of the text. */
export interface BicepDocument {
  readonly values: readonly BicepValue[];
  readonly resources: readonly BicepResource[];
  /** What `using` names; undefined where the file has none, as a template. */
  readonly using: string | undefined;
  /** Which of the expressions are names of something declared, and of what. */
  readonly references: ReadonlyMap<LiteralNode, BicepReference>;
  /** Whether something is not as the language demands, as while somebody types: what seems missing may yet come. */
  readonly broken: boolean;
}

/** `param x type = default` of a template, `param x = value` of a .bicepparam file, `var x = value`. */
export interface BicepValue {
  readonly keyword: 'param' | 'var';
  readonly name: string;
  /** Where the name stands. */
  readonly key: TextRange;
  /** Missing where a parameter has no default. */
  readonly value: LiteralNode | undefined;
}

/** `resource symbol 'type@version' = body`, nested ones too. */
export interface BicepResource {
  /** As written: type and version. */
  readonly type: StringNode;
  /** What the resource is made of, also inside a condition or a loop; missing where it is no literal. */
  readonly body: LiteralNode | undefined;
  /** Names that a loop gives to something else than the file's declarations. */
  readonly loopNames: readonly string[];
}

/** A name and what is taken of it: `authorizations`, `roles.reader`, `roles['reader']`, `groups[0].id`. */
export interface BicepReference extends ExpressionNode {
  readonly name: string;
  readonly members: readonly (string | number)[];
}
