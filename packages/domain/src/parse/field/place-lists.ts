import type { Place } from '@winnow/contracts/enriched-posting';
import type { Finding } from './finding.ts';
import { countryOfCode, findCities, findRegions, isArea } from './gazetteer.ts';
import type { ParseContext } from './parse-context.ts';
import type { PlaceHints } from './place-parts.ts';
import { isTermOfWork } from './name-words.ts';
import { readPlace } from './read-place.ts';
import { namesRole } from './role-words.ts';

export type Found = Finding<Place> & { readonly limit: boolean };

export const PLACES_MAX = 40;

const PLACE_CHARS_MAX = 70;

export const REMOTE_WORD =
  /(?<![\p{L}])(?:(?:100\s?%\s|fully |full |partly |partially )?(?:remote(?:ly)?(?: first| only| friendly| ok| possible| eligible| work| position| role)?|hybrid(?:es?|en)?|on[- ]?site|in[- ]office|in[- ]person|home ?office(?: möglich)?|homeoffice|work from home|wfh|télétravail(?: partiel| complet| possible)?|teletrabajo|teletrabalho|remoto|remota|híbrid[oa]|presencial|ibrid[oa]|smart working|da remoto|in sede|thuiswerken|hybride|zdalnie|zdalna|hybrydow[oay]|stacjonarn\p{L}*|praca|distans|på distans|hybridi|etätyö|hybridně|na dálku|anywhere|telecommute|full-time|part-time|リモート(?:可|ワーク)?|フルリモート|ハイブリッド|在宅(?:勤務)?|出社))(?![\p{L}])/giu;

const BRACKETS = /[()[\]{}]/g;

