import type { PayExpression } from './group-ranges.ts';
import { unknownWords } from './pay-units.ts';
import { PATTERNS } from './phrase-patterns.ts';
import { openedBefore } from './range-openers.ts';
import type { PayLine, Surroundings } from './surroundings.ts';

/** "We let flats from £950 to £2,200 pcm": what the firm does, unless it pays, offers or seeks. */
const FIRM_CLAUSE =
  /^\s{0,2}(?:we|we've)\s(?!(?:(?:are|also|will|can|do|now|currently|typically|usually)\s){0,2}(?:pa[iy]|offer|provid|guarant|start|budget|hir|seek|look|want|need|have a(?:n open)?\s(?:role|position)|compensat|aim|target|expect|anticipat))/;
/** "You'll place temps at £13-£30 an hour": what the job is about, unless one gets or works it. */
const TASK_CLAUSE =
  /^\s{0,2}(?:you|you'll|you'd)\s(?!(?:(?:will|would|can|could|also|typically|usually)\s){0,2}(?:be|earn|get|receive|make|start|have|enjoy|take|work|join|bring|are|expect|see)(?![a-z]))/;
/** "$35,000 - $48,000 in repairs per month": what the amount is of; a place has a capital. */
const OF_NOUN =
  /^\sin\s(?!(?:the|our|your|an?|this|that|addition|accordance|line|most|all|some|each|any|other|base|basic|salary|pay|wages?|cash|total|compensation|earnings|income|gross|commissions?|year|month|training|first|hand|exchange|arrears|person|office|equal)(?![a-z]))[a-z]{4}/;
/** Other words for the job than its title. */
const JOB =
  /(?<![\p{L}])(?:jobs?|roles?|positions?|posts?|contracts?|vacanc(?:y|ies)|opportunit(?:y|ies)|full[- ]time|part[- ]time|permanent|temp|stelle|vollzeit|teilzeit|poste|cdi|cdd|puesto|contrato|jornada|functie|baan|fulltime|parttime|posizione|contratto|vaga)(?![\p{L}])/u;
const OF_FIRM = 4;
const OF_NOUN_BEHIND = 3;
const OF_NOUN_IN_FRONT = 3;
const OPEN_PIECE = 2;

/**
 * "One-bedrooms from $1,795 a month", "alquiler medio de 950 € al mes": in running text an amount
 * by the month is what the noun in front of it costs or has, unless that is a job.
 */
function isOfItsNoun(
  { folded, followsOther }: PayLine,
  { start, unit }: PayExpression,
  { leftStart, isInParagraph }: Surroundings,
): boolean {
  if (unit === null || unit === 'HOUR' || !(isInParagraph || followsOther)) return false;
  const clause = folded.slice(leftStart, start);
  const breaks = [',', ':', '(', ')'].map((mark) => clause.lastIndexOf(mark));
  let nouns = clause.slice(Math.max(...breaks) + 1);
  if (openedBefore(nouns) !== null)
    nouns = nouns.replace(PATTERNS.opensAtBefore, '').replace(PATTERNS.opensToBefore, '');
  if (unknownWords(nouns, 0, nouns.length) === 0) return false;
  return !JOB.test(nouns) && !PATTERNS.role.test(nouns);
}

/** "Rooms from $189 per night": prices begin somewhere, and pay has words around it. */
function isPriceFrom({ shape, unit }: PayExpression): boolean {
  const isOpen = shape === 'open-max' || shape === 'open-min';
  return isOpen && (unit === 'VISIT' || unit === 'MILE' || unit === 'PROJECT');
}

/**
 * Points against an amount that no word calls pay: how much its sentence says that it is what the
 * firm, its customers or the job's subject cost, bring or have. 0 where it says nothing.
 */
export function pointsOfOthers(
  line: PayLine,
  expression: PayExpression,
  around: Surroundings,
): number {
  const clause = line.folded.slice(around.leftStart, expression.start);
  let points = 0;
  // "We list $150-$200/hr": nothing but work is paid by the hour.
  const isFirms = expression.unit !== 'HOUR' && FIRM_CLAUSE.test(clause);
  if (isFirms || TASK_CLAUSE.test(clause)) points += OF_FIRM;
  if (isPriceFrom(expression)) points += OPEN_PIECE;
  if (OF_NOUN.test(line.text.slice(expression.end, around.rightEnd))) points += OF_NOUN_BEHIND;
  if (isOfItsNoun(line, expression, around)) points += OF_NOUN_IN_FRONT;
  return points;
}
