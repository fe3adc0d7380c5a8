import type { Evidence } from '@winnow/contracts/enriched-posting';
import type { ContractType, EmploymentType } from '@winnow/contracts/code-lists';
import { evidenceOf } from './finding.ts';
import type { ParseContext } from './parse-context.ts';
import { ofBody, WEAK_EMPLOYMENT, WEAK_CONTRACT } from './sentence-employment.ts';
import {
  type Found,
  ofPayload,
  ofTitle,
  eachOfBoth,
  within,
  spansOfHead,
  ofLabelWords,
  ofTermLabel,
  contractPiece,
  fullOrPart,
  contractWord,
  internTitle,
  internsSought,
} from './stated-employment.ts';
import { ofWorkload, volunteerTitle } from './workload.ts';

/** By which hours and under which form of contract a job is. */
export interface Employment {
  readonly employmentType: readonly EmploymentType[];
  readonly contractType: readonly ContractType[];
  readonly evidence: readonly Evidence[];
}

const TYPES_MAX = 4;
/** What a sentence says of an intern's hours must be said by itself: colleagues work whole days. */
const SURE_MIN = 0.8;
/** What is said of the hours stands beside what is said of the term: each may be said elsewhere. */
const HOURS: ReadonlySet<EmploymentType> = new Set(['FULL_TIME', 'PART_TIME']);

/** What the form of contract says of the hours, where nothing else does. */
const IMPLIED: Readonly<Partial<Record<ContractType, EmploymentType>>> = {
  FIXED_TERM: 'TEMPORARY',
  FREELANCE: 'CONTRACTOR',
  INTERIM: 'TEMPORARY',
  SEASONAL: 'TEMPORARY',
  C2C: 'CONTRACTOR',
  FORM_1099: 'CONTRACTOR',
  INSIDE_IR35: 'CONTRACTOR',
  OUTSIDE_IR35: 'CONTRACTOR',
  B2B: 'CONTRACTOR',
  PJ: 'CONTRACTOR',
};

function distinct<T>(found: readonly Found<T>[]): readonly Found<T>[] {
  const seen = new Set<T>();
  return found.filter((one) => !seen.has(one.value) && seen.add(one.value)).slice(0, TYPES_MAX);
}

/** Reads hours and contract: the payload's words, the labelled and the head's, else sentences'. */
export function readEmployment(context: ParseContext): Employment {
  const payload = ofPayload(context);
  const title = ofTitle(context);
  const spans = spansOfHead(context);
  const employmentCues = eachOfBoth(context.cues.of('employment'));
  const contractCues = context.cues.of('contract');
  const head = distinct<EmploymentType>([
    ...fullOrPart(context),
    ...within<EmploymentType>(employmentCues, spans, 'head-line'),
    ...contractWord(context),
    ...ofLabelWords(context),
    ...ofWorkload(context),
    ...volunteerTitle(context),
    ...internsSought(context),
  ]);
  const headContract = distinct<ContractType>([
    ...within<ContractType>(contractCues, spans, 'head-line'),
    ...contractPiece(context),
    ...ofTermLabel(context),
  ]);
  const intern = internTitle(context);
  const stated = [...payload.employment, ...head, ...title.employment, ...intern];
  const body =
    stated.length > 0 ? [] : ofBody<EmploymentType>(context, employmentCues, WEAK_EMPLOYMENT);
  const contractBody = ofBody<ContractType>(context, contractCues, WEAK_CONTRACT);
  const contract = distinct<ContractType>(
    withoutMereLength(
      context.text,
      [...payload.contract, ...headContract, ...title.contract, ...contractBody].filter(
        (one) => !isProspect(context.text, one),
      ),
    ),
  );
  const hours = stated.length > 0 && !stated.some(({ value }) => HOURS.has(value));
  const isIntern = stated.some(({ value }) => value === 'INTERN');
  const beside = hours
    ? ofBody<EmploymentType>(context, employmentCues, WEAK_EMPLOYMENT).filter(
        ({ value, confidence }) => HOURS.has(value) && (confidence >= SURE_MIN || !isIntern),
      )
    : [];
  const stress = stated.length > 0 ? [...stated, ...beside] : body;
  const employed = contract.some(
    (one) => one.value === 'UOP' || one.value === 'PERMANENT' || one.value === 'CLT',
  );
  const implied = employed
    ? []
    : implications(contract.filter((one) => one.rule !== 'sentence' || stress.length === 0));
  const employment = distinct<EmploymentType>(settle([...stress, ...implied], stress.length > 0));
  const evidence = [
    ...employment.map((one, index) => evidenceOf(`/employmentType/${index}`, one)),
    ...contract.map((one, index) => evidenceOf(`/contractType/${index}`, one)),
  ];
  return {
    employmentType: employment.map((one) => one.value),
    contractType: contract.map((one) => one.value),
    evidence,
  };
}

const PROSPECT =
  /(?:possibilit|prospettiva|finalizzat|scopo|view to|potential|possib|option|aussicht|chance|lead(?:ing)? to|could become|may become|uitzicht|mulighet|mulighed|möjlighet|posibilidad|opción|możliwoś|mahdollisuus|možnost|later|turn into)[^.!?\n]{0,40}$/iu;
const PROSPECT_CHARS_MAX = 60;

/** "Con possibilità di assunzione a tempo indeterminato": not what is offered now. */
function isProspect(text: string, { value, start }: Found<ContractType>): boolean {
  return (
    value === 'PERMANENT' &&
    start !== null &&
    PROSPECT.test(text.slice(Math.max(0, start - PROSPECT_CHARS_MAX), start))
  );
}

const MERE_LENGTH = /^(?:months?|weeks?|year) contract$/i;

/** "6-month W2 contract": its length makes a contract fixed-term only where no form is named. */
function withoutMereLength(
  text: string,
  found: readonly Found<ContractType>[],
): readonly Found<ContractType>[] {
  if (found.every((one) => one.value === 'FIXED_TERM')) return found;
  return found.filter(
    ({ start, end }) =>
      start === null || end === null || !MERE_LENGTH.test(text.slice(start, end).replace('-', ' ')),
  );
}

function implications(contract: readonly Found<ContractType>[]): readonly Found<EmploymentType>[] {
  const implied: Found<EmploymentType>[] = [];
  for (const one of contract) {
    const value = IMPLIED[one.value];
    if (value !== undefined)
      implied.push({
        ...one,
        value,
        rule: 'contract',
        source: 'inferred',
        confidence: one.confidence * 0.9,
      });
  }
  return implied;
}

/** A word of the contract adds its kind only where the hours are not stated by themselves. */
function settle(
  found: readonly Found<EmploymentType>[],
  stated: boolean,
): readonly Found<EmploymentType>[] {
  if (!stated) return found;
  return found.filter((one) => one.rule !== 'contract');
}
