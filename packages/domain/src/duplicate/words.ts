import data from '../../data/duplicate-words.json' with { type: 'json' };

/** Written forms of one word's family, folded as `foldWords` folds them. */
export const WORDS = data;

const MARKS = /\p{M}/gu;
const NOT_WORD = /[^\p{L}\p{N}+#]+/u;

/** Latin letters that no decomposition takes apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};

/** Lower case without diacritics. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Most names are plain ASCII, and normalising is most of the cost.
  if (/^[\x20-\x7e]*$/.test(lower)) return lower;
  // NFKC first: half-width kana and ligatures become themselves, voiced kana stay composed after.
  const open = lower.normalize('NFKC').normalize('NFD').replace(MARKS, keepVoiced).normalize('NFC');
  return open.replace(/[ßøæœłđı]/g, (letter) => LETTERS[letter] ?? letter);
}

/** The marks of kana tell words apart; accents do not. */
function keepVoiced(mark: string): string {
  return mark === '\u3099' || mark === '\u309a' ? mark : '';
}

/** The words of a short text, folded; `c++` and `c#` are words. */
export function foldWords(text: string): string[] {
  return fold(text)
    .split(NOT_WORD)
    .filter((word) => word !== '');
}
