import { declareOpenings } from './cued-pattern.ts';
import type { Cues } from './cues.ts';
import type { TextLine } from './text-lines.ts';

/** Numbers of days below a whole week, as postings of the supported languages write them. */
const FEW =
  'most|some|several|(?:a )?few|a couple of|[1-4１-４]|one|two|three|four|a|ein(?:en|em|er)?|zwei|drei|vier|une?|deux|trois|quatre|uno?|dos|tres|cuatro|um|dois|três|quatro|due|tre|quattro|een|één|twee|drie|jeden|jednego|dwa|trzy|cztery|en|två|fyra|to|fire|yksi|yhden|kaksi|kolme|dva|tři|čtyři';
const DAYS =
  'days?|tagen?|tage|jours?|días?|dias?|giorn[oi]|dag(?:e|en|ar|er)?|dni|dzień|päivää?|dny|den|dnů';
const WEEKLY =
  'a week|per week|/\\s?week|weekly|each week|every week|pro woche|(?:in|die) (?:der )?woche|par semaine|/\\s?semaine|a la semana|por semana|semanales|na semana|alla settimana|a settimana|per week|in de week|w tygodniu|tygodniowo|i veckan|per vecka|om ugen|ugentligt|i uken|viikossa|týdně|v týdnu';
const DAYS_BEHIND = new RegExp(
  `^[\\s:,(]{0,3}(?:up to |for |on |bis zu |jusqu['’]à |hasta |até |fino a |tot |do |upp till |op til )?(?:${FEW})(?:\\s?(?:-|–|to|bis|à|a|or|oder|ou|o)\\s?(?:[2-4]|three|four))?\\s(?:${DAYS})(?:[\\s]{1,2}(?:${WEEKLY})|(?![\\p{L}]))`,
  'iu',
);
const DAYS_BEFORE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${FEW})(?:\\s?(?:-|–|to|bis|à|a|or)\\s?[2-4])?\\s(?:${DAYS})(?:\\s(?:${WEEKLY}))?(?:\\s(?:of|de|di|im|in|en|i|w|van|da|from|mit|are|is|can be|may be|will be))?\\s$`,
  'iu',
);
const REACH_CHARS = 48;

/** Whether words for work from home (a span) stand beside a few days of the week. */
export function isPartOfWeek(text: string, { start, end }: TextLine): boolean {
  const behind = text.slice(end, end + REACH_CHARS);
  if (DAYS_BEHIND.test(behind)) return true;
  return DAYS_BEFORE.test(text.slice(Math.max(0, start - REACH_CHARS), start));
}

const DAY = '(?:mon|tues|wednes|thurs|fri)days?';
const OFFICE_DAYS = new RegExp(
  `(?:\\b(?:in|from|at)\\s(?:the|our|your)\\s(?:[\\p{L}'’-]{1,20}\\s){0,3}office|\\bon-?site|\\bin[- ]person)\\s(?:every\\s|on\\s|from\\s)?(${DAY})(?:\\s?(to|through|until|and|or|&|-|–|,)\\s?(${DAY}))?`,
  'iu',
);
const OFFICE_DAYS_TOPIC = declareOpenings(
  'office-weekday',
  ['office', 'on site', 'onsite', 'person']
    .flatMap((place) => ['', 'every ', 'on ', 'from '].map((lead) => `${place} ${lead}`))
    .flatMap((lead) => ['mon', 'tues', 'wednes', 'thurs', 'fri'].map((day) => `*${lead}${day}day*`))
    .join('|'),
);
/** Few texts name days for the office: a plain pattern tells so faster than the whole one. */
const OFFICE_DAY =
  /(?:office|on-?site|person) (?:every |on |from )?(?:mon|tues|wednes|thurs|fri)day/i;
const SCOPE_CHARS_MAX = 20_000;

/** "In our Paris office Tuesday to Thursday": the days of the week named for the office. */
export function officeWeekdays(
  text: string,
  cues: Pick<Cues, 'all'>,
): (TextLine & { readonly whole: boolean }) | null {
  if (cues.all(OFFICE_DAYS_TOPIC).length === 0) return null;
  const scope = text.slice(0, SCOPE_CHARS_MAX);
  const match = OFFICE_DAY.test(scope) ? OFFICE_DAYS.exec(scope) : null;
  if (match === null) return null;
  const [, first = '', joined = '', last = ''] = match;
  const whole =
    /^mon/i.test(first) && /^fri/i.test(last) && /^(?:to|through|until|-|–)$/i.test(joined);
  return { start: match.index, end: match.index + match[0].length, whole };
}

/** What stands between two ways of working of which either is offered. */
const EITHER =
  /^(?:\s\p{L}{1,12})?\s?(?:\/|,?\s?(?:or|oder|ou|o|of|lub|albo|czy|eller|tai|nebo|anebo|または|もしくは))\s?(?:\p{L}{1,12}\s){0,2}$/iu;

/** Whether two spans of a text, in order, are told apart by an "or" alone. */
export function isEither(text: string, first: TextLine, second: TextLine): boolean {
  return second.start >= first.end && EITHER.test(text.slice(first.end, second.start));
}

const OF_COMPANY =
  /^[\s,]{0,2}(?:(?:and|&)\s\p{L}{1,20}\s)?(?:company|companies|team|teams|organi[sz]ation|startup|start-up|culture|employer|business|firm|agency|workforce|unternehmen|firma|entreprise|empresa|azienda|bedrijf)(?![\p{L}])/iu;

/** "A remote-first company", "our distributed team": of the firm, not of this job. */
export function isOfCompany(text: string, { end }: TextLine): boolean {
  return OF_COMPANY.test(text.slice(end, end + REACH_CHARS));
}

const WEEK_SHARE =
  /(?<![\p{L}\d])(?:\d\s?(?:[-–/]|to)\s?)?([1-5])\s?(?:x|×|days?|d)\s?(?:\/|per|a|each|every)?\s?(?:w(?:ee)?k(?:ly)?)\b|(?<![\p{L}\d])(?:once|twice)\s(?:a|per)\sweek\b/iu;
const THERE =
  /(?<!\p{L})(?:on-?\s?site|(?:in[- ])?(?:the )?office|in[- ]person|remote|home|wfh)(?!\p{L})/iu;
const SHARE_OF_TIME =
  /(?<!\d)(?:[1-9]\d?\s?%\s?(?:remote|home ?office|wfh|on-?\s?site|in[- ]office)|(?:remote|on-?\s?site|in[- ]office)\s?[(:]?\s?(?:up to\s|max\.?\s)?[1-9]\d?\s?%)/iu;
const WHOLE_WEEK_DAYS = 5;

/** Days of a week or a share of time in the office or at home, in a short text: a mix. */
export function weekShare(text: string): TextLine | null {
  const share = SHARE_OF_TIME.exec(text);
  if (share !== null) return { start: share.index, end: share.index + share[0].length };
  const days = WEEK_SHARE.exec(text);
  if (days === null || !THERE.test(text) || Number(days[1]) >= WHOLE_WEEK_DAYS) return null;
  return { start: days.index, end: days.index + days[0].length };
}

const WHOLE_WEEK =
  /(?:\b(?:5|five|fünf|cinq|cinco|cinque|vijf|pięć|fem|viisi|pět)|all|alle|tous les)[\s-]*$/iu;
const COUNT_CHARS = 24;

/** Whether words for days in the office (a span) stand behind all five of the week. */
export function isWholeWeek(text: string, { start }: TextLine): boolean {
  return WHOLE_WEEK.test(text.slice(Math.max(0, start - COUNT_CHARS), start));
}