const NOISE =
  /^(?:located in|based in|located|based|in|or|and|from|within|office|offices|our|the|oder|und|ou|et|y|o|e|of|en|dans|à|at|only|preferred|option(?:al)?|possible|available|flexible|position|role|work|area|hq|must be|residents|ab sofort|we(?:'|’)?re|multiple|various|location|locations|city|stad|möglich|days?|per week|z|ze|na terenie|\d+\s?(?:x|days?|tage?|jours?|días?|dias?|giorni|dagen|dni|dagar|dage|dager|dny).*)\s+|\s+(?:only|based|preferred|or|and|area|office|hq|oder|und|ou|et|y|o|e|lub|eller|i|tai|nebo|possible|option|optional|residents|time ?zones?|timezones?|metro(?:politan)? area|\(m\/w\/d\)|or)$/giu;

/** "San Francisco, CA. We pay": a sentence ends with a state. */
export const AFTER_STATE = /(,\s[A-Z]{2})\.\s.*$/u;

/** "Austin, TX. Toluca, Mexico.": another place behind a state. */
const BEHIND_STATE = /(,\s[A-Z]{2})\.\s(?=\p{Lu}[\p{L} ]{1,24}(?:,\s\p{Lu}[\p{L} ]{1,20})?\.?$)/gu;
/** "Ghent, BE but everyone is remote" */
const BUT = /\s(?:but|though|aber|mais|pero|mas|maar)\s[^|;]{0,80}$/iu;
/** Hours of a zone limit when one works, not where. */
const TIME_ZONES =
  /\((?=[^()]{0,60}(?:time ?zones?|overlap|hours|\bUTC|\bGMT|\bC?ET\b))[^()]{0,60}\)|(?<!\p{L})(?:in |with |within )?(?:US|USA|EU|UK|European?|American|North American|Americas)[ -](?:based )?(?:time ?zones?|(?:business |working )?hours)(?!\p{L})/giu;

/** A place without the words around it: `based in`, `only`, brackets, punctuation. */
export function stripNoise(text: string): string {
  let stripped = text.replace(BRACKETS, ' ').replace(AFTER_STATE, '$1').trim();
  if (/(?:^|\s)bay area$/i.test(stripped)) return stripped;
  // "Portland, OR" ends with a state, not with an alternative.
  if (/,\s(?:OR|IN|HI|ME|OK|DE|LA|CO)$/.test(stripped)) return stripped;
  for (let pass = 0; pass < 4; pass += 1) {
    const before = stripped;
    stripped = stripped
      .replace(NOISE, '')
      .replace(/^[\s,;:/|–—+&-]+|[\s,;:/|–—+&-]+$|(?<!\.\p{L})[\s,;:/|–—+&.-]+$/gu, '');
    if (before === stripped) break;
  }
  return stripped;
}

const LIST = /\s*(?:;|\||\n|•|·|\s\+\s|、|／)\s*/;

const ALTERNATIVES =
  /\s+(?:or|oder|ou|o|und|and|et|y|e|&|lub|eller|i|og|och|of|en|tai|ja|nebo|a)\s+|\s*\/\s*/iu;

/** The pieces of a list of places, each with what it hangs on: `Berlin or Munich, Germany`. */
function piecesOf(text: string, hints: PlaceHints): readonly string[] {
  const pieces: string[] = [];
  for (const part of text.split(LIST)) {
    if (part.trim() === '') continue;
    const whole = readPlace(stripNoise(part), hints);
    if (
      whole !== null &&
      whole.place.addressLocality !== null &&
      /\p{L}\/[A-Z]{2}$/u.test(part.trim())
    ) {
      pieces.push(part);
      continue;
    }
    const alternatives = part.split(ALTERNATIVES).filter((one) => one.trim() !== '');
    if (alternatives.length > 1 && alternatives.length < 20) {
      const readable = alternatives.filter(
        (one) => readPlace(stripNoise(one), hints) !== null || isArea(stripNoise(one)),
      );
      if (readable.length >= 2 || whole === null) {
        pieces.push(...alternatives.flatMap((one) => splitCommas(one, hints)));
        continue;
      }
    }
    pieces.push(...splitCommas(part, hints));
  }
  return pieces.slice(0, PLACES_MAX);
}

/** "Berlin, Munich, Hamburg" are three places, "Munich, Bavaria, Germany" is one. */
function splitCommas(text: string, hints: PlaceHints): readonly string[] {
  const parts = text
    .split(/\s*,\s*/)
    .filter((part) => part !== '' && (!isTermOfWork(part) || part.search(REMOTE_WORD) >= 0));
  if (parts.length < 2) return parts;
  const places = parts.map((part) => readPlace(stripNoise(part.replace(REMOTE_WORD, ' ')), hints));
  const isCity = (index: number): boolean =>
    (places[index]?.place.addressLocality ?? null) !== null;
  const countries = new Set(places.map((one) => one?.place.addressCountry));
  const allCities = parts.every((_, index) => isCity(index));
  if (allCities && parts.length >= 2 && !regionOfOther(parts, hints)) return parts;
  // "Reno NV, Pune India": each has its division or country.
  const isWhole = (part: string, index: number): boolean =>
    (places[index]?.place.addressLocality ?? part).length < stripNoise(part).length - 1;
  if (allCities && parts.every(isWhole)) return parts;
  // "Croydon, Sutton, Bromley": what follows two cities of a country is no division of theirs.
  if (
    parts.length >= 3 &&
    isCity(0) &&
    isCity(1) &&
    places[0]?.place.addressCountry === places[1]?.place.addressCountry &&
    parts.every((_, index) => isCity(index) || places[index] === null) &&
    !regionOfOther(parts.slice(0, 2), hints)
  )
    return parts;
  if (
    parts.every((_, index) => places[index] !== null && !isCity(index)) &&
    countries.size === parts.length
  )
    return parts;
  const groups: string[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    const joined = groups.length > 0 ? `${groups.at(-1)}, ${part}` : part;
    const last = groups.at(-1);
    if (
      last !== undefined &&
      isCity(index) &&
      readsAsOne(last, part, hints) === false &&
      parts.length > 2
    )
      groups.push(part);
    else if (last === undefined) groups.push(part);
    else groups[groups.length - 1] = joined;
  }
  return groups;
}

function regionOfOther(parts: readonly string[], hints: PlaceHints): boolean {
  const joined = readPlace(parts.join(', '), hints);
  return (
    joined !== null &&
    joined.place.addressRegion !== null &&
    joined.place.addressLocality !== null &&
    parts.length <= 3
  );
}

function readsAsOne(first: string, second: string, hints: PlaceHints): boolean {
  const joined = readPlace(`${first}, ${second}`, hints);
  return (
    joined !== null &&
    (joined.place.addressRegion !== null || joined.place.addressCountry !== null) &&
    joined.confidence >= 0.9 &&
    joined.place.addressRegion !== null
  );
}

interface Origin {
  readonly rule: string;
  readonly source: Finding<unknown>['source'];
  readonly start: number | null;
  readonly confidence: number;
}

/**
 * A town too small for the gazetteer, in a list of towns of one country: "Croydon, Sutton,
 * Bromley".
 */
function unknownTown(piece: string, found: readonly Found[], origin: Origin): Found | null {
  const [one, other] = found.slice(-2).map(({ value }) => value);
  const country = one?.addressCountry ?? null;
  const name = piece.trim();
  if (country === null || other?.addressCountry !== country) return null;
  if (one?.addressLocality === null || other.addressLocality === null) return null;
  if (!/^\p{Lu}[\p{L}'’.-]{2,20}(?: \p{Lu}[\p{L}'’.-]{1,20}){0,2}$/u.test(name)) return null;
  if (namesRole(name) || isTermOfWork(name) || isArea(name)) return null;
  const value = {
    raw: name,
    addressLocality: name,
    addressRegion: null,
    addressCountry: country,
  };
  const at = { rule: origin.rule, source: origin.source, start: null, end: null };
  return { value, ...at, confidence: origin.confidence * 0.7, limit: false };
}

/** "Boise, IDPortland, OR": a state's code that another city follows without a space. */
const GLUED_STATE = /(,\s?[A-Z]{2})(?=\p{Lu}\p{Ll})/gu;

/** All places of a text that lists some; `limit` for those behind "remote". */
export function readList(context: ParseContext, text: string, origin: Origin): readonly Found[] {
  return withSharedState(readPieces(context, text, origin));
}

/** "Austin and Houston, TX": the state is the first city's, too, if it lies there. */
function withSharedState(found: readonly Found[]): readonly Found[] {
  const shared = [...found];
  for (let index = found.length - 2; index >= 0; index -= 1) {
    const [one, next] = shared.slice(index, index + 2);
    const { addressLocality = null, addressRegion = null, addressCountry } = one?.value ?? {};
    const region = next?.value.addressRegion ?? null;
    if (one === undefined || addressLocality === null || addressRegion !== null) continue;
    if (region === null || !/^[A-Z]{2,3}$/.test(region)) continue;
    const cities = findCities(addressLocality).filter(({ country }) => country === addressCountry);
    if (addressCountry === next?.value.addressCountry && cities[0]?.region === region)
      shared[index] = { ...one, value: { ...one.value, addressRegion: region } };
  }
  return shared;
}

/** Codes in a row: "CA, OR, WA". */
const CODES = /(?<![\p{L}\p{N}])[A-Z]{2}(?:\s?(?:,|\/|or|and|&)\s?[A-Z]{2}){1,11}(?![\p{L}\p{N}])/u;

const BEFORE_STATES = /(?:^|[(:–-]|(?<!\p{L})(?:in|from|of|remote|only|states?))\s*$/iu;

/** The states that codes in a row are, where not all are countries: CA is no Canada in them. */
function statesIn(text: string, origin: Origin): readonly Found[] {
  const codes = CODES.exec(text);
  const list = codes?.[0].match(/[A-Z]{2}/g) ?? [];
  const isState = (code: string): boolean =>
    findRegions(code).some(({ country, region }) => country === 'US' && region === code);
  // "Hoboken, NJ or NY" hangs on its city.
  if (codes === null || !BEFORE_STATES.test(text.slice(0, codes.index))) return [];
  if (!list.every(isState)) return [];
  if (list.every((code) => countryOfCode(code) !== null)) return [];
  const found: Found[] = [];
  let at = codes.index;
  for (const code of list) {
    at = text.indexOf(code, at);
    const start = origin.start === null ? null : origin.start + at;
    const end = start === null ? null : start + code.length;
    const value = { raw: code, addressLocality: null, addressRegion: code, addressCountry: 'US' };
    const { rule, source, confidence } = origin;
    found.push({ value, rule, source, start, end, confidence, limit: true });
    at += code.length;
  }
  return found;
}

function readPieces(context: ParseContext, text: string, origin: Origin): readonly Found[] {
  const found: Found[] = [];
  const states = statesIn(text, origin);
  found.push(...states);
  const listed = (states.length > 0 ? text.replace(CODES, ' ') : text)
    .replace(TIME_ZONES, ' ')
    .replace(BUT, '')
    .replace(BEHIND_STATE, '$1; ')
    .replace(AFTER_STATE, '$1')
    .replace(GLUED_STATE, '$1; ');
  for (const piece of piecesOf(listed, context.hints)) {
    if (piece.length > PLACE_CHARS_MAX * 2) continue;
    const before = found.length;
    const remote = piece.search(REMOTE_WORD) >= 0;
    const outside = piece.replace(/\(([^()]{0,60})\)/g, ' ').replace(REMOTE_WORD, ' ');
    const inside = /\(([^()]{0,60})\)/.exec(piece)?.[1];
    const together =
      inside === undefined || remote
        ? []
        : [`${outside.trim()}, ${inside}`].filter(
            (one) => (readPlace(one, context.hints)?.place.addressRegion ?? null) !== null,
          );
    const candidates = [
      ...together,
      outside,
      ...(inside === undefined ? [] : [inside.replace(REMOTE_WORD, ' ')]),
    ];
    for (const candidate of candidates) {
      const bare = stripNoise(candidate);
      const read = bare === '' ? null : readPlace(bare, context.hints);
      if (read === null || read.confidence < (remote || origin.rule === 'label' ? 0.6 : 0.7))
        continue;
      const at = origin.start === null ? -1 : context.text.indexOf(bare, origin.start);
      const near = at >= 0 && origin.start !== null && at <= origin.start + text.length;
      const place = { ...read.place, raw: bare };
      found.push({
        value: place,
        rule: origin.rule,
        source: origin.source,
        start: near ? at : null,
        end: near ? at + bare.length : null,
        confidence: origin.confidence * read.confidence,
        limit: remote && place.addressLocality === null,
      });
      break;
    }
    if (found.length === before && found.length >= 2) {
      const town = unknownTown(piece, found, origin);
      if (town !== null) found.push(town);
    }
  }
  return found;
}
