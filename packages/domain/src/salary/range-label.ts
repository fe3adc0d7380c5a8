import { basisWithin, cuesWithin } from './cues.ts';
import { PATTERNS } from './phrase-patterns.ts';
import type { PayExpression } from './group-ranges.ts';
import type { PayLine, Surroundings } from './surroundings.ts';

/** Longer text in front of an amount is a sentence, not a label. */
const LABEL_UNITS_MAX = 60;
const LABEL_WORDS_MAX = 8;

/** `in San Francisco`, `(for New York City)`: right behind the amount. */
const PLACE_BEHIND =
  /^\s?\(?(?:in|for|within)\s(?:the\s)?(\p{Lu}[\p{L}'.-]{1,24}(?:,?\s\p{Lu}[\p{L}'.-]{1,24}){0,3})/u;

/** What tells a range from its neighbours: "Zone 1", "New York City", "L4", "B2B"; else null. */
export function labelOf(
  line: PayLine,
  expression: PayExpression,
  { leftStart, rightEnd }: Surroundings,
): string | null {
  const left = line.text.slice(leftStart, expression.start);
  const right = line.text.slice(
    expression.end,
    Math.min(rightEnd, expression.end + LABEL_UNITS_MAX),
  );
  const behind = PATTERNS.engagement.exec(right);
  const colon = left.lastIndexOf(':');
  const isColonLabel = colon > 0 && left.slice(colon + 1).trim().length <= 4;
  if (isColonLabel) {
    const label = left
      .slice(0, colon)
      .replace(/^[\s\-–—*•·,.;()]+/, '')
      .trim();
    const folded = label.toLowerCase();
    const isAboutPay =
      cuesWithin(folded, 0, folded.length).some(({ value }) => value.kind !== 'weak') ||
      basisWithin(folded, 0, folded.length) !== null;
    const isShort = label.length <= LABEL_UNITS_MAX && label.split(/\s+/).length <= LABEL_WORDS_MAX;
    if (label !== '' && isShort && !isAboutPay) return label;
  }
  if (behind !== null) return behind[0];
  const place = PLACE_BEHIND.exec(right)?.[1];
  if (place !== undefined) return place;
  return PATTERNS.engagement.exec(left.slice(-LABEL_UNITS_MAX))?.[0] ?? null;
}
