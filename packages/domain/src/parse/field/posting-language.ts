import { letterScores } from '../language/letter-scores.ts';
import { titleWordVotes } from './title-words.ts';

/** What a text's language is, and how sure that is (0 to 1). */
export interface PostingLanguage {
  /** BCP 47 primary subtag. */
  readonly language: string;
  readonly confidence: number;
}

/** Function words that no neighbouring language shares: what a short text is told by. */
const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  en: 'the and of with for you your our we will are to this an who from have or at is be as',
  de: 'und der die das mit für sie du wir ist oder bei im zur zum auf eine einen deine ihre als sowie werden nicht wird sucht',
  fr: 'de et les des vous nous pour avec une dans sur votre notre est au aux vos nos du ou qui sont recherche',
  es: 'de y los las con para una en tu nuestro del el que es se experiencia por más como al busca trabajo',
  pt: 'de e os as com para uma em você nosso do da que não é na no um são como experiência mais seu procura',
  it: 'e gli con una della del nel che il di sono alla dei si lo al nostro cerca presso come ricerca',
  nl: 'en het een van met voor je wij zijn bij de op onze jij ben wat als naar aan ook zoekt',
  pl: 'i w z na do się oraz dla jest nie przez lub praca nasz oferujemy od po pracy',
  sv: 'och att med för som vi du på är av till din vår en ett inom hos söker eller i',
  da: 'og at med for som vi du på er af til din vores en et inden hos søger eller i',
  nb: 'og å med for som vi du på er av til din vår en et innen hos søker eller i ikke',
  fi: 'ja on että tai sekä ovat sinulla meillä olemme etsimme sinun mukaan työ',
  cs: 'a v na se pro do je nebo s z jsme hledáme naše máte jako práce za',
};
const SAMPLE_CHARS = 500;
const SHORT_CHARS = 60;
const ENGLISH_PRIOR = 0.2;
const WORD_CHARS_MAX = 12;
/** So many function words, and so many times those of any other language, are certain. */
const VOTES_MIN = 10;
const VOTES_LEAD = 3;
const JAPANESE = /[\u3040-\u30ff]/g;
const JAPANESE_SHARE_MIN = 0.05;

/** What a word of titles weighs in a short text, whose letters alone say little. */
const TITLE_WORD_WEIGHT = 0.35;
const TITLE_WORDS_WEIGHT_MAX = 1.2;
const COUNTRY_PRIOR = 0.25;
/** Languages of postings by the country (ISO 3166-1 alpha-2) that a source hints at. */
const LANGUAGE_OF_COUNTRY: Readonly<Record<string, string>> = {
  US: 'en',
  GB: 'en',
  IE: 'en',
  AU: 'en',
  NZ: 'en',
  IN: 'en',
  SG: 'en',
  ZA: 'en',
  DE: 'de',
  AT: 'de',
  FR: 'fr',
  ES: 'es',
  MX: 'es',
  AR: 'es',
  CO: 'es',
  CL: 'es',
  PE: 'es',
  BR: 'pt',
  PT: 'pt',
  IT: 'it',
  NL: 'nl',
  PL: 'pl',
  SE: 'sv',
  DK: 'da',
  NO: 'nb',
  FI: 'fi',
  CZ: 'cs',
};

/** Each function word with the languages it belongs to. */
const LANGUAGES_OF_WORD: ReadonlyMap<string, readonly string[]> = (() => {
  const languages = new Map<string, string[]>();
  for (const [language, list] of Object.entries(FUNCTION_WORDS)) {
    for (const word of list.split(' ')) {
      const known = languages.get(word);
      if (known === undefined) languages.set(word, [language]);
      else known.push(language);
    }
  }
  return languages;
})();

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0xc0 && code < 0x530);
}

