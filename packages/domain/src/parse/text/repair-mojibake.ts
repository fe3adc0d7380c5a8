import { toWindows1252 } from './decode-entities.ts';

/** A UTF-8 continuation byte, read as Windows-1252 or Latin-1. */
const TAIL = '[\\u0080-\\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]';

/**
 * UTF-8 read as Windows-1252: two bytes of Latin, Greek, Cyrillic; three bytes of punctuation and
 * symbols (`â€™`); a byte order mark; runs of three-byte characters (CJK, where a single one could
 * be French typography: `été »`); emoji.
 */
const BROKEN = new RegExp(
  `[ÂÃÄÅÆÎÏÐÑ×Ø]${TAIL}|â${TAIL}{2}|ï»¿|(?:[ã-é]${TAIL}{2}){2,}|ðŸ${TAIL}{2}`,
  'g',
);
/** Cheap: is there any lead byte at all that is followed by a tail? */
const SUSPECT = new RegExp(`[ÂÃÄÅÆÎÏÐÑ×Øâã-éïð]${TAIL}`);
/** What is left of a no-break space (`Â `) whose second half became a plain space. */
const STRAY = /(?<![A-ZÀ-Þ])Â(?=[ \n]|$)/g;
const ROUNDS_MAX = 3;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeRun(run: string): string | null {
  const bytes = new Uint8Array(run.length);
  for (let index = 0; index < run.length; index += 1) {
    const byte = toWindows1252(run.charAt(index));
    if (byte === -1) return null;
    bytes[index] = byte;
  }
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** `AMANHÃ”` is a word in capitals before a closing quote, `KÃ–LN` is not. */
function isProperText(text: string, start: number, run: string): boolean {
  if (run.length !== 2) return false;
  const before = text.charAt(start - 1);
  const after = text.charAt(start + run.length);
  const punctuation = /[‘’“”–—…»«\u00a0]/.test(run.charAt(1));
  return punctuation && /\p{Lu}/u.test(before) && !/\p{L}/u.test(after);
}

/**
 * Repairs UTF-8 that was read as Windows-1252, once or twice (`Â£32,000`, `weâ€™re`, `MÃ¼nchen`).
 * Text that only looks like it is left alone: what does not decode stays.
 */
export function repairMojibake(text: string): string {
  let repaired = text;
  for (let round = 0; round < ROUNDS_MAX && SUSPECT.test(repaired); round += 1) {
    const before = repaired;
    repaired = before.replace(BROKEN, (run: string, start: number) =>
      isProperText(before, start, run) ? run : (decodeRun(run) ?? run),
    );
    if (repaired === before) break;
  }
  return repaired.includes('Â') ? repaired.replace(STRAY, '') : repaired;
}
