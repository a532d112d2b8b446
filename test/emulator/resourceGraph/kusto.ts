import { createRequire } from 'node:module';

/** A part of a query as Microsoft's parser read it. */
export interface KustoNode {
  readonly Kind: number;
  readonly ChildCount: number;
  GetChild(index: number): KustoNode | null;
  /** The text as it was written, whatever stands around it as well. */
  ToString(): string;
}

/** What of `@kusto/language-service-next` is used; its own declarations are global, and two megabytes. */
interface KustoLanguage {
  readonly GlobalState: { readonly Default: KustoGlobals };
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: KustoGlobals): KustoCode };
  readonly Symbols: {
    readonly TableSymbol: { readonly $ctor7: new (name: string, schema: string, about: null) => object };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, tables: readonly object[]) => object };
  };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, number>> };
}

interface KustoGlobals {
  WithDatabase(database: object): KustoGlobals;
}

interface KustoCode {
  readonly Syntax: KustoNode;
  GetDiagnostics(): { readonly Count: number; getItem(index: number): { readonly Message: string } };
}

/** A query that the parser understands and that binds to the tables, or what is wrong with it. */
export type ParsedKusto = { readonly syntax: KustoNode } | { readonly problems: readonly string[] };

/** The number by which the parser calls a kind of syntax. */
export function kindOf(name: string): number {
  const kind = language().Syntax.SyntaxKind[name];
  if (kind === undefined) throw new Error(`The Kusto parser knows no '${name}'.`);
  return kind;
}

/**
 * Parses a query and binds its names.
 *
 * @param tables the columns of each table, as `name:type` separated by commas
 */
export function parseKusto(text: string, tables: Readonly<Record<string, string>>): ParsedKusto {
  const { GlobalState, KustoCode, Symbols } = language();
  const symbols = Object.entries(tables).map(
    ([name, columns]) => new Symbols.TableSymbol.$ctor7(name, `(${columns})`, null),
  );
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('graph', symbols));
  const code = KustoCode.ParseAndAnalyze(text, globals);
  const found = code.GetDiagnostics();
  const problems = Array.from({ length: found.Count }, (_, index) => found.getItem(index).Message);
  return problems.length > 0 ? { problems } : { syntax: code.Syntax };
}

/** All parts of a query of one kind, in the order of the text. */
export function nodesOf(root: KustoNode, kind: string): readonly KustoNode[] {
  if (root.Kind === kindOf(kind)) return [root];
  return childrenOf(root).flatMap((child) => nodesOf(child, kind));
}

export function childrenOf(node: KustoNode): readonly KustoNode[] {
  return Array.from({ length: node.ChildCount }, (_, index) => node.GetChild(index)).filter(
    (child) => child !== null,
  );
}

let loaded: KustoLanguage | undefined;

/** Takes a quarter of a second the first time, and puts two names into the global scope. */
function language(): KustoLanguage {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  require('@kusto/language-service-next/bridge.min.js');
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  loaded = (globalThis as unknown as { readonly Kusto: { readonly Language: KustoLanguage } }).Kusto.Language;
  return loaded;
}
