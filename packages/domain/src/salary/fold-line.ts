/**
 * Spaces, dashes, tildes, quotes and slashes of every kind, full-width forms, and foreign digits.
 */
const FOLDABLE =
  /[\u00a0\u00ad\u00b4\u0130\u02bc\u02dc\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59\u1680\u2000-\u200b\u2010-\u2015\u2018\u2019\u201b\u2028\u202f\u2032\u2043\u2044\u205f\u2060\u2212\u2215\u223c\u3000\u301c\ufe58\ufe63\ufeff\uff01-\uff5e\uffe1\uffe5]/g;
const SPACES = /[\u00a0\u00ad\u1680\u2000-\u200b\u2028\u202f\u205f\u2060\u3000\ufeff]/;
const DASHES = /[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/;
const TILDES = /[\u301c\uff5e\u223c\u02dc]/;
const QUOTES = /[\u2018\u2019\u201b\u02bc\u00b4\u2032]/;
const SLASHES = /[\u2044\u2215]/;
const FULL_WIDTH = /[\uff01-\uff5d]/;
const FULL_WIDTH_OFFSET = 0xfee0;
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
const MAY_BE_ESCAPED = /&[#A-Za-z]|[\\\u00c2\u00e2]|\*\*|__/;

function toDigit(code: number): string {
  // The Thai and Devanagari zeros lie at 0x0e50 and 0x0966, the Arabic ones at a multiple of 16.
  const zero = code >= 0x0e50 ? 0x0e50 : code >= 0x0966 ? 0x0966 : code & ~0xf;
  return String(code - zero);
}

function toPlain(char: string): string {
  if (SPACES.test(char)) return ' ';
  if (DASHES.test(char)) return '-';
  if (TILDES.test(char)) return '~';
  if (QUOTES.test(char)) return "'";
  if (SLASHES.test(char)) return '/';
  if (char === '\u0130') return 'i';
  if (char === '\uffe5') return '¥';
  if (char === '\uffe1') return '£';
  const code = char.charCodeAt(0);
  return FULL_WIDTH.test(char) ? String.fromCharCode(code - FULL_WIDTH_OFFSET) : toDigit(code);
}

/** Each foldable character with what it becomes: made once, there are few of them. */
const PLAIN = new Map<string, string>();

function plainOf(char: string): string {
  let plain = PLAIN.get(char);
  if (plain === undefined) {
    plain = toPlain(char);
    PLAIN.set(char, plain);
  }
  return plain;
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
  if (NON_ASCII.test(folded)) folded = folded.replace(FOLDABLE, plainOf);
  if (folded.includes('\t')) folded = folded.replaceAll('\t', ' ');
  if (folded.includes('`')) folded = folded.replaceAll('`', "'");
  const lower = folded.toLowerCase();
  return lower.length === line.length ? lower : folded;
}
