import type { Attributes, HtmlHandler } from '../text/scan-html.ts';
import { scanHtml } from '../text/scan-html.ts';
import { composeText } from './compose-text.ts';
import type { JsonSource } from './json-source.ts';
import type { JsonObject } from './json-value.ts';
import { own } from './json-value.ts';
import { field, fields, placeOf, places, structured, webAddress } from './structured-fields.ts';

type CardField =
  | 'title'
  | 'location'
  | 'department'
  | 'date'
  | 'requisition'
  | 'employment'
  | 'description'
  | 'label'
  | 'skip';

/** How a career site's list marks its entries and their fields. */
interface CardFormat {
  readonly format: string;
  /** A piece of markup without which the page is not of this kind. */
  readonly marker: string;
  readonly isCard: (name: string, attributes: Attributes) => boolean;
  /** `label` is the text of the last element that was one: `ID`, `Type`. */
  readonly fieldOf: (name: string, attributes: Attributes, label: string) => CardField | null;
  readonly idOf: (attributes: Attributes) => string | null;
}

function hasClass(attributes: Attributes, name: string): boolean {
  const classes = attributes.get('class');
  return classes !== undefined && classes.split(/\s+/).includes(name);
}

/** What iCIMS' lists call the fields that an employer chose to show. */
const LABELLED: readonly (readonly [label: RegExp, field: CardField])[] = [
  [/^(?:job |req\w* )?(?:id|number)\b|^requisition/i, 'requisition'],
  [/\btype$|^(?:schedule|position status)/i, 'employment'],
  [/^(?:category|department|function)/i, 'department'],
  [/\blocations?$/i, 'location'],
  [/^(?:date posted|posted date|posting date)/i, 'date'],
];

/** `US-TX-Plano`: country, division and place, the widest first. */
const CODED_PLACE = /^([A-Z]{2})-([A-Z]{2,3})-(\p{L}[^|]{1,60})$/u;

function placeFrom(name: string): ReturnType<typeof placeOf> {
  const [, country, region, city] = CODED_PLACE.exec(name) ?? [];
  return city === undefined ? name : placeOf({ city, region, country, raw: name });
}

function icimsField(name: string, attributes: Attributes, label: string): CardField | null {
  if (hasClass(attributes, 'field-label')) return 'skip';
  if (name === 'h2' || name === 'h3') return 'title';
  if (name === 'dt') return 'label';
  if (name === 'dd') return LABELLED.find(([pattern]) => pattern.test(label))?.[1] ?? 'skip';
  if (hasClass(attributes, 'description')) return 'description';
  return hasClass(attributes, 'header') && hasClass(attributes, 'left') ? 'location' : null;
}

const FORMATS: readonly CardFormat[] = [
  {
    format: 'icims',
    marker: 'iCIMS_JobCardItem',
    isCard: (_, attributes) => hasClass(attributes, 'iCIMS_JobCardItem'),
    fieldOf: icimsField,
    idOf: (attributes) => /\/jobs\/(\d+)\//.exec(attributes.get('href') ?? '')?.[1] ?? null,
  },
  {
    format: 'jobvite',
    marker: 'jv-job-list',
    isCard: (name) => name === 'tr' || name === 'li',
    fieldOf: (name, attributes) => {
      if (hasClass(attributes, 'jv-job-list-location')) return 'location';
      return name === 'a' && /\/job\//.test(attributes.get('href') ?? '') ? 'title' : null;
    },
    idOf: (attributes) => /\/job\/(\w+)/.exec(attributes.get('href') ?? '')?.[1] ?? null,
  },
  {
    format: 'hrmdirect',
    marker: 'ReqRowClick',
    isCard: (name, attributes) => name === 'tr' && hasClass(attributes, 'ReqRowClick'),
    fieldOf: (name, attributes) => {
      if (name !== 'td') return null;
      if (hasClass(attributes, 'posTitle')) return 'title';
      if (hasClass(attributes, 'departments')) return 'department';
      if (hasClass(attributes, 'cities') || hasClass(attributes, 'state')) return 'location';
      return 'date';
    },
    idOf: (attributes) => attributes.get('data-req-id') ?? null,
  },
];

/** `07/15/2026`, which in these American pages is the fifteenth of July. */
const AMERICAN_DATE = /\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/;
const CARDS_MAX = 5000;

interface Card {
  id: string | null;
  url: string | null;
  readonly texts: Map<CardField, string>;
}

function toPosting({ id, url, texts }: Card, format: string): JsonObject | null {
  const title = field(texts.get('title'));
  if (title === null) return null;
  const date = AMERICAN_DATE.exec(texts.get('date') ?? '');
  const [, month = '', day = '', year = ''] = date ?? [];
  return {
    careersList: format,
    id,
    title,
    url,
    location: field(texts.get('location')),
    department: field(texts.get('department')),
    requisitionId: field(texts.get('requisition')),
    employment: field(texts.get('employment')),
    description: field(texts.get('description')),
    datePosted: date === null ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  };
}

function collectCards(format: CardFormat): { handler: HtmlHandler; cards: Card[] } {
  const cards: Card[] = [];
  const open: {
    readonly name: string;
    readonly field: CardField | null;
    readonly card: boolean;
  }[] = [];
  let card: Card | null = null;
  const handler: HtmlHandler = {
    open: (name, attributes) => {
      const begins = card === null && cards.length < CARDS_MAX && format.isCard(name, attributes);
      if (begins) {
        card = { id: null, url: null, texts: new Map() };
        cards.push(card);
      }
      if (card === null) return;
      card.id ??= format.idOf(attributes);
      if (name === 'a') card.url ??= attributes.get('href') ?? null;
      const label = card.texts.get('label')?.trim() ?? '';
      const kind = format.fieldOf(name, attributes, label);
      // Each label is a text of its own.
      if (kind === 'label') card.texts.delete('label');
      open.push({ name, field: kind, card: begins });
    },
    close: (name) => {
      const index = open.findLastIndex((element) => element.name === name);
      if (index === -1) return;
      const [element] = open.splice(index, 1);
      if (element?.card === true) {
        card = null;
        open.length = 0;
      }
    },
    text: (data) => {
      const inner = open.findLast((element) => element.field !== null)?.field ?? null;
      if (card === null || inner === null || inner === 'skip') return;
      card.texts.set(inner, `${card.texts.get(inner) ?? ''}${data}`);
    },
  };
  return { handler, cards };
}

/** The entries of a career site's list in HTML, as objects of our own; none for any other page. */
export function readCareersList(html: string): readonly JsonObject[] {
  const format = FORMATS.find(({ marker }) => html.includes(marker));
  if (format === undefined) return [];
  const { handler, cards } = collectCards(format);
  scanHtml(html, handler);
  return cards.map((card) => toPosting(card, format.format)).filter((posting) => posting !== null);
}

/** Reads the entries that `readCareersList` makes: iCIMS, Jobvite, hrmdirect. */
export const careersList: readonly JsonSource[] = FORMATS.map(({ format }) => ({
  format,
  isPosting: (posting) => own(posting, 'careersList') === format,
  read: (posting) => ({
    composed: composeText([{ body: own(posting, 'description') }]),
    structured: structured({
      title: field(own(posting, 'title')),
      department: field(own(posting, 'department')),
      places: places(...fields(own(posting, 'location')).map(placeFrom)),
      employment: fields(own(posting, 'employment')),
      requisitionId: field(own(posting, 'requisitionId')),
      url: webAddress(own(posting, 'url')),
      datePosted: field(own(posting, 'datePosted')),
    }),
  }),
}));
