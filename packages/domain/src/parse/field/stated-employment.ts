import type { ContractType, EmploymentType } from '@winnow/contracts/code-lists';
import type { Cue } from './cues.ts';
import type { Finding } from './finding.ts';
import type { ParseContext } from './parse-context.ts';
import { findCues } from './cues.ts';

const PAYLOAD_CODES: Readonly<Record<string, EmploymentType>> = {
  fulltime: 'FULL_TIME',
  parttime: 'PART_TIME',
  contractor: 'CONTRACTOR',
  contract: 'CONTRACTOR',
  temporary: 'TEMPORARY',
  temp: 'TEMPORARY',
  intern: 'INTERN',
  internship: 'INTERN',
  volunteer: 'VOLUNTEER',
  perdiem: 'PER_DIEM',
  other: 'OTHER',
  freelance: 'CONTRACTOR',
  fulltimefixedterm: 'FULL_TIME',
  trainee: 'INTERN',
  workingstudent: 'INTERN',
  regular: 'FULL_TIME',
  seasonal: 'TEMPORARY',
  fulltimepermanent: 'FULL_TIME',
  permanentfulltime: 'FULL_TIME',
};

export type Found<T> = Finding<T>;

interface Gathered {
  readonly employment: readonly Found<EmploymentType>[];
  readonly contract: readonly Found<ContractType>[];
}

/** "Full and part time" states both. */
export function eachOfBoth(cues: readonly Cue[]): readonly Cue[] {
  return cues.flatMap((cue) =>
    cue.value === 'FULL_OR_PART'
      ? [
          { ...cue, value: 'FULL_TIME' },
          { ...cue, value: 'PART_TIME' },
        ]
      : [cue],
  );
}

/** Cues within a text that is no part of the description: a payload's field. */
export function ofPayload(context: ParseContext): Gathered {
  const employment: Found<EmploymentType>[] = [];
  const contract: Found<ContractType>[] = [];
  const note = {
    rule: 'payload',
    source: 'structured',
    start: null,
    end: null,
    confidence: 0.95,
  } as const;
  for (const word of context.document.structured.employment) {
    const code = PAYLOAD_CODES[word.toLowerCase().replace(/[^a-z]/g, '')];
    if (code !== undefined) employment.push({ value: code, ...note });
    // Codes are words as well: `fulltime_fixed_term`.
    const cues = findCues(word.replaceAll('_', ' '), null);
    if (code === undefined) {
      for (const cue of eachOfBoth(cues.of('employment')))
        if (cue.value !== '-') employment.push({ value: cue.value as EmploymentType, ...note });
    }
    for (const cue of cues.of('contract'))
      if (cue.value !== '-') contract.push({ value: cue.value as ContractType, ...note });
  }
  return { employment, contract };
}

function titleText(context: ParseContext): string {
  return context.document.structured.title ?? '';
}

/** Words for hours and contract in a title that is no part of the text. */
export function ofTitle(context: ParseContext): Gathered {
  const title = titleText(context);
  if (title === '') return { employment: [], contract: [] };
  const cues = findCues(title, context.hints.language);
  const note = {
    rule: 'title',
    source: 'structured',
    start: null,
    end: null,
    confidence: 0.9,
  } as const;
  return {
    employment: eachOfBoth(cues.of('employment'))
      .filter((cue) => cue.value !== '-')
      .map((cue) => ({ value: cue.value as EmploymentType, ...note })),
    contract: cues
      .of('contract')
      .filter((cue) => cue.value !== '-')
      .map((cue) => ({ value: cue.value as ContractType, ...note })),
  };
}

/** The cues that lie within stated places of the text. */
export function within<T>(
  cues: readonly Cue[],
  spans: readonly { start: number; end: number }[],
  rule: string,
): Found<T>[] {
  const found: Found<T>[] = [];
  for (const { start, end } of spans) {
    for (const cue of cues) {
      if (cue.start >= end) break;
      if (cue.end <= start || cue.value === '-') continue;
      found.push({
        value: cue.value as T,
        rule,
        source: 'text',
        start: cue.start,
        end: cue.end,
        confidence: 0.95,
      });
    }
  }
  return found;
}

/** Where a bare word states it: labels, the head, headings' values. */
export function spansOfHead(context: ParseContext): readonly { start: number; end: number }[] {
  const spans = context.labels
    .filter((label) => ['employment', 'workplace', 'title', 'salary'].includes(label.label))
    .map(({ start, end }) => ({ start, end }));
  const head = context.head.segments
    .filter((segment) => segment.kind !== 'label')
    .map(({ start, end }) => ({ start, end }));
  return [...spans, ...head];
}

const STUDENT_TITLE =
  /\b(?:intern(?:ship)?|co-?op|praktik\w*|werkstudent\w*|stagiaire|stage|alternan\w+|estagi\w+|estágio|becari\w+|prácticas|tirocin\w+|stagist\w+|stagiair\w*|stażyst\w*|praktykant\w*|harjoittelija|stážist\w*|インターン)\b|インターン/iu;

const LABEL_WORDS: readonly (readonly [pattern: RegExp, type: EmploymentType])[] = [
  [
    /^(?:completa|completo|integral|intera|plein|complet|pełny|pełen|voll|full|plný|100\s?%)(?![\p{L}])/iu,
    'FULL_TIME',
  ],
  [
    /^(?:parcial|media|partiel|parziale|deel|niepełny|teil|part|částečný|zkrácený|\d0\s?%)(?![\p{L}])/iu,
    'PART_TIME',
  ],
];

