/**
 * Compiles `data/parse-language-ngrams.json` from the n-grams of the npm package eld, by hand, when
 * they change:
 *
 *   npm install --no-save eld@2.1.0
 *   node packages/domain/scripts/build-language-ngrams.ts
 *
 * eld is Apache-2.0, Copyright 2023 Nito T.M.; `data/NOTICE.md` attributes it. Its small table is
 * reduced to the languages of postings and packed: as an object of objects it takes 150 MB.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

interface EldData {
  /** Codes by the number that the n-grams use. */
  readonly languages: Readonly<Record<string, string>>;
  readonly ngrams: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Languages in which postings of any number are written, by eld's codes. */
const LANGUAGES =
  'ar bg ca cs da de el en es et fi fr he hi hr hu it ja ko lt lv nl no pl pt ro ru sk sl sr sv th tr uk vi zh'.split(
    ' ',
  );
const NOT_ASCII = 0x80;
/** eld leaves this much out of every score. */
const SCORE_BASE = 53;

const load = (file: string): Promise<unknown> =>
  import(new URL(`../${file}`, import.meta.resolve('eld/small')).href);
const { ngramsData } = (await load('ngrams/small.js')) as { readonly ngramsData: EldData };
const { dictionary } = (await load('dictionary.js')) as { readonly dictionary: readonly string[] };

/** eld writes a byte of UTF-8 as a character of its dictionary. */
const byteOf = new Map(dictionary.map((sign, byte) => [sign, byte] as const));

function bytesOf(ngram: string): readonly number[] {
  return ngram.split('').map((sign) => {
    const code = sign.charCodeAt(0);
    const byte = byteOf.get(sign);
    // Texts are in lower case: an ASCII letter of theirs is itself.
    if (/[a-z'`]/.test(sign)) return code;
    if (byte === undefined || byte < NOT_ASCII) throw new RangeError(`no byte for ${sign}`);
    return byte;
  });
}

const bytes: number[] = [];
for (const [ngram, scores] of Object.entries(ngramsData.ngrams)) {
  const kept = Object.entries(scores).flatMap(([number, score]) => {
    const language = LANGUAGES.indexOf(ngramsData.languages[number] ?? '');
    return language < 0 ? [] : [language, score + SCORE_BASE];
  });
  if (kept.length === 0) continue;
  const begins = ngram.startsWith(' ');
  const ends = ngram.endsWith(' ');
  const letters = bytesOf(ngram.slice(begins ? 1 : 0, ends ? -1 : undefined));
  const shape = (begins ? 1 : 0) + (ends ? 2 : 0) + 4 * letters.length;
  bytes.push(shape, ...letters, kept.length / 2, ...kept);
}

const target = path.join(import.meta.dirname, '..', 'data', 'parse-language-ngrams.json');
const packed = { languages: LANGUAGES.join(' '), ngrams: Buffer.from(bytes).toString('base64') };
writeFileSync(target, `${JSON.stringify(packed, null, 2)}\n`);
