import { cleanLineText, joinLines } from './text-lines.ts';
import type { MarkedText, TextLine } from './text-lines.ts';

const ATX = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/;
const SETEXT = /^ {0,3}(?:=+|-{2,})[ \t]*$/;
const FENCE = /^ {0,3}(?:`{3,}|~{3,})/;
const TABLE_RULE = /^[\s|:-]*-{2,}[\s|:-]*$/;
const ITEM = /^\s*(?:[-*+]|\d{1,3}[.)])[ \t]+/;
const TASK = /^(\s*[-*+][ \t]+)\[[ xX]\][ \t]+/;
const QUOTE = /^(?:[ \t]{0,3}>[ \t]?){1,8}/;
const REFERENCE = /^ {0,3}\[[^\]]{1,200}\]:\s+\S+/;
/** A line that is one emphasis from end to end, with at most a colon behind it. */
const BOLD_LINE = /^(?:\*\*|__)(?=\S)(?:(?!\*\*|__).){1,200}(?:\*\*|__)\s*:?\s*$/;

const IMAGE = /!\[[^\]]{0,500}\]\([^)\s]{0,2000}(?:\s"[^"]{0,200}")?\)/g;
const LINK = /\[([^[\]]{0,500})\]\(<?([^()\s<>]{0,2000})>?(?:\s{1,4}"[^"]{0,200}")?\)/g;
const REFERENCE_LINK = /\[([^[\]]{1,500})\]\[[^[\]]{0,200}\]/g;
const AUTOLINK = /<((?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/g;
const TAG = /<\/?[a-z][a-z\d]{0,15}(?:\s[^<>]{0,500})?\/?>/gi;
const BREAK_TAG = /<br\s{0,4}\/?>/gi;
const CODE = /`([^`\n]{1,500})`/g;
const STRONG = /(?:\*\*|~~)(?=\S)([^*~\n]{0,600}[^*~\s])(?:\*\*|~~)/g;
const EMPHASIS = /(?<![\p{L}\p{N}*])\*{1,3}(?=\S)([^*\n]{0,600}[^*\s])\*{1,3}(?![\p{L}\p{N}])/gu;
const UNDERSCORE = /(?<![\p{L}\p{N}_])_{1,3}(?=\S)([^_\n]{0,600}[^_\s])_{1,3}(?![\p{L}\p{N}_])/gu;
const ESCAPE = /\\([!-/:-@[-`{-~])/g;

/** Without any of these a line has no inline markup. */
const MARK = /[\\`*_~<[!\ue100-\ue17f]/;

/** Escaped characters travel as private ones, so that no rule takes them for markup. */
const PRIVATE_BASE = 0xe100;
const PRIVATE = /[\ue100-\ue17f]/g;

function protect(character: string): string {
  return String.fromCharCode(PRIVATE_BASE + character.charCodeAt(0));
}

function protectAll(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, protect);
}

function restore(text: string): string {
  return text.replace(PRIVATE, (mark) => String.fromCharCode(mark.charCodeAt(0) - PRIVATE_BASE));
}

function inlineText(line: string): string {
  if (!MARK.test(line)) return line;
  const text = line
    .replace(PRIVATE, '')
    .replace(ESCAPE, (_, character: string) => protect(character))
    .replace(CODE, (_, code: string) => protectAll(code))
    .replace(IMAGE, '')
    .replace(LINK, (_, label: string, url: string) => (label.trim() === '' ? url : label))
    .replace(REFERENCE_LINK, '$1')
    .replace(AUTOLINK, (_, url: string) => protectAll(url))
    .replace(TAG, '')
    .replace(STRONG, '$1')
    .replace(EMPHASIS, '$1')
    .replace(UNDERSCORE, '$1');
  return restore(text);
}

function tableRow(line: string): string {
  const cells = line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((cell) => cell.trim());
  const [label = '', value = '', ...rest] = cells;
  const labelled = rest.length === 0 && /^(?:\*\*|__).*(?:\*\*|__)$|:$/.test(label);
  return labelled ? `${label.replace(/:$/, '')}: ${value}` : cells.filter(Boolean).join(' | ');
}

interface LineKind {
  readonly headingLevel: number;
  readonly bold: boolean;
  readonly text: string;
}

function readLine(raw: string, next: string): LineKind {
  const line = raw.replace(QUOTE, '').replace(TASK, '$1');
  const atx = ATX.exec(line);
  if (atx !== null) {
    const text = (atx[2] ?? '').replace(/[ \t]#+[ \t]*$/, '');
    return { headingLevel: atx[1]?.length ?? 1, bold: false, text: inlineText(text) };
  }
  const trimmed = line.trim();
  if (trimmed.length > 1 && trimmed.startsWith('|') && trimmed.endsWith('|')) {
    return { headingLevel: 0, bold: false, text: inlineText(tableRow(line)) };
  }
  const setext = SETEXT.test(next) && trimmed !== '' && !ITEM.test(line);
  const level = setext ? (next.includes('=') ? 1 : 2) : 0;
  return { headingLevel: level, bold: BOLD_LINE.test(trimmed), text: inlineText(line) };
}

/**
 * Turns Markdown into canonical plain text: headings, emphasis, links, tables, code, quotes and
 * escapes (`\$`) lose their marks; list items become `• ` lines; lines stay lines.
 */
export function markdownToText(markdown: string): MarkedText {
  const lines: TextLine[] = [];
  let blank = false;
  let fenced = false;
  const source = markdown.replace(/\r\n?/g, '\n').replace(BREAK_TAG, '\n').split('\n');
  for (const [index, raw] of source.entries()) {
    if (raw.trim() === '') {
      blank = lines.length > 0;
      continue;
    }
    const isFence = FENCE.test(raw);
    if (isFence) fenced = !fenced;
    const isRule = !fenced && (SETEXT.test(raw) || (raw.includes('|') && TABLE_RULE.test(raw)));
    if (isFence || isRule || (!fenced && REFERENCE.test(raw))) continue;
    const line = fenced
      ? { headingLevel: 0, bold: false, text: raw }
      : readLine(raw, source[index + 1] ?? '');
    const text = cleanLineText(line.text, false);
    if (text === null) {
      blank = lines.length > 0;
      continue;
    }
    const { headingLevel, bold } = line;
    const item = text.startsWith('• ');
    const shape = { text, headingLevel, bold, item, linkShare: 0, chrome: false, region: 0 };
    lines.push({ ...shape, blankBefore: blank });
    blank = false;
  }
  return joinLines(lines);
}

/** Marks that only Markdown has, and what each cannot be without; one of a kind may be chance. */
const MARKS: readonly (readonly [needs: readonly string[], mark: RegExp])[] = [
  [['#'], /^ {0,3}#{1,6}[ \t]+\S/m],
  [['**', '__'], /\*\*(?=\S)[^*\n]{1,200}\*\*|__(?=\S)[^_\n]{1,200}__/],
  [[']('], /\[[^[\]\n]{1,200}\]\((?:https?:\/\/|mailto:|\/)[^()\s]{1,500}\)/],
  [['\\'], /\\[$*#_[\]()+.!-]/],
  [['```'], /^```/m],
  [['|'], /^ {0,3}\|?[ :]{0,4}-{3,40}[ :]{0,4}\|[ :|-]*$/m],
];
const MARKS_MIN = 2;
const REPEATED = /(?:^|\n) {0,3}#{1,6}[ \t]+\S[^]*?\n {0,3}#{1,6}[ \t]+\S/;
const BOLD_PAIR = /\*\*(?=\S)[^*\n]{1,200}\*\*/g;
const BOLD_PAIRS_MIN = 2;

/** Is this text Markdown? Plain text with a stray `#` or `*` is not. */
export function isMarkdown(text: string): boolean {
  const marks = MARKS.filter(
    ([needs, mark]) => needs.some((needed) => text.includes(needed)) && mark.test(text),
  );
  if (marks.length >= MARKS_MIN || (text.includes('#') && REPEATED.test(text))) return true;
  if (!text.includes('**')) return false;
  BOLD_PAIR.lastIndex = 0;
  let pairs = 0;
  while (pairs < BOLD_PAIRS_MIN && BOLD_PAIR.exec(text) !== null) pairs += 1;
  return pairs >= BOLD_PAIRS_MIN;
}
