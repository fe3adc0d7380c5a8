import type { Evidence, Place, Warning } from '@winnow/contracts/enriched-posting';
import type { WorkplaceType } from '@winnow/contracts/code-lists';
import { evidenceOf, type Finding } from './finding.ts';
import { isArea } from './gazetteer.ts';
import { labelled, sectionAt, type ParseContext } from './parse-context.ts';
import { readPlace, type PlaceHints } from './read-place.ts';
import { namesRole } from './role-words.ts';

/** Where a job is done, and where who does it may live. */
export interface Places {
  readonly jobLocation: readonly Place[];
  readonly applicantLocationRequirements: readonly Place[];
  readonly evidence: readonly Evidence[];
  readonly warnings: readonly Warning[];
}

type Found = Finding<Place> & { readonly limit: boolean };

const PLACES_MAX = 40;
const PLACE_CHARS_MAX = 70;
const REMOTE_WORD =
  /(?<![\p{L}])(?:(?:100\s?%\s|fully |full |partly |partially )?(?:remote(?:ly)?(?: first| only| friendly| ok| possible| eligible| work| position| role)?|hybrid(?:es?|en)?|on-?site|in[- ]office|in[- ]person|home ?office(?: möglich)?|homeoffice|work from home|wfh|télétravail(?: partiel| complet| possible)?|teletrabajo|teletrabalho|remoto|remota|híbrid[oa]|presencial|ibrid[oa]|smart working|da remoto|in sede|thuiswerken|hybride|zdalnie|zdalna|hybrydow[oay]|stacjonarn\p{L}*|praca|distans|på distans|hybridi|etätyö|hybridně|na dálku|anywhere|telecommute|full-time|part-time|リモート(?:可|ワーク)?|フルリモート|ハイブリッド|在宅(?:勤務)?|出社))(?![\p{L}])/giu;
