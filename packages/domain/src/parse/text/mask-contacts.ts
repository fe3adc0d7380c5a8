const MASK = '*';

const LOCAL_CHARS_MAX = 64;
const DOMAIN = /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}\p{L}[\p{L}\p{N}-]{1,23}/uy;
const LOCAL_END = /[\p{L}\p{N}._%+'’-]{1,64}$/u;
/** `jane (at) acme (dot) com`, `jane[at]acme.com`: the bracketed `at` is what cannot be chance. */
const SPELLED_AT =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64} ?[([{] ?(?:at|arroba|ät|@) ?[)\]}] ?[\p{L}\p{N}-]{1,63}(?: ?(?:\.|[([{] ?(?:dot|punkt|punto|point|\.) ?[)\]}]) ?[\p{L}\p{N}-]{1,63}){1,4}/giu;

/** Quickly found missing, as bracketed words of two letters are few. */
const BRACKETED_AT = /[([{] ?(?:at|arroba|ät|@) ?[)\]}]/i;

/** Something of digits and what stands between the digits of a phone number. */
const NUMBER = /[+(\d][\d ()./–-]{5,30}\d/g;
const DATE = /^\(?(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?!\d)/;
const CUE =
  /(?:\b(?:tel|ph|phone|telephone|telefon\p{L}{0,4}|téléphone|tél|teléfono|móvil|telefone|telefoon|mobile?|mobil\p{L}{0,4}|cell|handy|fax|call|text|ring|whatsapp|puhelin|puh|tlf|tfn|tel\.?nr|hotline|rufnummer|kontakt|contact|anruf\p{L}{0,4})\b|☎|📞|📱|電話|电话|전화)[^\p{L}\p{N}\n]{0,6}(?:(?:no|nr|number|num|us|me|at|on|direct|office|mobile|unter|under|auf|au|al|is)\b[^\p{L}\p{N}\n]{0,4}){0,3}$/iu;
const CUE_CHARS_MAX = 48;
const ID_CUE =
  /(?:\b(?:id|ref|req|requisition|reference|no|nr|code|kennziffer|referenz|iban|vat|siret|ust|hrb|registration|licen[sc]e|account|job)\b\.?|#|№)[^\p{L}\p{N}\n]{0,4}$/iu;
const MONEY_BEFORE =
  /(?:[$€£¥₹₽₩₪₺₫₱฿₴₦]|\b(?:usd|eur|gbp|chf|cad|aud|nzd|sgd|hkd|inr|jpy|cny|pln|czk|sek|nok|dkk|huf|ron|rub|uah|try|zar|brl|mxn|clp|cop|ars|rs|kr|rp|rm|r|fr)\.?)\s?$/iu;
const MONEY_AFTER =
  /^\s?(?:[$€£¥₹₽₩₪₺₫₱฿₴₦%k]|(?:usd|eur|euros?|gbp|chf|cad|aud|inr|jpy|pln|zł|czk|kč|sek|nok|dkk|kr|huf|ft|ron|lei|rub|руб|uah|грн|try|tl|zar|brl|mxn|per|p\.?a|pro|par|år|mån|im|year|hours?|km|mm|m²|sqm|円|元|원|万|만)(?![\p{L}\p{N}]))/iu;
/** Groups of three after a first of one to three, as thousands are written. */
const THOUSANDS = /^\+?\d{1,3}(?:[ .]\d{3})+$/;
const NORTH_AMERICAN =
  /^(?:\+?1[ .-]{0,3})?(?:\([2-9]\d{2}\)[ .–-]{0,3}|[2-9]\d{2}[.-])\d{3}[ .–-]\d{4}$/;
/** A trunk zero and at least one gap: `030 / 1234567`, `01 23 45 67 89`, `(0171) 123-4567`. */
const NATIONAL = /^\(?0\d{1,5}\)?(?: ?[./–-] ?| )\d[\d ./–-]*\d$/;

const INTERNATIONAL_DIGITS_MIN = 8;
const PHONE_DIGITS_MAX = 15;
const NATIONAL_DIGITS_MIN = 9;
const NATIONAL_DIGITS_MAX = 13;
const CUED_DIGITS_MIN = 6;
/** More than so many digits without any gap are an id. */
const CUED_RUN_DIGITS_MAX = 13;

interface Span {
  readonly start: number;
  readonly end: number;
}

function countDigits(text: string): number {
  let digits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) digits += 1;
  }
  return digits;
}

/** Does the number stand on its own, not in an address, an id or a longer number? */
function standsAlone(text: string, { start, end }: Span): boolean {
  const before = text.charAt(start - 1);
  const after = text.slice(end, end + 2);
  return !/[\p{L}\p{N}/_=#&?@\\-]/u.test(before) && !/^(?:[\p{L}\p{N}_/@]|[.,:'’]\d)/u.test(after);
}

function isPhone(candidate: string, before: string, after: string): boolean {
  const digits = countDigits(candidate);
  if (
    digits > PHONE_DIGITS_MAX ||
    DATE.test(candidate) ||
    (/ [–-] /.test(candidate) && digits > NATIONAL_DIGITS_MAX)
  )
    return false;
  if (MONEY_BEFORE.test(before) || MONEY_AFTER.test(after)) return false;
  const cued = CUE.test(before);
  if (!cued && ID_CUE.test(before)) return false;
  if (THOUSANDS.test(candidate) && /0{3}$/.test(candidate) && !cued) return false;
  const international = /^(?:\+|\(\+|00[1-9])/.test(candidate);
  if (international && digits >= INTERNATIONAL_DIGITS_MIN) {
    return candidate.includes('+') || cued || /[ ()./–-]/.test(candidate);
  }
  if (NORTH_AMERICAN.test(candidate)) return true;
  if (digits >= NATIONAL_DIGITS_MIN && digits <= NATIONAL_DIGITS_MAX && NATIONAL.test(candidate)) {
    return true;
  }
  return cued && digits >= CUED_DIGITS_MIN && digits <= CUED_RUN_DIGITS_MAX;
}

function phoneSpans(text: string): Span[] {
  const spans: Span[] = [];
  NUMBER.lastIndex = 0;
  for (let match = NUMBER.exec(text); match !== null; match = NUMBER.exec(text)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (!standsAlone(text, span)) continue;
    const before = text.slice(Math.max(0, span.start - CUE_CHARS_MAX), span.start);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    if (isPhone(match[0], line, text.slice(span.end, span.end + 8))) spans.push(span);
  }
  return spans;
}

function emailSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const local = LOCAL_END.exec(text.slice(Math.max(0, at - LOCAL_CHARS_MAX), at));
    DOMAIN.lastIndex = at + 1;
    const domain = local === null ? null : DOMAIN.exec(text);
    if (local === null || domain === null) continue;
    spans.push({ start: at - local[0].length, end: DOMAIN.lastIndex });
  }
  if (BRACKETED_AT.test(text)) {
    for (const match of text.matchAll(SPELLED_AT)) {
      spans.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return spans;
}

/**
 * Masks e-mail addresses and phone numbers with as many `*` as they have UTF-16 code units, so that
 * every span stays where it was. Salaries, dates, ids, ranges and web addresses are not touched: a
 * number must be shaped like a phone number, or follow a word such as `Tel.`, to be taken for one.
 */
export function maskContacts(text: string): string {
  const spans = [...emailSpans(text), ...phoneSpans(text)].sort((a, b) => a.start - b.start);
  if (spans.length === 0) return text;
  let masked = '';
  let from = 0;
  for (const { start, end } of spans) {
    if (end <= from) continue;
    const begin = Math.max(start, from);
    masked += text.slice(from, begin) + MASK.repeat(end - begin);
    from = end;
  }
  return masked + text.slice(from);
}
