import type { PayComponent, SectionKind } from '@winnow/contracts/code-lists';
import { cuesWithin, hasAdditive, type CueComponent, type CueHit } from './cues.ts';
import type { PayExpression } from './group-ranges.ts';
import { payWordsWithin } from './pay-units.ts';

/** A line of the text with what is known about its surroundings. */
export interface PayLine {
  /** The line as it is, and folded: same length. */
  readonly text: string;
  readonly folded: string;
  /** Of the line's first code unit in the whole text. */
  readonly offset: number;
  readonly section: SectionKind | null;
  /** Cues of the heading lines above, nearest last. */
  readonly headingCues: readonly CueHit[];
  readonly headings: readonly string[];
  /** Whether pay was found just above in the same form. */
  readonly followsPay: boolean;
  readonly isInternship: boolean;
}

/** The parts of a line that belong to one expression. */
export interface Surroundings {
  /** From the clause's beginning to the expression. */
  readonly leftStart: number;
  /** End of the noun phrase behind the expression. */
  readonly headEnd: number;
  /** End of the clause behind the expression. */
  readonly rightEnd: number;
}

export type Verdict =
  | { readonly kind: 'pay'; readonly component: PayComponent; readonly rule: string; readonly score: number }
  | { readonly kind: 'actual' }
  | { readonly kind: 'component'; readonly component: PayComponent }
  | { readonly kind: 'never'; readonly rule: string };

/** A verdict, and up to where its cue behind the amount is used up. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly claimedEnd: number;
}

const LEFT_UNITS_MAX = 160;
const RIGHT_UNITS_MAX = 90;
const HEAD_UNITS_MAX = 48;
/** So few words beside the amount leave it no other meaning; so many make a sentence. */
const BARE_WORDS_MAX = 3;
const SENTENCE_WORDS_MIN = 6;
/** An amount this far into its line still stands under the heading above. */
const LABEL_UNITS_MAX = 24;
/** A word that binds an amount to something else stands at most this far from it. */
const VETO_UNITS_MAX = 70;
/** Points from which an expression is pay. */
const PAY_SCORE_MIN = 3;

const MAIN_COMPONENTS: ReadonlySet<CueComponent> = new Set(['BASE', 'OTE', 'TOTAL']);
const HOSTILE_SECTIONS: ReadonlySet<SectionKind> = new Set([
  'ABOUT_COMPANY',
  'ABOUT_TEAM',
  'RESPONSIBILITIES',
  'REQUIREMENTS',
  'PREFERRED',
  'TECH_STACK',
]);

const CLAUSE_END = /[;|•●▪■◦\n]|[.!?。](?=\s|$)|\s-\s|\s\/\s|\s{4,}/g;
const KNOWN_ABBREVIATION =
  /(?:^|[^a-zà-ž])(?:p\.a|p\.m|p\.h|approx|ca|c|max|min|inkl|incl|excl|exkl|rs|no|bzw|z\.b|d\.h|mind|brutto|br|ev|evtl|std|tsd|mio|est|env|aprox|pr|md|mnd|tys|mies|godz|u\.s|zzgl|dept|st|jr|sr|fr|rp|ksh|kr|r|s\/)$/;
const WORD = /\p{L}{3,}/gu;
const INTERNSHIP =
  /(?<!\p{L})(?:intern|interns|internship|fellow|fellows|fellowship|apprentice|trainee|stage|tirocinio|stagiaire|praktikum|prácticas|estágio|staż|praktik)(?!\p{L})/u;
