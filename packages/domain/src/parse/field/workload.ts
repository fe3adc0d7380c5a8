import type { EmploymentType } from '@winnow/contracts/code-lists';
import type { Finding } from './finding.ts';
import type { ParseContext } from './parse-context.ts';

/** `60-80%`, `16 uur`, `(19,5 Stunden)`: how much of a week a line of the head says. */
const SHARE =
  /(?<![\d.,])(\d{2,3})\s?%?\s?(?:(?:-|–|bis|à|to)\s?(\d{2,3})\s?)?%(?!\s?(?:remote|home|télétravail))/u;
const WEEKLY_HOURS =
  /(?<![\d.,:])(\d{1,2})(?:[.,]\d{1,2})?\s?(?:(?:-|–|bis|à|to|tot)\s?(\d{1,2})(?:[.,]\d{1,2})?\s?)?(?:uur|stunden|std\.?|hours?(?=\s(?:a|per|\/)\s?week|\)|$)|hrs?(?=\s?(?:\/|per )\s?week)|heures|horas|ore settimanali|godz\.?|timmar|timer|tuntia)(?![\p{L}/])/iu;
/** From here on the week is a whole one in some country. */
const PART_HOURS_MAX = 30;
const PART_HOURS_MIN = 4;
const SHARE_MIN = 10;

const NOT_OF_WEEK =
  /travel|reise|déplacement|viaj|viagg|discount|bonus|commission|match|shift|schicht|dienst|24\/7|notice|turno|up to/iu;

function partIn(text: string): RegExpExecArray | null {
  if (NOT_OF_WEEK.test(text)) return null;
  const share = SHARE.exec(text);
  if (share !== null) {
    const most = Number(share[2] ?? share[1]);
    return most >= SHARE_MIN && most < 100 ? share : null;
  }
  const hours = WEEKLY_HOURS.exec(text);
  if (hours === null) return null;
  const most = Number(hours[2] ?? hours[1]);
  return most >= PART_HOURS_MIN && most <= PART_HOURS_MAX ? hours : null;
}

/** "Koch 100 %": a share that is the whole. */
const WHOLE = /(?<![\d.,-])100\s?%(?!\s?(?:remote|home|télétravail))/u;

/** A share of a whole week, or its hours, in the head: below the whole it is part-time. */
export function ofWorkload(context: ParseContext): readonly Finding<EmploymentType>[] {
  for (const { text, start, kind } of context.head.segments) {
    if (kind !== 'role' && kind !== 'employment' && kind !== 'name') continue;
    const whole =
      kind === 'role' && !NOT_OF_WEEK.test(text) && SHARE.exec(text)?.[2] === undefined
        ? WHOLE.exec(text)
        : null;
    if (whole !== null) {
      const at = { start: start + whole.index, end: start + whole.index + whole[0].length };
      return [{ value: 'FULL_TIME', rule: 'workload', source: 'text', ...at, confidence: 0.85 }];
    }
    const match = partIn(text);
    if (match === null) continue;
    const at = { start: start + match.index, end: start + match.index + match[0].length };
    return [{ value: 'PART_TIME', rule: 'workload', source: 'text', ...at, confidence: 0.85 }];
  }
  return [];
}

/** "Volunteer Shop Assistant", but not who manages volunteers. */
const VOLUNTEER =
  /^(?:volunteer|ehrenamtlich\p{L}*|bénévole|voluntari[oa]|volontari[oa]|vrijwilliger|wolontariusz(?:ka)?|frivillig|volontär|vapaaehtoi\p{L}+)(?!\p{L})(?!s?\s(?:coordinator|manager|engagement|services|program\p{L}*|recruit\p{L}*|director|officer|lead|development|management))/iu;

/** What a title says that is a volunteer's. */
export function volunteerTitle(context: ParseContext): readonly Finding<EmploymentType>[] {
  const title = context.document.structured.title ?? '';
  const segment = context.head.segments.find(
    (one) => one.kind === 'role' && VOLUNTEER.test(one.text),
  );
  if (segment === undefined && !VOLUNTEER.test(title)) return [];
  const said = { value: 'VOLUNTEER', rule: 'title', confidence: 0.9 } as const;
  return [
    segment === undefined
      ? { ...said, source: 'structured', start: null, end: null }
      : { ...said, source: 'text', start: segment.start, end: segment.end },
  ];
}
