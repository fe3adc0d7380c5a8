/**
 * Mixes one 32-bit word into a running hash (MurmurHash3's body, Austin Appleby, public domain).
 */
export function mixWord(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const h = hash ^ Math.imul(k, 0x1b873593);
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

/** Spreads a running hash over all 32 bits (MurmurHash3's finaliser); unsigned. */
export function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 32 bits of a text's UTF-16 code units; not for secrets. */
export function hash32(text: string, seed = 0): number {
  let hash = seed | 0;
  for (let i = 0; i < text.length; i++) hash = mixWord(hash, text.charCodeAt(i));
  return finish(hash ^ text.length);
}

const SECOND_SEED = 0x5bd1e995;
const TWO_TO_32 = 0x1_0000_0000;

/** Two independent 32-bit words as one non-negative integer below 2^48. */
export function join48(low: number, high: number): number {
  return (high & 0xffff) * TWO_TO_32 + (low >>> 0);
}

/** 48 bits of a text, as an integer that a double holds exactly. */
export function hash48(text: string): number {
  return join48(hash32(text), hash32(text, SECOND_SEED));
}

/** 48 bits of a sequence of integers below 2^48, in order; `kind` keeps different uses apart. */
export function hashOf(kind: number, ...values: readonly number[]): number {
  let low = kind;
  let high = kind ^ SECOND_SEED;
  for (const value of values) {
    const upper = Math.floor(value / TWO_TO_32);
    low = mixWord(mixWord(low, value | 0), upper);
    high = mixWord(mixWord(high, upper), value | 0);
  }
  return join48(finish(low), finish(high));
}

/** 12 hex digits. */
export function hex48(value: number): string {
  return value.toString(16).padStart(12, '0');
}
