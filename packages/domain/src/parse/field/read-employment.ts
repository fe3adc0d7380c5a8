import type { Evidence } from '@winnow/contracts/enriched-posting';
import type { ContractType, EmploymentType } from '@winnow/contracts/code-lists';
import type { Cue } from './cues.ts';
import { evidenceOf, type Finding } from './finding.ts';
import { sectionAt, type ParseContext } from './parse-context.ts';
import { findCues } from './cues.ts';

/** By which hours and under which form of contract a job is. */
export interface Employment {
  readonly employmentType: readonly EmploymentType[];
  readonly contractType: readonly ContractType[];
  readonly evidence: readonly Evidence[];
}

const TYPES_MAX = 4;
const PAYLOAD_CODES: Readonly<Record<string, EmploymentType>> = {
  fulltime: 'FULL_TIME', parttime: 'PART_TIME', contractor: 'CONTRACTOR', contract: 'CONTRACTOR', temporary: 'TEMPORARY',
  temp: 'TEMPORARY', intern: 'INTERN', internship: 'INTERN', volunteer: 'VOLUNTEER', perdiem: 'PER_DIEM', other: 'OTHER',
  freelance: 'CONTRACTOR', fixedterm: 'TEMPORARY', fulltimefixedterm: 'FULL_TIME', trainee: 'INTERN', workingstudent: 'INTERN',
  regular: 'FULL_TIME', seasonal: 'TEMPORARY', fulltimepermanent: 'FULL_TIME', permanentfulltime: 'FULL_TIME',
};
/** What the form of contract says of the hours, where nothing else does. */
const IMPLIED: Readonly<Partial<Record<ContractType, EmploymentType>>> = {
  FIXED_TERM: 'TEMPORARY', FREELANCE: 'CONTRACTOR', INTERIM: 'TEMPORARY', SEASONAL: 'TEMPORARY', C2C: 'CONTRACTOR',
  FORM_1099: 'CONTRACTOR', INSIDE_IR35: 'CONTRACTOR', OUTSIDE_IR35: 'CONTRACTOR', B2B: 'CONTRACTOR', PJ: 'CONTRACTOR',
};

type Found<T> = Finding<T>;

interface Gathered {
  readonly employment: readonly Found<EmploymentType>[];
  readonly contract: readonly Found<ContractType>[];
}

/** Cues within a text that is no part of the description: a payload's field. */
function ofPayload(context: ParseContext): Gathered {
  const employment: Found<EmploymentType>[] = [];
  const contract: Found<ContractType>[] = [];
  const note = { rule: 'payload', source: 'structured', start: null, end: null, confidence: 0.95 } as const;
  for (const word of context.document.structured.employment) {
    const code = PAYLOAD_CODES[word.toLowerCase().replace(/[^a-z]/g, '')];
    if (code !== undefined) employment.push({ value: code, ...note });
    const cues = findCues(word, null);
    if (code === undefined) {
      for (const cue of cues.of('employment')) if (cue.value !== '-') employment.push({ value: cue.value as EmploymentType, ...note });
    }
    for (const cue of cues.of('contract')) if (cue.value !== '-') contract.push({ value: cue.value as ContractType, ...note });
  }
  return { employment, contract };
}

function titleText(context: ParseContext): string {
  return context.document.structured.title ?? '';
}

function ofTitle(context: ParseContext): Gathered {
  const title = titleText(context);
  if (title === '') return { employment: [], contract: [] };
  const cues = findCues(title, context.hints.language);
  const note = { rule: 'title', source: 'structured', start: null, end: null, confidence: 0.9 } as const;
  return {
    employment: cues.of('employment').filter((cue) => cue.value !== '-').map((cue) => ({ value: cue.value as EmploymentType, ...note })),
    contract: cues.of('contract').filter((cue) => cue.value !== '-').map((cue) => ({ value: cue.value as ContractType, ...note })),
  };
}

function within<T>(cues: readonly Cue[], spans: readonly { start: number; end: number }[], rule: string): Found<T>[] {
  const found: Found<T>[] = [];
  for (const { start, end } of spans) {
    for (const cue of cues) {
      if (cue.start >= end) break;
      if (cue.end <= start || cue.value === '-') continue;
      found.push({ value: cue.value as T, rule, source: 'text', start: cue.start, end: cue.end, confidence: 0.95 });
    }
  }
  return found;
}

