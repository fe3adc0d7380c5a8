/**
 * Characters that are written in several ways, each to one of the same length, so that an offset in
 * the folded text is the same offset in the text.
 */
const FOLDED_CLASSES: readonly (readonly [pattern: RegExp, to: string])[] = [
  [/[\u00a0\u1680\u2000-\u200b\u2028\u202f\u205f\u2060\u3000\ufeff\t\u00ad]/g, ' '],
  [/[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g, '-'],
  [/[\u2044\u2215]/g, '/'],
  [/[\u301c\uff5e\u223c\u02dc]/g, '~'],
  [/[\u2018\u2019\u201b\u02bc\u00b4\u0060\u2032]/g, "'"],
  [/\u0130/g, 'i'],
];
const FULL_WIDTH = /[\uff01-\uff5d\uffe5\uffe1]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59]/g;
const NON_ASCII = /[^\u0000-\u007e]/;

/** What a source may have left escaped, with the character it stands for. */
const ESCAPES: readonly (readonly [pattern: RegExp, to: string])[] = [
  [/&(?:nbsp|#160|#xa0|thinsp|ensp|emsp);/gi, ' '],
  [/&(?:pound|#163|#xa3);/gi, '£'],
  [/&(?:euro|#8364|#x20ac);/gi, '€'],
  [/&(?:yen|#165);/gi, '¥'],
  [/&(?:dollar|#36|#x24);/gi, '$'],
  [/&(?:ndash|mdash|#8211|#8212|#x2013|#x2014|minus);/gi, '-'],
  [/&amp;/gi, '&'],
  [/\\(?=[$\-.+~*_#|])/g, ''],
  [/\u00c2(?=[\u00a3\u00a5\u00a0])/g, ''],
  [/\u00e2\u0082\u00ac|\u00e2\u201a\u00ac/g, '€'],
  [/\u00e2\u0080[\u0093\u0094]|\u00e2\u20ac[\u201c\u201d]/g, '-'],
  [/\*\*|__/g, ''],
];
const MAY_BE_ESCAPED = /[&\\\u00c2\u00e2]|\*\*|__/;

function toAscii(char: string): string {
  if (char === '\uffe5') return '¥';
  if (char === '\uffe1') return '£';
  return String.fromCharCode(char.charCodeAt(0) - FULL_WIDTH_OFFSET);
}

function toDigit(char: string): string {
  const code = char.charCodeAt(0);
  // The Thai and Devanagari zeros lie at x0 and x6, the Arabic ones at x0.
  const zero = code >= 0x0e50 ? 0x0e50 : code >= 0x0966 ? 0x0966 : code & ~0xf;
  return String(code - zero);
}

/**
 * A text in lower case in which every dash is `-`, every space ` `, and digits and full-width forms
 * are ASCII. It has the length of the text: what is shorter is padded with spaces, on the right, or
 * before a currency sign on the left, so that a sign stays next to its number.
 */
export function foldLine(line: string): string {
  let folded = line;
  if (MAY_BE_ESCAPED.test(folded)) {
    for (const [pattern, to] of ESCAPES) {
      folded = folded.replace(pattern, (match) => to.padStart(match.length, ' '));
    }
  }
  if (NON_ASCII.test(folded)) {
    for (const [pattern, to] of FOLDED_CLASSES) folded = folded.replace(pattern, to);
    folded = folded.replace(FULL_WIDTH, toAscii).replace(OTHER_DIGITS, toDigit);
  } else if (folded.includes('\t') || folded.includes('`')) {
    folded = folded.replaceAll('\t', ' ').replaceAll('`', "'");
  }
  const lower = folded.toLowerCase();
  return lower.length === line.length ? lower : folded;
}