const BRACKETS = /[()[\]{}]/g;
const NOISE = /^(?:located in|based in|located|based|in|or|and|from|within|office|offices|our|the|oder|und|ou|et|y|o|e|of|en|dans|à|at|only|preferred|option(?:al)?|possible|available|flexible|position|role|work|area|hq|must be|residents|ab sofort|we(?:'|’)?re|multiple|various|location|locations|city|stad|möglich|days?|per week|\d+\s?(?:x|days?|tage?|jours?|días?|dias?|giorni|dagen|dni|dagar|dage|dager|dny).*)\s+|\s+(?:only|based|preferred|or|and|area|office|hq|oder|und|ou|et|y|o|e|lub|eller|i|tai|nebo|possible|option|optional|residents|time ?zones?|timezones?|metro(?:politan)? area|\(m\/w\/d\)|or)$/giu;

function stripNoise(text: string): string {
  let stripped = text.replace(BRACKETS, ' ').trim();
  // "Portland, OR" ends with a state, not with an alternative.
  if (/,\s(?:OR|IN|HI|ME|OK|DE|LA|CO)$/.test(stripped)) return stripped;
  for (let pass = 0; pass < 4; pass += 1) {
    const before = stripped;
    stripped = stripped.replace(NOISE, '').replace(/^[\s,;:/|–—+&-]+|[\s,;:/|–—+&.-]+$/gu, '');
    if (before === stripped) break;
  }
  return stripped;
}

const LIST = /\s*(?:;|\||\n|•|·|\s\+\s|、|／)\s*/;
const ALTERNATIVES = /\s+(?:or|oder|ou|o|und|and|et|y|e|&|lub|eller|i|og|och|of|en|tai|ja|nebo|a)\s+|\s*\/\s*/iu;

/** The pieces of a list of places, each with what it hangs on: `Berlin or Munich, Germany`. */
function piecesOf(text: string, hints: PlaceHints): readonly string[] {
  const pieces: string[] = [];
  for (const part of text.split(LIST)) {
    if (part.trim() === '') continue;
    const whole = readPlace(stripNoise(part), hints);
    if (whole !== null && whole.place.addressLocality !== null && /\p{L}\/[A-Z]{2}$/u.test(part.trim())) {
      pieces.push(part);
      continue;
    }
    const alternatives = part.split(ALTERNATIVES).filter((one) => one.trim() !== '');
    if (alternatives.length > 1 && alternatives.length < 20) {
      const readable = alternatives.filter((one) => readPlace(stripNoise(one), hints) !== null || isArea(stripNoise(one)));
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
  const parts = text.split(/\s*,\s*/).filter((part) => part !== '');
  if (parts.length < 2) return [text];
  const places = parts.map((part) => readPlace(stripNoise(part), hints));
  const isCity = (index: number): boolean => (places[index]?.place.addressLocality ?? null) !== null;
  const countries = new Set(places.map((one) => one?.place.addressCountry));
  const allCities = parts.every((_, index) => isCity(index));
  if (allCities && parts.length >= 2 && !regionOfOther(parts, hints)) return parts;
  if (parts.every((_, index) => places[index] !== null && !isCity(index)) && countries.size === parts.length) return parts;
  const groups: string[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    const joined = groups.length > 0 ? `${groups.at(-1)}, ${part}` : part;
    const last = groups.at(-1);
    if (last !== undefined && isCity(index) && readsAsOne(last, part, hints) === false && parts.length > 2) groups.push(part);
    else if (last === undefined) groups.push(part);
    else groups[groups.length - 1] = joined;
  }
  return groups;
}

function regionOfOther(parts: readonly string[], hints: PlaceHints): boolean {
  const joined = readPlace(parts.join(', '), hints);
  return joined !== null && joined.place.addressRegion !== null && joined.place.addressLocality !== null && parts.length <= 3;
}

function readsAsOne(first: string, second: string, hints: PlaceHints): boolean {
  const joined = readPlace(`${first}, ${second}`, hints);
  return joined !== null && (joined.place.addressRegion !== null || joined.place.addressCountry !== null) && joined.confidence >= 0.9 && joined.place.addressRegion !== null;
}

interface Origin {
  readonly rule: string;
  readonly source: Finding<unknown>['source'];
  readonly start: number | null;
  readonly confidence: number;
}

/** All places of a text that lists some; `limit` for those behind "remote". */
function readList(context: ParseContext, text: string, origin: Origin): readonly Found[] {
  const found: Found[] = [];
  for (const piece of piecesOf(text, context.hints)) {
    if (piece.length > PLACE_CHARS_MAX * 2) continue;
    const remote = new RegExp(REMOTE_WORD.source, 'iu').test(piece);
    const outside = piece.replace(/\(([^()]{0,60})\)/g, ' ').replace(REMOTE_WORD, ' ');
    const inside = /\(([^()]{0,60})\)/.exec(piece)?.[1];
    const together = inside === undefined || remote ? [] : [`${outside.trim()}, ${inside}`].filter((one) => readPlace(one, context.hints)?.place.addressRegion != null);
    const candidates = [...together, outside, ...(inside === undefined ? [] : [inside.replace(REMOTE_WORD, ' ')])];
    for (const candidate of candidates) {
      const bare = stripNoise(candidate);
      const read = bare === '' ? null : readPlace(bare, context.hints);
      if (read === null || read.confidence < 0.7) continue;
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
  }
  return found;
}

function fromPayload(context: ParseContext): readonly Found[] {
  const found: Found[] = [];
  for (const given of context.document.structured.places.slice(0, PLACES_MAX)) {
    if (typeof given === 'string') {
      const origin = { rule: 'payload', source: 'structured', start: null, confidence: 0.97 } as const;
      found.push(...readList(context, given, origin));
      continue;
    }
    found.push(...completed(context, given));
  }
  return found;
}

/** A payload's place in parts: the country becomes alpha-2, states postal codes. */
function completed(context: ParseContext, given: Place): readonly Found[] {
  const parts = [given.addressLocality, given.addressRegion, given.addressCountry].filter((part) => part !== null && part !== '');
  const joined = parts.length === 0 ? given.raw : parts.join(', ');
  const origin = { rule: 'payload', source: 'structured', start: null, confidence: 0.97 } as const;
  const remote = new RegExp(REMOTE_WORD.source, 'iu').test(joined);
  if (remote || (given.addressLocality ?? '').includes(' or ')) return readList(context, joined, origin);
  const read = readPlace(stripNoise(joined), context.hints);
  const country = read?.place.addressCountry ?? null;
  if (read === null && given.addressLocality === null) return readList(context, given.raw, origin);
  if (isArea(joined)) return [];
  const value: Place = {
    raw: given.raw,
    addressLocality: read?.place.addressLocality ?? given.addressLocality,
    addressRegion: read?.place.addressRegion ?? given.addressRegion,
    addressCountry: country ?? codeOf(given.addressCountry),
  };
  return [{ value, rule: 'payload', source: 'structured', start: null, end: null, confidence: 0.97, limit: false }];
}

function codeOf(country: string | null): string | null {
  return country !== null && /^[A-Z]{2}$/.test(country) ? country : null;
}

function fromLabels(context: ParseContext): readonly Found[] {
  const found: Found[] = [];
  for (const label of context.labels) {
    if (label.label !== 'location') continue;
    if (found.length > 0 && label.line > 30) break;
    found.push(...readList(context, label.value, { rule: 'label', source: 'text', start: label.start, confidence: 0.97 }));
  }
  const workplace = labelled(context, 'workplace');
  if (workplace !== undefined && found.length === 0) {
    found.push(...readList(context, workplace.value, { rule: 'label', source: 'text', start: workplace.start, confidence: 0.8 }));
  }
  return found;
}

function fromHead(context: ParseContext): readonly Found[] {
  const found: Found[] = [];
  for (const segment of context.head.segments) {
    if (segment.kind === 'place' || segment.kind === 'workplace') {
      const origin = { rule: context.head.oneLine ? 'one-line' : 'head-line', source: 'text', start: segment.start, confidence: 0.9 } as const;
      found.push(...readList(context, segment.text, origin));
    } else if ((segment.kind === 'name' || segment.line > 0) && /,\s/.test(segment.text) && segment.kind !== 'label') {
      const tail = segment.text.slice(segment.text.indexOf(', ') + 2);
      const start = segment.end - tail.length;
      found.push(...readList(context, tail, { rule: 'head-line', source: 'text', start, confidence: 0.8 }));
    } else if (segment.kind === 'role') found.push(...besideRole(context, segment.text, segment.start));
  }
  return found;
}

const BESIDE_ROLE = /[(【［]([^()【】［］]{2,60})[)】］]|\s(?:in|à|en|w|v|i|im raum|am standort|a|te|em)\s(\p{Lu}[^()|]{2,60})$|,\s(\p{Lu}[^()|]{2,60})$/gu;

function besideRole(context: ParseContext, text: string, start: number): readonly Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(BESIDE_ROLE)) {
    const inner = match[1] ?? match[2] ?? match[3];
    if (inner === undefined || namesRole(inner)) continue;
    found.push(...readList(context, inner, { rule: 'title', source: 'text', start: start + match.index, confidence: 0.8 }));
  }
  return found;
}

const NAME_AFTER = /^[\s:]*(?:the |our |der |die |das |dem |den |la |le |el |o |a |il )?(?:(?:office|büro|sede|bureau|ufficio|kantoor|team|HQ|headquarters|headquarter|hub|central|downtown|sunny|beautiful|greater|heart of|innenstadt)\s(?:in|von|de|di)?\s?)?((?:\p{Lu}|[’'])[\p{L}.’'-]{1,30}(?:[ -](?:de|do|da|am|an der|of|sur|la|le|upon|den|het|\p{Lu}[\p{L}.’'-]{0,30})){0,3}(?:,\s?(?:\p{Lu}[\p{L}.’'-]{1,30})(?: \p{Lu}[\p{L}.’'-]{1,20}){0,2}){0,2})/u;
const SECTIONS_OF_PLACES = new Set([null, 'ROLE_SUMMARY', 'OTHER', 'REQUIREMENTS', 'RESPONSIBILITIES', 'BENEFITS', 'ABOUT_TEAM', 'APPLICATION']);

/** "based in Lyon", "in unserem Büro in Köln": sentences about where this job is done. */
function fromSentences(context: ParseContext): readonly Found[] {
  for (const allowCompany of [false, true]) {
    const found: Found[] = [];
    for (const cue of context.cues.of('placeIn')) {
      if (cue.value !== 'IN') continue;
      const section = sectionAt(context.sections, cue.start);
      if (!allowCompany && !SECTIONS_OF_PLACES.has(section)) continue;
      if (section === 'LEGAL_EEO') continue;
      const match = NAME_AFTER.exec(context.text.slice(cue.end, cue.end + 90));
      const name = match?.[1]?.replace(/[.'’-]+$/, '');
      if (name === undefined) continue;
      const start = context.text.indexOf(name, cue.end);
      const places = readSentencePlace(context, name, start);
      found.push(...places);
      if (found.length >= 3) break;
    }
    if (found.length > 0) return allowCompany ? found.slice(0, 1) : found.slice(0, 3);
  }
  return [];
}

function readSentencePlace(context: ParseContext, name: string, start: number): readonly Found[] {
  const words = name.split(' ');
  for (let count = words.length; count >= 1; count -= 1) {
    const candidate = words.slice(0, count).join(' ').replace(/,$/, '');
    if (namesRole(candidate) && count === words.length) continue;
    const found = readList(context, candidate, { rule: 'sentence', source: 'text', start, confidence: 0.75 });
    if (found.length > 0 && found.every((one) => one.value.addressLocality !== null || one.value.addressCountry !== null)) return found;
  }
  return [];
}

const LOOSE = /(?<![\p{L}\p{N}])(?:in|near|at|from|aus|à|en|em|a|w|we|i|te|v|ve|presso|bij)\s((?:\p{Lu})[\p{L}.’'-]{2,24}(?:[ -]\p{Lu}[\p{L}.’'-]{1,20}){0,2}(?:,\s(?:[A-Z]{2}|\p{Lu}[\p{L}]{2,20}(?: \p{Lu}[\p{L}]{2,20})?)(?![\p{L}]))?)|((?:\p{Lu})[\p{L}.’'-]{2,24}(?: \p{Lu}[\p{L}.’'-]{2,20})?)\s(?:office|HQ|headquarters|studio|hub|Büro|kontor|kantoor|metro area|area)(?![\p{L}])/gu;
const LOOSE_SCOPE_CHARS = 3_000;
const LOOSE_TRIES_MAX = 40;

/** The last resort: any "in Tulsa, OK" near the top, first outside of what is said of the company. */
function fromLoose(context: ParseContext): readonly Found[] {
  const later: Found[] = [];
  let tries = 0;
  for (const match of context.text.slice(0, LOOSE_SCOPE_CHARS).matchAll(LOOSE)) {
    const name = match[1] ?? match[2] ?? '';
    if ((tries += 1) > LOOSE_TRIES_MAX) break;
    const start = match.index + match[0].indexOf(name);
    const found = readSentencePlace(context, name, start).filter((one) => one.confidence >= 0.7 && one.value.addressLocality !== null);
    const [first] = found;
    if (first === undefined) continue;
    const section = sectionAt(context.sections, start);
    if (section === 'LEGAL_EEO') continue;
    if (section !== 'ABOUT_COMPANY') return [{ ...first, rule: 'sentence-place', confidence: 0.65 }];
    later.push({ ...first, rule: 'sentence-place', confidence: 0.5 });
  }
  return later.slice(0, 1);
}

const JAPANESE_PLACE = /(東京都|大阪府|京都府|北海道|[\u4e00-\u9fff]{2,3}県)([\u4e00-\u9fff]{1,6}?[市区町村])?/u;

function fromJapanese(context: ParseContext): readonly Found[] {
  if (context.hints.language !== 'ja') return [];
  const sources = [labelled(context, 'location')?.value, ...context.document.structured.places.filter((one) => typeof one === 'string'), context.text.slice(0, 2_000)];
  for (const source of sources) {
    const match = source === undefined ? null : JAPANESE_PLACE.exec(source);
    if (match === null) continue;
    const start = context.text.indexOf(match[0]);
    const city = match[2] ?? (match[1] === '東京都' ? '東京' : null);
    const value = { raw: match[0], addressLocality: city, addressRegion: match[1] ?? null, addressCountry: 'JP' };
    return [{ value, rule: 'prefecture', source: 'text', start: start < 0 ? null : start, end: start < 0 ? null : start + match[0].length, confidence: 0.85, limit: false }];
  }
  return [];
}

function keyOf(place: Place): string {
  return [place.addressLocality?.toLowerCase(), place.addressCountry].join('|');
}

function distinct(found: readonly Found[]): readonly Found[] {
  const kept: Found[] = [];
  for (const one of found) {
    const same = kept.findIndex((other) => keyOf(other.value) === keyOf(one.value) && (other.value.addressRegion === one.value.addressRegion || other.value.addressRegion === null || one.value.addressRegion === null));
    const known = kept[same];
    if (known === undefined) kept.push(one);
    else if (known.value.addressRegion === null && one.value.addressRegion !== null) {
      kept[same] = { ...known, value: { ...known.value, addressRegion: one.value.addressRegion } };
    }
  }
  // "Germany" beside "Berlin, Germany" adds nothing.
  return kept.filter(
    (one) => one.value.addressLocality !== null || !kept.some((other) => other !== one && other.value.addressCountry === one.value.addressCountry && (other.value.addressLocality !== null || other.value.addressRegion !== null)),
  );
}

/** Countries named as the limit of remote work: "Remote (US only)", "must be based in Spain". */
function limitsOf(context: ParseContext, found: readonly Found[]): readonly Found[] {
  const given: Found[] = [];
  for (const place of context.document.structured.applicantPlaces.slice(0, PLACES_MAX)) {
    const text = typeof place === 'string' ? place : [place.addressLocality, place.addressRegion, place.addressCountry].filter((part) => part !== null).join(', ') || place.raw;
    given.push(...readList(context, text, { rule: 'payload', source: 'structured', start: null, confidence: 0.95 }));
  }
  if (given.length > 0) return distinct(given);
  const countries = found.filter((one) => one.value.addressLocality === null);
  if (countries.length > 0) return countries;
  const sentences: Found[] = [];
  for (const cue of context.cues.of('remoteLimit')) {
    const match = NAME_AFTER.exec(context.text.slice(cue.end, cue.end + 90));
    if (match?.[1] === undefined) continue;
    const read = readSentencePlace(context, match[1], context.text.indexOf(match[1], cue.end));
    sentences.push(...read.filter((one) => one.value.addressLocality === null));
    if (sentences.length > 2) break;
  }
  return distinct(sentences);
}

/** Reads where the job is done and, of remote work, where one may live. */
export function readPlaces(
  context: ParseContext,
  { workplaceTypes, rawTitle }: { readonly workplaceTypes: readonly WorkplaceType[]; readonly rawTitle: string | null },
): Places {
  const title = rawTitle === null ? [] : besideRole(context, rawTitle, Math.max(0, context.text.indexOf(rawTitle)));
  const stated = [fromPayload(context), fromLabels(context), fromHead(context), fromJapanese(context), title];
  let found = distinct(stated.find((list) => list.length > 0) ?? []);
  const remote = workplaceTypes.includes('REMOTE');
  const onlyCountries = found.length > 0 && found.every((one) => one.value.addressLocality === null);
  if (found.length === 0 || (onlyCountries && !remote)) {
    const cued = fromSentences(context);
    const sentences = cued.length > 0 ? cued : fromLoose(context);
    const within = sentences.filter((one) => found.length === 0 || found.some((other) => other.value.addressCountry === one.value.addressCountry));
    if (within.length > 0) found = distinct([...(onlyCountries && found.some((one) => one.value.addressRegion !== null) ? found : []), ...within]);
  }
  const limits = remote ? limitsOf(context, found) : [];
  const limited = remote && found.length === 0 ? limits : found;
  const warnings: Warning[] = [];
  const label = fromLabels(context);
  const payload = stated[0] ?? [];
  const evidence: Evidence[] = [];
  limited.forEach((one, index) => evidence.push(evidenceOf(`/jobLocation/${index}`, one)));
  limits.forEach((one, index) => evidence.push(evidenceOf(`/applicantLocationRequirements/${index}`, one)));
  if (payload.length > 0 && label.length > 0 && !label.some((one) => payload.some((other) => other.value.addressCountry === one.value.addressCountry))) {
    const path = '/jobLocation';
    for (const one of label) evidence.push(evidenceOf(path, { ...one, rule: 'label-not-taken', confidence: 0.4 }));
    warnings.push({ code: 'LOCATION_DISAGREES', path, message: `The payload's places were taken; the text says "${label[0]?.value.raw ?? ''}".` });
  }
  return {
    jobLocation: limited.map((one) => one.value),
    applicantLocationRequirements: limits.map((one) => one.value),
    evidence,
    warnings,
  };
}