/** Where a bare word states it: labels, the head, headings' values. */
function spansOfHead(context: ParseContext): readonly { start: number; end: number }[] {
  const spans = context.labels.filter((label) => ['employment', 'workplace', 'title'].includes(label.label)).map(({ start, end }) => ({ start, end }));
  const head = context.head.segments.filter((segment) => segment.kind !== 'label').map(({ start, end }) => ({ start, end }));
  return [...spans, ...head];
}

const BODY_SECTIONS = new Set([null, 'ROLE_SUMMARY', 'OTHER', 'BENEFITS', 'COMPENSATION', 'APPLICATION', 'ABOUT_TEAM', 'REQUIREMENTS', 'RESPONSIBILITIES']);
const WORDS_IN_BODY =
  /(?:position|role|job|contract|stelle|anstellung|poste|contrat|puesto|contrato|vaga|posizione|contratto|functie|dienstverband|baan|umow|stanowisk|etat|tjänst|anställning|stilling|ansættelse|ansettelse|työ|pozice|úvazek|pracovn|hours|basis|schedule|opportunity|employment|arbeitszeit|week|woche|per|befristet|ab sofort|we offer|wir bieten|permanent|employee|engagement|assignment|temps|jornada|tempo|雇用)/iu;

/** In the body a word counts where its sentence speaks of this job's form. */
function ofBody<T>(context: ParseContext, cues: readonly Cue[], weak: ReadonlySet<string>): readonly Found<T>[] {
  const found: Found<T>[] = [];
  for (const cue of cues) {
    if (cue.value === '-' || cue.start < context.head.end) continue;
    const section = sectionAt(context.sections, cue.start);
    if (section !== null && !BODY_SECTIONS.has(section)) continue;
    const around = context.text.slice(Math.max(0, cue.start - 60), Math.min(context.text.length, cue.end + 60));
    const alone = /(?:^|[.!?\n•-] ?)$/.test(context.text.slice(Math.max(0, cue.start - 2), cue.start)) && /^(?:\.|\n|$| (?:position|role|job|employment|contract)\b)/i.test(context.text.slice(cue.end, cue.end + 12));
    const own = /\b(?:this is an?|position is|role is|job is|we offer an?|as an?)\s(?:\S+\s){0,2}$/i.test(context.text.slice(Math.max(0, cue.start - 40), cue.start));
    if (alone || (own && !weak.has(cue.value))) {
      found.push({ value: cue.value as T, rule: 'sentence', source: 'text', start: cue.start, end: cue.end, confidence: 0.8 });
      continue;
    }
    const tight = section === 'REQUIREMENTS' || section === 'RESPONSIBILITIES';
    if (weak.has(cue.value) && (tight || !WORDS_IN_BODY.test(around))) continue;
    if (tight && !/(?:this|diese|cette|esta|questa|deze|denna|denne)\s\S+\s?\S*\s(?:is|ist|est|es|é|è|är|er)/iu.test(around)) continue;
    found.push({ value: cue.value as T, rule: 'sentence', source: 'text', start: cue.start, end: cue.end, confidence: 0.75 });
  }
  return found;
}

const WEAK_EMPLOYMENT: ReadonlySet<string> = new Set(['CONTRACTOR', 'TEMPORARY', 'INTERN', 'VOLUNTEER', 'PER_DIEM', 'PART_TIME']);
const WEAK_CONTRACT: ReadonlySet<string> = new Set(['PERMANENT', 'FREELANCE', 'CASUAL', 'INTERIM', 'SEASONAL', 'APPRENTICESHIP', 'B2B', 'FIXED_TERM']);

function distinct<T>(found: readonly Found<T>[]): readonly Found<T>[] {
  const seen = new Set<T>();
  return found.filter((one) => !seen.has(one.value) && seen.add(one.value)).slice(0, TYPES_MAX);
}

const STUDENT_TITLE = /\b(?:intern(?:ship)?|co-?op|praktik\w*|werkstudent\w*|stagiaire|stage|alternan\w+|estagi\w+|estágio|becari\w+|prácticas|tirocin\w+|stagist\w+|stagiair\w*|stażyst\w*|praktykant\w*|harjoittelija|stážist\w*|インターン)\b|インターン/iu;

const LABEL_WORDS: readonly (readonly [pattern: RegExp, type: EmploymentType])[] = [
  [/^(?:completa|completo|integral|intera|plein|complet|pełny|pełen|voll|full|plný|100\s?%)(?![\p{L}])/iu, 'FULL_TIME'],
  [/^(?:parcial|media|partiel|parziale|deel|niepełny|teil|part|částečný|zkrácený|\d0\s?%)(?![\p{L}])/iu, 'PART_TIME'],
];

