import { cuedMatches, cuedPattern } from './cued-pattern.ts';
import { withDisagreement } from './disagreement.ts';
import { evidenceOf, nothingRead, payloadFinding, type Finding, type Reading } from './finding.ts';
import { foldText } from './fold-char.ts';
import { labelled, sectionAt, sentenceAround, type ParseContext } from './parse-context.ts';
import type { LabelledValue } from './label-lines.ts';
import type { Label } from './label-names.ts';

/** When the posting appeared and until when it holds, ISO 8601. */
export interface Dates {
  readonly datePosted: string | null;
  readonly validThrough: string | null;
}

const MONTHS: Readonly<Record<string, number>> = {};
const MONTH_NAMES = [
  'january jan januar janvier enero janeiro gennaio januari stycznia styczen tammikuuta tammikuu ledna leden jan. gen',
  'february feb februar fevrier febrero fevereiro febbraio februari lutego luty helmikuuta helmikuu unora unor fev febr',
  'march mar marz mars marzo marco maart marca marzec maaliskuuta maaliskuu brezna brezen mrz mrt',
  'april apr avril abril aprile kwietnia kwiecien huhtikuuta huhtikuu dubna duben avr abr',
  'may mai mayo maio maggio mei maja maj toukokuuta toukokuu kvetna kveten mag',
  'june jun juni juin junio junho giugno czerwca czerwiec kesakuuta kesakuu cervna cerven giu',
  'july jul juli juillet julio julho luglio lipca lipiec heinakuuta heinakuu cervence cervenec lug',
  'august aug aout agosto augustus augusti sierpnia sierpien elokuuta elokuu srpna srpen ago',
  'september sep sept septembre septiembre setembro settembre wrzesnia wrzesien syyskuuta syyskuu zari set',
  'october oct oktober octobre octubre outubro ottobre pazdziernika pazdziernik lokakuuta lokakuu rijna rijen okt out ott',
  'november nov novembre noviembre novembro listopada listopad marraskuuta marraskuu listopadu',
  'december dec dezember decembre diciembre dezembro dicembre grudnia grudzien joulukuuta joulukuu prosince prosinec dez dic des desember',
];
MONTH_NAMES.forEach((names, month) => {
  for (const name of names.split(' ')) (MONTHS as Record<string, number>)[name] = month + 1;
});

/** A year of two digits is of this century. */
const CENTURY = 2000;
const YEAR_MIN = 1990;
const YEAR_MAX = 2100;

function iso(year: number, month: number, day: number): string | null {
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > 31)
    return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/**
 * A date as people write it; `monthFirst` for 3/4/2026 in the US. Null for none and for one without
 * a year, which only the reader's calendar could complete.
 */
export function readWrittenDate(
  text: string,
  { monthFirst }: { readonly monthFirst: boolean },
): string | null {
  const folded = foldText(text.slice(0, 80));
  const isoLike = /(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})/.exec(folded);
  if (isoLike !== null) return iso(Number(isoLike[1]), Number(isoLike[2]), Number(isoLike[3]));
  const japanese = /(\d{4})年\s?(\d{1,2})月\s?(\d{1,2})日/.exec(folded);
  if (japanese !== null) return iso(Number(japanese[1]), Number(japanese[2]), Number(japanese[3]));
  const numeric = /(?<!\d)(\d{1,2})[./ ]\s?(\d{1,2})[./ ]\s?(\d{4}|\d{2}(?![\d:.]))/.exec(folded);
  if (numeric !== null) {
    const [first, second, written] = [Number(numeric[1]), Number(numeric[2]), Number(numeric[3])];
    const year = written < 100 ? CENTURY + written : written;
    // Dots part the day, which is first, from the month.
    const american = monthFirst && first <= 12 && !numeric[0].includes('.');
    return american ? iso(year, first, second) : iso(year, second, first);
  }
  const dayFirst =
    /(\d{1,2})(?:st|nd|rd|th|er|\.|º|o)?\s+(?:of |de |d')?(\p{L}{3,13})\.?,?\s+(?:de |del )?(\d{4})/u.exec(
      folded,
    );
  if (dayFirst !== null)
    return iso(Number(dayFirst[3]), MONTHS[dayFirst[2] ?? ''] ?? 0, Number(dayFirst[1]));
  const named = /(\p{L}{3,13})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/u.exec(folded);
  if (named !== null) return iso(Number(named[3]), MONTHS[named[1] ?? ''] ?? 0, Number(named[2]));
  return null;
}