/** `Jornada: completa`: the label says that it is about hours. */
export function ofLabelWords(context: ParseContext): readonly Found<EmploymentType>[] {
  for (const label of context.labels) {
    if (label.label !== 'employment') continue;
    const type = LABEL_WORDS.find(([pattern]) => pattern.test(label.value))?.[1];
    if (type !== undefined)
      return [
        {
          value: type,
          rule: 'label',
          source: 'text',
          start: label.start,
          end: label.end,
          confidence: 0.9,
        },
      ];
  }
  return [];
}

const TERM_LABEL = /(?:befristung|befristet)\W*$/iu;
const TERM = /^(?:\d{1,2}|zwei|drei|vier|fünf)\s(?:monate?|jahre?)(?!\p{L})|^bis\s/iu;
const TERM_LABEL_CHARS_MAX = 20;

/** `Befristung: 36 Monate`: the label says that the term ends. */
export function ofTermLabel(context: ParseContext): readonly Found<ContractType>[] {
  for (const { label, value, start, end } of context.labels) {
    if (label !== 'employment' || !TERM.test(value)) continue;
    const before = context.text.slice(Math.max(0, start - TERM_LABEL_CHARS_MAX), start);
    if (!TERM_LABEL.test(before)) continue;
    return [{ value: 'FIXED_TERM', rule: 'label', source: 'text', start, end, confidence: 0.9 }];
  }
  return [];
}

/** Contract words alone ("12-month contract") in a stated place mean a contractor. */
export function contractWord(context: ParseContext): readonly Found<EmploymentType>[] {
  for (const label of context.labels) {
    if (label.label !== 'employment') continue;
    const match = /(?<![\p{L}])contract(?:or)?(?![\p{L}])/iu.exec(label.value);
    if (
      match === null ||
      /contract of employment|permanent|employment contract|type of contract|fixed[ -]term|temporary|contract (?:to|until|till|through|ending)\b/i.test(
        label.value,
      )
    )
      continue;
    const start = label.start + match.index;
    return [
      {
        value: 'CONTRACTOR',
        rule: 'contract-word',
        source: 'text',
        start,
        end: start + match[0].length,
        confidence: 0.85,
      },
    ];
  }
  for (const segment of context.head.segments) {
    if (segment.kind === 'label') continue;
    const match = /(?:^|[\s(,/])contract(?:or)?(?=$|[\s),/])/iu.exec(segment.text);
    if (
      match === null ||
      /contracts? (?:manager|administrator|lawyer|specialist|to (?:the )?end|until|till|through|ending)/i.test(
        segment.text,
      )
    )
      continue;
    return [
      {
        value: 'CONTRACTOR',
        rule: 'contract-word',
        source: 'text',
        start: segment.start,
        end: segment.end,
        confidence: 0.85,
      },
    ];
  }
  return [];
}

/** What a title says that is an internship's. */
export function internTitle(context: ParseContext): readonly Found<EmploymentType>[] {
  const segment = context.head.segments.find(
    (one) => one.kind === 'role' && STUDENT_TITLE.test(one.text) && one.line <= 3,
  );
  const title = titleText(context);
  if (segment === undefined && !STUDENT_TITLE.test(title)) return [];
  return [
    segment === undefined
      ? {
          value: 'INTERN',
          rule: 'title',
          source: 'structured',
          start: null,
          end: null,
          confidence: 0.9,
        }
      : {
          value: 'INTERN',
          rule: 'title',
          source: 'text',
          start: segment.start,
          end: segment.end,
          confidence: 0.9,
        },
  ];
}

/** A piece of a post's line that is nothing but the form of contract. */
const B2B_PIECE = /^\(?B2B\)?(?:\s?(?:\/|,|or|lub|\+)\s?(?:UoP|permanent|employment))?$/iu;

/** "Kraków | B2B": of a firm's customers nobody speaks in a piece by itself. */
export function contractPiece(context: ParseContext): readonly Found<ContractType>[] {
  const piece = context.head.segments.find(
    ({ kind, text }) => kind !== 'label' && B2B_PIECE.test(text),
  );
  if (piece === undefined) return [];
  const { start, end } = piece;
  return [{ value: 'B2B', rule: 'head-line', source: 'text', start, end, confidence: 0.85 }];
}

const FULL_OR_PART = /(?<!\p{L})full-?\s?(?:or|and|\/|&)\s?part[- ]?time(?!\p{L})/iu;

/** "full- or part-time" states both, of which the cues see the second. */
export function fullOrPart(context: ParseContext): readonly Found<EmploymentType>[] {
  for (const { kind, text, start } of context.head.segments) {
    const match = kind === 'label' ? null : FULL_OR_PART.exec(text);
    if (match === null) continue;
    const at = { start: start + match.index, end: start + match.index + match[0].length };
    return [{ value: 'FULL_TIME', rule: 'head-line', source: 'text', ...at, confidence: 0.9 }];
  }
  return [];
}

const INTERNS = /(?<!\p{L})interns?(?:hips?)?(?!\p{L})/iu;

/** "Full time & interns", "REMOTE, INTERNS" in a post's line: interns are sought as well. */
export function internsSought(context: ParseContext): readonly Found<EmploymentType>[] {
  for (const { kind, text, start, line } of context.head.segments) {
    if (line > 0 || kind === 'role' || kind === 'name' || kind === 'label') continue;
    const match = INTERNS.exec(text);
    if (match === null) continue;
    const at = { start: start + match.index, end: start + match.index + match[0].length };
    return [{ value: 'INTERN', rule: 'interns', source: 'text', ...at, confidence: 0.85 }];
  }
  return [];
}
