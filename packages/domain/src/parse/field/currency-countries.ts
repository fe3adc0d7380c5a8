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
  /(?:[£€₹]|(?<![\p{L}])(?:nz|[rac])\$)\s?\d|\d\s?(?:[€]|(?:zł|kč|eur|chf|sek|dkk|nok|gbp|pln|usd|aud|cad)(?!\p{L}))|(?<!\p{L})(?:eur|chf|gbp|sek|dkk|nok|pln|usd|aud|cad|inr)\s?\d/iu;

/**
 * The countries (alpha-2) that pay in the currency of a text's first amount; `[]` for a bare
 * dollar.
 */
export function currencyCountries(text: string): readonly string[] {
  const amount = SIGN_BESIDE_DIGIT.exec(text.slice(0, SCOPE_CHARS_MAX))?.[0] ?? '';
  return COUNTRIES_OF_SIGN[amount.toLowerCase().replace(/[\d\s]/g, '')] ?? [];
}
