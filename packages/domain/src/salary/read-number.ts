/** A number as it is written. */
export interface WrittenNumber {
  readonly end: number;
  readonly value: number;
  /** Digits before the decimal mark, as written. */
  readonly integerDigits: number;
  readonly isGrouped: boolean;
  /** A single mark with three digits behind it: thousands, unless a magnitude word follows. */
  readonly valueAsDecimal: number | null;
}

const SEPARATORS = new Set(['.', ',', "'", ' ']);
const GROUP_DIGITS = 3;
/** Grouping of the Indian system: 12,00,000. */
const INDIAN_GROUP_DIGITS = 2;
/** More digits than any pay has: ids, phone numbers. */
const NUMBER_DIGITS_MAX = 14;
/** `13 117,962`: the space stands before a grouped number. */
const OTHER_GROUP = /^[.,]\d{3}(?!\d)/;
const DECIMAL_DIGITS_MAX = 2;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** End of the digits that begin at `start`; `start` itself where none does. */
export function digitRunEnd(folded: string, start: number): number {
  let end = start;
  while (end < folded.length && isDigit(folded.charCodeAt(end))) end += 1;
  return end;
}

interface Run {
  readonly separator: string;
  readonly digits: string;
  readonly end: number;
}

/** The runs of digits that single separators join, as in `1,200.50` or `45 000`. */
function readRuns(folded: string, start: number): Run[] {
  let end = digitRunEnd(folded, start);
  const runs: Run[] = [{ separator: '', digits: folded.slice(start, end), end }];
  let digits = end - start;
  while (digits < NUMBER_DIGITS_MAX) {
    const separator = folded[end] ?? '';
    if (!SEPARATORS.has(separator)) break;
    const next = digitRunEnd(folded, end + 1);
    const length = next - end - 1;
    if (length === 0) break;
    const previous = runs.at(-1);
    const isDecimalTail = (separator === '.' || separator === ',') && length !== GROUP_DIGITS;
    if (separator === ' ' || separator === "'") {
      // A space joins groups only: "45 000", never "7 500 000 1" or "13 117 962" after "GS-13".
      if (length !== GROUP_DIGITS || (previous?.digits.length ?? 0) > GROUP_DIGITS) break;
      if (runs.length > 1 && previous?.separator !== separator) break;
      const isNext = OTHER_GROUP.test(folded.slice(next, next + GROUP_DIGITS + 2));
      if (separator === ' ' && isNext) break;
    }
    runs.push({ separator, digits: folded.slice(end + 1, next), end: next });
    end = next;
    digits += length;
    if (isDecimalTail && length !== INDIAN_GROUP_DIGITS) break;
  }
  return runs;
}

function join(runs: readonly Run[]): string {
  return runs.map((run) => run.digits).join('');
}

/** Whether runs after the first are groups of three, or of two and a last of three. */
function areGroups(runs: readonly Run[]): boolean {
  const [first, ...rest] = runs;
  if (first === undefined || rest.length === 0) return false;
  if (first.digits.length > GROUP_DIGITS || first.digits === '0') return false;
  const [second] = rest;
  // Colombia writes $2'500.000: the millions have a mark of their own.
  const thousands = second?.separator === "'" && rest.length > 1 ? rest.slice(1) : rest;
  if (thousands.some((run) => run.separator !== thousands[0]?.separator)) return false;
  const last = rest.at(-1);
  if (last?.digits.length !== GROUP_DIGITS) return false;
  const middle = rest.slice(0, -1);
  const isWestern = middle.every((run) => run.digits.length === GROUP_DIGITS);
  const isIndian =
    second?.separator === ',' &&
    first.digits.length <= INDIAN_GROUP_DIGITS &&
    middle.every((run) => run.digits.length === INDIAN_GROUP_DIGITS);
  return isWestern || isIndian;
}

/**
 * Reads the number that begins at `start` of a folded text, in whatever country's form: `1,200.50`,
 * `1.200,50`, `1 200`, `1'200`, `12,00,000`, `14,50`. Undefined when no digit is there.
 */
export function readNumber(folded: string, start: number): WrittenNumber | undefined {
  if (!isDigit(folded.charCodeAt(start))) return undefined;
  const firstEnd = digitRunEnd(folded, start);
  const isAlone = !(
    SEPARATORS.has(folded[firstEnd] ?? '') && isDigit(folded.charCodeAt(firstEnd + 1))
  );
  if (isAlone) return plainNumber(folded.slice(start, firstEnd), firstEnd);
  const runs = readRuns(folded, start);
  for (let count = runs.length; count >= 1; count -= 1) {
    const used = runs.slice(0, count);
    const number = interpret(used);
    if (number !== undefined) return number;
  }
  return undefined;
}

function plainNumber(digits: string, end: number): WrittenNumber | undefined {
  const integerDigits = digits.length;
  if (integerDigits > NUMBER_DIGITS_MAX) return undefined;
  return { end, value: Number(digits), integerDigits, isGrouped: false, valueAsDecimal: null };
}

function interpret(runs: readonly Run[]): WrittenNumber | undefined {
  const [first] = runs;
  const last = runs.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const { end } = last;
  if (runs.length === 1) return plainNumber(first.digits, end);
  if (areGroups(runs)) {
    const integer = join(runs);
    const mayBeDecimal = runs.length === 2 && last.separator === '.';
    return {
      end,
      value: Number(integer),
      integerDigits: integer.length,
      isGrouped: true,
      valueAsDecimal: mayBeDecimal ? Number(`${first.digits}.${last.digits}`) : null,
    };
  }
  const head = runs.slice(0, -1);
  const isMark = last.separator === '.' || last.separator === ',';
  const fits =
    last.digits.length <= DECIMAL_DIGITS_MAX || (head.length === 1 && first.digits === '0');
  const headSeparator = head.at(-1)?.separator;
  if (
    !isMark ||
    !fits ||
    (head.length > 1 && (!areGroups(head) || headSeparator === last.separator))
  ) {
    return undefined;
  }
  const integer = join(head);
  return {
    end,
    value: Number(`${integer}.${last.digits}`),
    integerDigits: integer.length,
    isGrouped: head.length > 1,
    valueAsDecimal: null,
  };
}
