import type { SectionKind } from '@winnow/contracts/code-lists';
import type { SourceDocument } from '../document.ts';
import type { Cue } from '../field/cues.ts';
import type { TextLine } from '../field/text-lines.ts';

/** A stretch of prose and what it is about; `sure` when a cue says so. */
export interface ProseKind extends TextLine {
  readonly kind: SectionKind;
  readonly sure: boolean;
}

export interface ProseInput {
  readonly document: SourceDocument;
  readonly lines: readonly TextLine[];
  readonly sentences: readonly Cue[];
}

/** A paragraph longer than this is judged sentence by sentence. */
const PARAGRAPH_CHARS_MAX = 260;
/** Legal text and applications are told by one cue, companies only by what nothing else claims. */
const WEIGHT: Readonly<Partial<Record<SectionKind, number>>> = {
  LEGAL_EEO: 3,
  PREFERRED: 2.5,
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

function kindOf(input: ProseInput, { start, end }: TextLine): SectionKind | null {
  const votes = new Map<string, number>();
  const from = lowerBound(input.sentences, (cue) => cue.start, start);
  for (let index = from; index < input.sentences.length; index += 1) {
    const cue = input.sentences[index];
    if (cue === undefined || cue.start >= end) break;
    const weight = WEIGHT[cue.value as SectionKind] ?? 1;
    votes.set(cue.value, (votes.get(cue.value) ?? 0) + weight);
  }
  if (COMPANY_OPENING.test(input.document.text.slice(start, Math.min(end, start + 120)))) {
    votes.set('ABOUT_COMPANY', (votes.get('ABOUT_COMPANY') ?? 0) + OPENING_WEIGHT);
  }
  let best: SectionKind | null = null;
  let most = 0;
  for (const [kind, weight] of votes) {
    if (weight > most) [best, most] = [kind as SectionKind, weight];
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

/** The paragraphs of a stretch; long ones sentence by sentence. */
function unitsOf(input: ProseInput, { start, end }: TextLine): readonly TextLine[] {
  const units: TextLine[] = [];
  const first = lowerBound(input.lines, (line) => line.end, start + 1);
  for (let index = first; index < input.lines.length; index += 1) {
    const line = input.lines[index];
    if (line === undefined || line.start >= end) break;
    if (line.start === line.end) continue;
    const unit = { start: Math.max(line.start, start), end: Math.min(line.end, end) };
    if (unit.end - unit.start > PARAGRAPH_CHARS_MAX)
      units.push(...sentencesOf(input.document.text, unit));
    else units.push(unit);
  }
  return units;
}

/** What a stretch of text without headings is about, piece by piece, in order. */
export function kindOfProse(input: ProseInput, span: TextLine): readonly ProseKind[] {
  const kinds: ProseKind[] = [];
  for (const unit of unitsOf(input, span)) {
    const own = kindOf(input, unit);
    const before = kinds.at(-1);
    const kind = own ?? before?.kind ?? 'ROLE_SUMMARY';
    if (before !== undefined && before.kind === kind) {
      kinds[kinds.length - 1] = { ...before, end: unit.end, sure: before.sure || own !== null };
    } else kinds.push({ ...unit, kind, sure: own !== null });
  }
  return kinds;
}
