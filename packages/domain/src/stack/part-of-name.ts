import type { Place } from './judge-ambiguous.ts';

/** Characters before a name in which its words are looked for. */
const WINDOW = 40;

/** Words of titles that stand before a technology and make no name with it: "Senior Go engineer". */
const LEVEL_WORD =
  /^(?:senior|sr\.?|junior|jr\.?|lead|staff|principal|mid|expert|experienced|embedded|full-?stack|back-?end|front-?end|mobile|hiring|remote|freelance)$/iu;

const HONORIFIC =
  /^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Mme|Mlle|Sra|Srta|Don|Doña|Sig|Pani?)\.?$/u;
const PREVIOUS_WORD = /([\p{L}][\p{L}\d.'-]*)[ \u00a0]$/u;

/**
 * Whether a capitalised word before the name makes a longer proper name of it: "American Express".
 */
export function partOfName({ mention, sentence }: Place, text: string): boolean {
  const from = Math.max(sentence.start, mention.start - WINDOW);
  const previous = PREVIOUS_WORD.exec(text.slice(from, mention.start))?.[1];
  if (previous === undefined || !/^\p{Lu}/u.test(previous) || LEVEL_WORD.test(previous))
    return false;
  const start = mention.start - previous.length - 1;
  if (HONORIFIC.test(previous)) return true;
  if (
    text
      .slice(sentence.start, start)
      .trim()
      .replace(/^[•·▪*–-]\s*/, '') === ''
  )
    return false;
  return (
    !sentence.cues.some((hit) => hit.end >= mention.start - 2 && hit.end <= mention.start) &&
    !sentence.mentions.some((other) => other.end >= mention.start - 2 && other.end <= mention.start)
  );
}

const VERB_FOLLOWS =
  /(?<!\p{L})(?:to|you|you'll|we|they|who|will|can|must|people|and you|help|helps|us|teams?) $/iu;

/** Whether a capitalised name stands inside a sentence, where a verb would be written small. */
export function isCapitalName({ mention, sentence }: Place, text: string): boolean {
  const before = text.slice(Math.max(sentence.start, mention.start - WINDOW), mention.start);
  return /\p{Ll}{3}/u.test(before) && !/[:.!?–-]\s*$/.test(before) && !VERB_FOLLOWS.test(before);
}