/** `Jornada: completa`: the label says that it is about hours. */
function ofLabelWords(context: ParseContext): readonly Found<EmploymentType>[] {
  for (const label of context.labels) {
    if (label.label !== 'employment') continue;
    const type = LABEL_WORDS.find(([pattern]) => pattern.test(label.value))?.[1];
    if (type !== undefined) return [{ value: type, rule: 'label', source: 'text', start: label.start, end: label.end, confidence: 0.9 }];
  }
  return [];
}

/** Contract words alone ("12-month contract") in a stated place mean a contractor. */
function contractWord(context: ParseContext): readonly Found<EmploymentType>[] {
  for (const label of context.labels) {
    if (label.label !== 'employment') continue;
    const match = /(?<![\p{L}])contract(?:or)?(?![\p{L}])/iu.exec(label.value);
    if (match === null || /contract of employment|permanent|employment contract|type of contract|fixed[ -]term|temporary/i.test(label.value)) continue;
    const start = label.start + match.index;
    return [{ value: 'CONTRACTOR', rule: 'contract-word', source: 'text', start, end: start + match[0].length, confidence: 0.85 }];
  }
  for (const segment of context.head.segments) {
    if (segment.kind === 'label') continue;
    const match = /(?:^|[\s(,/])contract(?:or)?(?=$|[\s),/])/iu.exec(segment.text);
    if (match === null || /contracts? (?:manager|administrator|lawyer|specialist)/i.test(segment.text)) continue;
    return [{ value: 'CONTRACTOR', rule: 'contract-word', source: 'text', start: segment.start, end: segment.end, confidence: 0.85 }];
  }
  return [];
}

/** Reads hours and contract: the payload's words, the labelled and the head's, else sentences'. */
export function readEmployment(context: ParseContext): Employment {
  const payload = ofPayload(context);
  const title = ofTitle(context);
  const spans = spansOfHead(context);
  const employmentCues = context.cues.of('employment');
  const contractCues = context.cues.of('contract');
  const head = distinct<EmploymentType>([...within<EmploymentType>(employmentCues, spans, 'head-line'), ...contractWord(context), ...ofLabelWords(context)]);
  const headContract = distinct<ContractType>(within<ContractType>(contractCues, spans, 'head-line'));
  const intern = internTitle(context);
  const stated = [...payload.employment, ...head, ...title.employment, ...intern];
  const body = stated.length > 0 ? [] : ofBody<EmploymentType>(context, employmentCues, WEAK_EMPLOYMENT);
  const contractBody = ofBody<ContractType>(context, contractCues, WEAK_CONTRACT);
  const contract = distinct<ContractType>([...payload.contract, ...headContract, ...title.contract, ...contractBody]);
  const stress = stated.length > 0 ? stated : body;
  const employed = contract.some((one) => one.value === 'UOP' || one.value === 'PERMANENT' || one.value === 'CLT');
  const implied = employed ? [] : implications(contract.filter((one) => one.rule !== 'sentence' || stress.length === 0));
  const employment = distinct<EmploymentType>(settle([...stress, ...implied], stress.length > 0));
  const evidence = [
    ...employment.map((one, index) => evidenceOf(`/employmentType/${index}`, one)),
    ...contract.map((one, index) => evidenceOf(`/contractType/${index}`, one)),
  ];
  return { employmentType: employment.map((one) => one.value), contractType: contract.map((one) => one.value), evidence };
}

function internTitle(context: ParseContext): readonly Found<EmploymentType>[] {
  const segment = context.head.segments.find((one) => one.kind === 'role' && STUDENT_TITLE.test(one.text) && one.line <= 3);
  const title = titleText(context);
  if (segment === undefined && !STUDENT_TITLE.test(title)) return [];
  return [
    segment === undefined
      ? { value: 'INTERN', rule: 'title', source: 'structured', start: null, end: null, confidence: 0.9 }
      : { value: 'INTERN', rule: 'title', source: 'text', start: segment.start, end: segment.end, confidence: 0.9 },
  ];
}

function implications(contract: readonly Found<ContractType>[]): readonly Found<EmploymentType>[] {
  const implied: Found<EmploymentType>[] = [];
  for (const one of contract) {
    const value = IMPLIED[one.value];
    if (value !== undefined) implied.push({ ...one, value, rule: 'contract', source: 'inferred', confidence: one.confidence * 0.9 });
  }
  return implied;
}

/** A word of the contract adds its kind only where the hours are not stated by themselves. */
function settle(found: readonly Found<EmploymentType>[], stated: boolean): readonly Found<EmploymentType>[] {
  if (!stated) return found;
  return found.filter((one) => one.rule !== 'contract');
}
