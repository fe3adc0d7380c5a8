import type { Amount } from './find-amounts.ts';
import type { CurrencyMark } from './currencies.ts';
import type { PayUnit } from '@winnow/contracts/code-lists';

/** One pay expression of a line: a range, an open end or a single amount. Values are scaled. */
export interface PayExpression {
  readonly start: number;
  readonly end: number;
  readonly minValue: number | null;
  readonly maxValue: number | null;
  readonly mark: CurrencyMark | null;
  readonly unit: PayUnit | null;
  readonly shape: 'range' | 'single' | 'open-max' | 'open-min';
  readonly isApproximate: boolean;
  readonly isShapedAsMoney: boolean;
  /** Offsets of the last amount's number, to read what stands right behind it. */
  readonly amounts: readonly Amount[];
}

/** Longest text between the two ends of a range. */
const GAP_UNITS_MAX = 100;
/** Longest qualifier in front of an amount. */
const QUALIFIER_UNITS_MAX = 32;
/** A range whose ends differ more than this is two amounts. */
const RATIO_MAX = 12;
const SHARE_BELOW = 1000;

const SEPARATOR_WORDS =
  'to|e i|e gli|y los|et les|up to|through|thru|until|till|til|bis zu|bis|à|a|á|al|ad|fino a|hasta|até|tot en met|tot|t/m|do|až|do max\\.?|' +
  'and not more than|but not more than|and no more than|to not more than|to a maximum of|rising to|increasing to|increases to|going up to|going to|moving to|progressing to|' +
  'und|до|по|—|から|至|到|ถึง|đến|tới|hingga|sampai|s/d|s\\.d\\.|sd|ile|till och med|auf|ansteigend auf|steigend auf|' +
  'and|et|et jusqu\'à|jusqu\'à|e|y|i|oraz|och|og|ja|en|and up to|to up to|hasta los|a los|sino|ve|và|dan|та|ועד|עד|-ig|az|ból|-től|-tól|-től -ig';
/** Words that join two ends only after "between" or the like. */
const WEAK_SEPARATORS = new Set(
  'and,et,e,e i,e gli,y,y los,et les,i,oraz,och,og,ja,en,und,ve,và,dan,та'.split(','),
);
const BETWEEN =
  /(?:between|entre|zwischen|tra|fra|entre los|między|pomiędzy|mezi|medzi|mellan|mellem|mellom|tussen|între|între|od|between:|antara|ranges? (?:from|between)|from|von|de|da|de los|от|від|从|từ|från|fra|vanaf|dai|dal|desde|arasında)\s{0,3}(?:the |i |gli |los |les |de |den |die )?(?:approx\.?|ca\.?|around|about)?\s{0,3}$/;