/** Forms that no amount but pay is written in. */
const PAY_FORM = /(?<![a-z])l\.?p\.?a(?![a-z])|薪/;
const HEAD_END =
  /[,;|(•]|\s?\+|\s&\s|[.!?。](?=\s|$)|\s(?:plus|and|with|und|et|y|e|en|och|og|oraz|sowie|zzgl|inkl|incl|including|excluding|excl|hors|met|con|com|avec|mit|med|as well|in addition|depending|based|according|dependent|after|following|inclusive|exclusive|once|subject|will|is|are|doe|commensurate|or|oder|ou|o|while|where|which|who|that|we|you|our)(?=[\s.,]|$)/g;

/** The last place before `start` at which a new clause begins. */
function clauseStart(folded: string, from: number, start: number): number {
  const window = folded.slice(from, start);
  let cut = 0;
  CLAUSE_END.lastIndex = 0;
  for (let match = CLAUSE_END.exec(window); match !== null; match = CLAUSE_END.exec(window)) {
    const end = match.index + match[0].length;
    // What separates a label from its amount separates nothing else: "Salary - $50,000".
    if (window.slice(end).trim() === '' && /^\s*[-/]?\s*$/.test(match[0])) continue;
    if (match[0] === '.' && KNOWN_ABBREVIATION.test(window.slice(Math.max(0, match.index - 8), match.index))) {
      continue;
    }
    cut = end;
  }
  return from + cut;
}

function clauseEnd(folded: string, end: number, limit: number): number {
  const window = folded.slice(end, limit);
  CLAUSE_END.lastIndex = 0;
  for (let match = CLAUSE_END.exec(window); match !== null; match = CLAUSE_END.exec(window)) {
    if (match[0] === '.' && KNOWN_ABBREVIATION.test(window.slice(Math.max(0, match.index - 8), match.index))) {
      continue;
    }
    return end + match.index;
  }
  return limit;
}

/** An opening bracket between two expressions that is not closed belongs to the next one. */
function withoutOpenBracket(folded: string, start: number, end: number): number {
  const between = folded.slice(start, end);
  const open = between.lastIndexOf('(');
  return open >= 0 && !between.includes(')', open) ? start + open : end;
}

/** Which parts of the line speak about an expression. */
export function surroundingsOf(
  line: PayLine,
  expression: PayExpression,
  { previousEnd, nextStart }: { previousEnd: number; nextStart: number },
): Surroundings {
  const { folded } = line;
  const from = Math.max(previousEnd, expression.start - LEFT_UNITS_MAX);
  const leftStart = clauseStart(folded, from, expression.start);
  const limit = withoutOpenBracket(
    folded,
    expression.end,
    Math.min(nextStart, expression.end + RIGHT_UNITS_MAX),
  );
  const rightEnd = clauseEnd(folded, expression.end, limit);
  const headLimit = Math.min(rightEnd, expression.end + HEAD_UNITS_MAX);
  const head = folded.slice(expression.end, headLimit);
  HEAD_END.lastIndex = 0;
  let headEnd = headLimit;
  for (let match = HEAD_END.exec(head); match !== null; match = HEAD_END.exec(head)) {
    // "$145k (base)": a bracket right behind the amount speaks about it.
    if (match[0] === '(' && head.slice(0, match.index).trim() === '') continue;
    headEnd = expression.end + match.index;
    break;
  }
  return { leftStart, headEnd, rightEnd };
}

/** The cue in front that decides what the amount is, nearest first. */
function decisiveLeft(folded: string, hits: readonly CueHit[], start: number): CueHit | undefined {
  const hasPay = hits.some(({ value }) => isPayCue(value));
  for (const hit of hits.toReversed()) {
    if (hit.value.kind === 'weak') continue;
    if (isPayCue(hit.value)) return hit;
    const between = folded.slice(hit.end, start);
    const isSeparated = /[,)+&]|\s(?:and|und|et|y|e|plus|or)\s/.test(between);
    const isAdded = hasAdditive(folded, Math.max(0, hit.start - 24), hit.start);
    if (isSeparated && (isAdded || hasPay)) continue;
    if (between.length > VETO_UNITS_MAX) continue;
    return hit;
  }
  return undefined;
}

function isPayCue(value: CueHit['value']): boolean {
  return value.kind === 'pay' || (value.kind === 'component' && MAIN_COMPONENTS.has(value.component));
}

/** The cue in the noun phrase behind the amount that decides what the amount is. */
function decisiveHead(folded: string, hits: readonly CueHit[], hasUnit: boolean): CueHit | undefined {
  for (const hit of hits) {
    if (hit.value.kind === 'weak') continue;
    // "$25/hr 401k, medical": benefits listed behind pay with a unit say nothing about it.
    const isListed = hit.value.kind === 'never' && hit.value.name === 'insurance' && hasUnit;
    if (isListed) continue;
    if (/^\s{0,2}(?:eligible|eligibility|potential|opportunit|-eligible|incl|included|inclusive|inc\b)/.test(folded.slice(hit.end, hit.end + 16))) {
      continue;
    }
    return hit;
  }
  return undefined;
}

/** Words between two offsets that say neither unit nor gross or net nor payments a year. */
function unknownWords(folded: string, start: number, end: number): number {
  let known = 0;
  for (const hit of payWordsWithin(folded, start, end)) {
    known += folded.slice(hit.start, hit.end).match(WORD)?.length ?? 0;
  }
  return (folded.slice(start, end).match(WORD)?.length ?? 0) - known;
}

/** `A $40,000 machine`: a single amount without a unit that describes the noun behind it. */
function isSomethingElse(folded: string, expression: PayExpression, { headEnd }: Surroundings): boolean {
  if (expression.shape === 'range' || expression.unit !== null) return false;
  return unknownWords(folded, expression.end, headEnd) > 0;
}

interface Signals {
  readonly left: CueHit | undefined;
  readonly head: CueHit | undefined;
  readonly right: readonly CueHit[];
  /** Of the clause in front and the noun phrase behind. */
  readonly weakHits: readonly CueHit[];
}

function verdictOf(hit: CueHit): Verdict | undefined {
  if (hit.value.kind === 'never') return { kind: 'never', rule: hit.value.name };
  if (hit.value.kind !== 'component' || MAIN_COMPONENTS.has(hit.value.component)) return undefined;
  if (hit.value.component === 'ACTUAL') return { kind: 'actual' };
  return { kind: 'component', component: hit.value.component };
}

function mainComponent(...hits: readonly (CueHit | undefined)[]): PayComponent {
  for (const hit of hits) {
    if (hit?.value.kind !== 'component') continue;
    const { component } = hit.value;
    if (component === 'BASE' || component === 'OTE' || component === 'TOTAL') return component;
  }
  return 'BASE';
}