function wordVotes(text: string): ReadonlyMap<string, number> {
  const lower = text.toLowerCase();
  const votes = new Map<string, number>();
  let from = 0;
  for (let index = 0; index <= lower.length; index += 1) {
    if (index < lower.length && isLetter(lower.charCodeAt(index))) continue;
    if (index > from && index - from <= WORD_CHARS_MAX) {
      for (const language of LANGUAGES_OF_WORD.get(lower.slice(from, index)) ?? []) {
        votes.set(language, (votes.get(language) ?? 0) + 1);
      }
    }
    from = index + 1;
  }
  return votes;
}

/** The language whose function words leave no doubt; null where the letters must be asked. */
function clearVote(votes: ReadonlyMap<string, number>): PostingLanguage | null {
  const [first, second] = [...votes].sort((a, b) => b[1] - a[1]);
  if (first === undefined || first[1] < VOTES_MIN) return null;
  if ((second?.[1] ?? 0) * VOTES_LEAD > first[1]) return null;
  return { language: first[0], confidence: 0.99 };
}

/** Prose from the text: the head is often a list of names, so longer lines come first. */
function sampleOf(text: string): string {
  if (text.length <= SAMPLE_CHARS) return text;
  let sample = '';
  for (let from = 0; from < text.length && sample.length < SAMPLE_CHARS;) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? text.length : newline;
    if (to - from >= SHORT_CHARS) sample += `${text.slice(from, Math.min(to, from + 250))}\n`;
    from = to + 1;
  }
  return sample.length >= SAMPLE_CHARS / 4
    ? sample.slice(0, SAMPLE_CHARS)
    : text.slice(0, SAMPLE_CHARS);
}

function isJapanese(sample: string): boolean {
  const kana = sample.match(JAPANESE)?.length ?? 0;
  return kana >= Math.max(2, sample.length * JAPANESE_SHARE_MIN);
}

/**
 * What each language has for it beside the detector: function words, and in a short text titles'.
 */
function bonuses(
  sample: string,
  votes: ReadonlyMap<string, number>,
  country: string | null,
): ReadonlyMap<string, number> {
  const words = Math.max(1, sample.length / 7);
  const bonus = new Map<string, number>();
  const add = (language: string, weight: number) =>
    bonus.set(language, (bonus.get(language) ?? 0) + weight);
  for (const [language, count] of votes) add(language, Math.min(0.6, (count / words) * 2.5));
  if (sample.length >= SHORT_CHARS * 2) return bonus;
  // Names, figures and titles tell little: most postings of that kind are English.
  add('en', ENGLISH_PRIOR);
  for (const [language, count] of titleWordVotes(sample))
    add(language, Math.min(TITLE_WORDS_WEIGHT_MAX, count * TITLE_WORD_WEIGHT));
  const spoken = LANGUAGE_OF_COUNTRY[country ?? ''];
  if (spoken !== undefined) add(spoken, COUNTRY_PRIOR);
  return bonus;
}

/**
 * The language of a posting's text; null when the text has no words. `country` is ISO 3166-1
 * alpha-2, a hint where the text is short.
 */
export function postingLanguage(
  text: string,
  country: string | null = null,
): PostingLanguage | null {
  const sample = sampleOf(text);
  if (isJapanese(sample)) return { language: 'ja', confidence: 0.99 };
  if (!/\p{L}{2}/u.test(sample)) return null;
  const votes = wordVotes(sample);
  const clear = clearVote(votes);
  if (clear !== null) return clear;
  const scores = new Map<string, number>(bonuses(sample, votes, country));
  for (const [code, score] of letterScores(sample)) {
    const language = code === 'no' ? 'nb' : code;
    scores.set(language, (scores.get(language) ?? 0) + score);
  }
  let best: PostingLanguage | null = null;
  let second = 0;
  for (const [language, score] of scores) {
    if (best !== null && score <= best.confidence) second = Math.max(second, score);
    else if (score > 0) {
      second = best?.confidence ?? 0;
      best = { language, confidence: score };
    }
  }
  if (best === null) return null;
  const margin = (best.confidence - second) / best.confidence;
  return { language: best.language, confidence: Math.min(0.99, 0.6 + margin) };
}
