/**
 * The folded alphabet of the matcher: letters without case and accents, digits, one class for every
 * kind of space and hyphen, the signs that names are made of, and two classes for the rest.
 */

const SIGNS = ".+#/&'*:";
const LETTERS_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits come first, so that `cls < WORD_CLASSES` asks for a word character. */
export const OTHER_LETTER = LETTERS_AND_DIGITS.length;
export const WORD_CLASSES = OTHER_LETTER + 1;
/** Space, tab, no-break space, hyphen, dash, underscore. */
export const SPACE = WORD_CLASSES;
/** Line ends, commas, brackets, CJK characters, all that no name holds. */
export const SEPARATOR = SPACE + 1;
const SIGNS_START = SEPARATOR + 1;
export const CLASSES = SIGNS_START + SIGNS.length;

/** Hyphens and dashes, as many as Unicode has between U+2010 and U+2015, and the underscore. */
const SPACES = new Set([0x20, 0x09, 0xa0, 0x2d, 0x5f, 0x2007, 0x2009, 0x202f, 0x3000]);
const LATIN_END = 0x250;
const CJK_START = 0x2e80;
const HANGUL_END = 0xd7b0;
const FULL_WIDTH_START = 0xff01;
const FULL_WIDTH_END = 0xff5e;
const FULL_WIDTH_SHIFT = 0xfee0;

function asciiClass(char: string): number {
  const word = LETTERS_AND_DIGITS.indexOf(char.toLowerCase());
  if (word >= 0) return word;
  if (SPACES.has(char.charCodeAt(0))) return SPACE;
  const sign = SIGNS.indexOf(char);
  return sign >= 0 ? SIGNS_START + sign : SEPARATOR;
}

/** Letters that Unicode does not take apart. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: 's',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'a',
  œ: 'o',
  ı: 'i',
};

function latinClass(code: number): number {
  const lower = String.fromCharCode(code).toLowerCase();
  const base = UNDECOMPOSED[lower] ?? lower.normalize('NFD').charAt(0);
  if (base.charCodeAt(0) < 0x80) return asciiClass(base);
  return /\p{L}/u.test(lower) ? OTHER_LETTER : SEPARATOR;
}

const LATIN_TABLE = Uint8Array.from({ length: LATIN_END }, (_, code) => {
  if (SPACES.has(code)) return SPACE;
  return code < 0x80 ? asciiClass(String.fromCharCode(code)) : latinClass(code);
});

function computeClass(code: number): number {
  if (code < LATIN_END) return LATIN_TABLE[code] ?? SEPARATOR;
  if (code >= 0x2010 && code <= 0x2015) return SPACE;
  if (SPACES.has(code)) return SPACE;
  if (code === 0x2019) return SIGNS_START + SIGNS.indexOf("'");
  if (code >= 0x2000 && code < CJK_START) return SEPARATOR;
  if (code >= CJK_START && code < HANGUL_END) return SEPARATOR;
  if (code >= FULL_WIDTH_START && code <= FULL_WIDTH_END) {
    return LATIN_TABLE[code - FULL_WIDTH_SHIFT] ?? SEPARATOR;
  }
  return code < 0x2000 ? OTHER_LETTER : SEPARATOR;
}

const CODE_UNITS = 0x10000;

/** The class of every UTF-16 code unit. */
export const CLASS_TABLE: Uint8Array = new Uint8Array(CODE_UNITS).fill(SEPARATOR);
// Between Hangul and the full-width forms all is a separator already.
for (let code = 0; code < CODE_UNITS; code += 1) {
  if (code === CJK_START) code = FULL_WIDTH_START;
  CLASS_TABLE[code] = computeClass(code);
}

/** The class of a UTF-16 code unit. */
export function classOf(code: number): number {
  return CLASS_TABLE[code] ?? SEPARATOR;
}

/** Whether a code unit is a letter or digit that continues a Latin word. */
export function isWordCode(code: number): boolean {
  return classOf(code) < WORD_CLASSES;
}

/** Writes the classes of a phrase, runs of spaces as one, from `at` on; returns where they end. */
export function foldInto(phrase: string, classes: Uint8Array, at: number): number {
  let end = at;
  for (let index = 0; index < phrase.length; index += 1) {
    const cls = classOf(phrase.charCodeAt(index));
    if (cls === SPACE && end > at && classes[end - 1] === SPACE) continue;
    classes[end] = cls;
    end += 1;
  }
  return end;
}

/** The classes of a name or phrase, runs of spaces as one. */
export function foldPhrase(phrase: string): readonly number[] {
  const classes = new Uint8Array(phrase.length);
  return [...classes.subarray(0, foldInto(phrase, classes, 0))];
}
