import type { Found } from './place-lists.ts';
import { PLACES_MAX, readList } from './place-lists.ts';
import { findCountry, isArea } from './gazetteer.ts';
import type { LabelledValue } from './label-lines.ts';
import { labelled, type ParseContext } from './parse-context.ts';
import { isTermOfWork, namesInstitution } from './name-words.ts';
import { readPlace } from './read-place.ts';
import { namesRole } from './role-words.ts';
import { bulletLength } from './text-lines.ts';

/** Facts of one block stand as near to each other as this. */
const BLOCK_LINES_MAX = 12;
/** A label further down is about something else, where one at the top has named a place. */
const TOP_LINES_MAX = 30;
const LABEL_CHARS_MAX = 30;
/** Labels of nothing but towns: what they name is one, though no gazetteer has it. */
const TOWN_LABEL =
  /(?:town|city|municipality|kommun|ort|dienstort|arbeitsort|ville|commune|ciudad|localidad|municipio|municípi[oa]|cidade|localidade|miasto|miejscowość|gemeente|plaats|standplaats|kunta|paikkakunta|obec|město|comune|città|kommune|stad|by)\s*[:：]?\s*$/iu;
const TOWN = /^\p{Lu}[\p{L}'’.-]{2,24}(?:[ -][\p{L}'’.]{1,20}){0,3}$/u;
const NO_TOWN =
  /(?<!\p{L})(?:various|multiple|several|flexible|nationwide|head|office|campus|main|national|all|any|home|site|remote|hybrid|negotiable|statewide|citywide|verschiedene|bundesweit|divers|toute|todo|tutta|hela|hele|koko)(?!\p{L})/iu;
/** "26919 Brake": what stands behind a postal code is a town. */
const POSTAL_CODE =
  /^(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{3} \d{2}|\d{4} [A-Z]{2}|\d{2}-\d{3})\s+(?=\p{Lu})/u;
/** Codes of five digits and the language of the posting tell the country. */
const COUNTRY_OF_CODE: Readonly<Record<string, string>> = {
  de: 'DE',
  fr: 'FR',
  es: 'ES',
  nl: 'NL',
};
/** Languages of one country alone. */
const COUNTRY_OF_LANGUAGE: Readonly<Record<string, string>> = {
  pl: 'PL',
  sv: 'SE',
  da: 'DK',
  nb: 'NO',
  fi: 'FI',
  cs: 'CZ',
  it: 'IT',
};

function near(context: ParseContext, label: 'region' | 'country', line: number): string | null {
  const found = context.labels.find(
    (one) => one.label === label && Math.abs(one.line - line) <= BLOCK_LINES_MAX,
  );
  return found?.value ?? null;
}

/** A town's division and country, which stand under labels of their own. */
function withDivision(context: ParseContext, { value, line }: LabelledValue): string {
  const alone = readPlace(value, context.hints);
  if (alone === null || alone.place.addressLocality === null || value.includes(',')) return value;
  const region = near(context, 'region', line);
  const country = near(context, 'country', line);
  const parts = [value, region, country].filter((part) => part !== null && part !== value);
  const joined = parts.join(', ');
  return (readPlace(joined, context.hints)?.place.addressLocality ?? null) === null
    ? value
    : joined;
}

