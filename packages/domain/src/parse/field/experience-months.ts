import type { Cue } from './cues.ts';
import { nearestCue } from './nearest-cue.ts';

const BEFORE_CHARS_MAX = 48;
const BEHIND_CHARS_MAX = 80;
/** "18 months of experience", "expérience de 6 mois": months count right beside experience. */
const MONTHS_OF = /^['’s]{0,2}\s?(?:(?:of|de|di|van|d['’])\s?)?(?:[\p{L}-]{1,20}\s){0,3}$/iu;
const OF_MONTHS = /^[^.,;:\n]{0,30}$/u;
const OTHER_MONTHS =
  /contract|fixed|temporary|term|leave|cover|probation|programm|internship|befrist|vertrag|contrat|period|cdd|stage/iu;

/** Whether a number of months (its span) is one of experience. */
export function monthsOfExperience(
  text: string,
  months: { readonly start: number; readonly end: number },
  cues: readonly Cue[],
): boolean {
  const { start, end } = months;
  const behind = nearestCue(cues, end, end + BEHIND_CHARS_MAX);
  if (behind !== undefined && behind.start >= end) {
    const between = text.slice(end, behind.start);
    if (MONTHS_OF.test(between) && !OTHER_MONTHS.test(between)) return true;
  }
  const before = nearestCue(cues, Math.max(0, start - BEFORE_CHARS_MAX), start);
  if (before === undefined || before.end > start) return false;
  const between = text.slice(before.end, start);
  return OF_MONTHS.test(between) && !OTHER_MONTHS.test(between);
}

/** So many years, or of months so many years to a tenth. */
export function yearsOf(count: number, unit: Cue): number {
  return unit.value === 'MONTH' ? Math.round((count / 12) * 10) / 10 : count;
}
