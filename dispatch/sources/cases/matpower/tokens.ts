/** A piece of a MATPOWER case file. `isGlued`: nothing stands between it and the piece before. */
export type Token = { readonly line: number; readonly isGlued: boolean } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string }
  | { readonly kind: 'newline' }
);

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?/y;
const NAME = /[A-Za-z_]\w*/y;
const TEXT = /'((?:[^'\n]|'')*)'|"((?:[^"\n]|"")*)"/y;
const BLOCK_OPEN = /^\s*[%#]\{\s*$/;
const BLOCK_CLOSE = /^\s*[%#]\}\s*$/;

/**
 * Pieces of a case file: comments (`%`, `#`, blocks) are dropped, `...` continues a line. What is no piece of the
 * language comes as a symbol of one character, for the reader of statements to refuse.
 */
export const tokensOf = (source: string): Token[] => {
  const tokens: Token[] = [];
  let depth = 0;
  source.split(/\r\n|\r|\n/).forEach((text, index) => {
    if (BLOCK_OPEN.test(text)) depth++;
    else if (depth > 0) depth -= BLOCK_CLOSE.test(text) ? 1 : 0;
    else scanLine(text, index + 1, tokens);
  });
  return tokens;
};

const scanLine = (text: string, line: number, tokens: Token[]): void => {
  let [at, isGlued] = [0, false];
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  while (at < text.length) {
    const character = text[at]!;
    if (character === '%' || character === '#') break;
    if (text.startsWith('...', at)) return;
    if (/\s/.test(character) || character === '\uFEFF') {
      at++;
      isGlued = false;
      continue;
    }
    const [token, length] = pieceAt(character, match, line, isGlued);
    tokens.push(token);
    at += length;
    isGlued = true;
  }
  tokens.push({ kind: 'newline', line, isGlued: false });
};

const pieceAt = (
  character: string,
  match: (pattern: RegExp) => RegExpExecArray | null,
  line: number,
  isGlued: boolean,
): [Token, number] => {
  const number = match(NUMBER);
  if (number !== null) {
    const value = Number(number[0].replace(/[dD]/, 'e'));
    return [{ kind: 'number', value, line, isGlued }, number[0].length];
  }
  const name = match(NAME);
  if (name !== null) return [{ kind: 'name', text: name[0], line, isGlued }, name[0].length];
  const text = match(TEXT);
  if (text !== null) {
    const inner = (text[1] ?? text[2] ?? '').replaceAll("''", "'");
    return [{ kind: 'text', text: inner, line, isGlued }, text[0].length];
  }
  return [{ kind: 'symbol', text: character, line, isGlued }, 1];
};
