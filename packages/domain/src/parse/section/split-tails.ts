import type { Section } from '@winnow/contracts/enriched-posting';
import type { SectionKind } from '@winnow/contracts/code-lists';
import { isLabel } from '../field/label-names.ts';
import { LEGAL_FORM } from '../field/employer-names.ts';
import { bulletLength, type TextLine } from '../field/text-lines.ts';
import { headingKind } from './heading-kind.ts';
import type { Mark } from './heading-marks.ts';
import { judgeProse, linesWithin, type ProseInput, type ProseJudgement } from './prose-kind.ts';

/** Kinds that postings end with, told in a paragraph of their own below the last list. */
const CLOSING: ReadonlySet<SectionKind> = new Set([
  'LEGAL_EEO',
  'APPLICATION',
  'COMPENSATION',
  'BENEFITS',
]);
/** Kinds that a paragraph below a list opens where something else was listed. */
const DEMANDS: ReadonlySet<SectionKind> = new Set(['REQUIREMENTS', 'PREFERRED']);
/** Words of a firm are everywhere; a paragraph about the firm has more than one. */
const COMPANY_WEIGHT_MIN = 2;
/** A cue this near to the beginning is what the sentence is about. */
const OPENING_CHARS_MAX = 16;
const NAME_CHARS_MAX = 34;
const NAME_WORDS_MAX = 4;
/** A line no longer than this is a fact, or a line of an address, not prose. */
const FACT_CHARS_MAX = 60;
const SIGNATURE_LINES_MAX = 6;

/** The name that a paragraph begins with, as people write headings into the line: `You: …`. */
export function runInName(text: string, { start, end }: TextLine): string | null {
  const opening = text.slice(start, Math.min(end, start + NAME_CHARS_MAX));
  const name = /^\p{Lu}[^:\n.!?,;/]{1,30}(?=:\s)/u.exec(opening)?.[0].trim();
  if (name === undefined || name.split(' ').length > NAME_WORDS_MAX) return null;
  // "Acme (NYSE: ACM) is …"
  return name.lastIndexOf('(') > name.lastIndexOf(')') ? null : name;
}

const ENDS_WITH_FORM = new RegExp(` (?:${LEGAL_FORM}|OG|e\\.U\\.)$`, 'u');

/** Whether a line is a single fact about pay, as those at the top: `Pay: $19.50 per hour`. */
function isPayFact(text: string, line: TextLine): boolean {
  if (line.end - line.start > FACT_CHARS_MAX) return false;
  const name = runInName(text, line);
  return name !== null && isLabel(name) && headingKind(name)?.kind === 'COMPENSATION';
}

interface Where {
  /** The kind that is open. */
  readonly kind: SectionKind;
  /** Whether the open section has had its list, or its one line. */
  readonly listed: boolean;
  /** An item stands right above: the paragraph may be the rest of it. */
  readonly afterItem: boolean;
  readonly start: number;
}

/** Long enough to be no item that lost its bullet, and written as a sentence begins. */
const SENTENCE_CHARS_MIN = 30;

function beginsSentence(text: string, { start, end }: TextLine): boolean {
  return end - start >= SENTENCE_CHARS_MIN && /^\p{Lu}/u.test(text.slice(start, start + 2));
}

/** Whether a paragraph that is surely about another kind ends the section it stands in. */
function opensTail({ kind, weight, at }: ProseJudgement, open: Where): boolean {
  if (kind === open.kind) return false;
  const leads = at - open.start <= OPENING_CHARS_MAX;
  if (open.afterItem && kind !== 'LEGAL_EEO' && !(leads && CLOSING.has(kind))) return false;
  // What is offered may say its pay, and what is paid the rest of the offer.
  const paid = kind === 'COMPENSATION' || kind === 'BENEFITS';
  if (paid && (open.kind === 'BENEFITS' || open.kind === 'COMPENSATION')) {
    return open.kind === 'COMPENSATION' && open.listed && leads;
  }
  if (open.kind === 'LEGAL_EEO') return leads && CLOSING.has(kind);
  if (kind === 'LEGAL_EEO') return true;
  if (!open.listed) return leads && (kind === 'APPLICATION' || kind === 'COMPENSATION');
  if (CLOSING.has(kind)) return true;
  if (kind === 'ABOUT_COMPANY') return weight >= COMPANY_WEIGHT_MIN;
  return DEMANDS.has(kind) && !DEMANDS.has(open.kind);
}

/** Whether a block that ends the text is the firm's name and address. */
function isSignature(text: string, lines: readonly TextLine[]): boolean {
  const [first] = lines;
  if (first === undefined || lines.length > SIGNATURE_LINES_MAX) return false;
  if (!ENDS_WITH_FORM.test(text.slice(first.start, first.end))) return false;
  return lines.every(({ start, end }) => {
    if (end - start > FACT_CHARS_MAX) return false;
    const line = text.slice(start, end);
    return bulletLength(line) === 0 && !/[.!?:]$/.test(line);
  });
}

function signatureStart(input: ProseInput, { start, end }: TextLine): number {
  const within: TextLine[] = [];
  for (let index = input.lines.length - 1; index >= 0; index -= 1) {
    const line = input.lines[index];
    if (line === undefined || line.start < start) return end;
    if (line.start >= end || (line.start === line.end && within.length === 0)) continue;
    if (line.start === line.end || within.length > SIGNATURE_LINES_MAX) break;
    within.unshift(line);
  }
  const [first] = within;
  return first !== undefined && isSignature(input.document.text, within) ? first.start : end;
}

/**
 * A headed section and what stands below it without a heading. A paragraph after an empty line that
 * is surely about something else ends the list above it and opens a section of its own; the firm's
 * address at the very end is in none.
 */
export function splitTails(
  input: ProseInput,
  { mark, kind, end }: { readonly mark: Mark; readonly kind: SectionKind; readonly end: number },
): readonly Section[] {
  const { text } = input.document;
  const last = end >= text.length ? signatureStart(input, { start: mark.bodyStart, end }) : end;
  const pieces: Section[] = [];
  let open: Section = { kind, heading: mark.heading, start: mark.start, end: last };
  let listed = mark.inline;
  let body = mark.inline;
  let blank = false;
  let item = false;
  for (const line of linesWithin(input.lines, { start: mark.bodyStart, end: last })) {
    if (line.start === line.end) {
      blank = true;
      continue;
    }
    const afterItem = item && !blank;
    item = bulletLength(text.slice(line.start, Math.min(line.end, line.start + 8))) > 0;
    const runsOn = afterItem || pieces.length > 0;
    const stands = body && !item && (blank || (runsOn && beginsSentence(text, line)));
    const found = stands ? judgeProse(input, line) : null;
    if (
      found !== null &&
      !isPayFact(text, line) &&
      opensTail(found, { kind: open.kind, listed, afterItem, start: line.start })
    ) {
      pieces.push({ ...open, end: line.start });
      open = { kind: found.kind, heading: runInName(text, line), start: line.start, end: last };
      listed = true;
    }
    listed ||= item;
    body = true;
    blank = false;
  }
  return [...pieces, open];
}
