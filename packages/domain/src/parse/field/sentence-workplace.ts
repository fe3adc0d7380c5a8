import type { WorkplaceType } from '@winnow/contracts/code-lists';
import type { Cue } from './cues.ts';
import type { Finding } from './finding.ts';
import { sectionAt, sentenceAround, type ParseContext } from './parse-context.ts';
import { isEither, isOfCompany, isPartOfWeek, isWholeWeek, officeWeekdays } from './work-share.ts';

export type Found = Finding<WorkplaceType>;

const SHARE =
  /(?<!\d)[1-9]\d?\s?%\s?(?:remote|home ?office|télétravail|teletrabajo|zdaln|distans)/iu;

/** "60 % remote": a share below the whole is a mix. */
function shareFound(context: ParseContext): Found[] {
  if (!context.text.includes('%')) return [];
  const match = SHARE.exec(context.text.slice(0, SHARE_SCOPE_CHARS));
  if (match === null) return [];
  const at = { start: match.index, end: match.index + match[0].length };
  return [{ value: 'HYBRID', rule: 'share', source: 'text', ...at, confidence: 0.88 }];
}
const SHARE_SCOPE_CHARS = 20_000;

function weekdaysFound({ text, cues }: ParseContext): readonly Found[] {
  const days = officeWeekdays(text, cues);
  if (days === null) return [];
  const { start, end, whole } = days;
  const value = whole ? 'ONSITE' : 'HYBRID';
  return [{ value, rule: 'office-days', source: 'text', start, end, confidence: 0.85 }];
}

/** A number of days in the office below five is a mix; all five are none. */
function daysFound(context: ParseContext): readonly Found[] {
  const found: Found[] = [...shareFound(context), ...weekdaysFound(context)];
  for (const cue of context.cues.of('officeDays')) {
    const before = context.text.slice(Math.max(0, cue.start - 24), cue.start).toLowerCase();
    const inBenefit = /team events?|lunch/.test(before);
    if (inBenefit) continue;
    found.push({
      value: isWholeWeek(context.text, cue) ? 'ONSITE' : 'HYBRID',
      rule: 'office-days',
      source: 'text',
      start: cue.start,
      end: cue.end,
      confidence: 0.9,
    });
  }
  return found;
}

const IGNORED_SECTIONS = new Set(['LEGAL_EEO']);

const STRONG_REMOTE =
  /100\s?%|fully|full|completely|entirely|permanently|voll|komplett|total|integral|complet|w pełni|w 100|helt|fuldt|täysin|plně|フル|完全|remote (?:position|role|job|opportunity|first|only)|(?:role|position|job|work|opportunity|stelle|position) (?:is|will be|ist) (?:a )?remote|poste (?:est )?en|from anywhere|anywhere/iu;

function bodyFound(context: ParseContext): readonly (Found & { readonly strong: boolean })[] {
  const found: (Found & { strong: boolean })[] = [];
  for (const cue of context.cues.of('workplace')) {
    if (cue.value === '-' || cue.start < context.head.end) continue;
    const section = sectionAt(context.sections, cue.start);
    if (section !== null && IGNORED_SECTIONS.has(section)) continue;
    if (!cueHolds(context, cue)) continue;
    const days = cue.value === 'REMOTE' && isPartOfWeek(context.text, cue);
    const written = context.text.slice(cue.start, cue.end);
    const strong =
      cue.value !== 'REMOTE' || (STRONG_REMOTE.test(written) && section !== 'ABOUT_COMPANY');
    found.push({
      value: days ? 'HYBRID' : (cue.value as WorkplaceType),
      rule: days ? 'home-days' : 'sentence',
      source: 'text',
      start: cue.start,
      end: cue.end,
      confidence: strong ? 0.85 : 0.7,
      strong,
    });
  }
  return found;
}

const NEGATION =
  /\b(?:no|not|non|without|never|cannot|isn['’]t|kein|keine|nicht|pas de|sans|ne|sin|sem|não|senza|geen|niet|bez|inte|ingen|ikke|ei|není|ani)\s(?:\w+\s){0,2}$/iu;

const OCCASIONAL =
  /\b(?:occasional(?:ly)?|sometimes|gelegentlich|occasionnel\w*|possibility of|option (?:of|to|for)|opportunity (?:to|for)|flexib\w+|ability to|up to \d+ days?|möglichkeit|possibilité|posibilidad|possibilidade|possibilità|mogelijkheid|możliwość|möjlighet|mulighed|mulighet|mahdollisuus|možnost|\d+ days?)\s(?:\w+\s){0,3}$/iu;

/**
 * Whether a cue in a sentence speaks of this job, not of a tool, a customer or something denied.
 */
function cueHolds(context: ParseContext, cue: Cue): boolean {
  const before = context.text.slice(Math.max(0, cue.start - 40), cue.start);
  if (cue.value === 'REMOTE' && isOfCompany(context.text, cue)) return false;
  return !(cue.value !== 'ONSITE' && NEGATION.test(before));
}

/**
 * What the sentences of the body say of where work is done: days in the office first, then a mix.
 */
export function settleBody(context: ParseContext): readonly Found[] {
  const days = daysFound(context);
  if (days.length > 0) return days;
  const found = bodyFound(context);
  const hybrid = found.filter((one) => one.value === 'HYBRID');
  if (hybrid.length > 0) return hybrid.slice(0, 1);
  const either = eitherOf(context, found);
  if (either !== null) return either;
  const onsite = found.filter((one) => one.value === 'ONSITE' && !alternatives(context, one));
  const strong = found.filter((one) => one.value === 'REMOTE' && one.strong);
  const remote = found.filter((one) => one.value === 'REMOTE');
  const occasional = remote.find((one) =>
    OCCASIONAL.test(context.text.slice(Math.max(0, (one.start ?? 0) - 50), one.start ?? 0)),
  );
  if (strong.length > 0 && onsite.length === 0) return strong.slice(0, 1);
  if (strong.length > 0) return [...strong.slice(0, 1), ...onsite.slice(0, 1)];
  if (onsite.length > 0 && remote.length === 0) return onsite.slice(0, 1);
  if (occasional !== undefined)
    return [{ ...occasional, value: 'HYBRID', rule: 'some-remote', confidence: 0.6 }];
  const inOffer = remote.find((one) =>
    ['BENEFITS', 'OTHER', 'ROLE_SUMMARY', 'COMPENSATION', null].includes(
      sectionAt(context.sections, one.start ?? 0),
    ),
  );
  if (onsite.length > 0) return onsite.slice(0, 1);
  return inOffer === undefined ? [] : [inOffer];
}

/** "Praca zdalna lub z biura": both are offered. */
function eitherOf(context: ParseContext, found: readonly Found[]): readonly Found[] | null {
  for (const [index, one] of found.entries()) {
    const next = found[index + 1];
    if (next === undefined || next.value === one.value) continue;
    const first = { start: one.start ?? 0, end: one.end ?? 0 };
    const second = { start: next.start ?? 0, end: next.end ?? 0 };
    if (isEither(context.text, first, second)) return [one, next];
  }
  return null;
}

function alternatives(context: ParseContext, one: Found): boolean {
  const { start, end } = sentenceAround(context.text, one.start ?? 0, one.end ?? 0);
  return /customer|client|kunde|cliente|visit|interview|meeting|event/i.test(
    context.text.slice(start, end),
  );
}
