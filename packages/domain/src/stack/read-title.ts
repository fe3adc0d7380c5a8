import type { Accepted } from './accept-mentions.ts';
import { findMentions, type Mention } from './find-mentions.ts';
import { sentencesOf } from './sentences.ts';
import type { Technology } from './technology.ts';

/** What a title names, and where the text repeats it. */
export interface TitleReading {
  readonly named: readonly {
    readonly technology: Technology;
    readonly version: string | null;
    readonly accepted: Accepted;
  }[];
  /** Unambiguous names, which vouch for others. */
  readonly sure: readonly Mention[];
  /** The title's span in the text, null where the text lacks it. */
  readonly start: number | null;
  readonly end: number | null;
}

const NOTHING: TitleReading = { named: [], sure: [], start: null, end: null };
/** Titles of kitchens, shops and wards, in which a tool's name is a word. */
const CRAFT =
  /(?<!\p{L})(?:sous|pastry|head|executive|line|commis|chef de|kitchen|cook|nurse|barista|waiter|driver)(?!\p{L})/iu;
const TITLE_CONFIDENCE = 0.97;

/** Reads a title by itself: "Senior Go Engineer" names Go, "Sous Chef" no tool. */
export function readTitle(
  title: string | null,
  language: string | null,
  text: string,
): TitleReading {
  if (title === null || title === '') return NOTHING;
  const findings = findMentions(title, language);
  const start = text.indexOf(title);
  const span = start < 0 ? { start: null, end: null } : { start, end: start + title.length };
  const named = sentencesOf(title, findings, []).flatMap(({ mentions, cues }) =>
    mentions.flatMap((mention) => {
      const { technology } = mention;
      if (technology === null) return [];
      const roles = cues.some(({ cue }) => cue.kind === 'role');
      const adjacent = cues.some(
        ({ cue, start: from, end }) =>
          cue.kind === 'role' &&
          ((from >= mention.end && from <= mention.end + 2) ||
            (end <= mention.start && mention.start - end <= 3)),
      );
      const set =
        /^[\s(,/|&+-]*$/.test(title.slice(mention.end, mention.end + 1)) &&
        /(?:^|[(,/|&+–-]\s?)$/.test(title.slice(0, mention.start));
      const passes =
        mention.strength !== 'weak' ||
        (mention.exactCase && !CRAFT.test(title) && (adjacent || (roles && set)));
      if (!passes) return [];
      const accepted = { rule: 'title' as const, confidence: TITLE_CONFIDENCE, inTitle: true };
      return [{ technology, version: mention.version, accepted }];
    }),
  );
  return {
    named,
    sure: findings.mentions.filter(
      ({ strength, technology }) => technology !== null && strength !== 'weak',
    ),
    ...span,
  };
}
