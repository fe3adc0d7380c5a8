import packed from '../../../data/parse-language-ngrams.json' with { type: 'json' };
import { isLetterCode } from '../text/char-class.ts';

/**
 * How well the letters of a text fit each language: eld's method and its figures (see
 * `data/NOTICE.md`), over a table of whole numbers instead of objects. Each word's UTF-8 is cut to
 * pieces of four bytes, three apart; a piece at either end of a word is told from one within. Every
 * language has a score for the pieces it knows, each counted once in a text.
 */

const LANGUAGES = packed.languages.split(' ');
const NGRAM_BYTES = 4;
const STRIDE_BYTES = 3;
const WORD_BYTES_MAX = 70;
/** A text is read up to the first space behind so many bytes, or at most so many. */
const TEXT_BYTES_SOFT = 350;
const TEXT_BYTES_MAX = 380;
/** Scales the mean score of a piece to 0 to 1. */
const SCALE = 25;
const BEGINS = 1;
const ENDS = 2;

interface Table {
  /** Open addressing: the piece's bytes, its shape, and where its scores begin, by slot. */
  readonly bytes: Int32Array;
  readonly shapes: Uint8Array;
  readonly scoresAt: Int32Array;
  /** Count, then language and score in turn. */
  readonly scores: Uint8Array;
  readonly mask: number;
}

const SLOTS = 1 << 17;
const HASH = 0x9e3779b1;

function slotOf(bytes: number, shape: number, mask: number): number {
  const mixed = Math.imul(bytes ^ Math.imul(shape, 0x85ebca6b), HASH);
  return (mixed ^ (mixed >>> 15)) & mask;
}

function unpack(): Table {
  const binary = atob(packed.ngrams);
  const scores = new Uint8Array(binary.length);
  const bytes = new Int32Array(SLOTS);
  const shapes = new Uint8Array(SLOTS);
  const scoresAt = new Int32Array(SLOTS);
  const mask = SLOTS - 1;
  let at = 0;
  let used = 0;
  while (at < binary.length) {
    const shape = binary.charCodeAt(at++);
    let piece = 0;
    for (let left = shape >> 2; left > 0; left -= 1) piece = (piece << 8) | binary.charCodeAt(at++);
    let slot = slotOf(piece, shape & 3, mask);
    while (scoresAt[slot] !== 0) slot = (slot + 1) & mask;
    bytes[slot] = piece;
    shapes[slot] = shape & 3;
    // 0 is an empty slot.
    scoresAt[slot] = used + 1;
    const count = binary.charCodeAt(at++);
    scores[used++] = count;
    for (let left = 2 * count; left > 0; left -= 1) scores[used++] = binary.charCodeAt(at++);
  }
  return { bytes, shapes, scoresAt, scores: scores.slice(0, used), mask };
}

let table: Table | undefined;

/** The pieces of one text, so that each counts once; cleared by a new round. */
const SEEN_SLOTS = 1 << 10;
const seenBytes = new Int32Array(SEEN_SLOTS);
const seenShapes = new Uint8Array(SEEN_SLOTS);
const seenIn = new Int32Array(SEEN_SLOTS);
let round = 0;

function isNew(piece: number, shape: number): boolean {
  let slot = slotOf(piece, shape, SEEN_SLOTS - 1);
  while (seenIn[slot] === round) {
    if (seenBytes[slot] === piece && seenShapes[slot] === shape) return false;
    slot = (slot + 1) & (SEEN_SLOTS - 1);
  }
  seenIn[slot] = round;
  seenBytes[slot] = piece;
  seenShapes[slot] = shape;
  return true;
}

function addScores(totals: Int32Array, piece: number, shape: number): void {
  const { bytes, shapes, scoresAt, scores, mask } = (table ??= unpack());
  let slot = slotOf(piece, shape, mask);
  for (;;) {
    const at = scoresAt[slot] ?? 0;
    if (at === 0) return;
    if (bytes[slot] === piece && shapes[slot] === shape) {
      const end = at + 2 * (scores[at - 1] ?? 0);
      for (let index = at; index < end; index += 2) {
        const language = scores[index] ?? 0;
        totals[language] = (totals[language] ?? 0) + (scores[index + 1] ?? 0);
      }
      return;
    }
    slot = (slot + 1) & mask;
  }
}

const word = new Uint8Array(TEXT_BYTES_MAX + NGRAM_BYTES);

/** Counts the pieces of the word in `word`; those that no piece of a text came before. */
function addWord(totals: Int32Array, bytes: number): number {
  const length = Math.min(bytes, WORD_BYTES_MAX);
  let pieces = 0;
  const add = (from: number, to: number, shape: number): void => {
    let piece = 0;
    for (let at = from; at < to; at += 1) piece = (piece << 8) | (word[at] ?? 0);
    if (!isNew(piece, shape)) return;
    pieces += 1;
    addScores(totals, piece, shape);
  };
  let from = 0;
  for (; from + NGRAM_BYTES < length; from += STRIDE_BYTES) {
    add(from, from + NGRAM_BYTES, from === 0 ? BEGINS : 0);
  }
  add(Math.max(0, length - NGRAM_BYTES), length, from === 0 ? BEGINS | ENDS : ENDS);
  return pieces;
}

const APOSTROPHES = new Set([0x27, 0x60, 0x2019]);

function isPartOfWord(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (isLetterCode(code)) return true;
  // "don't": an apostrophe right before a letter is no separator.
  return APOSTROPHES.has(code) && isLetterCode(text.charCodeAt(index + 1));
}

/** A language by eld's code, and how well it fits: 0 to 1. */
export type LetterScore = readonly [language: string, fit: number];

/**
 * The languages that a text's letters can be of, and how well they fit. Only the first 350 bytes
 * are looked at.
 */
export function letterScores(text: string): readonly LetterScore[] {
  const lower = text.toLowerCase();
  const totals = new Int32Array(LANGUAGES.length);
  round += 1;
  let pieces = 0;
  let length = 0;
  let bytes = 0;
  const put = (byte: number): void => {
    word[length++] = byte;
    bytes += 1;
  };
  for (let index = 0; index < lower.length && bytes <= TEXT_BYTES_MAX; index += 1) {
    if (!isPartOfWord(lower, index)) {
      if (length === 0) continue;
      pieces += addWord(totals, length);
      length = 0;
      if (bytes > TEXT_BYTES_SOFT) break;
      bytes += 1;
      continue;
    }
    const code = lower.charCodeAt(index);
    if (code < 0x80) put(code);
    else if (code < 0x800) {
      put(0xc0 | (code >> 6));
      put(0x80 | (code & 0x3f));
    } else {
      put(0xe0 | (code >> 12));
      put(0x80 | ((code >> 6) & 0x3f));
      put(0x80 | (code & 0x3f));
    }
  }
  if (length > 0) pieces += addWord(totals, length);
  return scaled(totals, pieces);
}

function scaled(totals: Int32Array, pieces: number): readonly LetterScore[] {
  const scores: LetterScore[] = [];
  LANGUAGES.forEach((language, index) => {
    const mean = (totals[index] ?? 0) / pieces;
    if (mean > 0) scores.push([language, mean / (mean + SCALE)]);
  });
  return scores;
}
