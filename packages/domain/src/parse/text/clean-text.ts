import { decodeEntities, fromWindows1252 } from './decode-entities.ts';
import { normaliseLines } from './normalise-lines.ts';
import { repairMojibake } from './repair-mojibake.ts';
import { singleSpaces } from './single-spaces.ts';
import {
  AMPERSAND,
  C1,
  COMBINING as COMBINING_SIGN,
  COMPATIBILITY as COMPATIBILITY_SIGN,
  CONTROL as CONTROL_SIGN,
  INVISIBLE as INVISIBLE_SIGN,
  JOINER,
  LINE_END as LINE_END_SIGN,
  MOJIBAKE_LEAD,
  NON_ASCII,
  signsOf,
  SOFT_HYPHEN as SOFT_HYPHEN_SIGN,
  SPACE as SPACE_SIGN,
  SPECIAL,
  SURROGATE,
  VARIANT as VARIANT_SIGN,
} from './signs.ts';

/* oxlint-disable no-control-regex, no-misleading-character-class -- they are what this is about */
/** Control characters that are neither white space nor (0x80 to 0x9F) lost Windows-1252 ones. */
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f]/g;
const LINE_END = /\r\n?|[\u000b\u000c\u2028\u2029]/g;
const WINDOWS_1252_CONTROL = /[\u0080-\u009f]/g;

/** Invisible: zero-width space, direction marks, joiners of nothing, byte order mark. */
const INVISIBLE =
  /[\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;
/** Invisible too, but it may be half of mojibake (`í`). */
const SOFT_HYPHEN = /\u00ad/g;
/** Joiners shape Indic and Persian script and emoji; after Latin letters they are litter. */
const LATIN_JOINER = /(?<=[\u0000-\u024f])[\u200c\u200d]/g;
const SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
/** Hyphens, minus, dashes and full-width forms that have an everyday twin of one code unit. */
const VARIANT =
  /[\u2010-\u2012\u2015\u2212\ufe58\ufe63\uff04\uff0b\uff0d\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uffe0\uffe1\uffe5\uffe6]/g;
/** Ligatures from PDFs, and the mathematical letters people write bold and italic with. */
const COMPATIBILITY = /[\ufb00-\ufb06]|\ud835[\udc00-\udfff]/g;
const COMBINING = /[\u0300-\u036f\u3099\u309a]/;
/* oxlint-enable no-control-regex, no-misleading-character-class */

const VARIANTS: Readonly<Record<string, string>> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '–',
  '\u2015': '—',
  '\u2212': '-',
  '\ufe58': '—',
  '\ufe63': '-',
  '\uffe0': '¢',
  '\uffe1': '£',
  '\uffe5': '¥',
  '\uffe6': '₩',
};
/** Full-width forms are ASCII moved up by this. */
const FULL_WIDTH_OFFSET = 0xfee0;

function variant(character: string): string {
  return VARIANTS[character] ?? String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET);
}

/** Replaces what `pattern` matches, where the text has a sign that says it may. */
function replaceSigned(
  text: string,
  has: boolean,
  pattern: RegExp,
  by: string | ((found: string) => string),
): string {
  if (!has) return text;
  return typeof by === 'string' ? text.replace(pattern, by) : text.replace(pattern, by);
}

function withoutInvisible(text: string, signs: number): string {
  const visible = replaceSigned(text, (signs & INVISIBLE_SIGN) !== 0, INVISIBLE, '');
  const joined = replaceSigned(visible, (signs & JOINER) !== 0, LATIN_JOINER, '');
  return replaceSigned(joined, (signs & VARIANT_SIGN) !== 0, VARIANT, variant);
}

/** Characters alone, lines untouched: for text whose lines somebody else builds. */
export function cleanCharacters(text: string): string {
  let signs = signsOf(text);
  if ((signs & (SPECIAL | AMPERSAND)) === 0) return text;
  let cleaned = (signs & SURROGATE) === 0 || text.isWellFormed() ? text : text.toWellFormed();
  if ((signs & AMPERSAND) !== 0) {
    cleaned = decodeEntities(cleaned);
    signs = signsOf(cleaned);
  }
  cleaned = replaceSigned(cleaned, (signs & LINE_END_SIGN) !== 0, LINE_END, '\n');
  cleaned = replaceSigned(cleaned, (signs & CONTROL_SIGN) !== 0, CONTROL, '');
  if ((signs & NON_ASCII) === 0) return cleaned;
  // What may leave or bring a half of mojibake goes first, so that the repair sees all there is.
  cleaned = withoutInvisible(cleaned, signs);
  if ((signs & COMBINING_SIGN) !== 0) {
    cleaned = cleaned.normalize('NFC');
    signs = signsOf(cleaned);
  }
  if ((signs & MOJIBAKE_LEAD) !== 0) {
    const repaired = repairMojibake(cleaned);
    if (repaired !== cleaned) {
      cleaned = repaired.replace(INVISIBLE, '').replace(VARIANT, variant);
      signs = signsOf(cleaned);
    }
  }
  return finish(cleaned, signs);
}

function finish(text: string, signs: number): string {
  let cleaned = text;
  if ((signs & C1) !== 0) {
    cleaned = cleaned
      .replace(WINDOWS_1252_CONTROL, (control) => fromWindows1252(control.charCodeAt(0)))
      .replace(WINDOWS_1252_CONTROL, '');
  }
  cleaned = replaceSigned(cleaned, (signs & SOFT_HYPHEN_SIGN) !== 0, SOFT_HYPHEN, '');
  cleaned = replaceSigned(cleaned, (signs & SPACE_SIGN) !== 0, SPACE, ' ');
  if ((signs & (COMPATIBILITY_SIGN | COMBINING_SIGN)) === 0) return cleaned;
  cleaned = cleaned.replace(COMPATIBILITY, (letter) => letter.normalize('NFKC'));
  return COMBINING.test(cleaned) ? cleaned.normalize('NFC') : cleaned;
}

/**
 * Turns any string into canonical plain text: well-formed Unicode, references decoded, mojibake and
 * Windows-1252 artefacts repaired, one kind of space, line end and bullet (`• `), no invisible
 * characters, no edge or double white space, at most one empty line in a row. Its own output comes
 * back unchanged.
 */
export function cleanText(text: string): string {
  return normaliseLines(cleanCharacters(text));
}

/** The same for what is one line: a title, a name, a place. Empty when nothing is left. */
export function cleanLine(text: string): string {
  return singleSpaces(cleanCharacters(text)).trim();
}
