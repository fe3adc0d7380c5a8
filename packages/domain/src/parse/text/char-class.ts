/**
 * What a UTF-16 code unit is, as `\p{L}`, `\p{Lu}`, `\p{Ll}`, `\p{N}` and `\s` say it, looked up
 * in a table: readers ask at every character. Half of a character beyond the basic plane is none
 * of these.
 */

const LETTER = 1;
const UPPER = 2;
const LOWER = 4;
const NUMBER = 8;
const SPACE = 16;

const CODE_UNITS = 0x10000;

function buildTable(): Uint8Array {
  const table = new Uint8Array(CODE_UNITS);
  const classes: readonly (readonly [pattern: RegExp, bit: number])[] = [
    [/\p{L}+/gu, LETTER],
    [/\p{Lu}+/gu, UPPER],
    [/\p{Ll}+/gu, LOWER],
    [/\p{N}+/gu, NUMBER],
    [/\s+/gu, SPACE],
  ];
  // All code units but the surrogates, which in a row would make pairs.
  const below = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code)).join('');
  const above = Array.from({ length: 0x2000 }, (_, code) => String.fromCharCode(0xe000 + code));
  for (const [text, from] of [
    [below, 0],
    [above.join(''), 0xe000],
  ] as const) {
    for (const [pattern, bit] of classes) {
      for (const { 0: run, index } of text.matchAll(pattern)) {
        for (let at = index; at < index + run.length; at += 1) {
          table[from + at] = (table[from + at] ?? 0) | bit;
        }
      }
    }
  }
  return table;
}

const CLASSES = buildTable();

/** Whether a code unit is a letter (`\p{L}`). NaN, as beyond a text's end, is none. */
export function isLetterCode(code: number): boolean {
  return ((CLASSES[code] ?? 0) & LETTER) !== 0;
}

/** Whether a code unit is an upper-case letter (`\p{Lu}`). */
export function isUpperCode(code: number): boolean {
  return ((CLASSES[code] ?? 0) & UPPER) !== 0;
}

/** Whether a code unit is a lower-case letter (`\p{Ll}`). */
export function isLowerCode(code: number): boolean {
  return ((CLASSES[code] ?? 0) & LOWER) !== 0;
}

/** Whether a code unit is a letter or a digit or other number (`\p{L}`, `\p{N}`). */
export function isLetterOrNumberCode(code: number): boolean {
  return ((CLASSES[code] ?? 0) & (LETTER | NUMBER)) !== 0;
}

/** Whether a code unit is white space (`\s`). */
export function isSpaceCode(code: number): boolean {
  return ((CLASSES[code] ?? 0) & SPACE) !== 0;
}
