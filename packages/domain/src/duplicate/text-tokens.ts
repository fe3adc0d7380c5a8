import { finish, mixWord } from './hash.ts';

/** Characters of one text that are read; a longer one is judged by its beginning. */
export const TOKEN_CHARS_MAX = 400_000;

/**
 * Hashes of the tokens of the text read last, and which of them are characters of a script without
 * spaces. Used again for text after text: the system's allocator costs more than the reading.
 */
export interface TokenBuffer {
  count: number;
  hashes: Int32Array;
  /** 1 where the token is a single character of a script written without spaces. */
  single: Uint8Array;
}

/** A buffer without tokens. It grows to what `TOKEN_CHARS_MAX` characters need, and no further. */
export function createTokenBuffer(): TokenBuffer {
  return { count: 0, hashes: new Int32Array(0), single: new Uint8Array(0) };
}

const OTHER = 0;
const WORD = 1;
const SINGLE = 2;

/** Scripts written without spaces between words: a character stands for a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}\p{M}]/u;

/** FNV-1a (Fowler, Noll, Vo): one multiplication a character, spread by `finish` after the last. */
const FNV_BASIS = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/**
 * Reads words as sequences of letters and digits, in lower case, whatever stands between them; each
 * character of a script without spaces is a token. A surrogate counts as a letter, so that
 * characters beyond the basic plane are kept, and emoji are words of their own.
 */
export function readTokens(text: string, into: TokenBuffer): void {
  const read = text.length > TOKEN_CHARS_MAX ? text.slice(0, TOKEN_CHARS_MAX) : text;
  makeRoom(into, read.length + 1);
  if (readPlain(read, into)) return;
  const normal = read.normalize('NFC').toLowerCase();
  makeRoom(into, normal.length + 1);
  readNormal(normal, into);
}

function makeRoom(into: TokenBuffer, tokens: number): void {
  if (into.hashes.length >= tokens) return;
  into.hashes = new Int32Array(tokens);
  into.single = new Uint8Array(tokens);
}

/** Latin and Cyrillic: above it, composing and lower case are more than a table. */
const PLAIN_CHARS = 0x530;
/** What is not in the table's power; no letter is below it. */
const NOT_PLAIN = 1;
/** The lower case of each letter and digit; 0 for what is neither. */
const PLAIN = plainTable();

function plainTable(): Uint16Array {
  const table = new Uint16Array(PLAIN_CHARS);
  for (let code = 0; code < PLAIN_CHARS; code++) {
    const char = String.fromCharCode(code);
    const lower = char.toLowerCase();
    // Greek has a sigma for the end of a word. Marks join with the letter before them.
    const plain = lower.length === 1 && char.normalize('NFC') === char && !isMarkOrGreek(code);
    if (!plain) table[code] = NOT_PLAIN;
    else if (LETTER_OR_DIGIT.test(char)) table[code] = lower.charCodeAt(0);
  }
  return table;
}

function isMarkOrGreek(code: number): boolean {
  return (code >= 0x300 && code < 0x400) || (code >= 0x483 && code < 0x48a);
}

/** Dashes, quotes, bullets, currencies, arrows: in most texts of Latin script, and no letters. */
function isPlainSign(code: number): boolean {
  return (
    (code >= 0x2002 && code < 0x2070) ||
    (code >= 0x20a0 && code < 0x20c0) ||
    (code >= 0x2190 && code < 0x2200) ||
    (code >= 0x25a0 && code < 0x2700)
  );
}

/** Reads a text that composing leaves as it is; false, and nothing read, for any other. */
function readPlain(text: string, into: TokenBuffer): boolean {
  const { hashes } = into;
  let count = 0;
  let hash = FNV_BASIS;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    let lower = 0;
    if (code < PLAIN_CHARS) lower = PLAIN[code] ?? 0;
    else if (!isPlainSign(code)) return false;
    if (lower > NOT_PLAIN) {
      hash = Math.imul(hash ^ lower, FNV_PRIME);
      length++;
    } else if (lower === NOT_PLAIN) {
      return false;
    } else if (length > 0) {
      hashes[count++] = finish(hash ^ length);
      hash = FNV_BASIS;
      length = 0;
    }
  }
  if (length > 0) hashes[count++] = finish(hash ^ length);
  into.single.fill(0, 0, count);
  into.count = count;
  return true;
}

const BLOCK_BITS = 8;
const BLOCK_CHARS = 1 << BLOCK_BITS;
const classBlocks: (Uint8Array | undefined)[] = [];

function readNormal(text: string, into: TokenBuffer): void {
  const { hashes, single } = into;
  let count = 0;
  let hash = FNV_BASIS;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const kind = classOf(code);
    if (kind === WORD) {
      hash = Math.imul(hash ^ code, FNV_PRIME);
      length++;
      continue;
    }
    if (length > 0) {
      single[count] = 0;
      hashes[count++] = finish(hash ^ length);
      hash = FNV_BASIS;
      length = 0;
    }
    if (kind === SINGLE) {
      single[count] = 1;
      hashes[count++] = finish(mixWord(0, code));
    }
  }
  if (length > 0) {
    single[count] = 0;
    hashes[count++] = finish(hash ^ length);
  }
  into.count = count;
}

function classOf(code: number): number {
  const block = classBlocks[code >> BLOCK_BITS] ?? fillBlock(code >> BLOCK_BITS);
  return block[code & (BLOCK_CHARS - 1)] ?? OTHER;
}

function fillBlock(index: number): Uint8Array {
  const block = new Uint8Array(BLOCK_CHARS);
  for (let i = 0; i < BLOCK_CHARS; i++) {
    const code = (index << BLOCK_BITS) | i;
    const char = String.fromCharCode(code);
    if (UNSPACED.test(char)) block[i] = SINGLE;
    else if (LETTER_OR_DIGIT.test(char) || (code >= 0xd800 && code <= 0xdfff)) block[i] = WORD;
  }
  classBlocks[index] = block;
  return block;
}
