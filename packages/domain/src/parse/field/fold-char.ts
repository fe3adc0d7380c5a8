const CODE_UNITS = 0x10000;
const SPACE = 0x20;
const APOSTROPHE = 0x27;
const NEWLINE = 0x0a;

/** Letters that Unicode does not take apart into a base letter and a mark. */
const SINGLE_LETTERS: Readonly<Record<string, string>> = {
  ß: 's',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 't',
  æ: 'a',
  œ: 'o',
  ı: 'i',
  ŀ: 'l',
  ħ: 'h',
  ŧ: 't',
};

const FOLDED_RANGES: readonly (readonly [from: number, to: number])[] = [
  [0x41, 0x5a],
  [0xc0, 0x24f],
  [0x370, 0x52f],
  [0x1e00, 0x1eff],
];

function foldLetter(letter: string): string {
  const lower = letter.toLowerCase();
  const known = SINGLE_LETTERS[lower];
  if (known !== undefined) return known;
  return lower.normalize('NFD').charAt(0);
}

function buildTable(): Uint16Array {
  const table = new Uint16Array(CODE_UNITS);
  for (let code = 0; code < CODE_UNITS; code += 1) table[code] = code;
  for (const [from, to] of FOLDED_RANGES) {
    for (let code = from; code <= to; code += 1) {
      table[code] = foldLetter(String.fromCharCode(code)).charCodeAt(0);
    }
  }
  // Full-width ASCII, as Japanese texts have it.
  for (let code = 0xff01; code <= 0xff5e; code += 1) {
    table[code] = table[code - 0xfee0] ?? code;
  }
  for (const code of [0x09, 0xa0, 0x202f, 0x205f, 0x3000]) table[code] = SPACE;
  for (let code = 0x2000; code <= 0x200a; code += 1) table[code] = SPACE;
  // "full-time" and "full time" are one spelling.
  for (const code of [0x2d, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xff0d])
    table[code] = SPACE;
  for (const code of [0x60, 0xb4, 0x2018, 0x2019, 0x2bc]) table[code] = APOSTROPHE;
  for (const code of [0x0d, 0x2028, 0x2029, 0x85]) table[code] = NEWLINE;
  return table;
}

/**
 * Code unit to the code unit it is compared as: lower case without marks, every space and dash a
 * space, every apostrophe `'`. One unit stays one unit, so that offsets agree with the text.
 */
export const FOLDED_CODE_UNIT: Uint16Array = buildTable();

/** The text as it is compared: as many code units, each folded by `FOLDED_CODE_UNIT`. */
export function foldText(text: string): string {
  let folded = '';
  let unchangedFrom = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const target = FOLDED_CODE_UNIT[code] ?? code;
    if (target === code) continue;
    folded += text.slice(unchangedFrom, index) + String.fromCharCode(target);
    unchangedFrom = index + 1;
  }
  return unchangedFrom === 0 ? text : folded + text.slice(unchangedFrom);
}

/** Whether a folded code unit is a letter or digit of an alphabet that writes spaces. */
export function isWordCode(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
  return code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7;
}
