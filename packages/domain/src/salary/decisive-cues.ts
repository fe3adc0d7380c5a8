import type { PayUnit } from '@winnow/contracts/code-lists';
import { hasAdditive, isMainPay, isPayVerb, type CueHit } from './cues.ts';
import { isUnspaced } from './lexicon.ts';

/** A word that binds an amount to something else stands at most this far from it. */
const VETO_UNITS_MAX = 70;
/** "bonus eligible", "loading included": the amount is not the bonus or the loading. */
const NOT_AMOUNT_OF = /^\s{0,2}(?:-?eligib|inclu|incl\b|inc\b)/;
/** 10万円の賞与: what binds an amount to a word behind it where words are not spaced. */
const BOUND_BEHIND = /^\s?[のな的之]?$/;
const BRACKET_OPENS = /^\s?\((?:[a-z]{1,10}\s){0,2}$/;
/** "2x annual salary up to $500,000", "20% of salary": a measure of something else. */
const MEASURE_OF =
  /(?:[0-9]\s?x|times|[0-9]\s?%\sof)\s(?:(?:your|the|my|an?|annual|base|basic|gross)\s){0,3}$/;
/** "£12.60 per hour (weekend enhancement 50p ph)": a bracket with an amount of its own. */
const BRACKET_BEFORE = /^\s?\([^)]{0,32}$/;
const OWN_AMOUNT = /^[^).;]{0,16}[0-9]/;
const MEASURE_UNITS_MAX = 40;
const VERB_LINK = /^\s(?:(?:is|are|gets|will be|being)\s)?$/;
const PAYS_FOR =
  /^(?:wir zahlen|zahlen wir|pay|pays|paid|pagamos|vi betalar|vi betaler)\s[^(]{3,60}\($/;
const OTHERS =
  /(?<![a-z])(?:customers?|clients?|borrowers?|donors?|tenants?|guests?|patients?|subscribers?|merchants?|sellers?|affiliates?|claimants|beneficiaries|franchisees|households|families|creators|influencers|parents)\s/;
const OTHERS_UNITS_MAX = 32;
const SUBJECT_LINK = /^.{0,3}$|^\s(?:(?:can|could|may|will|typically|often|usually|also)\s){1,2}$/;
const TO_US = /^\s(?:us|our|to us)(?![a-z])/;

/** The cue in front that decides what the amount is, nearest first. */
export function decisiveLeft(
  folded: string,
  hits: readonly CueHit[],
  start: number,
): CueHit | undefined {
  const hasPay = hits.some(({ value }) => isMainPay(value));
  for (const hit of hits.toReversed()) {
    if (isUndecided(hit) || isPaidByOthers(folded, hits, hit)) continue;
    // "Wir zahlen die IHK-Prüfung (1.200 €)": what is paid for stands between.
    if (PAYS_FOR.test(folded.slice(hit.start, start))) continue;
    if (paysForAnother(hits, hit)) continue;
    const subject = subjectOf(folded, hits, hit);
    if (subject !== undefined) return subject;
    if (isMainPay(hit.value)) {
      const measured = folded.slice(Math.max(0, hit.start - MEASURE_UNITS_MAX), hit.start);
      if (MEASURE_OF.test(measured)) continue;
      if (isOutdone(folded, hits, hit, start)) continue;
      return hit;
    }
    const between = folded.slice(hit.end, start);
    const isSeparated = /[,)+&]|\s(?:and|und|et|y|e|plus|or)\s/.test(between);
    const isAdded = hasAdditive(folded, Math.max(0, hit.start - 24), hit.start);
    if (isSeparated && (isAdded || hasPay)) continue;
    if (between.length > VETO_UNITS_MAX) continue;
    return hit;
  }
  return undefined;
}

/** "Our nonprofit pays rent of up to $1,450 a month": what is paid for is no job. */
function paysForAnother(hits: readonly CueHit[], verb: CueHit): boolean {
  if (!isPayVerb(verb.value)) return false;
  return hits.some(({ value, start }) => value.kind === 'weak' && start === verb.end + 1);
}

/** `Overtime is paid at $31.50/hour`: what is paid is the component that the verb follows. */
function subjectOf(folded: string, hits: readonly CueHit[], verb: CueHit): CueHit | undefined {
  if (!isPayVerb(verb.value)) return undefined;
  return hits.find(
    ({ value, end }) =>
      value.kind === 'component' &&
      !isMainPay(value) &&
      end <= verb.start &&
      VERB_LINK.test(folded.slice(end, verb.start)),
  );
}

function isUndecided({ value }: CueHit): boolean {
  return value.kind === 'weak' || value.kind === 'terms';
}

/**
 * "A competitive package, private medical cover, a ticket loan of up to £5,000": behind a comma
 * another noun is nearer than the word for pay.
 */
function isOutdone(folded: string, hits: readonly CueHit[], pay: CueHit, start: number): boolean {
  const nearer = hits.find(({ value, start: at }) => value.kind === 'weak' && at > pay.end);
  return nearer !== undefined && folded.slice(pay.end, Math.min(nearer.start, start)).includes(',');
}

/** `Borrowers earn about $48,000 a year`: who earns is named, and it is not who is sought. */
export function isEarnedByOthers(folded: string, hits: readonly CueHit[]): boolean {
  const last = hits.at(-1);
  if (last === undefined || !isPaidByOthers(folded, hits, last)) return false;
  return OTHERS.test(folded.slice(Math.max(0, last.start - OTHERS_UNITS_MAX), last.start));
}

/** `Our customers pay`, `donors can earn up to`, `400 farms pay us`: not what the job pays. */
function isPaidByOthers(folded: string, hits: readonly CueHit[], verb: CueHit): boolean {
  const isVerb = isPayVerb(verb.value) || folded.startsWith('earn', verb.start);
  if (!isVerb) return false;
  if (TO_US.test(folded.slice(verb.end, verb.end + 8))) return true;
  return hits.some(
    ({ value, end }) =>
      value.kind === 'weak' &&
      end <= verb.start &&
      SUBJECT_LINK.test(folded.slice(end, verb.start)),
  );
}

/**
 * 時給1,200円 交通費支給, 月給25万円（賞与年2回）: Japanese, Chinese and Korean name an amount in front
 * of it. A component behind begins the next item, unless it touches an amount that nothing names.
 */
function isNextItem(
  folded: string,
  { value, start }: CueHit,
  { end, hasPayInFront }: { end: number; hasPayInFront: boolean },
): boolean {
  if (isMainPay(value) || !isUnspaced(folded.charCodeAt(start))) return false;
  return hasPayInFront || !BOUND_BEHIND.test(folded.slice(end, start));
}

/** The cue in the noun phrase behind the amount that decides what the amount is. */
export function decisiveHead(
  folded: string,
  hits: readonly CueHit[],
  { end, unit, hasPayInFront }: { end: number; unit: PayUnit | null; hasPayInFront: boolean },
): CueHit | undefined {
  for (const hit of hits) {
    if (isUndecided(hit) || isPayVerb(hit.value)) continue;
    if (isNextItem(folded, hit, { end, hasPayInFront })) continue;
    // "$25/hr 401k, medical": benefits listed behind pay with a unit say nothing about it.
    const isListed = hit.value.kind === 'never' && hit.value.name === 'insurance' && unit !== null;
    if (isListed) continue;
    const behind = folded.slice(hit.end, hit.end + 16);
    if (NOT_AMOUNT_OF.test(behind)) continue;
    // "£12.60 per hour (Real Living Wage)": what the pay is equal to.
    const isLegal = hit.value.kind === 'never' && hit.value.name === 'legal';
    // "Rs. 500 per hour (home tuition)": nothing but work is paid by the hour.
    const isRemark = isLegal || (hit.value.kind === 'never' && unit === 'HOUR');
    const inBracket = BRACKET_BEFORE.exec(folded.slice(end, hit.start));
    const isOwn = inBracket !== null && OWN_AMOUNT.test(folded.slice(hit.end, hit.end + 24));
    if (isOwn && !isMainPay(hit.value)) continue;
    if (isRemark && BRACKET_OPENS.test(folded.slice(end, hit.start))) continue;
    return hit;
  }
  return undefined;
}
