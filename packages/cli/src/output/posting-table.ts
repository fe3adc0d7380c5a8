import type { BaseSalary, EnrichedPosting, Place } from '@winnow/contracts/enriched-posting';
import { renderTable, type Column } from './table.ts';

const UNIT: Readonly<Record<string, string>> = {
  HOUR: '/h',
  DAY: '/day',
  WEEK: '/wk',
  BIWEEK: '/2 wk',
  SEMIMONTH: '/½ mo',
  MONTH: '/mo',
  YEAR: '/yr',
  VISIT: '/visit',
  MILE: '/mile',
  PROJECT: '/project',
};

const COLUMNS: readonly Column<EnrichedPosting>[] = [
  {
    heading: 'Title',
    widthMin: 14,
    widthMax: 32,
    cell: (posting) => posting.title ?? posting.titles.join(' · '),
  },
  {
    heading: 'Employer',
    widthMin: 9,
    widthMax: 22,
    cell: (posting) => posting.hiringOrganization.name ?? '',
  },
  { heading: 'Place', widthMin: 9, widthMax: 24, cell: placeCell },
  {
    heading: 'Salary',
    widthMin: 13,
    widthMax: 26,
    cell: (posting) => salaryCell(posting.baseSalary),
  },
  { heading: 'Stack', widthMin: 9, widthMax: 30, cell: stackCell },
  {
    heading: 'Duplicate of',
    widthMin: 7,
    widthMax: 22,
    cell: (posting) => posting.duplicate.of ?? '',
  },
  { heading: 'Warnings', widthMin: 7, widthMax: 26, cell: (posting) => codesOf(posting) },
];

/** Enriched postings, a line each, for people with a terminal of so many columns. */
export function renderPostings(postings: readonly EnrichedPosting[], columnsMax: number): string {
  return renderTable(COLUMNS, postings, columnsMax);
}

function placeCell(posting: EnrichedPosting): string {
  const [first, ...more] = posting.jobLocation;
  const place = first === undefined ? '' : placeText(first);
  const others = more.length > 0 ? ` +${more.length}` : '';
  const workplace = (posting.workplaceType ?? posting.workplaceTypes.join(' or ')).toLowerCase();
  return [`${place}${others}`, workplace].filter((part) => part !== '').join(', ');
}

/** `San Francisco, CA` or `Berlin, DE`. */
export function placeText(place: Place): string {
  const area = place.addressRegion ?? place.addressCountry;
  const parts = [place.addressLocality, place.addressLocality === area ? null : area];
  return parts.filter((part) => part !== null).join(', ') || place.raw;
}

/** `160,000–220,000 USD/yr`, and how many more there are. */
export function salaryCell(salaries: readonly BaseSalary[]): string {
  const [first, ...more] = salaries;
  if (first === undefined) return '';
  return salaryText(first) + (more.length > 0 ? ` +${more.length}` : '');
}

/** One range for people; an open end is said in words. */
export function salaryText({ minValue, maxValue, currency, unitText }: BaseSalary): string {
  const amount = (value: number): string => value.toLocaleString('en-US');
  let range: string;
  if (minValue === null) range = `up to ${amount(maxValue ?? 0)}`;
  else if (maxValue === null) range = `from ${amount(minValue)}`;
  else range = minValue === maxValue ? amount(minValue) : `${amount(minValue)}–${amount(maxValue)}`;
  const unit = unitText === null ? '' : (UNIT[unitText] ?? '');
  return `${range} ${currency ?? '?'}${unit}`;
}

const STRENGTH = { REQUIRED: 0, PREFERRED: 1, MENTIONED: 2 } as const;

function stackCell(posting: EnrichedPosting): string {
  return posting.stack
    .toSorted((a, b) => STRENGTH[a.requirement] - STRENGTH[b.requirement])
    .map(({ name }) => name)
    .join(', ');
}

function codesOf({ warnings }: EnrichedPosting): string {
  return [...new Set(warnings.map(({ code }) => code))].join(', ');
}