function score(
  line: PayLine,
  expression: PayExpression,
  around: Surroundings,
  { left, head, right, weakHits }: Signals,
): { points: number; rule: string } {
  let points = 0;
  let rule = 'shape';
  const add = (more: number, name: string): void => {
    if (more > 0 && points < PAY_SCORE_MIN) rule = name;
    points += more;
  };
  if (left !== undefined) add(3, 'pay-cue');
  if (head !== undefined) add(3, 'pay-cue-behind');
  const isFirst = around.leftStart <= expression.start && line.folded.slice(0, around.leftStart).trim() === '';
  if (line.headingCues.some(({ value }) => isPayCue(value)) && (isFirst || line.followsPay)) add(3, 'heading');
  if (line.section === 'COMPENSATION') add(2, 'section');
  if (right.some(({ value }) => isPayCue(value))) add(2, 'pay-cue-behind');
  if (right.some(({ value }) => value.kind === 'component')) add(2, 'extras-behind');
  if (line.followsPay) add(2, 'neighbour');
  if (expression.unit !== null) add(2, 'unit');
  if (expression.mark !== null) add(1, 'currency');
  if (expression.shape === 'range') add(1, 'range');
  const others =
    unknownWords(line.folded, around.leftStart, expression.start) +
    unknownWords(line.folded, expression.end, around.headEnd);
  if (others <= BARE_WORDS_MAX) add(2, 'bare');
  const weak = weakHits.filter(({ value }) => value.kind === 'weak').length;
  const isCued = left !== undefined || head !== undefined;
  if (!isCued) points -= Math.min(2, weak) * 2;
  if (!isCued && isSomethingElse(line.folded, expression, around)) points -= 2;
  if (!isCued && line.section !== null && HOSTILE_SECTIONS.has(line.section)) points -= 2;
  if (!isCued && others > SENTENCE_WORDS_MIN) points -= 2;
  return { points, rule };
}

/** A cue right in front of the amount, with nothing but a colon or "of" between. */
function adjacentMain(folded: string, left: CueHit | undefined, start: number): CueHit | undefined {
  if (left?.value.kind !== 'component' || !MAIN_COMPONENTS.has(left.value.component)) return undefined;
  const between = folded.slice(left.end, start).trim();
  return between.length <= 3 && !/[,+)]/.test(between) ? left : undefined;
}

/** `Stipend of $1,200 per month for interns`: where the stipend is the pay. */
function isInternStipend(line: PayLine, expression: PayExpression, hit: CueHit): boolean {
  const isStipend =
    line.folded.startsWith('stipend', hit.start) ||
    (hit.value.kind === 'component' && hit.value.component === 'ALLOWANCE');
  if (expression.unit === null || !isStipend) return false;
  return line.isInternship || INTERNSHIP.test(line.folded);
}

/** Decides what an expression is from the words around it. */
export function judgeExpression(line: PayLine, expression: PayExpression, around: Surroundings): Judgement {
  const { folded } = line;
  const leftHits = cuesWithin(folded, around.leftStart, expression.start);
  const headHits = cuesWithin(folded, expression.end, around.headEnd);
  const right = cuesWithin(folded, around.headEnd, around.rightEnd);
  const left = decisiveLeft(folded, leftHits, expression.start);
  const head = decisiveHead(folded, headHits, expression.unit !== null);
  const isPayForm = PAY_FORM.test(folded.slice(expression.start, expression.end));
  const adjacent = adjacentMain(folded, left, expression.start);
  const isHeadGeneric = head?.value.kind === 'pay';
  const nearest = adjacent ?? (isHeadGeneric ? (left ?? head) : (head ?? left));
  const claimedEnd = nearest !== undefined && nearest === head ? head.end : expression.end;
  const decided = nearest === undefined ? headingVerdict(line, expression) : verdictOf(nearest);
  const isOverruled = isPayForm && decided?.kind === 'never';
  if (decided !== undefined && !isOverruled && !(nearest !== undefined && isInternStipend(line, expression, nearest))) {
    return { verdict: decided, claimedEnd };
  }
  const { points, rule } = isPayForm ? { points: PAY_SCORE_MIN + 1, rule: 'pay-form' } : score(line, expression, around, {
    left,
    head,
    right,
    weakHits: [...leftHits, ...headHits],
  });
  const needed = expression.mark === null ? PAY_SCORE_MIN + 1 : PAY_SCORE_MIN;
  if (points < needed) return { verdict: { kind: 'never', rule: 'no-cue' }, claimedEnd };
  const component = mainComponent(nearest, head, left, line.headingCues.at(-1));
  const verdict = { kind: 'pay', component, rule: `${expression.shape}/${rule}`, score: points } as const;
  return { verdict, claimedEnd };
}

/** What the heading says about an amount that nothing in its own line says anything about. */
function headingVerdict(line: PayLine, expression: PayExpression): Verdict | undefined {
  const heading = line.headingCues.at(-1);
  const isUnderHeading = line.folded.slice(0, expression.start).trim().length <= LABEL_UNITS_MAX;
  return heading === undefined || !isUnderHeading ? undefined : verdictOf(heading);
}
