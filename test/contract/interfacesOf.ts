import ts from 'typescript';

/** A property of an interface, as it is written. */
export interface Property {
  readonly optional: boolean;
  readonly outline: Outline;
}

/**
 * What a value is, down to its texts: the name of a primitive type, a list of one thing, or an object by the names
 * of its properties.
 */
export type Outline = string | readonly [Outline] | { readonly [name: string]: Outline };

/** The properties of every interface that a TypeScript file exports, by the interface's name. */
export function interfacesOf(file: string): Readonly<Record<string, Readonly<Record<string, Property>>>> {
  const program = ts.createProgram([file], { strict: true, noEmit: true, target: ts.ScriptTarget.ES2024 });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} exports nothing.`);
  return Object.fromEntries(
    checker
      .getExportsOfModule(module)
      .filter((symbol) => (symbol.flags & ts.SymbolFlags.Interface) !== 0)
      .map((symbol) => [symbol.name, propertiesOf(checker, checker.getDeclaredTypeOfSymbol(symbol))]),
  );
}

function propertiesOf(checker: ts.TypeChecker, type: ts.Type): Readonly<Record<string, Property>> {
  return Object.fromEntries(
    checker.getPropertiesOfType(type).map((symbol) => [
      symbol.name,
      {
        optional: (symbol.flags & ts.SymbolFlags.Optional) !== 0,
        outline: outlineOf(checker, checker.getNonNullableType(checker.getTypeOfSymbol(symbol))),
      },
    ]),
  );
}

function outlineOf(checker: ts.TypeChecker, type: ts.Type): Outline {
  const element = checker.isArrayType(type)
    ? checker.getIndexTypeOfType(type, ts.IndexKind.Number)
    : undefined;
  if (element !== undefined) return [outlineOf(checker, element)];
  if ((type.flags & ts.TypeFlags.Object) === 0) return checker.typeToString(type);
  return Object.fromEntries(
    Object.entries(propertiesOf(checker, type)).map(([name, { outline }]) => [name, outline]),
  );
}
