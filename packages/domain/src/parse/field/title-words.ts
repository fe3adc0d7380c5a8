import words from '../../../data/parse-title-words.json' with { type: 'json' };

interface TitleWords {
  readonly whole: ReadonlyMap<string, readonly string[]>;
  readonly endings: readonly (readonly [ending: string, language: string])[];
}

let known: TitleWords | undefined;

function titleWords(): TitleWords {
  if (known !== undefined) return known;
  const whole = new Map<string, string[]>();
  const endings: (readonly [string, string])[] = [];
  for (const [language, list] of Object.entries(words)) {
    for (const word of new Set(list.split(' '))) {
      if (word.startsWith('*')) endings.push([word.slice(1), language]);
      else whole.set(word, [...(whole.get(word) ?? []), language]);
    }
  }
  known = { whole, endings };
  return known;
}

const TOKEN = /[\p{L}](?:[\p{L}/-]*\p{L})?/gu;
const TOKENS_MAX = 40;
/** An ending tells a compound: a few letters must stand before it. */
const COMPOUND_MORE_CHARS_MIN = 2;

/**
 * How many words of a short text each language (BCP 47) has among those of titles and terms. A word
 * of several languages counts for each of them by its share.
 */
export function titleWordVotes(text: string): ReadonlyMap<string, number> {
  const { whole, endings } = titleWords();
  const votes = new Map<string, number>();
  const tokens = (text.toLowerCase().match(TOKEN) ?? []).slice(0, TOKENS_MAX);
  for (const token of tokens) {
    const ending = endings.filter(
      ([end]) => token.length >= end.length + COMPOUND_MORE_CHARS_MIN && token.endsWith(end),
    );
    const languages = new Set(whole.get(token) ?? ending.map(([, language]) => language));
    for (const language of languages)
      votes.set(language, (votes.get(language) ?? 0) + 1 / languages.size);
  }
  return votes;
}
