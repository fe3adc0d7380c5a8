import type { Section } from '@winnow/contracts/enriched-posting';
import type { SectionKind } from '@winnow/contracts/code-lists';
import type { CueHit, Mention } from './find-mentions.ts';

/** A sentence, bullet or label with its items, in one line of the text. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly lineStart: number;
  readonly lineEnd: number;
  readonly section: SectionKind | null;
  /** Level words of the nearest sub-heading above, such as "Nice to have:". */
  readonly heading: CueHit | null;
  readonly mentions: readonly Mention[];
  readonly cues: readonly CueHit[];
}

const HEADING_LENGTH_MAX = 70;
const HEADING_WORDS_MAX = 8;
const BULLET = /^\s*(?:[•·▪◦‣●○*–—>-]|\d{1,2}[.)])\s/;

/** Whether a line without technologies is a heading: short, no bullet, no sentence. */
function isHeading(line: string): boolean {
  const trimmed = line.trim();
  if (trimmed === '' || trimmed.length > HEADING_LENGTH_MAX || BULLET.test(line)) return false;
  if (/[:：]$/.test(trimmed)) return true;
  return !/[.!?;,。]$/.test(trimmed) && trimmed.split(/\s+/).length <= HEADING_WORDS_MAX;
}

const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|incl|inkl|z\.\s?B|bzw|vs|approx|min|max|ca|u\.a|o\.ä|ggf|mind|p\.ej|ej|bijv|m\.fl|t\.ex|f\.eks|np|napr|St|No|Nr|Mr|Ms|Dr|Inc|Co|Ltd|Sr|Jr|exp)$/i;
const ABBREVIATION_LENGTH_MAX = 8;

/** Longer ones are cut: wording does not reach so far, and time stays linear in the text. */
const SENTENCE_LENGTH_MAX = 800;

/** Whether a semicolon stands between two names alone, as a comma would: "Rust; WebAssembly". */
function partsItems(named: readonly Mention[], at: number): boolean {
  const next = named.findIndex(({ start }) => start > at);
  return next > 0 && named[next - 1]?.end === at && named[next]?.start === at + 2;
}

/** Ends of the sentences of a line, the last being the line's own. */
function sentenceEnds(
  text: string,
  {
    start,
    end,
    named,
  }: { readonly start: number; readonly end: number; readonly named: readonly Mention[] },
): readonly number[] {
  const ends: number[] = [];
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    // Letters, most of all text, end nothing.
    if (code > 0x3f && code !== 0x3002) continue;
    if (code < 0x30 && index - (ends.at(-1) ?? start) > SENTENCE_LENGTH_MAX) ends.push(index);
    if (code === 0x3002) ends.push(index + 1);
    if (code !== 0x2e && code !== 0x21 && code !== 0x3f && code !== 0x3b) continue;
    const next = text.charCodeAt(index + 1);
    if (next !== 0x20 && next !== 0xa0) continue;
    if (code === 0x3b && partsItems(named, index)) continue;
    if (
      code === 0x2e &&
      ABBREVIATION.test(text.slice(Math.max(start, index - ABBREVIATION_LENGTH_MAX), index))
    ) {
      continue;
    }
    ends.push(index + 1);
  }
  ends.push(end);
  return ends;
}

function sectionAt(sections: readonly Section[], at: number): Section | null {
  return sections.find(({ start, end }) => start <= at && at < end) ?? null;
}

const LEVEL_KINDS = new Set(['must', 'should', 'plus', 'use']);

const COLON = 0x3a;
const WIDE_COLON = 0xff1a;

/** The words with a colon that end a line behind a sentence. */
function lastLabel(
  text: string,
  lineStart: number,
  lineEnd: number,
): { readonly start: number; readonly text: string } | null {
  const last = text.charCodeAt(lineEnd - 1);
  if (last !== COLON && last !== WIDE_COLON) return null;
  const from = Math.max(lineStart, lineEnd - HEADING_LENGTH_MAX);
  const label = /[.!?] +([^.!?]+)$/u.exec(text.slice(from, lineEnd))?.[1];
  return label === undefined ? null : { start: lineEnd - label.length, text: label };
}

/** Hands out the spans of a rising list piece by piece, as far as a bound. */
function cutter<T extends { readonly start: number }>(
  spans: readonly T[],
): { readonly until: (bound: number) => readonly T[] } {
  let next = 0;
  return {
    until: (bound) => {
      const first = next;
      while ((spans[next]?.start ?? Infinity) < bound) next += 1;
      return spans.slice(first, next);
    },
  };
}

/** Cuts a text where its lines and sentences end and hands out what was found in them. */
export function sentencesOf(
  text: string,
  { mentions, cues }: { readonly mentions: readonly Mention[]; readonly cues: readonly CueHit[] },
  sections: readonly Section[],
): readonly Sentence[] {
  const sentences: Sentence[] = [];
  const mentionsOf = cutter(mentions);
  const cuesOf = cutter(cues);
  let heading: CueHit | null = null;
  let section: Section | null = null;
  for (let lineStart = 0; lineStart < text.length;) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline;
    const current = sectionAt(sections, lineStart);
    if (current !== section) heading = null;
    section = current;
    const here = mentionsOf.until(lineEnd);
    const wording = cuesOf.until(lineEnd);
    if (!here.some(({ technology }) => technology !== null)) {
      const line = text.slice(lineStart, Math.min(lineEnd, lineStart + HEADING_LENGTH_MAX + 2));
      if (lineEnd - lineStart <= HEADING_LENGTH_MAX && isHeading(line)) {
        heading = lineStart === section?.start ? null : headingCue(wording, line);
      }
      // "We are a small firm. Requirements:" heads what follows, though its line begins elsewhere.
      const label = lastLabel(text, lineStart, lineEnd);
      if (label !== null) {
        heading = headingCue(
          wording.filter(({ start }) => start >= label.start),
          label.text,
        );
      }
    } else {
      const kind = section?.kind ?? null;
      const inside = cutter(here);
      const said = cutter(wording);
      let start = lineStart;
      for (const end of sentenceEnds(text, { start: lineStart, end: lineEnd, named: here })) {
        const named = inside.until(end);
        const own = said.until(end);
        if (named.length > 0) {
          sentences.push({
            start,
            end,
            lineStart,
            lineEnd,
            section: kind,
            heading,
            mentions: named,
            cues: own,
          });
        }
        start = end;
      }
    }
    lineStart = lineEnd + 1;
  }
  return sentences;
}

const TOPIC_WORDS_MAX = 3;

/** The level that a heading states; "Platform Engineer" and the like state none. */
function headingCue(cues: readonly CueHit[], line: string): CueHit | null {
  const short = /[:：]\s*$/.test(line) || line.trim().split(/\s+/).length <= TOPIC_WORDS_MAX;
  const levels = cues.filter(({ cue: { kind, side } }) => {
    if (kind === 'should') return short && side !== 'after';
    return LEVEL_KINDS.has(kind);
  });
  return levels.find(({ cue }) => cue.kind === 'plus') ?? levels[0] ?? null;
}