const FILL = "(?:\\s|\\(?(?:min|max|minimum|maximum|mid|midpoint|low|high|entry|base|gross|brutto|bruto|brut|net|netto|usd|p\\.?a\\.?)\\.?\\)?|['\"*_|:(]|approx\\.?|ca\\.?|up to|max\\.?)";
const GAP = new RegExp(
  `^\\s{0,8}\\)?(?:${FILL}){0,6}?\\s{0,3}(?:-{1,3}|~|〜|>|→|\\.{2,3}|…|·{2}|(?<![a-zà-ž])(${SEPARATOR_WORDS})(?![a-zà-ž]))\\s{0,8}(?:${FILL}){0,6}?$`,
  'u',
);
const SLASH_GAP = /^\s{0,2}[/|]\s{0,2}$/;
/** "$120,000 (minimum) … $150,000 (maximum)", "Min: 100k, max: 120k" */
const MAXIMUM_GAP =
  /^[\s,;.|/()-]{0,6}(?:and |und |et |y |e )?(?:\(?min(?:imum)?\)?)?[\s,;.|/()-]{0,6}(?:the )?(?:max|maximum|high|höchstens|maximal|máximo|massimo|maks\.?|upper|top)[a-z .]{0,16}[:=]?\s{0,3}(?:of )?\(?$/;
const MINIMUM_BEFORE = /(?:min|minimum|low|mindestens|minimal|mínimo|minimo|lower|from|starting)[a-z .]{0,16}[:=]?\s{0,3}(?:of )?\(?$/;
/** "one hundred … ($130,000) to one hundred … ($160,000)": both ends in words as well. */
const SPELLED_GAP = /^\)?\s?(?:to|and|through|-)\s[a-z -]{0,80}\($/;
/** "ranges from $129,300/year in our lowest market up to $223,600" */
const FAR_GAP = /^[^.;|+:]{0,90}\s(?:up to|to)\s{1,3}$/;
const FROM_BEFORE = /(?:ranges?|ranging|from|between|starts at|starting at)(?:\s(?:from|at))?\s{0,3}$/;

const OPEN_MAX_BEFORE =
  /(?:(?:kv-?|brutto-?|jahresbrutto-?|monats-?|grund)?mindest(?:brutto|jahres|monats|grund)?-?(?:gehalt|lohn|entgelt|grundgehalt|bezug)s?:?|from|from a|starting|starting (?:at|from|salary|pay|wage|rate|hourly rate|base|base pay|base salary)(?: of| at| is)?:?|starts (?:at|from)|start(?: at| from)|beginning at|begins at|at least|minimum|minimum of|a minimum of|min\.?|min:|no less than|not less than|upwards of|over|more than|above|in excess of|exceeding|ab|ab ca\.?|von mindestens|mindestens|min\. |mind\.|à partir de|a partir de|à partir d'|dès|minimum de|desde|desde los|a partir dos|mínimo|mínimo de|a partire da|da|partire da|minimo|vanaf|minimaal|från|fra|lägst|lägst|minst|od|już od|min|alkaen|от|від|не менее|від|min\.|从|から|từ|trên|mulai|mulai dari|minimal|minimum:|>|≥|>=|最低|最少|started at|as low as|de la|începând de la|počínaje|от суммы|at or above|circa from|kezdve|legalább|en az|החל מ|מ-|starting salary)\s{0,3}[:]?\s{0,3}(?:gross |brutto |bruto |ca\.? |circa |c\. |approx\.? |de |of |beträgt |liegt bei |von |von mind\. |ist )?$/u;
/** A stated minimum is where pay begins, whatever stands between. */
const MINIMUM_PAY_BEFORE =
  /(?:mindest(?:brutto|jahres|monats|grund|stunden)?(?:gehalt|lohn|entgelt|grundgehalt|bezug)e?s?|minimum (?:base |annual |starting |gross )?(?:salary|pay|wage))(?![a-z])[^0-9;|\n]{0,40}$/;
const MINIMUM_PAY_UNITS_MAX = 72;
const OPEN_MIN_BEFORE =
  /(?:up to|upto|up-to|max|max\.|maximum|maximum of|a maximum of|to a maximum of|as much as|no more than|not more than|less than|under|below|capped at|bis zu|bis max\.?|bis|maximal|höchstens|jusqu'à|jusque|jusqu'a|maximum de|hasta|hasta los|até|máximo|fino a|fino ad|massimo|tot|tot max\.?|tot maximaal|maximaal|upp till|upp emot|högst|opp til|opptil|inntil|inntil|op til|op mod|jopa|enintään|do|nawet do|maks\.?|až|až do|maximálně|akár|maximum|до|не более|max:|最高|最多|tối đa|lên đến|lên tới|tới|đến|hingga|sampai|maksimal|<|≤|<=|pana la|până la|earn up to|earning up to|a maximum|עד|~)\s{0,3}[:]?\s{0,3}(?:gross |brutto |bruto |ca\.? |of |approx\.? |zu |de |a )?$/u;
const OPEN_MAX_AFTER =
  /\s{0,2}\(?(?:\+(?=\s*$)|以上|이상|起(?!薪)|より|から|~(?!\s?[0-9])|and up|and above|and over|or more|or above|minimum|min\.?(?![a-z])|o más|o mas|ou mais|ou plus|et plus|e oltre|og opover|och uppåt|alkaen|upwards|至(?!\s?[0-9])|up\b|\+\+|tól|től|-tól|-től|mindestens|oder mehr|und mehr|of meer|lub więcej|a více|ขึ้นไป|trở lên|ke atas|ve üzeri)/uy;
const OPEN_MIN_AFTER =
  /\s{0,2}\(?(?:以下|以内|以內|이하|まで|까지|maximum|max\.?(?![a-z])|máximo|ou moins|-ig(?![a-z])|ig(?![a-z]))/uy;
const APPROXIMATE_BEFORE =
  /(?:c\.|c|ca\.?|circa|approx\.?|approximately|around|about|roughly|~|≈|env\.?|environ|ungefähr|rund|etwa|cerca de|circa|około|ok\.|cca|около|aprox\.?|alrededor de|約|约|大约|약|omkring|n\.|noin|estimated|est\.)\s{0,3}$/u;

interface Draft {
  readonly first: Amount;
  readonly last: Amount;
  readonly amounts: readonly Amount[];
}

function gapJoins(folded: string, first: Amount, last: Amount): boolean {
  const length = last.start - first.end;
  if (length < 0 || length > GAP_UNITS_MAX) return false;
  const gap = folded.slice(first.end, last.start);
  const before = folded.slice(Math.max(0, first.start - QUALIFIER_UNITS_MAX), first.start);
  const match = GAP.exec(gap);
  if (match !== null) {
    const word = match[1];
    return word === undefined || !WEAK_SEPARATORS.has(word) || BETWEEN.test(before);
  }
  if (MAXIMUM_GAP.test(gap)) return MINIMUM_BEFORE.test(before) || gap.includes('min');
  if (SPELLED_GAP.test(gap)) return true;
  return FAR_GAP.test(gap) && FROM_BEFORE.test(before) && first.mark !== null && last.mark !== null;
}

function marksAgree(first: Amount, last: Amount): boolean {
  if (first.mark === null || last.mark === null) return true;
  return first.mark.codes.some((code) => last.mark?.codes.includes(code));
}

/** Scales the two ends of a range: "130-165k", "$95-$120,000", "$120k-150". */
export function shareScale(first: Amount, last: Amount): readonly [number, number] {
  let low = first.number * first.scale;
  let high = last.number * last.scale;
  const areAlike = first.number < last.number * RATIO_MAX && last.number < first.number * RATIO_MAX;
  if (first.scale === 1 && last.scale !== 1 && areAlike) {
    low *= last.scale;
  } else if (last.scale === 1 && first.scale !== 1 && high < SHARE_BELOW) {
    high *= first.scale;
  } else if (first.scale === 1 && last.scale === 1 && low < SHARE_BELOW && high >= SHARE_BELOW) {
    const isElided = low >= 10 && Number.isInteger(low) && low * SHARE_BELOW <= high;
    if (isElided && low * SHARE_BELOW * 3 >= high) low *= SHARE_BELOW;
  }
  return [low, high];
}

/** `$18/hr to start, $20/hr after 6 months`: steps of one pay. */
const STEP_GAP = /^[^.;|\n]{0,48}$/;
const STEP_AFTER =
  /^\s{0,2}\(?(?:after|upon|once|following|from (?:day|month|year)|nach (?:der |dem |\d)|après|na (?:de |je )?proeftijd|después|dopo|po okresie|efter)(?![a-z])/;

function areSteps(folded: string, first: Amount, last: Amount): boolean {
  if (first.mark === null || last.mark === null || !marksAgree(first, last)) return false;
  const low = first.number * first.scale;
  const high = last.number * last.scale;
  if (low >= high || high > low * 2) return false;
  const areUnitsAlike = first.unit === last.unit || first.unit === null || last.unit === null;
  const behind = folded.slice(last.end, last.end + QUALIFIER_UNITS_MAX);
  return areUnitsAlike && STEP_GAP.test(folded.slice(first.end, last.start)) && STEP_AFTER.test(behind);
}

/** Whether two neighbouring amounts are the ends of one range. */
function isRange(folded: string, first: Amount, last: Amount): boolean {
  if (areSteps(folded, first, last)) return true;
  if (!marksAgree(first, last) || !gapJoins(folded, first, last)) return false;
  // "Level 3 - $120,000": a bare number before a marked one is no end of it.
  const isBareBeforeMarked = first.mark === null && last.mark !== null && last.isMarkBefore;
  const [low, high] = shareScale(first, last);
  if (isBareBeforeMarked && (low < SHARE_BELOW || high / low > RATIO_MAX)) return false;
  if (first.unit !== null && last.unit !== null && first.unit !== last.unit) return false;
  const isUnmarked = first.mark === null || last.mark === null;
  return !(isUnmarked && Math.max(low, high) / Math.max(1e-9, Math.min(low, high)) > RATIO_MAX);
}

/** "45/55k€" or "$104,000/$139,000/$174,000": ends, or minimum, middle and maximum. */
function slashGroup(folded: string, amounts: readonly Amount[], at: number): Amount[] {
  const group: Amount[] = [];
  for (let i = at; i < amounts.length; i += 1) {
    const amount = amounts[i];
    const previous = group.at(-1);
    if (amount === undefined) break;
    if (previous !== undefined) {
      const isNext = SLASH_GAP.test(folded.slice(previous.end, amount.start));
      if (!isNext || !marksAgree(previous, amount)) break;
    }
    group.push(amount);
  }
  return group;
}

function isSlashRange(group: readonly Amount[]): boolean {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined || group.length < 2 || group.length > 3) return false;
  const [low, high] = shareScale(first, last);
  const isMoney = group.some((amount) => amount.mark !== null || amount.scale !== 1);
  return isMoney && low < high && high / low <= 3;
}

function draftAt(folded: string, amounts: readonly Amount[], at: number): Draft | undefined {
  const first = amounts[at];
  if (first === undefined) return undefined;
  const slashed = slashGroup(folded, amounts, at);
  const slashedLast = slashed.at(-1);
  if (slashedLast !== undefined && isSlashRange(slashed)) {
    return { first, last: slashedLast, amounts: slashed };
  }
  const next = amounts[at + 1];
  if (next === undefined || !isRange(folded, first, next)) return { first, last: first, amounts: [first] };
  const third = amounts[at + 2];
  const isTriple =
    third !== undefined && next.mark !== null && third.mark !== null && isRange(folded, next, third);
  return isTriple
    ? { first, last: third, amounts: [first, next, third] }
    : { first, last: next, amounts: [first, next] };
}

function stickyTest(pattern: RegExp, folded: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(folded);
}

function toExpression(folded: string, draft: Draft): PayExpression {
  const { first, last, amounts } = draft;
  const before = folded.slice(Math.max(0, first.start - QUALIFIER_UNITS_MAX), first.start);
  const common = {
    start: first.start,
    end: last.end,
    mark: pickMark(first, last),
    unit: last.unit ?? first.unit,
    isApproximate: APPROXIMATE_BEFORE.test(before),
    isShapedAsMoney: first.isShapedAsMoney || last.isShapedAsMoney,
    amounts,
  };
  if (first !== last) {
    const [a, b] = shareScale(first, last);
    return { ...common, minValue: Math.min(a, b), maxValue: Math.max(a, b), shape: 'range' };
  }
  const value = first.number * first.scale;
  const far = folded.slice(Math.max(0, first.start - MINIMUM_PAY_UNITS_MAX), first.start);
  const isOpenMax =
    first.isOpen ||
    MINIMUM_PAY_BEFORE.test(far) || opens(OPEN_MAX_BEFORE, before) || stickyTest(OPEN_MAX_AFTER, folded, first.end);
  if (isOpenMax) return { ...common, minValue: value, maxValue: null, shape: 'open-max' };
  const isOpenMin = opens(OPEN_MIN_BEFORE, before) || stickyTest(OPEN_MIN_AFTER, folded, first.end);
  if (isOpenMin) return { ...common, minValue: null, maxValue: value, shape: 'open-min' };
  return { ...common, minValue: value, maxValue: value, shape: 'single' };
}

/** Whether a qualifier ends the text before an amount, as a word of its own. */
function opens(pattern: RegExp, before: string): boolean {
  const match = pattern.exec(before);
  if (match === null) return false;
  const previous = before[match.index - 1];
  return previous === undefined || !/[\p{L}\p{N}]/u.test(previous) || !/^[\p{Script=Latin}\p{Script=Cyrillic}]/u.test(match[0]);
}

function pickMark(first: Amount, last: Amount): CurrencyMark | null {
  if (first.mark === null) return last.mark;
  if (last.mark === null) return first.mark;
  return last.mark.codes.length < first.mark.codes.length ? last.mark : first.mark;
}

/** Joins the amounts of a folded line into pay expressions, leftmost first. */
export function groupRanges(folded: string, amounts: readonly Amount[]): PayExpression[] {
  const expressions: PayExpression[] = [];
  for (let at = 0; at < amounts.length; ) {
    const draft = draftAt(folded, amounts, at);
    if (draft === undefined) break;
    expressions.push(toExpression(folded, draft));
    at += draft.amounts.length;
  }
  return expressions;
}
