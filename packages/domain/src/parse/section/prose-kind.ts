import type { SectionKind } from '@winnow/contracts/code-lists';
import type { SourceDocument } from '../document.ts';
import type { Cue } from '../field/cues.ts';
import { bulletLength, type TextLine } from '../field/text-lines.ts';
import { headingKind } from './heading-kind.ts';
import { ITEM_NAME } from './heading-marks.ts';

/** A stretch of prose and what it is about; `sure` when a cue says so. */
export interface ProseKind extends TextLine {
  readonly kind: SectionKind;
  readonly sure: boolean;
}

export interface ProseInput {
  readonly document: SourceDocument;
  readonly lines: readonly TextLine[];
  /** Cues of what a sentence is about. */
  readonly sentences: readonly Cue[];
  /** Cues of what is given beside pay. */
  readonly offers: readonly Cue[];
}

/** What a piece of prose is about, how much says so, and where the first cue of it stands. */
export interface ProseJudgement {
  readonly kind: SectionKind;
  readonly weight: number;
  readonly at: number;
}

/** A paragraph longer than this is judged sentence by sentence. */
const PARAGRAPH_CHARS_MAX = 260;
/** Legal text and applications are told by one cue, companies only by what nothing else claims. */
const WEIGHT: Readonly<Partial<Record<SectionKind, number>>> = {
  LEGAL_EEO: 3,
  // A wish inside a demand (`five years of Java, Go is a plus`) does not make it a wish.
  PREFERRED: 1.6,
  COMPENSATION: 2,
  BENEFITS: 1.8,
  APPLICATION: 1.6,
  REQUIREMENTS: 1.5,
  RESPONSIBILITIES: 1.5,
  ROLE_SUMMARY: 2,
  ABOUT_COMPANY: 1,
};
/** A sentence that begins with a name and says what it does: `Acme builds …`. */
const COMPANY_OPENING =
  /^(?:At |Bei |Chez |En |Na |Bij |Hos )?(?!You|We|The |This|Our|They|It|There|As |In |If |Your)\p{Lu}[\p{L}\p{N}&.'-]{1,24}(?: \p{Lu}[\p{L}\p{N}&.'-]{1,24}){0,3}(?: \([^)]{1,40}\))?,? (?:we |wir |nous |is (?!looking|hiring|seeking|responsible)|are (?!looking|hiring|seeking)|was |builds? |makes? |provides? |offers? |develops? |helps? |operates? |delivers? |powers? |has (?:been|grown)|ist (?:ein|der|die|das|seit)|entwickelt |est |développe |es (?:una?|la|el) |é (?:uma?|a|o) |è |is een |är |er (?:en|et) |on |je |jest |to )/u;