const DEADLINE = cuedPattern(
  'deadline',
  'apply by|closing on|closes on|application|deadline|closing date|bewerb|date limite|candidature|fecha limite|candidaturas ate|entro il|sollicite|senast|sista ansokningsdag|ansogningsfrist|soknadsfrist|hakuaika paattyy|viimeistaan|uzaverka|termin|応募締切',
  /(?:apply by|applications? (?:close|deadline)[^\n\d]{0,24}|deadline[^\n\d]{0,30}|closing date[^\n\d]{0,12}|clos(?:ing|es) on|bewerb\p{L}{0,24} (?:bitte )?bis[^\n\d]{0,20}|bewerbungsfrist[^\n\d]{0,20}|date limite[^\n\d]{0,30}|candidatures? (?:jusqu'au|avant le)[^\n\d]{0,6}|fecha límite[^\n\d]{0,20}|candidaturas até[^\n\d]{0,8}|entro il|solliciteren? (?:kan )?(?:tot|voor)[^\n\d]{0,12}|senast(?: den)?|sista ansökningsdag[^\n\d]{0,14}|ansøgningsfrist[^\n\d]{0,14}|søknadsfrist[^\n\d]{0,10}|hakuaika päättyy|viimeistään|uzávěrka[^\n\d]{0,14}|termin[^\n\d]{0,20}|応募締切[^\n\d]{0,6})\s?:?\s?(?:den |le |el |til |do |dem |zum |am )?/iu,
);
const DEADLINES_MAX = 6;
/** "Application closes April 3": the last word may be the month's. */
const MONTH_BEHIND = /(\p{L}{3,10})\.?\s*$/u;
/** "Send your CV by 30 June 2027": a last day, where the sentence is about applying. */
const BY_DATE = cuedPattern(
  'deadline-by',
  'by|before|until|later than|tot en met|uiterlijk|voor|bis|spatestens|avant le|jusqu|antes del|hasta el|ate|entro|do dnia|nejpozdeji|senest|innen|paattyy',
  /(?<!\p{L})(?:by|before|until|later than|tot en met|uiterlijk(?: op)?|voor|bis(?: zum)?|spätestens(?: bis)?(?: zum| am)?|avant le|jusqu['’]au|antes del|hasta el|até(?: a| ao| o dia)?|entro(?: il| e non oltre il)?|do dnia|nejpozději do|senest(?: den)?|innen|päättyy)(?:\s(?:noon|midnight|midday|close of business|\d{1,2}(?:[:.]\d{2}\s?(?:am|pm)?|\s?(?:am|pm))))?(?:\son)?(?:\s\p{L}{2,9}(?:day|tag|di|dag|es),?)?\s(?=\d|\p{L}{3,10}\.? \d)/iu,
);
const BY_DATES_MAX = 20;
const OF_APPLYING =
  /appl(?:y|ic)|(?<!\p{L})(?:cv|résumé|resume|letter|portal|reference)|submit|send|e-?mail|post (?:is|closes)|closes|bewerb|unterlagen|candidat|postul|solicit|sollicit|reage|reager|zgłosz|aplik|ansök|ansøg|søkn|haku|hakemu|přihláš|životopis|envi(?:ar|er|e)|lettre|curr[ií]c/iu;

function lastDayInText(
  context: ParseContext,
  monthFirst: boolean,
): { value: string; start: number; end: number } | null {
  let tries = 0;
  for (const match of cuedMatches(BY_DATE, context.text, context.cues)) {
    if ((tries += 1) > BY_DATES_MAX) break;
    const from = match.index + match[0].length;
    const sentence = sentenceAround(context.text, match.index, from);
    const isApplying = sectionAt(context.sections, match.index) === 'APPLICATION';
    if (!isApplying && !OF_APPLYING.test(context.text.slice(sentence.start, from))) continue;
    const written =
      context.text.slice(from, Math.min(from + 40, sentence.end + 24)).split('\n')[0] ?? '';
    const year = written.search(/\d{4}/);
    const value = year < 0 ? null : readWrittenDate(written, { monthFirst });
    if (value !== null) return { value, start: match.index, end: from + year + 4 };
  }
  return null;
}

function deadlineInText(
  context: ParseContext,
  monthFirst: boolean,
): { value: string; start: number; end: number } | null {
  let tries = 0;
  for (const match of cuedMatches(DEADLINE, context.text, context.cues)) {
    if ((tries += 1) > DEADLINES_MAX) break;
    const month = MONTH_BEHIND.exec(match[0]);
    const isMonth = month?.[1] !== undefined && MONTHS[foldText(month[1])] !== undefined;
    const from = match.index + match[0].length - (isMonth ? month[0].length : 0);
    const written = context.text.slice(from, from + 40);
    const value = /^[^\d\n]{0,14}\d|^\p{L}{3,10}\.? \d/u.test(written)
      ? readWrittenDate(written, { monthFirst })
      : null;
    if (value !== null)
      return {
        value,
        start: match.index,
        end: Math.min(context.text.length, from + written.search(/\d{4}/) + 4),
      };
  }
  return null;
}

const DAY_CHARS = 'yyyy-mm-dd'.length;
const PERIOD = /\s(?:to|until|till|through|bis|au|al|a|até|tot|do|til)\s|\s[-–—]\s/iu;

/** A deadline that is a period of time: its beginning says when the posting appeared. */
function period(context: ParseContext): LabelledValue | undefined {
  const stated = labelled(context, 'deadline');
  const [first = '', second] = stated?.value.split(PERIOD) ?? [];
  if (stated === undefined || second === undefined) return undefined;
  const isDate = (text: string): boolean => readWrittenDate(text, { monthFirst: true }) !== null;
  return isDate(first) && isDate(second) ? { ...stated, value: first } : undefined;
}

/** The date that a label's value states; of a period its end, for a deadline. */
function dateOf(value: string, label: Label, monthFirst: boolean): string | null {
  const pieces = value.split(PERIOD);
  const last = pieces.length > 1 && label === 'deadline' ? pieces.at(-1) : undefined;
  const end = last === undefined ? null : readWrittenDate(last, { monthFirst });
  return end ?? readWrittenDate(value, { monthFirst });
}

const POSTED_LINE =
  /^(?:veröffentlicht(?: am)?|erschienen(?: am)?|eingestellt am|publiée? le|posted(?: on)?|published(?: on)?|publicad[oa](?: em| el)?|pubblicat[oa](?: il)?|geplaatst(?: op)?|opublikowan[oa]|publicerad|julkaistu|indrykket|zveřejněno)\s*:?\s*(?=[^\n]{0,14}\d)/iu;
/** "12 applications Posted 30 Jan 2026" */
const POSTED_WITHIN =
  /(?<!\p{L})posted(?: on)? (?=\d{1,2} \p{L}{3,9}\.? \d{4}|\p{L}{3,9}\.? \d{1,2},? \d{4}|\d{4}-\d)/iu;
const POSTED_LINES_MAX = 60;

/** `Veröffentlicht am 22.01.2026` as a line near the top. */
function postedLine(context: ParseContext): LabelledValue | undefined {
  for (const [index, line] of context.lines.slice(0, POSTED_LINES_MAX).entries()) {
    const written = context.text.slice(line.start, Math.min(line.end, line.start + 80));
    const match = POSTED_LINE.exec(written) ?? POSTED_WITHIN.exec(written);
    if (match === null) continue;
    const start = line.start + match.index + match[0].length;
    const end = Math.min(line.end, line.start + 80);
    return { label: 'posted', value: context.text.slice(start, end), start, end, line: index };
  }
  return undefined;
}

/** Whether the writer puts the month first: by the country, else the language and currency. */
function isMonthFirst(context: ParseContext, placeCountry: string | null): boolean {
  const { language, currencyCountries = [] } = context.hints;
  const country = context.hints.country ?? placeCountry;
  // Who pays in pounds writes the day first.
  const elsewhere = currencyCountries.length > 0 && !currencyCountries.includes('US');
  return country === 'US' || (country === null && language === 'en' && !elsewhere);
}

/** "Posted 3 days ago", as boards write it beside an ad; "30+ days ago" is no day. */
const POSTED_AGO =
  /(?<!\p{L})(?:re-?posted|posted|published|listed|veröffentlicht|publiée?|publicad[oa]|pubblicat[oa]|geplaatst|opublikowan[oa])[\s:]{1,3}(?:on\s)?(?:(today|just now|heute|aujourd['’]hui|hoy|hoje|oggi|vandaag|dzisiaj)|(yesterday|gestern|hier|ayer|ontem|ieri|gisteren|wczoraj)|(?:vor |il y a |hace |há )?(\d{1,2}|an?|one)\s?(d|h|hours?|days?|weeks?|w|tage?n?|stunden?|wochen?|jours?|heures?|semaines?|días?|horas?|semanas?|dias?)(?:\s(?:ago|geleden|fa|atrás|temu))?(?![\p{L}+]))/iu;
const POSTED_SCOPE_CHARS = 1_500;
const HOURS_IN_DAY = 24;
const DAYS_IN_WEEK = 7;
const MS_IN_DAY = 86_400_000;

function daysOf(count: number, unit: string): number {
  if (/^(?:h|stund|heure|hora)/iu.test(unit)) return Math.floor(count / HOURS_IN_DAY);
  return /^(?:w|sem)/iu.test(unit) ? count * DAYS_IN_WEEK : count;
}

/** The day of "posted 3 days ago", counted from when the posting was collected. */
function postedAgo({ text, raw }: ParseContext): Finding<string> | null {
  const collected = Date.parse(raw.collectedAt ?? '');
  const match = Number.isNaN(collected) ? null : POSTED_AGO.exec(text.slice(0, POSTED_SCOPE_CHARS));
  if (match === null) return null;
  const [whole, today, yesterday, count = '', unit = ''] = match;
  const counted = daysOf(/^\d/.test(count) ? Number(count) : 1, unit);
  const days = today !== undefined ? 0 : yesterday !== undefined ? 1 : counted;
  const value = new Date(collected - days * MS_IN_DAY).toISOString().slice(0, 10);
  const at = { start: match.index, end: match.index + whole.length };
  return { value, rule: 'posted-ago', source: 'inferred', ...at, confidence: 0.7 };
}

function saidDeadline(context: ParseContext, monthFirst: boolean): Finding<string> | null {
  const found = deadlineInText(context, monthFirst) ?? lastDayInText(context, monthFirst);
  return found === null ? null : { ...found, rule: 'deadline', source: 'text', confidence: 0.8 };
}

/** Reads the dates: the payload's, else the labelled, else a sentence's. */
export function readDates(context: ParseContext, placeCountry: string | null): Reading<Dates> {
  const { structured } = context.document;
  const monthFirst = isMonthFirst(context, placeCountry);
  const evidence: Reading<Dates>['evidence'][number][] = [];
  const warnings: Reading<Dates>['warnings'][number][] = [];
  const read = (path: string, given: string | null, label: Label): string | null => {
    const stated =
      labelled(context, label) ??
      (label === 'posted' ? (period(context) ?? postedLine(context)) : undefined);
    const value = stated === undefined ? null : dateOf(stated.value, label, monthFirst);
    if (given !== null) {
      evidence.push(evidenceOf(path, payloadFinding(given, 0.97)));
      if (stated !== undefined && value !== null && value !== given.slice(0, DAY_CHARS)) {
        const { start, end } = stated;
        const other = withDisagreement(nothingRead(given), {
          code: 'DATE_DISAGREES',
          path,
          finding: { value, rule: 'label', source: 'text', start, end, confidence: 0.9 },
          taken: 'payload',
          said: stated.value,
        });
        evidence.push(...other.evidence);
        warnings.push(...other.warnings);
      }
      return given;
    }
    if (stated === undefined || value === null) return null;
    evidence.push(
      evidenceOf(path, {
        value,
        rule: 'label',
        source: 'text',
        start: stated.start,
        end: stated.end,
        confidence: 0.9,
      }),
    );
    return value;
  };
  const settle = (path: string, stated: string | null, other: () => Finding<string> | null) => {
    const found = stated === null ? other() : null;
    if (found !== null) evidence.push(evidenceOf(path, found));
    return stated ?? found?.value ?? null;
  };
  const posted = read('/datePosted', structured.datePosted, 'posted');
  const datePosted = settle('/datePosted', posted, () => postedAgo(context));
  const deadline = read('/validThrough', structured.validThrough, 'deadline');
  const validThrough = settle('/validThrough', deadline, () => saidDeadline(context, monthFirst));
  return { value: { datePosted, validThrough }, evidence, warnings };
}
