import type { EmployerPrint } from './employer.ts';
import type { PlacePrint, PlacesPrint } from './place.ts';
import type { Sketch } from './sketch.ts';
import type { TermsPrint } from './terms.ts';

/** Pay of a year in one currency, for comparison; 0 where an end is open. */
export interface PayPrint {
  readonly currency: number;
  readonly minValue: number;
  readonly maxValue: number;
}

/**
 * All that a decision needs of a posting, as numbers: some 400 bytes, whatever the text's length.
 */
export interface DuplicateFeatures {
  /** 48 bits over all tokens of the text, in order. */
  readonly text: number;
  /** Tokens of the text. */
  readonly words: number;
  readonly sketch: Sketch;
  readonly role: readonly number[];
  /** Levels and grades of the title (see `printTitle`). */
  readonly level: number;
  readonly terms: TermsPrint;
  /** The contract's seniority, by its place in the list; 0 when not known. */
  readonly seniority: number;
  readonly employer: EmployerPrint;
  readonly where: PlacesPrint;
  /** 48 bits each; 0 when there is none. */
  readonly requisition: number;
  readonly jobId: number;
  readonly url: number;
  readonly source: number;
  readonly pay: PayPrint | null;
  /** 16 bits of the language's primary subtag; 0 when not known. */
  readonly language: number;
  /** Days since the epoch; 0 when not known. */
  readonly postedDay: number;
  readonly seenDay: number;
}

const FORMAT = 2;
const TWO_TO_32 = 0x1_0000_0000;

/** The features as a text of code units below 256: a byte each wherever they are stored. */
export function encodeFeatures(f: DuplicateFeatures): string {
  const out: number[] = [FORMAT];
  put48(out, f.text);
  putVarint(out, f.words);
  putVarint(out, f.sketch.length);
  for (const hash of f.sketch) out.push(hash & 255, (hash >> 8) & 255, (hash >> 16) & 255);
  putWords(out, f.role);
  putVarint(out, f.level);
  putTerms(out, f.terms);
  out.push(f.seniority & 255);
  putWords(out, f.employer.words);
  out.push((f.employer.agency ? 1 : 0) | (f.where.remote ? 2 : 0) | (f.pay === null ? 0 : 4));
  putVarint(out, f.where.places.length);
  for (const { city, region, country } of f.where.places) {
    put32(out, city);
    put32(out, region);
    putVarint(out, country);
  }
  for (const reference of [f.requisition, f.jobId, f.url, f.source]) put48(out, reference);
  if (f.pay !== null) {
    putVarint(out, f.pay.currency);
    putVarint(out, f.pay.minValue);
    putVarint(out, f.pay.maxValue);
  }
  putVarint(out, f.language);
  putVarint(out, f.postedDay);
  putVarint(out, f.seenDay);
  return String.fromCharCode(...out);
}

/** Reverses `encodeFeatures`; undefined when the text was not made by this version of it. */
export function decodeFeatures(encoded: string): DuplicateFeatures | undefined {
  if (encoded.charCodeAt(0) !== FORMAT) return undefined;
  const input: Input = { text: encoded, at: 1 };
  const text = take48(input);
  const words = takeVarint(input);
  const sketch: number[] = [];
  for (let left = takeVarint(input); left > 0; left--) {
    sketch.push(takeByte(input) | (takeByte(input) << 8) | (takeByte(input) << 16));
  }
  const role = takeWords(input);
  const level = takeVarint(input);
  const terms = takeTerms(input);
  const seniority = takeByte(input);
  const employerWords = takeWords(input);
  const flags = takeByte(input);
  const places: PlacePrint[] = [];
  for (let left = takeVarint(input); left > 0; left--) {
    places.push({ city: take32(input), region: take32(input), country: takeVarint(input) });
  }
  return {
    text,
    words,
    sketch,
    role,
    level,
    terms,
    seniority,
    employer: { words: employerWords, agency: (flags & 1) > 0 },
    where: { places, remote: (flags & 2) > 0 },
    requisition: take48(input),
    jobId: take48(input),
    url: take48(input),
    source: take48(input),
    pay:
      (flags & 4) === 0
        ? null
        : {
            currency: takeVarint(input),
            minValue: takeVarint(input),
            maxValue: takeVarint(input),
          },
    language: takeVarint(input),
    postedDay: takeVarint(input),
    seenDay: takeVarint(input),
  };
}

interface Input {
  readonly text: string;
  at: number;
}

function takeByte(input: Input): number {
  const byte = input.text.charCodeAt(input.at++);
  // Beyond the end: zeros, so that a count that was cut off ends the reading.
  return byte >= 0 ? byte : 0;
}

function take32(input: Input): number {
  const low = takeByte(input) | (takeByte(input) << 8) | (takeByte(input) << 16);
  return (low | (takeByte(input) << 24)) >>> 0;
}

function take48(input: Input): number {
  const low = take32(input);
  return low + (takeByte(input) | (takeByte(input) << 8)) * TWO_TO_32;
}

function takeVarint(input: Input): number {
  let value = 0;
  for (let scale = 1; scale < 2 ** 49; scale *= 128) {
    const byte = takeByte(input);
    value += (byte & 127) * scale;
    if (byte < 128) break;
  }
  return value;
}

function takeWords(input: Input): number[] {
  const words: number[] = [];
  for (let left = takeByte(input); left > 0; left--) words.push(take32(input));
  return words;
}

function putTerms(out: number[], { shift, languages, ...each }: TermsPrint): void {
  const bits = (each.hours & 3) | ((each.contract & 3) << 2) | ((each.marks & 3) << 4);
  out.push(shift & 255, bits, languages.length);
  for (const language of languages) out.push(language & 255, (language >> 8) & 255);
}

function takeTerms(input: Input): TermsPrint {
  const shift = takeByte(input);
  const bits = takeByte(input);
  const languages: number[] = [];
  for (let left = takeByte(input); left > 0; left--) {
    languages.push(takeByte(input) | (takeByte(input) << 8));
  }
  return { shift, hours: bits & 3, contract: (bits >> 2) & 3, marks: (bits >> 4) & 3, languages };
}

function put32(out: number[], value: number): void {
  out.push(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255);
}

function put48(out: number[], value: number): void {
  put32(out, value >>> 0);
  const upper = Math.floor(value / TWO_TO_32);
  out.push(upper & 255, (upper >> 8) & 255);
}

/** Non-negative integers below 2^49. */
function putVarint(out: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    out.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
}

function putWords(out: number[], words: readonly number[]): void {
  out.push(words.length);
  for (const word of words) put32(out, word);
}
