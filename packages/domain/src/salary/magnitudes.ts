import { createLexicon } from './lexicon.ts';

/** Words and letters that multiply the number before them; `null` currency: any. */
interface Magnitude {
  readonly factor: number;
  /** Currencies of which the word is a sign by itself. */
  readonly currency: string | null;
}

const THOUSAND = 1e3;
const MILLION = 1e6;
const MAN = 1e4;
const LAKH = 1e5;
const CRORE = 1e7;
const OKU = 1e8;
const BILLION = 1e9;

function entries(
  words: string,
  factor: number,
  currency: string | null = null,
): [string, Magnitude][] {
  return words.split('|').map((word) => [word, { factor, currency }]);
}

const magnitudes = createLexicon<Magnitude>([
  ...entries(
    'k|к|thousand|thousands|thsd|tsd|tsd.|tausend|mille|mila|mil|tys|tys.|tysięcy|tis|tis.|tisíc',
    THOUSAND,
  ),
  ...entries(
    'тыс|тыс.|тысяч|тис.|ezer|bin|ribu|rb|duizend|tuhat|tusen|tusind|千|천|ngàn|nghìn|พัน|אלף',
    THOUSAND,
  ),
  ...entries('t€|teur|t€uro|t eur|t€.', THOUSAND, 'EUR'),
  ...entries('tchf', THOUSAND, 'CHF'),
  ...entries('eft|e ft|e. ft|ezer ft|ezer forint', THOUSAND, 'HUF'),
  ...entries('tkr|tkr.|tsek', THOUSAND),
  ...entries(
    'm|mm|mn|mio|mio.|mln|mln.|million|millions|mill|mill.|millionen|millón|millones|millió|milhão|milhões|млн|백만',
    MILLION,
  ),
  ...entries('jt|juta', MILLION, 'IDR'),
  ...entries('triệu|tr|trđ|trieu', MILLION, 'VND'),
  ...entries('lakh|lakhs|lac|lacs|lk|lks|lakhs.|lacs.', LAKH, 'INR'),
  ...entries('l', LAKH, 'INR'),
  ...entries('lpa|l.p.a|l.p.a.|lakhs p.a|lakhs pa', LAKH, 'INR'),
  ...entries('cr|crore|crores|crs', CRORE, 'INR'),
  ...entries('万|萬|만|w', MAN),
  ...entries('億|亿|억', OKU),
  ...entries(
    'b|bn|billion|billions|mrd|mrd.|milliard|milliarde|milliarden|млрд|mil millones',
    BILLION,
  ),
]);

/** The magnitude word that begins at `at`, if any. */
export function magnitudeAt(
  folded: string,
  at: number,
): { readonly end: number; readonly magnitude: Magnitude; readonly word: string } | undefined {
  const hit = magnitudes.matchAt(folded, at);
  if (hit === undefined) return undefined;
  return { end: hit.end, magnitude: hit.value, word: folded.slice(hit.start, hit.end) };
}
