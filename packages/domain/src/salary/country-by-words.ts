import conventions from '../../data/salary-countries.json' with { type: 'json' };
import { foldLine } from './fold-line.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';

/** What names a country stands near the beginning or the end of a posting. */
const TEXT_UNITS_MAX = 20_000;

const lexicons = new Map<string, Lexicon<string>>(
  Object.entries(conventions.words).map(([language, countries]) => [
    language,
    createLexicon(
      Object.entries(countries).flatMap(([country, words]) =>
        words.map((word): [string, string] => [word, country]),
      ),
    ),
  ]),
);

/**
 * The country (ISO 3166-1 alpha-2) that the words of a text name and no other, where its language
 * is one whose countries write their currencies alike; null when none or several are named.
 */
export function countryByWords(text: string, language: string | null): string | null {
  const lexicon = lexicons.get(language?.split('-')[0] ?? '');
  if (lexicon === undefined) return null;
  const folded = foldLine(text.slice(0, TEXT_UNITS_MAX));
  const [first, ...others] = lexicon.scan(folded, 0, folded.length);
  if (first === undefined) return null;
  return others.every(({ value }) => value === first.value) ? first.value : null;
}
