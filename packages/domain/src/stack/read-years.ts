import { isListGap } from './lists.ts';
import type { Sentence } from './sentences.ts';

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  dois: 2,
  três: 3,
  quatro: 4,
  due: 2,
  tre: 3,
  cinque: 5,
  twee: 2,
  drie: 3,
  vijf: 5,
};
const YEARS_MAX = 30;
const NUMBER_LENGTH_MAX = 28;
const NUMBER =
  /(?:(\d{1,2})(?:[.,]\d)?|(?<![\p{L}])([\p{L}]{3,6}))\s?(?:\+|plus\s)?(?:\s?(?:[-–—]|to|bis|a|à|or|o)\s?\d{1,2}\s?\+?)?\s?(?:\(\d{1,2}\)\s?)?(?:\+|or more |plus |full |o más |ou plus |of )?$/iu;

/** Words that may stand between a span of years and the technology that it is of. */
const FILLERS = new Set(
  "of in with using on and the a an your experience experiences experienced professional hands hands-on relevant commercial practical working work industry solid strong proven production real-world real world development developing developer programming coding building writing software engineering engineer backend back-end frontend front-end full-stack web application applications apps app expertise knowledge deep recent prior previous demonstrated minimum enterprise directly specifically exp proficiency modern hand data as Erfahrung Berufserfahrung mit in im als der Entwicklung von und Praxis relevante d'expérience expérience en de avec sur professionnelle minimum développement dans le du des de experiencia con en desarrollo trabajando programando desarrollando como profesional de experiência com em desenvolvimento no na di esperienza con nello nel sviluppo in ervaring met in als van doświadczenia w z pracy programowaniu jako komercyjnego erfarenhet av i inom med erfaring kokemusta zkušeností s praxe se v kokemus"
    .toLowerCase()
    .split(' '),
);
const GAP_WORDS_MAX = 10;

function fillersOnly(gap: string): boolean {
  if (/[.,;:()]/.test(gap)) return false;
  const words = gap.trim().split(/[\s\u00a0]+/);
  return (
    words.length <= GAP_WORDS_MAX &&
    words.every((word) => word === '' || FILLERS.has(word.toLowerCase()))
  );
}

const BACK_GAP =
  /^\s*(?:での|の|を用いた)?(?:開発|実務)?(?:経験)?(?:が)?(?:experience|programming|development|developer|skills|Erfahrung|expérience|experiencia)?\s*[(:,–—-]?\s*(?:experience)?\s*(?:for|of|with|depuis|seit|desde)?\s*(?:at least|min\.?|minimum|mind\.|mindestens|au moins|al menos|mínimo|over|~|>)?\s*$/iu;

function numberBefore(text: string, start: number): { years: number; start: number } | null {
  const slice = text.slice(Math.max(0, start - NUMBER_LENGTH_MAX), start);
  const match = NUMBER.exec(slice);
  if (match === null) return null;
  const years =
    match[1] === undefined ? NUMBER_WORDS[(match[2] ?? '').toLowerCase()] : Number(match[1]);
  if (years === undefined || years === 0 || years > YEARS_MAX) return null;
  return { years, start: start - match[0].length };
}

/** For each mention of a sentence the years that are asked of that technology, where stated. */
export function readYears(text: string, sentence: Sentence): readonly (number | null)[] {
  const { mentions, cues } = sentence;
  const years: (number | null)[] = mentions.map(() => null);
  for (const { cue, start, end } of cues) {
    if (cue.kind !== 'years') continue;
    const stated = numberBefore(text, start);
    if (stated === null) continue;
    const next = mentions.findIndex((mention) => mention.start >= end);
    const following = mentions[next];
    if (following !== undefined && fillersOnly(text.slice(end, following.start))) {
      for (let index = next; index < mentions.length; index += 1) {
        const mention = mentions[index];
        const previous = mentions[index - 1];
        if (mention === undefined) break;
        if (index > next && !isListGap(text.slice(previous?.end ?? 0, mention.start))) break;
        years[index] = Math.max(years[index] ?? 0, stated.years);
      }
      continue;
    }
    const last = mentions.findLastIndex((mention) => mention.end <= stated.start);
    const mention = mentions[last];
    if (mention !== undefined && BACK_GAP.test(text.slice(mention.end, stated.start))) {
      years[last] = Math.max(years[last] ?? 0, stated.years);
    }
  }
  return years;
}
