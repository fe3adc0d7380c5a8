import type { Evidence, Place, Warning } from '@winnow/contracts/enriched-posting';
import type { WorkplaceType } from '@winnow/contracts/code-lists';
import { evidenceOf, payloadFinding } from './finding.ts';
import { findCities, isArea } from './gazetteer.ts';
import { besideRole, fromHead } from './head-places.ts';
import { fromLabels, fromListedPlaces } from './label-places.ts';
import type { ParseContext } from './parse-context.ts';
import { POSTAL_COUNTRIES } from './place-parts.ts';
import { withRegion } from './state-elsewhere.ts';
import { municipalPlace } from './municipal-place.ts';
import { readPlace } from './read-place.ts';
import { type Found, PLACES_MAX, REMOTE_WORD, stripNoise, readList } from './place-lists.ts';
import {
  NAME_AFTER,
  fromSentences,
  readSentencePlace,
  fromLoose,
  fromJapanese,
} from './sentence-places.ts';

/** Where a job is done, and where who does it may live. */
export interface Places {
  readonly jobLocation: readonly Place[];
  readonly applicantLocationRequirements: readonly Place[];
  readonly evidence: readonly Evidence[];
  readonly warnings: readonly Warning[];
}

function fromPayload(context: ParseContext): readonly Found[] {
  const found: Found[] = [];
  for (const given of context.document.structured.places.slice(0, PLACES_MAX)) {
    if (typeof given === 'string') {
      const origin = {
        rule: 'payload',
        source: 'structured',
        start: null,
        confidence: 0.97,
      } as const;
      found.push(...readList(context, given, origin));
      continue;
    }
    found.push(...completed(context, given));
  }
  return found;
}

/** A payload's place in parts: the country becomes alpha-2, states postal codes. */
function completed(context: ParseContext, given: Place): readonly Found[] {
  const parts = [given.addressLocality, given.addressRegion, given.addressCountry].filter(
    (part) => part !== null && part !== '',
  );
  const joined = parts.length === 0 ? given.raw : parts.join(', ');
  const origin = { rule: 'payload', source: 'structured', start: null, confidence: 0.97 } as const;
  const remote = new RegExp(REMOTE_WORD.source, 'iu').test(joined);
  if (remote || (given.addressLocality ?? '').includes(' or '))
    return readList(context, joined, origin);
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
  return [{ ...payloadFinding(value, 0.97), limit: false }];
}

function codeOf(country: string | null): string | null {
  return country !== null && /^[A-Z]{2}$/.test(country) ? country : null;
}

/** "SF" and "San Francisco" are one city. */
function keyOf({ addressLocality, addressCountry }: Place): string {
  const [city] = findCities(addressLocality ?? '').filter((one) => one.country === addressCountry);
  const isShort = addressLocality !== null && addressLocality.length <= SHORT_NAME_CHARS_MAX;
  const name = isShort && city !== undefined ? city.name : addressLocality;
  return [name?.toLowerCase(), addressCountry].join('|');
}
const SHORT_NAME_CHARS_MAX = 4;

function distinct(found: readonly Found[]): readonly Found[] {
  const kept: Found[] = [];
  for (const one of found) {
    const same = kept.findIndex(
      (other) =>
        keyOf(other.value) === keyOf(one.value) &&
        (other.value.addressRegion === one.value.addressRegion ||
          other.value.addressRegion === null ||
          one.value.addressRegion === null),
    );
    const known = kept[same];
    if (known === undefined) kept.push(one);
    else if (known.value.addressRegion === null && one.value.addressRegion !== null) {
      kept[same] = { ...known, value: { ...known.value, addressRegion: one.value.addressRegion } };
    }
  }
  return kept.filter((one) => !kept.some((other) => other !== one && covers(other, one)));
}

/** "Germany" beside "Berlin, Germany" adds nothing; "Texas" beside "Colorado" does. */
function covers({ value: more }: Found, { value: less }: Found): boolean {
  if (less.addressLocality !== null || more.addressCountry !== less.addressCountry) return false;
  if (less.addressRegion === null)
    return more.addressLocality !== null || more.addressRegion !== null;
  if (more.addressLocality === null) return false;
  // "West Midlands" beside "Solihull", whose county nobody writes.
  const unwritten = more.addressRegion === null && !POSTAL_COUNTRIES.has(more.addressCountry ?? '');
  return unwritten || more.addressRegion === less.addressRegion;
}

/** A country that the payload gives by its code: `DE` is Germany here, never Delaware. */
function countryAlone(place: Place): Found | null {
  const { addressLocality, addressRegion, addressCountry } = place;
  if (addressLocality !== null || addressRegion !== null || addressCountry === null) return null;
  return { ...payloadFinding(place, 0.95), limit: true };
}

