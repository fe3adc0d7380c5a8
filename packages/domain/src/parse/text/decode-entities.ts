import { decodeHTMLStrict } from 'entities/decode';

/**
 * `&name;`, `&#39;`, `&#x27;`; of the names that HTML lets go without `;` the few that are used so.
 */
const ENTITY =
  /&(?:#\d{1,8};?|#[xX][\da-fA-F]{1,7};?|[A-Za-z][A-Za-z\d]{1,31};|(?:nbsp|amp|lt|gt|quot|pound|copy|reg)(?![\w=]))/g;
/** The rest of an entity whose `&` was itself written as one: `amp;nbsp;`. */
const REST = /(?:#\d{1,8};|#[xX][\da-fA-F]{1,7};|[A-Za-z][A-Za-z\d]{1,31};)/y;

const CODE_POINT_MAX = 0x10ffff;

/** What browsers read for the numeric references 128 to 159: Windows-1252, not C1 controls. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const named = new Map<string, string>();

function decodeNamed(entity: string): string {
  const known = named.get(entity);
  if (known !== undefined) return known;
  const decoded = decodeHTMLStrict(entity);
  // Only real names are kept, so the map is bounded by the standard's list.
  if (decoded !== entity) named.set(entity, decoded);
  return decoded;
}

function decodeNumber(digits: string, radix: 10 | 16): string {
  const code = Number.parseInt(digits, radix);
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252.charAt(code - 0x80);
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code === 0 || surrogate || code > CODE_POINT_MAX) return '';
  return String.fromCodePoint(code);
}

function decodeOne(entity: string): string {
  const closed = entity.endsWith(';') ? entity : `${entity};`;
  if (closed.charCodeAt(1) !== 0x23) return decodeNamed(closed);
  const hex = closed.charCodeAt(2) === 0x78 || closed.charCodeAt(2) === 0x58;
  return hex ? decodeNumber(closed.slice(3, -1), 16) : decodeNumber(closed.slice(2, -1), 10);
}

/**
 * Decodes HTML's character references, however often they were escaped (`&amp;amp;nbsp;`), in one
 * pass. What is no reference stays as it is (`R&D`, `?a=1&copy=2`).
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  let decoded = '';
  let from = 0;
  ENTITY.lastIndex = 0;
  for (let match = ENTITY.exec(text); match !== null; match = ENTITY.exec(text)) {
    let value = decodeOne(match[0]);
    let end = match.index + match[0].length;
    while (value === '&') {
      REST.lastIndex = end;
      const rest = REST.exec(text);
      if (rest === null) break;
      const next = decodeOne(`&${rest[0]}`);
      if (next === `&${rest[0]}`) break;
      value = next;
      end += rest[0].length;
    }
    decoded += text.slice(from, match.index) + value;
    from = end;
    ENTITY.lastIndex = end;
  }
  return from === 0 ? text : decoded + text.slice(from);
}

/** The character that a byte 0x80 to 0x9F stands for in Windows-1252. */
export function fromWindows1252(byte: number): string {
  return byte >= 0x80 && byte <= 0x9f
    ? WINDOWS_1252.charAt(byte - 0x80)
    : String.fromCharCode(byte);
}

/** The byte of a Windows-1252 or Latin-1 character; -1 when there is none. */
export function toWindows1252(character: string): number {
  const code = character.charCodeAt(0);
  if (code <= 0xff) return code;
  const index = WINDOWS_1252.indexOf(character);
  return index === -1 ? -1 : 0x80 + index;
}
