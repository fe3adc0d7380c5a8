import { isLetterOrNumberCode, isSpaceCode, isUpperCode } from '../text/char-class.ts';
import type { Cues } from './cues.ts';
import { declareOpenings } from './cued-pattern.ts';
import { labelled, sectionAt, type ParseContext } from './parse-context.ts';
import { namesRole } from './role-words.ts';
import { findCities, isArea } from './gazetteer.ts';
import { AFTER_STATE, type Found, readList } from './place-lists.ts';

export const NAME_AFTER =
  /^[\s:]*(?:the |our |der |die |das |dem |den |la |le |el |o |a |il )?(?:(?:office|büro|sede|bureau|ufficio|kantoor|team|HQ|headquarters|headquarter|hub|central|downtown|sunny|beautiful|greater|heart of|innenstadt)\s(?:in|von|de|di)?\s?)?((?:\p{Lu}|[’'])[\p{L}.’'-]{1,30}(?:[ -](?:de|do|da|am|an der|of|sur|la|le|upon|den|het|\p{Lu}[\p{L}.’'-]{0,30})){0,3}(?:,\s?(?:\p{Lu}[\p{L}.’'-]{1,30})(?: \p{Lu}[\p{L}.’'-]{1,20}){0,2}){0,2})/u;

const OFFICES_BEFORE =
  /(?:offices|Büros|bureaux|oficinas|escritórios|uffici|kantoren|biura)\s\p{Ll}{1,3}\s?$/iu;

/** Where work is remote, offices in the plural are the firm's, not this job's. */
function isOfficesOfFirm(context: ParseContext, end: number): boolean {
  return (
    OFFICES_BEFORE.test(context.text.slice(Math.max(0, end - 20), end)) &&
    (/remote/iu.test(context.text.slice(Math.max(0, end - 120), end)) ||
      context.cues.of('workplace').some(({ value }) => value === 'REMOTE'))
  );
}

const SECTIONS_OF_PLACES = new Set([
  null,
  'ROLE_SUMMARY',
  'OTHER',
  'REQUIREMENTS',
  'RESPONSIBILITIES',
  'BENEFITS',
  'ABOUT_TEAM',
  'APPLICATION',
]);

/** "based in Lyon", "in unserem Büro in Köln": sentences about where this job is done. */
export function fromSentences(context: ParseContext): readonly Found[] {
  for (const allowCompany of [false, true]) {
    const found: Found[] = [];
    for (const cue of context.cues.of('placeIn')) {
      if (cue.value !== 'IN' || isOfficesOfFirm(context, cue.end)) continue;
      const section = sectionAt(context.sections, cue.start);
      if (!allowCompany && !SECTIONS_OF_PLACES.has(section)) continue;
      if (section === 'LEGAL_EEO') continue;
      const match = NAME_AFTER.exec(context.text.slice(cue.end, cue.end + 90));
      const name = match?.[1]?.replace(AFTER_STATE, '$1').replace(/^['’]|[.'’-]+$/gu, '');
      if (name === undefined) continue;
      const start = context.text.indexOf(name, cue.end);
      const places = readSentencePlace(context, name, start);
      found.push(...places);
      if (places.length > 0) found.push(...alternatives(context, start + name.length));
      if (found.length >= 3) break;
    }
    if (found.length > 0) return allowCompany ? found.slice(0, 1) : found.slice(0, 3);
  }
  return [];
}

const ALTERNATIVE =
  /^,?\s(?:or|oder|ou|o|of|lub|eller|tai|nebo|and|und|et|y|e|en|og|och|i)\s(?=\p{Lu})/u;
const ALTERNATIVES_MAX = 3;

/** What follows a place: "based in Augsburg or Ulm". */
function alternatives(context: ParseContext, end: number): readonly Found[] {
  const found: Found[] = [];
  let at = end;
  for (let count = 0; count < ALTERNATIVES_MAX; count += 1) {
    const joint = ALTERNATIVE.exec(context.text.slice(at, at + 10))?.[0];
    if (joint === undefined) break;
    const from = at + joint.length;
    const name = NAME_AFTER.exec(context.text.slice(from, from + 90))?.[1]?.split(',')[0];
    if (name === undefined) break;
    const start = context.text.indexOf(name, from);
    const read = readSentencePlace(context, name, start);
    if (!read.some((one) => one.value.addressLocality !== null)) break;
    found.push(...read);
    at = start + name.length;
  }
  return found;
}

/** "Victoria Street" is in no Victoria. */
const STREET =
  /^(?:street|road|avenue|square|lane|yard|boulevard|row|wharf|quay|terrace|gardens|bridge|station|tower|house|building)s?$/i;

/** The place that a name in a sentence is, its last words left out as far as needed. */
export function readSentencePlace(
  context: ParseContext,
  name: string,
  start: number,
): readonly Found[] {
  const words = name.split(' ');
  for (let count = words.length; count >= 1; count -= 1) {
    const candidate = words.slice(0, count).join(' ').replace(/,$/, '');
    if (isArea(candidate) || STREET.test(words[count] ?? '')) return [];
    if (namesRole(candidate) && count === words.length) continue;
    const found = readList(context, candidate, {
      rule: 'sentence',
      source: 'text',
      start,
      confidence: 0.75,
    });
    if (
      found.length > 0 &&
      found.every((one) => one.value.addressLocality !== null || one.value.addressCountry !== null)
    )
      return found;
  }
  return [];
}

/** "in Tulsa, OK", "Tulsa office": tried at prepositions before a capital, and at capitals. */
export const LOOSE =
  /(?<![\p{L}\p{N}])(?:in|near|at|from|aus|à|en|em|a|w|we|i|te|v|ve|presso|bij)\s((?:SF|LA|DC)(?![\p{L}\p{N}])|(?:\p{Lu})[\p{L}.’'-]{2,24}(?:[ -]\p{Lu}[\p{L}.’'-]{1,20}){0,2}(?:,\s(?:[A-Z]{2}|\p{Lu}[\p{L}]{2,20}(?: \p{Lu}[\p{L}]{2,20})?)(?![\p{L}]))?)|((?:\p{Lu})[\p{L}.’'-]{2,24}(?: \p{Lu}[\p{L}.’'-]{2,20})?)\s(?:office|HQ|headquarters|studio|hub|Büro|kontor|kantoor|metro area|area)(?![\p{L}])/uy;
const PREPOSITIONS = new Set('in near at from aus à en em a w we i te v ve presso bij'.split(' '));
const PREPOSITION_CHARS_MAX = 6;
/** What stands behind a town's name in the second form. */
const OFFICE_WORDS = declareOpenings(
  'office-word',
  'office*|hq*|headquarters*|studio*|hub*|buro*|kontor*|kantoor*|metro area*|area*',
);

const LOOSE_SCOPE_CHARS = 2_500;

const LOOSE_TRIES_MAX = 40;

/** Where a preposition begins that stands one space before a position; -1 for none. */
function prepositionBefore(text: string, position: number): number {
  const end = position - 1;
  if (!isSpaceCode(text.charCodeAt(end))) return -1;
  let start = end;
  while (start > 0 && isLetterOrNumberCode(text.charCodeAt(start - 1))) {
    start -= 1;
    if (end - start > PREPOSITION_CHARS_MAX) return -1;
  }
  return PREPOSITIONS.has(text.slice(start, end)) ? start : -1;
}

function nextCapital(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) {
    if (isUpperCode(text.charCodeAt(index))) return index;
  }
  return -1;
}

/** The names near the top that a preposition or a word for an office makes places, in order. */
export function* looseNames(
  text: string,
  cues: Pick<Cues, 'all'>,
): Generator<{ readonly name: string; readonly start: number }> {
  const scope = text.slice(0, LOOSE_SCOPE_CHARS);
  const offices = cues.all(OFFICE_WORDS);
  const lastOffice = offices.at(-1)?.start ?? -1;
  let from = 0;
  for (let index = nextCapital(scope, 0); index >= 0; index = nextCapital(scope, index + 1)) {
    const preposition = prepositionBefore(scope, index);
    for (const at of [preposition, index < lastOffice ? index : -1]) {
      if (at < from) continue;
      LOOSE.lastIndex = at;
      const match = LOOSE.exec(scope);
      if (match === null) continue;
      const name = match[1] ?? match[2] ?? '';
      yield { name, start: at + match[0].indexOf(name) };
      from = at + match[0].length;
      break;
    }
    if (from > index) index = from - 1;
  }
}

/**
 * The last resort: any "in Tulsa, OK" near the top, first outside of what is said of the company.
 */
export function fromLoose(context: ParseContext): readonly Found[] {
  const later: Found[] = [];
  let tries = 0;
  for (const { name, start } of looseNames(context.text, context.cues)) {
    if ((tries += 1) > LOOSE_TRIES_MAX) break;
    if (isOfficesOfFirm(context, start)) continue;
    const found = readSentencePlace(context, name, start).filter(
      (one) => one.confidence >= 0.7 && one.value.addressLocality !== null,
    );
    const [first] = found;
    if (first === undefined) continue;
    const section = sectionAt(context.sections, start);
    if (section === 'LEGAL_EEO') continue;
    if (section !== 'ABOUT_COMPANY')
      return [first, ...alternatives(context, start + name.length)].map((one) => ({
        ...one,
        rule: 'sentence-place',
        confidence: 0.65,
      }));
    later.push({ ...first, rule: 'sentence-place', confidence: 0.5 });
  }
  return later.slice(0, 1);
}

const JAPANESE_PLACE =
  /(東京都|大阪府|京都府|北海道|[\u4e00-\u9fff]{2,3}県)([\u4e00-\u9fff]{1,6}?[市区町村])?|([\u4e00-\u9fff]{1,4}市)[\u4e00-\u9fff]{0,4}区?/u;

/** A prefecture with its city or ward, which are written without separators. */
export function fromJapanese(context: ParseContext): readonly Found[] {
  if (context.hints.language !== 'ja') return [];
  const sources = [
    labelled(context, 'location')?.value,
    ...context.document.structured.places.filter((one) => typeof one === 'string'),
    context.text.slice(0, 2_000),
  ];
  for (const source of sources) {
    const match = source === undefined ? null : JAPANESE_PLACE.exec(source);
    if (match === null) continue;
    const start = context.text.indexOf(match[0]);
    if (match[3] !== undefined && findCities(match[3]).length === 0) continue;
    const city = match[3] ?? match[2] ?? (match[1] === '東京都' ? '東京' : null);
    const value = {
      raw: match[0],
      addressLocality: city,
      addressRegion: match[1] ?? null,
      addressCountry: 'JP',
    };
    return [
      {
        value,
        rule: 'prefecture',
        source: 'text',
        start: start < 0 ? null : start,
        end: start < 0 ? null : start + match[0].length,
        confidence: 0.85,
        limit: false,
      },
    ];
  }
  return [];
}