/** Countries named as the limit of remote work: "Remote (US only)", "must be based in Spain". */
function limitsOf(context: ParseContext, found: readonly Found[]): readonly Found[] {
  const given: Found[] = [];
  for (const place of context.document.structured.applicantPlaces.slice(0, PLACES_MAX)) {
    const alone = typeof place === 'string' ? null : countryAlone(place);
    if (alone !== null) {
      given.push(alone);
      continue;
    }
    const text =
      typeof place === 'string'
        ? place
        : [place.addressLocality, place.addressRegion, place.addressCountry]
            .filter((part) => part !== null)
            .join(', ') || place.raw;
    given.push(
      ...readList(context, text, {
        rule: 'payload',
        source: 'structured',
        start: null,
        confidence: 0.95,
      }),
    );
  }
  if (given.length > 0) return distinct(given);
  const countries = found.filter((one) => one.value.addressLocality === null);
  if (countries.length > 0) return countries;
  const sentences: Found[] = [];
  for (const cue of context.cues.of('remoteLimit')) {
    const match = NAME_AFTER.exec(context.text.slice(cue.end, cue.end + 90));
    if (match?.[1] === undefined) continue;
    // "Within US timezones" says when.
    const behind = context.text.indexOf(match[1], cue.end) + match[1].length;
    if (/^[\s-]?(?:based )?(?:time ?zones?|hours)/iu.test(context.text.slice(behind, behind + 20)))
      continue;
    const read = readSentencePlace(context, match[1], context.text.indexOf(match[1], cue.end));
    sentences.push(...read.filter((one) => one.value.addressLocality === null));
    if (sentences.length > 2) break;
  }
  return distinct(sentences);
}

/** What other readers found that tells about places. */
interface Known {
  readonly workplaceTypes: readonly WorkplaceType[];
  readonly rawTitle: string | null;
  readonly employer: string | null;
}

/** "Acme, Bristol, is seeking": the place right behind the employer's name. */
function behindEmployer(context: ParseContext, employer: string | null): readonly Found[] {
  if (employer === null) return [];
  let at = context.text.indexOf(employer);
  for (let tries = 0; at >= 0 && tries < NAMES_MAX; tries += 1) {
    const end = at + employer.length;
    const lead = /^,\s(?:(?:in|en|em|à|a|i|te|w|v)\s)?(?=\p{Lu})/u.exec(
      context.text.slice(end, end + 8),
    );
    const name =
      lead === null
        ? undefined
        : NAME_AFTER.exec(context.text.slice(end + lead[0].length, end + 90));
    if (lead !== null && name?.[1] !== undefined) {
      const found = readSentencePlace(context, name[1], end + lead[0].length);
      const sure = found.filter((one) => one.value.addressLocality !== null);
      if (sure.length > 0) return sure.slice(0, 1);
    }
    at = context.text.indexOf(employer, end);
  }
  return [];
}

const NAMES_MAX = 4;

/** The places of the job: the stated ones, else those of sentences. */
function whereDone(
  context: ParseContext,
  payload: readonly Found[],
  { remote, rawTitle, employer }: Omit<Known, 'workplaceTypes'> & { readonly remote: boolean },
): readonly Found[] {
  const title =
    rawTitle === null ? [] : besideRole(context, rawTitle, startOf(rawTitle, context.text));
  const labels = [...fromLabels(context), ...fromListedPlaces(context)];
  const stated = [payload, labels, fromHead(context), fromJapanese(context), title];
  const fromName = (): readonly Found[] => {
    const behind = behindEmployer(context, employer);
    return behind.length > 0 ? behind : municipalPlace(context, employer);
  };
  const found = distinct(stated.find((list) => list.length > 0) ?? []);
  const onlyCountries =
    found.length > 0 && found.every((one) => one.value.addressLocality === null);
  if (found.length > 0 && (!onlyCountries || remote)) return found;
  // A post's line says all where it says "remote" and no place.
  const isSaid = context.head.oneLine && remote;
  const sentences =
    [fromSentences, ...(isSaid ? [] : [fromName, fromLoose])]
      .map((read) => read(context))
      .find((list) => list.length > 0) ?? [];
  const within = sentences.filter(
    (one) =>
      found.length === 0 ||
      found.some((other) => other.value.addressCountry === one.value.addressCountry),
  );
  if (within.length === 0) return found;
  const regions = onlyCountries && found.some((one) => one.value.addressRegion !== null);
  return distinct([...(regions ? found : []), ...within]);
}

/** Where a title stands in the text; null for one that only the payload has. */
function startOf(title: string, text: string): number | null {
  const at = text.indexOf(title);
  return at < 0 ? null : at;
}

/** Reads where the job is done and, of remote work, where one may live. */
export function readPlaces(
  context: ParseContext,
  { workplaceTypes, rawTitle, employer }: Known,
): Places {
  const payload = fromPayload(context);
  const remote = workplaceTypes.includes('REMOTE');
  const found = whereDone(context, payload, { remote, rawTitle, employer }).map((one) =>
    withRegion(context, one),
  );
  const limits = remote ? limitsOf(context, found) : [];
  const limited = remote && found.length === 0 ? limits : found;
  const warnings: Warning[] = [];
  const label = fromLabels(context);
  const evidence: Evidence[] = [];
  limited.forEach((one, index) => evidence.push(evidenceOf(`/jobLocation/${index}`, one)));
  limits.forEach((one, index) =>
    evidence.push(evidenceOf(`/applicantLocationRequirements/${index}`, one)),
  );
  if (
    payload.length > 0 &&
    label.length > 0 &&
    !label.some((one) =>
      payload.some((other) => other.value.addressCountry === one.value.addressCountry),
    )
  ) {
    const path = '/jobLocation';
    for (const one of label)
      evidence.push(evidenceOf(path, { ...one, rule: 'label-not-taken', confidence: 0.4 }));
    warnings.push({
      code: 'LOCATION_DISAGREES',
      path,
      message: `The payload's places were taken; the text says "${label[0]?.value.raw ?? ''}".`,
    });
  }
  return {
    jobLocation: limited.map((one) => one.value),
    applicantLocationRequirements: limits.map((one) => one.value),
    evidence,
    warnings,
  };
}
