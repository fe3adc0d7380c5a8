import { finish, mixWord } from './hash.ts';

/** Characters of one text that are read; a longer one is judged by its beginning. */
export const TOKEN_CHARS_MAX = 400_000;

/** Hashes of the tokens of a text, and which of them are characters of a script without spaces. */
export interface TextTokens {
  readonly count: number;
  readonly hashes: Int32Array;
  /** 1 where the token is a single character of a script written without spaces. */
  readonly single: Uint8Array;
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

const ASCII_CHARS = 128;
const BLOCK_BITS = 8;
const BLOCK_CHARS = 1 << BLOCK_BITS;
const classBlocks: (Uint8Array | undefined)[] = [];

/**
 * Words as sequences of letters and digits, in lower case, whatever stands between them; each
 * character of a script without spaces is a token. A surrogate counts as a letter, so that
 * characters beyond the basic plane are kept, and emoji are words of their own.
 */
export function textTokens(text: string): TextTokens {
  const lower = text.slice(0, TOKEN_CHARS_MAX).normalize('NFC').toLowerCase();
  const hashes = new Int32Array((lower.length >> 1) + 1 + countSingles(lower));
  const single = new Uint8Array(hashes.length);
  const ascii = classBlocks[0] ?? fillBlock(0);
  let count = 0;
  let hash = FNV_BASIS;
  let length = 0;
  for (let i = 0; i < lower.length; i++) {
    const code = lower.charCodeAt(i);
    const kind = code < ASCII_CHARS ? (ascii[code] ?? OTHER) : classOf(code);
    if (kind === WORD) {
      hash = Math.imul(hash ^ code, FNV_PRIME);
      length++;
      continue;
    }
    if (length > 0) {
      hashes[count++] = finish(hash ^ length);
      hash = FNV_BASIS;
      length = 0;
    }
    if (kind === SINGLE) {
      single[count] = 1;
      hashes[count++] = finish(mixWord(0, code));
    }
  }
  if (length > 0) hashes[count++] = finish(hash ^ length);
  return { count, hashes, single };
}

/** Where the scripts without spaces begin (Thai). */
const MAY_BE_UNSPACED = /[\u0e00-\uffff]/;

/** Every second code unit can begin a word; single characters need no space between them. */
function countSingles(text: string): number {
  if (!MAY_BE_UNSPACED.test(text)) return 0;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (classOf(code) === SINGLE) count++;
  }
  return count;
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
