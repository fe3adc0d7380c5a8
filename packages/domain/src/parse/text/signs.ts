/**
 * Which kinds of characters a text has that need care, found in one pass: most texts have few of
 * them, and each expression that looks for one reads the whole text.
 */

/** Anything but printable ASCII, tabs and line feeds. */
export const SPECIAL = 1;
export const NON_ASCII = 1 << 1;
export const AMPERSAND = 1 << 2;
/** Ends of lines other than a line feed. */
export const LINE_END = 1 << 3;
/** Control characters but for white space and those from 0x80 to 0x9F. */
export const CONTROL = 1 << 4;
/** 0x80 to 0x9F: lost Windows-1252. */
export const C1 = 1 << 5;
export const SOFT_HYPHEN = 1 << 6;
/** Zero-width spaces, direction marks, byte order marks. */
export const INVISIBLE = 1 << 7;
/** Zero-width joiners and non-joiners. */
export const JOINER = 1 << 8;
/** Spaces that are no U+0020. */
export const SPACE = 1 << 9;
/** Dashes and full-width forms that have an everyday twin. */
export const VARIANT = 1 << 10;
/** Ligatures, and the first half of a mathematical letter. */
export const COMPATIBILITY = 1 << 11;
export const COMBINING = 1 << 12;
/** What UTF-8 that was read as Windows-1252 begins with. */
export const MOJIBAKE_LEAD = 1 << 13;
export const SURROGATE = 1 << 14;

/* oxlint-disable no-control-regex, no-misleading-character-class -- they are what this is about */
const KINDS: readonly (readonly [sign: number, characters: RegExp])[] = [
  [SPECIAL, /[^\t\n -~]/],
  [NON_ASCII, /[^\u0000-\u007f]/],
  [AMPERSAND, /&/],
  [LINE_END, /[\r\u000b\u000c\u2028\u2029]/],
  [CONTROL, /[\u0000-\u0008\u000e-\u001f\u007f]/],
  [C1, /[\u0080-\u009f]/],
  [SOFT_HYPHEN, /\u00ad/],
  [
    INVISIBLE,
    /[\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/,
  ],
  [JOINER, /[\u200c\u200d]/],
  [SPACE, /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/],
  [
    VARIANT,
    /[\u2010-\u2012\u2015\u2212\ufe58\ufe63\uff04\uff0b\uff0d\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uffe0\uffe1\uffe5\uffe6]/,
  ],
  [COMPATIBILITY, /[\ufb00-\ufb06\ud835]/],
  [COMBINING, /[\u0300-\u036f\u3099\u309a]/],
  [MOJIBAKE_LEAD, /[ÂÃÄÅÆÎÏÐÑ×Øâã-éïð]/],
  [SURROGATE, /[\ud800-\udfff]/],
];
/* oxlint-enable no-control-regex, no-misleading-character-class */

const CODE_UNITS = 0x10000;

function buildTable(): Uint16Array {
  const table = new Uint16Array(CODE_UNITS);
  const all = String.fromCharCode(...Uint16Array.from({ length: 0x8000 }, (_, code) => code));
  const rest = String.fromCharCode(
    ...Uint16Array.from({ length: 0x8000 }, (_, code) => code + 0x8000),
  );
  for (const [sign, characters] of KINDS) {
    for (const { index } of `${all}${rest}`.matchAll(new RegExp(characters, 'g'))) {
      table[index] = (table[index] ?? 0) | sign;
    }
  }
  return table;
}

const SIGNS = buildTable();

/** The kinds of characters that a text has, as bits. */
export function signsOf(text: string): number {
  let signs = 0;
  for (let index = 0; index < text.length; index += 1) signs |= SIGNS[text.charCodeAt(index)] ?? 0;
  return signs;
}
