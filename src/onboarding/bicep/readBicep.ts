import type {
  ArrayNode,
  ExpressionNode,
  KeyNode,
  LiteralNode,
  ObjectNode,
  PropertyNode,
} from '../syntax/literal.ts';
import type { BicepDocument, BicepReference, BicepResource, BicepValue } from './bicepDocument.ts';
import { identifierAt, isLineEnd, isQuote, readString, skipBalanced, skipTrivia } from './bicepText.ts';

/**
 * Reads the literals of a Bicep or .bicepparam file: objects, arrays, strings, numbers, `true`, `false` and `null`.
 * Anything else is an `expression`, an object that spreads another or computes a name included. Half-typed text is read
 * as far as it goes: what is not closed ends with what encloses it, or where the next declaration begins. Never throws.
 */
export function readBicep(text: string): BicepDocument {
  return new BicepReader(text).read();
}

/** Deeper than people write; what is deeper counts as an expression, so that no text exhausts the stack. */
const deepest = 100;

/** A declaration at the beginning of a line: whatever is still open there was not closed yet. */
const declaration =
  /(?:@[a-z]|(?:param|var|resource|module|output|using|targetScope|type|func|metadata|import|extension|assert)[ \t]+['\w=])/y;

/** What goes on with an expression of which the beginning was read: on the same line, and at the beginning of the next. */
const goesOnHere = /[-+*/%=!<>&|?:.[(]/;
const goesOnBelow = /[+*%=<>&|?:]|!=|\.(?!\.)|\/(?![/*])/y;

class BicepReader {
  readonly #text: string;
  readonly #values: BicepValue[] = [];
  readonly #resources: BicepResource[] = [];
  readonly #references = new Map<LiteralNode, BicepReference>();
  #using: string | undefined;
  #broken = false;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): BicepDocument {
    while ((this.#skipLines(), this.#at < this.#text.length)) {
      const start = this.#at;
      this.#readStatement();
      if (this.#at > start) continue;
      this.#broken = true;
      this.#at++;
    }
    return {
      values: this.#values,
      resources: this.#resources,
      using: this.#using,
      references: this.#references,
      broken: this.#broken,
    };
  }

  #readStatement(): void {
    const keyword = this.#readIdentifier();
    switch (keyword) {
      case 'param':
      case 'var':
        this.#readValueDeclaration(keyword);
        return;
      case 'resource':
        this.#readResource([]);
        return;
      case 'using':
        this.#skipBlanks();
        this.#using = isQuote(this.#text, this.#at) ? (this.#readText() ?? '') : '';
        return;
      default:
        this.#skipExpression();
    }
  }

  #readValueDeclaration(keyword: 'param' | 'var'): void {
    this.#skipBlanks();
    const offset = this.#at;
    const name = this.#readIdentifier();
    if (!name) return;
    const value = this.#skipToAssignment() ? this.#readValue() : undefined;
    this.#values.push({ keyword, name, key: { offset, length: name.length }, value });
  }

  /** Behind the `=` of a declaration; what stands before it, such as a type, does not matter. */
  #skipToAssignment(): boolean {
    while ((this.#skipBlanks(), !this.#isLineEnd(this.#at))) {
      const isAssignment = this.#text[this.#at] === '=';
      this.#skipToken();
      if (isAssignment) return true;
    }
    return false;
  }

  #readResource(loopNames: readonly string[]): void {
    this.#skipBlanks();
    const symbol = this.#readIdentifier();
    this.#skipBlanks();
    const offset = this.#at;
    if (!symbol || !isQuote(this.#text, offset)) return;
    const value = this.#readText() ?? '';
    const type = { kind: 'string', offset, length: this.#at - offset, value } as const;
    if (!this.#skipToAssignment()) return;
    this.#skipBlanks();
    const names = [...loopNames];
    // A resource below comes behind the one that it is in.
    const position = this.#resources.length;
    const body = this.#readBody(names);
    this.#resources.splice(position, 0, { type, body, loopNames: names });
  }

  /** The body of a resource: an object, `if (condition) { … }`, or `[for name in list: { … }]`. */
  #readBody(loopNames: string[]): LiteralNode | undefined {
    if (this.#text[this.#at] === '[') return this.#readLoop(loopNames);
    if (identifierAt(this.#text, this.#at) === 'if') {
      this.#at += 'if'.length;
      this.#skipLines();
      if (this.#text[this.#at] === '(') this.#skipToken();
      this.#skipLines();
    }
    return this.#readValue(loopNames);
  }

  #readLoop(loopNames: string[]): LiteralNode | undefined {
    const end = skipBalanced(this.#text, this.#at);
    this.#at++;
    this.#skipLines();
    const isLoop = this.#readIdentifier() === 'for';
    this.#skipBlanks();
    const names = this.#at;
    // The body follows the first colon outside of brackets.
    while (isLoop && this.#at < end && this.#text[this.#at] !== ':') {
      this.#skipToken();
      this.#skipLines();
    }
    loopNames.push(
      ...(/^(?:\w+|\([^)]*\))/.exec(this.#text.slice(names, this.#at))?.[0].match(/\w+/g) ?? []),
    );
    this.#at = Math.min(this.#at + 1, end);
    this.#skipLines();
    const body = isLoop && this.#at < end ? this.#readBody(loopNames) : undefined;
    if (this.#text[end - 1] !== ']') this.#broken = true;
    this.#at = Math.max(this.#at, end);
    return body;
  }

  /** The value that begins here; missing where the line, the list or the text ends instead. */
  #readValue(loopNames: readonly string[] = []): LiteralNode | undefined {
    this.#skipBlanks();
    const start = this.#at;
    if (this.#isEnd(start)) {
      this.#broken = true;
      return undefined;
    }
    const value = this.#depth < deepest ? this.#readPrimary(loopNames) : undefined;
    const goesOn = this.#goesOn();
    if (value && !goesOn) return value;
    if (goesOn) this.#skipLines();
    this.#skipExpression();
    return this.#expression(start, start + this.#text.slice(start, this.#at).trimEnd().length);
  }

  #readPrimary(loopNames: readonly string[]): LiteralNode | undefined {
    const offset = this.#at;
    const character = this.#text[offset];
    if (character === '{') return this.#readObject(loopNames);
    if (character === '[') return this.#readArray(loopNames);
    if (isQuote(this.#text, offset)) {
      const value = this.#readText();
      const length = this.#at - offset;
      return value === undefined
        ? this.#expression(offset, this.#at)
        : { kind: 'string', offset, length, value };
    }
    const [number] = /^-?\d+(?![\w.])/.exec(this.#text.slice(offset, offset + 20)) ?? [];
    if (number !== undefined) {
      this.#at += number.length;
      return { kind: 'number', offset, length: number.length, value: Number(number) };
    }
    const name = this.#readIdentifier();
    const length = name.length;
    if (name === '') return undefined;
    if (name === 'true' || name === 'false')
      return { kind: 'boolean', offset, length, value: name === 'true' };
    if (name === 'null') return { kind: 'null', offset, length };
    const members = this.#readMembers();
    const reference = { ...this.#expression(offset, this.#at), name, members };
    if (!loopNames.includes(name)) this.#references.set(reference, reference);
    return reference;
  }

  #readMembers(): readonly (string | number)[] {
    const members: (string | number)[] = [];
    for (;;) {
      const rest = this.#text.slice(this.#at, this.#at + 200);
      const [all, member, quoted, index] =
        /^(?:\.([a-z_]\w*)|\['([^'\\$\r\n]*)'\]|\[(\d+)\])/i.exec(rest) ?? [];
      if (all === undefined) return members;
      this.#at += all.length;
      members.push(member ?? quoted ?? Number(index));
    }
  }

  #readObject(loopNames: readonly string[]): ObjectNode | ExpressionNode {
    const offset = this.#at++;
    const properties: PropertyNode[] = [];
    let isComplete = true;
    this.#depth++;
    while ((this.#skipSeparators(), !this.#isClosed())) {
      const before = this.#at;
      const isDecorator = this.#text[before] === '@';
      if (isDecorator) this.#skipExpression();
      else if (this.#isNestedResource()) {
        this.#at += 'resource'.length;
        this.#readResource(loopNames);
      } else {
        const property = this.#readProperty(loopNames);
        if (property) properties.push(property);
        else isComplete = false;
      }
      if (this.#at <= before) this.#at = before + 1;
    }
    this.#depth--;
    this.#close('}');
    return isComplete
      ? { kind: 'object', offset, length: this.#at - offset, properties }
      : this.#expression(offset, this.#at);
  }

  /** Nothing where more may be meant than stands there: what spreads something, or has a name that is computed. */
  #readProperty(loopNames: readonly string[]): PropertyNode | undefined {
    const offset = this.#at;
    const name = isQuote(this.#text, offset) ? this.#readText() : this.#readIdentifier();
    const key: KeyNode = { offset, length: this.#at - offset, name: name ?? '' };
    this.#skipBlanks();
    const hasColon = this.#text[this.#at] === ':';
    if (!name || !hasColon) {
      const isHalf = Boolean(name) && this.#isEnd(this.#at);
      if (!isHalf) this.#skipExpression();
      this.#broken ||= isHalf;
      return isHalf ? this.#property(key, undefined) : undefined;
    }
    this.#at++;
    return this.#property(key, this.#readValue(loopNames));
  }

  #property(key: KeyNode, written: LiteralNode | undefined): PropertyNode {
    const value = written ?? this.#expression(this.#at, this.#at);
    return { offset: key.offset, length: value.offset + value.length - key.offset, key, value };
  }

  #readArray(loopNames: readonly string[]): ArrayNode | undefined {
    const offset = this.#at++;
    this.#skipLines();
    if (identifierAt(this.#text, this.#at) === 'for') {
      this.#at = skipBalanced(this.#text, offset);
      return undefined;
    }
    const items: LiteralNode[] = [];
    this.#depth++;
    while ((this.#skipSeparators(), !this.#isClosed())) {
      const before = this.#at;
      const item = this.#readValue(loopNames);
      if (item) items.push(item);
      if (this.#at <= before) this.#at = before + 1;
    }
    this.#depth--;
    this.#close(']');
    return { kind: 'array', offset, length: this.#at - offset, items };
  }

  /** Whether the list or object that is read ends here, be it that its own bracket is missing. */
  #isClosed(): boolean {
    const character = this.#text[this.#at];
    return character === undefined || ')]}'.includes(character) || this.#isDeclaration();
  }

  #close(bracket: '}' | ']'): void {
    if (this.#text[this.#at] === bracket) this.#at++;
    else this.#broken = true;
  }

  #isDeclaration(): boolean {
    if (this.#at > 0 && !isLineEnd(this.#text[this.#at - 1])) return false;
    declaration.lastIndex = this.#at;
    return declaration.test(this.#text);
  }

  #isNestedResource(): boolean {
    return /^resource[ \t]+\w+[ \t]+'/.test(this.#text.slice(this.#at, this.#at + 200));
  }

  /** Whether an expression goes on behind what was read, so that this was only its beginning. */
  #goesOn(): boolean {
    const here = skipTrivia(this.#text, this.#at, false);
    const character = this.#text[here];
    if (character === undefined) return false;
    if (!isLineEnd(character)) return goesOnHere.test(character);
    goesOnBelow.lastIndex = skipTrivia(this.#text, here, true);
    return goesOnBelow.test(this.#text);
  }

  /** Behind the rest of an expression: to the end of its last line, or to what ends or follows it in what encloses it. */
  #skipExpression(): void {
    while (!this.#isEnd(this.#at)) {
      this.#skipToken();
      if (this.#goesOn()) this.#skipLines();
      else this.#skipBlanks();
    }
  }

  #skipToken(): void {
    const word = identifierAt(this.#text, this.#at);
    this.#at = word ? this.#at + word.length : skipBalanced(this.#text, this.#at);
  }

  #isEnd(at: number): boolean {
    return this.#isLineEnd(at) || ',}])'.includes(this.#text[at] ?? '');
  }

  #isLineEnd(at: number): boolean {
    const character = this.#text[at];
    return character === undefined || isLineEnd(character);
  }

  #expression(offset: number, end: number): ExpressionNode {
    return { kind: 'expression', offset, length: end - offset };
  }

  #readIdentifier(): string {
    const name = identifierAt(this.#text, this.#at);
    this.#at += name.length;
    return name;
  }

  #readText(): string | undefined {
    const { end, value, isClosed } = readString(this.#text, this.#at);
    this.#at = end;
    this.#broken ||= !isClosed;
    return value;
  }

  #skipBlanks(): void {
    this.#at = skipTrivia(this.#text, this.#at, false);
  }

  #skipLines(): void {
    this.#at = skipTrivia(this.#text, this.#at, true);
  }

  #skipSeparators(): void {
    while ((this.#skipLines(), this.#text[this.#at] === ',')) this.#at++;
  }
}