const OPENING_WEIGHT = 1.2;
/** "Somos Ñandú Software, una consultora …": whoever says who they are speaks of the company. */
const SELF_OPENING =
  /^(?:We are|We['’]re|Wir sind|Wij zijn|Nous sommes|Vi är|Vi er|Jesteśmy|Somos|Siamo|Me olemme|Jsme) (?!the \p{Ll}|looking|hiring|a |an |on )\p{Lu}[\p{L}\p{N}&.'’-]{1,24}(?: \p{Lu}[\p{L}\p{N}&.'’-]{1,24}){0,3}(?:,| (?:and|und|en|et|y|e|och|og|i|a|ja) )/u;
/** More than a sentence that seeks somebody, which may follow in the same paragraph. */
const SELF_WEIGHT = 2.2;
/** "Die Kessler AG gehört mit 1.800 Mitarbeitenden zu den führenden …" */
const FIRM_OPENING =
  /^Als (?:[\p{L}-]{2,24} ){1,6}(?:fertigen|entwickeln|produzieren|bieten|sind|betreiben|beraten|planen|bauen|gestalten) wir |^(?:Die |Das |Der |La |Le |L['’]|Il |El |A |O |De |Het )\p{Lu}[\p{L}\p{N}&.'’-]{1,24}(?: (?:\p{Lu}|&)[\p{L}\p{N}&.'’-]{0,24}){0,5} (?:gehört|zählt|ist (?:ein|der|die|das|seit|mit)|entwickelt|produziert|fertigt|betreibt|beschäftigt|vertreibt|steht für|bietet|est (?:une?|le|la|l['’])|conçoit|développe|fabrique|compte|es (?:una?|la|el) |cuenta con|è (?:una?|il|la) |produce|opera|é (?:uma?|a|o) |is (?:een|de|het) |levert|ontwikkelt)/u;
/** A sentence that asks the reader to get in touch: `Call Tom on …`, `Melde dich bei …`. */
const CONTACT_OPENING =
  /^(?:(?:Please |Just |Bitte |Simply )?(?:[Cc]all|[Rr]ing|[Pp]hone|[Tt]ext|[Ee]-?mail|[Cc]ontact|[Mm]essage|WhatsApp|[Ss]peak to|[Tt]alk to) (?:us\b|me\b|our\b|the (?:office|manager|owner|team)\b|\p{Lu}|\*|\d|\+)|(?:Melde dich|Melden Sie sich|Ruf(?:en Sie)? uns|Appelez|Contactez|Ll[aá]manos|Cont[aá]ctanos|Ligue para|Contacte-nos|Chiama|Contattaci|Bel (?:met|ons)|Zadzwoń|Skontaktuj się|Ring (?:oss|til|på)|Kontakta|Kontakt(?:er)? |Soita|Zavolejte)(?!\p{L}))/u;
const CONTACT_WEIGHT = 1.6;
/** `Languages: …` says by its name what it is, whatever stands in it. */
const NAME_WEIGHT = 3;
const NAME_CHARS_MAX = 45;
const NAMED_KINDS: ReadonlySet<SectionKind> = new Set(['REQUIREMENTS', 'BENEFITS', 'APPLICATION']);
/** Things that are given, named without a word of giving, count from this many on. */
const OFFERS_MIN = 3;
const OFFER_WEIGHT = 0.6;
const SENTENCE_END = /[.!?。！？](?:\s|$)/g;

function lowerBound<T>(items: readonly T[], at: (item: T) => number, value: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && at(item) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The lines that begin in a stretch. */
export function linesWithin(
  lines: readonly TextLine[],
  { start, end }: TextLine,
): readonly TextLine[] {
  const from = lowerBound(lines, (line) => line.start, start);
  const to = lowerBound(lines, (line) => line.start, end);
  return lines.slice(from, to);
}

function countBetween(cues: readonly Cue[], { start, end }: TextLine): number {
  const from = lowerBound(cues, (cue) => cue.start, start);
  return lowerBound(cues, (cue) => cue.start, end) - from;
}

function kindOfName(text: string): SectionKind | null {
  const colon = text.slice(0, NAME_CHARS_MAX).search(/[:：]/);
  if (colon < 2) return null;
  const name = text.slice(bulletLength(text), colon).trim();
  const found = headingKind(name);
  if (ITEM_NAME.test(name)) return found?.kind === 'TECH_STACK' ? null : 'REQUIREMENTS';
  return found?.exact === true && NAMED_KINDS.has(found.kind) ? found.kind : null;
}

/** A verb and what it does: `Acme moves wages`, not `Acme is looking for`. */
const DOES =
  /^,? (?:\([^)]{1,40}\) )?(?!is (?:looking|hiring|seeking|an equal)|hires |seeks |wants |needs |sucht |recherche |recrute |cherche |busca |cerca |zoekt |søger |söker |szuka )\p{Ll}/u;

/** A sentence that begins with the employer whom the payload names, and says what he does. */
function saysOfEmployer({ structured }: SourceDocument, opening: string): boolean {
  const { employer } = structured;
  return (
    employer !== null && opening.startsWith(employer) && DOES.test(opening.slice(employer.length))
  );
}

/** What a piece of prose is about; null when nothing in it says so. */
export function judgeProse(input: ProseInput, { start, end }: TextLine): ProseJudgement | null {
  const votes = new Map<SectionKind, { weight: number; at: number }>();
  const vote = (kind: SectionKind, weight: number, at: number): void => {
    const known = votes.get(kind);
    votes.set(kind, { weight: (known?.weight ?? 0) + weight, at: known?.at ?? at });
  };
  const from = lowerBound(input.sentences, (cue) => cue.start, start);
  for (let index = from; index < input.sentences.length; index += 1) {
    const cue = input.sentences[index];
    if (cue === undefined || cue.start >= end) break;
    const kind = cue.value as SectionKind;
    vote(kind, WEIGHT[kind] ?? 1, cue.start);
  }
  const opening = input.document.text.slice(start, Math.min(end, start + 120));
  if (SELF_OPENING.test(opening)) vote('ABOUT_COMPANY', SELF_WEIGHT, start);
  else if (
    COMPANY_OPENING.test(opening) ||
    FIRM_OPENING.test(opening) ||
    saysOfEmployer(input.document, opening)
  )
    vote('ABOUT_COMPANY', OPENING_WEIGHT, start);
  if (CONTACT_OPENING.test(opening)) vote('APPLICATION', CONTACT_WEIGHT, start);
  const named = kindOfName(opening);
  if (named !== null) vote(named, NAME_WEIGHT, start);
  const offers = countBetween(input.offers, { start, end });
  if (offers >= OFFERS_MIN) vote('BENEFITS', offers * OFFER_WEIGHT, start);
  // "We offer a salary of … and 25 days off" is about the offer, the pay in it is a part.
  const [offer, pay] = [votes.get('BENEFITS'), votes.get('COMPENSATION')];
  if (offer !== undefined && pay !== undefined && offer.at < pay.at) {
    vote('BENEFITS', pay.weight, offer.at);
    votes.delete('COMPENSATION');
  }
  let best: ProseJudgement | null = null;
  for (const [kind, { weight, at }] of votes) {
    if (weight > (best?.weight ?? 0)) best = { kind, weight, at };
  }
  return best;
}

function sentencesOf(text: string, { start, end }: TextLine): readonly TextLine[] {
  const sentences: TextLine[] = [];
  let from = start;
  SENTENCE_END.lastIndex = start;
  for (
    let match = SENTENCE_END.exec(text);
    match !== null && match.index < end;
    match = SENTENCE_END.exec(text)
  ) {
    const to = match.index + match[0].length;
    if (to - from >= 30) {
      sentences.push({ start: from, end: Math.min(to, end) });
      from = to;
    }
  }
  if (from < end) sentences.push({ start: from, end });
  return sentences;
}

/** Whether a paragraph says a wish among other things: `… is required. … would be nice.` */
function wishesAmongOthers(input: ProseInput, { start, end }: TextLine): boolean {
  const from = lowerBound(input.sentences, (cue) => cue.start, start);
  for (let index = from; index < input.sentences.length; index += 1) {
    const cue = input.sentences[index];
    if (cue === undefined || cue.start >= end) return false;
    if (cue.value === 'PREFERRED') return true;
  }
  return false;
}

/** The paragraphs of a stretch; long and mixed ones sentence by sentence. */
function unitsOf(input: ProseInput, { start, end }: TextLine): readonly TextLine[] {
  const units: TextLine[] = [];
  const first = lowerBound(input.lines, (line) => line.end, start + 1);
  for (let index = first; index < input.lines.length; index += 1) {
    const line = input.lines[index];
    if (line === undefined || line.start >= end) break;
    if (line.start === line.end) continue;
    const unit = { start: Math.max(line.start, start), end: Math.min(line.end, end) };
    if (unit.end - unit.start > PARAGRAPH_CHARS_MAX || wishesAmongOthers(input, unit))
      units.push(...sentencesOf(input.document.text, unit));
    else units.push(unit);
  }
  return units;
}

/** What a stretch of text without headings is about, piece by piece, in order. */
export function kindOfProse(input: ProseInput, span: TextLine): readonly ProseKind[] {
  const kinds: ProseKind[] = [];
  for (const unit of unitsOf(input, span)) {
    const own = judgeProse(input, unit)?.kind ?? null;
    const before = kinds.at(-1);
    const kind = own ?? before?.kind ?? 'ROLE_SUMMARY';
    if (before !== undefined && before.kind === kind) {
      kinds[kinds.length - 1] = { ...before, end: unit.end, sure: before.sure || own !== null };
    } else kinds.push({ ...unit, kind, sure: own !== null });
  }
  return kinds;
}

/**
 * Fewest lines and smallest share of lines that name something given, for a list of what is given.
 */
const OFFER_LINES_MIN = 2;
const OFFER_LINES_SHARE_MIN = 0.4;

/** Whether the lines of a stretch are mostly a list of what is given: pay, holiday, insurance. */
export function listsOffers(input: ProseInput, { start, end }: TextLine): boolean {
  let lines = 0;
  let offering = 0;
  const first = lowerBound(input.lines, (line) => line.end, start + 1);
  for (let index = first; index < input.lines.length; index += 1) {
    const line = input.lines[index];
    if (line === undefined || line.start >= end) break;
    if (line.start === line.end) continue;
    lines += 1;
    const pays = judgeProse(input, line)?.kind === 'COMPENSATION';
    if (pays || countBetween(input.offers, line) > 0) offering += 1;
  }
  return offering >= OFFER_LINES_MIN && offering >= lines * OFFER_LINES_SHARE_MIN;
}