/** A town too small for the gazetteer under a label for towns, where the country is known. */
function unknownTown(context: ParseContext, label: LabelledValue): readonly Found[] {
  const { line, end } = label;
  const code = POSTAL_CODE.exec(label.value)?.[0] ?? '';
  const value = label.value.slice(code.length);
  const start = label.start + code.length;
  const before = context.text.slice(Math.max(0, start - LABEL_CHARS_MAX), start);
  const isTown = code !== '' || TOWN_LABEL.test(before.trimEnd());
  if (!isTown || !TOWN.test(value) || NO_TOWN.test(value)) return [];
  if (namesRole(value) || isTermOfWork(value) || namesInstitution(value) || isArea(value))
    return [];
  const { country, language, currencyCountries = [] } = context.hints;
  const stated = near(context, 'country', line);
  const known =
    (stated === null ? null : findCountry(stated)) ??
    country ??
    (currencyCountries.length === 1 ? currencyCountries[0] : undefined) ??
    COUNTRY_OF_LANGUAGE[language ?? ''] ??
    (/^\d{5}/.test(code) || language === 'nl' ? COUNTRY_OF_CODE[language ?? ''] : undefined);
  if (known === undefined) return [];
  const place = {
    raw: value,
    addressLocality: value,
    addressRegion: null,
    addressCountry: known,
  };
  return [
    { value: place, rule: 'label-town', source: 'text', start, end, confidence: 0.7, limit: false },
  ];
}

/** The places under labels: of towns and sites, else of divisions and countries, else of work. */
export function fromLabels(context: ParseContext): readonly Found[] {
  const found: Found[] = [];
  const origin = (label: LabelledValue, confidence: number) =>
    ({ rule: 'label', source: 'text', start: label.start, confidence }) as const;
  for (const label of context.labels) {
    if (label.label !== 'location') continue;
    if (found.length > 0 && label.line > TOP_LINES_MAX) break;
    const joined = withDivision(context, label);
    const places = readList(context, joined, origin(label, 0.97));
    found.push(...(places.length > 0 ? places : unknownTown(context, label)));
  }
  for (const name of ['workplace', 'region', 'country'] as const) {
    const label = labelled(context, name);
    if (label === undefined || found.length > 0) continue;
    const list = readList(context, label.value, origin(label, 0.8));
    // A county or country is where the job is done only if nothing nearer is said.
    found.push(...(name === 'workplace' ? list : list.slice(0, 1)));
  }
  return found;
}

/** `Positions will be filled in the following duty locations:` over a list. */
const LIST_LEAD =
  /(?<!\p{L})(?:(?:duty |work |job |available |following )?(?:locations?|duty stations?)|sites|standorte?n?|einsatzorte?n?|arbeitsorte?n?|lieux|villes|ubicaciones|ciudades|sedes|locais|cidades|sedi|locaties|standplaatsen|lokalizacj\p{Ll}+|miast\p{Ll}*|orter|steder|paikkakun\p{Ll}+)(?: (?:available|include|are|of (?:work|this position)))?\s*[:：]$/iu;
const OF_THE_FIRM =
  /(?<!\p{L})(?:our|we have|unsere|nos|nuestras|nossas|nostre|onze|våra|vores|våre)(?!\p{L})/iu;
const LEAD_CHARS_MAX = 160;
const ITEM_CHARS_MAX = 70;

/** The places of a list below a line that says they are the job's. */
export function fromListedPlaces(context: ParseContext): readonly Found[] {
  const { text, lines } = context;
  const found: Found[] = [];
  lines.forEach((line, index) => {
    if (found.length >= PLACES_MAX || line.end - line.start > LEAD_CHARS_MAX) return;
    if (line.end === line.start || !/[:：]/.test(text.charAt(line.end - 1))) return;
    const lead = text.slice(line.start, line.end);
    if (!LIST_LEAD.test(lead) || OF_THE_FIRM.test(lead)) return;
    for (let at = index + 1; at < lines.length && found.length < PLACES_MAX; at += 1) {
      const item = lines[at];
      if (item === undefined || (item.end === item.start && at > index + 1)) break;
      if (item.end === item.start) continue;
      if (item.end - item.start > ITEM_CHARS_MAX) break;
      const written = text.slice(item.start, item.end);
      const bullet = bulletLength(written);
      const start = item.start + bullet;
      const origin = { rule: 'place-list', source: 'text', start, confidence: 0.9 } as const;
      const places = readList(context, written.slice(bullet), origin);
      if (places.length === 0) break;
      found.push(...places);
    }
  });
  return found;
}
