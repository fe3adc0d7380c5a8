import type { JsonValue } from './json-value.ts';
import { asText } from './json-value.ts';

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d{1,9})?\s?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
const EMAIL_DATE =
  /^(?:[A-Z][a-z]{2},? )?(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})(?: (\d{2}:\d{2}:\d{2})(?::\d+)?(?: (?:GMT|UTC|Z|([+-]\d{4})))?)?/;
/** `October 5, 2026` */
const AMERICAN_DATE = /^([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}),? (\d{4})$/;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** Epochs below are seconds, above milliseconds: the year 2286 in seconds, 1970 in milliseconds. */
const SECONDS_MAX = 1e10;
const EPOCH_SECONDS_MIN = 6e8;
const YEAR_MAX = 2200;

function isRealDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function fromEpoch(value: number): string | null {
  const seconds = value > SECONDS_MAX ? value / 1000 : value;
  if (seconds < EPOCH_SECONDS_MIN) return null;
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > YEAR_MAX) return null;
  return date.toISOString().replace('.000Z', 'Z');
}

function offsetOf(zone: string | undefined): string {
  if (zone === undefined) return '';
  if (/^(?:z|utc)$/i.test(zone)) return 'Z';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

/**
 * A payload's date as ISO 8601: ISO dates and times with or without offset, `2026-09-29 16:02 UTC`,
 * RFC 822 dates, `October 5, 2026`, epochs in seconds or milliseconds. Null for anything else,
 * dates such as `07/08/2026` and `yesterday` among it.
 */
export function readDate(value: JsonValue | undefined): string | null {
  if (typeof value === 'number') return fromEpoch(value);
  const text = asText(value)?.trim();
  if (text === undefined) return null;
  if (/^\d{9,13}$/.test(text)) return fromEpoch(Number(text));
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [, day = '', minutes, seconds, zone] = iso;
    if (!isRealDay(day)) return null;
    return minutes === undefined ? day : `${day}T${minutes}${seconds ?? ':00'}${offsetOf(zone)}`;
  }
  const american = AMERICAN_DATE.exec(text);
  const mail = EMAIL_DATE.exec(
    american === null ? text : `${american[2]} ${american[1]} ${american[3]}`,
  );
  if (mail === null) return null;
  const [, date = '', name = '', year = '', time, zone] = mail;
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  const day = `${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (month === 0 || !isRealDay(day)) return null;
  if (time === undefined) return day;
  return `${day}T${time}${zone === undefined ? 'Z' : offsetOf(zone)}`;
}
