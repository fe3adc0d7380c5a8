import { isLetterCode, isSpaceCode } from '../text/char-class.ts';

const SCOPE_CHARS_MAX = 8_000;

/** Signs of money that say more than a dollar does, and who pays in them, the largest first. */
const COUNTRIES_OF_SIGN: Readonly<Record<string, readonly string[]>> = {
  '£': ['GB'],
  gbp: ['GB'],
  '€': ['DE', 'FR', 'ES', 'IT', 'NL', 'IE', 'AT', 'BE', 'PT', 'FI', 'GR', 'LU'],
  eur: ['DE', 'FR', 'ES', 'IT', 'NL', 'IE', 'AT', 'BE', 'PT', 'FI', 'GR', 'LU'],
  zł: ['PL'],
  pln: ['PL'],
  kč: ['CZ'],
  chf: ['CH'],
  sek: ['SE'],
  dkk: ['DK'],
  nok: ['NO'],
  r$: ['BR'],
  '₹': ['IN'],
  inr: ['IN'],
  a$: ['AU'],
  aud: ['AU'],
  c$: ['CA'],
  cad: ['CA'],
  nz$: ['NZ'],
  usd: ['US'],
};
const SIGN_BESIDE_DIGIT =
  /(?:[£€₹]|(?<![\p{L}])(?:nz|[rac])\$)\s?\d|\d\s?(?:[€]|(?:zł|kč|eur|chf|sek|dkk|nok|gbp|pln|usd|aud|cad)(?!\p{L}))|(?<!\p{L})(?:eur|chf|gbp|sek|dkk|nok|pln|usd|aud|cad|inr)\s?\d/iuy;
/** The longest sign with a space. */
const SIGN_CHARS_MAX = 4;
const SIGNS = new Set(['£', '€', '₹', '$']);

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Whether a sign or the letter of a code stands here, or behind one space in that direction. */
function mayBeSign(text: string, index: number, step: 1 | -1): boolean {
  const at = isSpaceCode(text.charCodeAt(index)) ? index + step : index;
  return isLetterCode(text.charCodeAt(at)) || SIGNS.has(text.charAt(at));
}

/** The first amount's sign and digit, looked for around the digits. */
function firstAmount(text: string): string {
  const length = Math.min(text.length, SCOPE_CHARS_MAX);
  const scope = text.slice(0, length);
  for (let index = 0, tried = -1; index < length; index += 1) {
    if (!isDigit(text.charCodeAt(index))) continue;
    const from = mayBeSign(text, index - 1, -1) ? index - SIGN_CHARS_MAX : index;
    const to = mayBeSign(text, index + 1, 1) ? index : index - 1;
    for (let at = Math.max(from, tried + 1, 0); at <= to; at += 1) {
      SIGN_BESIDE_DIGIT.lastIndex = at;
      const match = SIGN_BESIDE_DIGIT.exec(scope);
      if (match !== null) return match[0];
    }
    tried = index;
  }
  return '';
}

/**
 * The countries (alpha-2) that pay in the currency of a text's first amount; `[]` for a bare
 * dollar.
 */
export function currencyCountries(text: string): readonly string[] {
  const amount = firstAmount(text);
  return COUNTRIES_OF_SIGN[amount.toLowerCase().replace(/[\d\s]/g, '')] ?? [];
}
