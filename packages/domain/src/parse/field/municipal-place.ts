import type { ParseContext } from './parse-context.ts';
import { findCities } from './gazetteer.ts';
import { type Found, readList } from './place-lists.ts';

/** Municipalities are named for their place: `City of Leeds`, `Stadt Ulm`, `Umeå kommun`. */
const BEFORE =
  /^(?:(?:the )?(?:city|town|village|borough|municipality|township) of|stadt|hansestadt|landeshauptstadt|gemeinde|markt|stadtverwaltung|gemeindeverwaltung|landratsamt|landkreis|kreisverwaltung|(?:la )?(?:commune|ville|mairie) (?:de |d['’])?(?:la |le )?|ayuntamiento de|c[âa]mara municipal d[aeo]|prefeitura(?: municipal)? d[aeo]|munic[ií]pio d[aeo]|comune di|gemeente|m[ěe]sto|obec)\s?(?=\p{Lu})/iu;
const AFTER =
  /\s(?:kommun|kommune|stad|kaupunki|kunta|(?:(?:city|town|borough|county|district|metropolitan|parish) ){1,3}council|city government|stadtverwaltung)$/iu;
const JAPANESE = /^([\u4e00-\u9fff]{2,5}[市町村区])(?:役所|役場)?$/u;
/** Genitives of a town: `Göteborgs stad`, `Rovaniemen kaupunki`. */
const GENITIVE = /(?:s|n|en)$/u;

/** The town that a municipality is named for; null for any other name. */
export function townOf(name: string): string | null {
  const japanese = JAPANESE.exec(name)?.[1];
  if (japanese !== undefined) return japanese;
  const behind = name.replace(BEFORE, '');
  const town = behind === name ? name.replace(AFTER, '') : behind;
  if (town === name) return null;
  const bare = town.split(',')[0]?.trim() ?? '';
  if (findCities(bare).length > 0) return bare;
  const nominative = [bare.replace(/s$/u, ''), bare.replace(/n$/u, ''), bare.replace(/en$/u, 'i')];
  return GENITIVE.test(bare)
    ? (nominative.find((one) => one !== bare && findCities(one).length > 0) ?? null)
    : null;
}

/** Where a municipality that is the employer lies; `[]` for any other employer. */
export function municipalPlace(context: ParseContext, employer: string | null): readonly Found[] {
  const town = employer === null ? null : townOf(employer);
  if (employer === null || town === null) return [];
  const at = context.text.indexOf(employer);
  const behind = at < 0 ? '' : context.text.slice(at + employer.length, at + employer.length + 40);
  const region = /^, [\p{Lu}][\p{L} ]{1,24}(?=[\n,.;]|$)/u.exec(behind)?.[0] ?? '';
  const start = at < 0 ? null : at + Math.max(0, employer.indexOf(town));
  const origin = { rule: 'municipality', source: 'text', start, confidence: 0.8 } as const;
  const found = readList(context, `${town}${region}`, origin);
  const places = found.length > 0 ? found : readList(context, town, origin);
  return places.filter(({ value }) => value.addressLocality !== null).slice(0, 1);
}
