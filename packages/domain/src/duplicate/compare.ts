import { relateEmployers, type EmployerRelation } from './employer.ts';
import type { DuplicateFeatures, PayPrint } from './features.ts';
import type { DuplicateParameters } from './parameters.ts';
import { relatePlaces } from './place.ts';
import { overlapOf } from './sketch.ts';
import { shiftsDiffer, termsDiffer } from './terms.ts';
import { relateRoles } from './title.ts';

/** Why two postings can never be in one cluster. */
export type Barrier =
  | 'REQUISITION'
  | 'JOB_ID'
  | 'LEVEL'
  | 'SHIFT'
  | 'PLACE'
  | 'TERMS'
  | 'ROLE'
  | 'TOO_MANY';

/** A key that says that two postings are one job. */
export type Identity = 'URL' | 'REQUISITION' | 'JOB_ID' | 'TEXT';

/**
 * What stands between two postings, and undefined where nothing does. A key in common (or one with
 * another member of the cluster: `keyedElsewhere`) overrules what is merely unequal, never what is
 * stated on both sides and differs.
 */
export function barrierBetween(
  a: DuplicateFeatures,
  b: DuplicateFeatures,
  keyedElsewhere = false,
): Barrier | undefined {
  const employer = relateEmployers(a.employer, b.employer);
  const oneEmployer = employer === 'SAME' || employer === 'ALIAS';
  // A copy without the employer's name that has another number is not taken for this one either.
  const oneNumbering = oneEmployer || employer === 'UNKNOWN';
  if (oneNumbering && bothDiffer(a.requisition, b.requisition)) return 'REQUISITION';
  if (oneEmployer && a.source === b.source && bothDiffer(a.jobId, b.jobId)) return 'JOB_ID';
  const keyed = keyedElsewhere || keyOf(a, b, employer) !== undefined;
  if (levelsDiffer(a, b, keyed)) return 'LEVEL';
  const titled = a.role.length > 0 && b.role.length > 0;
  if (titled && shiftsDiffer(a.terms, b.terms, keyed)) return 'SHIFT';
  const oneSource = a.source > 0 && a.source === b.source;
  const place = relatePlaces(a.where, b.where, oneSource);
  if (place === 'APART' || (place === 'UNEQUAL' && !keyed)) return 'PLACE';
  // One opening may be offered full time here and part time there. Another site shortens a title;
  // one source that says "… (part-time)" of one of two has two jobs.
  const marked = oneSource && titled && a.terms.marks !== b.terms.marks;
  if (!keyed && (marked || termsDiffer(a.terms, b.terms))) return 'TERMS';
  const role = relateRoles(a.role, b.role);
  // Another language names the same role in other words.
  const translated = keyed && bothDiffer(a.language, b.language);
  if (role === 'DIFFERENT' && !translated) return 'ROLE';
  // A site that shortens titles says "Engineer" for "Engineer, Payments"; one source has two jobs.
  const other = role === 'SIMILAR' || (role === 'PART' && oneSource);
  if (other && !keyed) return 'ROLE';
  return undefined;
}

/** Stated on both sides and not the same. */
function bothDiffer(a: number, b: number): boolean {
  return a > 0 && b > 0 && a !== b;
}

/** A title without a level stands beside "Senior …" as another job, unless a key says otherwise. */
function levelsDiffer(a: DuplicateFeatures, b: DuplicateFeatures, keyed: boolean): boolean {
  if (bothDiffer(a.level, b.level)) return true;
  if (bothDiffer(a.seniority, b.seniority)) return true;
  const titled = a.role.length > 0 && b.role.length > 0;
  return titled && a.level !== b.level && !keyed;
}

/** The key that two postings have in common, the surest first. */
function keyOf(
  a: DuplicateFeatures,
  b: DuplicateFeatures,
  employer: EmployerRelation,
): Identity | undefined {
  if (a.url > 0 && a.url === b.url) return 'URL';
  if (employer === 'DIFFERENT') return undefined;
  if (a.requisition > 0 && a.requisition === b.requisition) return 'REQUISITION';
  if (a.jobId > 0 && a.jobId === b.jobId && (a.source === b.source || employer !== 'UNKNOWN')) {
    return 'JOB_ID';
  }
  return undefined;
}

/** Texts below this many words ("Apply now!") are too common to prove anything by being equal. */
const EXACT_WORDS_MIN = 12;
/** The same where neither employer nor role nor place agrees: it may be a site's notice. */
const BARE_WORDS_MIN = 40;

/** One posting beside another. */
export interface Comparison {
  readonly barrier: Barrier | undefined;
  readonly identity: Identity | undefined;
  /** 0 to 1, boilerplate left out; undefined where the texts have nothing to compare. */
  readonly similarity: number | undefined;
  readonly sameJob: boolean;
}

/**
 * Decides whether two postings are one job, as far as two postings alone can tell. `boilerplate` is
 * asked for only where the text decides.
 */
export function compare(
  a: DuplicateFeatures,
  b: DuplicateFeatures,
  options: {
    readonly boilerplate: () => ReadonlySet<number> | undefined;
    readonly parameters: DuplicateParameters;
  },
): Comparison {
  const { boilerplate, parameters } = options;
  const barrier = barrierBetween(a, b);
  if (barrier !== undefined) {
    return { barrier, identity: undefined, similarity: undefined, sameJob: false };
  }
  const employer = relateEmployers(a.employer, b.employer);
  const identity = keyOf(a, b, employer) ?? textIdentity(a, b, employer);
  const ignored = identity === undefined ? boilerplate() : undefined;
  const similarity =
    ignored === undefined
      ? similarityOf(a, b, parameters)
      : ownSimilarityOf(a, b, ignored, parameters);
  const learnt = ignored !== undefined;
  const sameJob =
    identity !== undefined || alike(a, b, { employer, similarity, learnt, parameters });
  return { barrier, identity, similarity, sameJob };
}

function textIdentity(
  a: DuplicateFeatures,
  b: DuplicateFeatures,
  employer: EmployerRelation,
): Identity | undefined {
  if (employer === 'DIFFERENT' || a.words < wordsNeeded(a, b, employer)) return undefined;
  return a.text === b.text && a.words === b.words ? 'TEXT' : undefined;
}

/** Words from which on a text says which job it is, beside what the heads say. */
function wordsNeeded(
  a: DuplicateFeatures,
  b: DuplicateFeatures,
  employer: EmployerRelation,
): number {
  const bare =
    employer === 'UNKNOWN' &&
    relateRoles(a.role, b.role) === 'UNKNOWN' &&
    relatePlaces(a.where, b.where) === 'UNKNOWN';
  return bare ? BARE_WORDS_MIN : EXACT_WORDS_MIN;
}

/** The larger of Jaccard and a discounted containment; undefined where a side has no text. */
export function similarityOf(
  a: DuplicateFeatures,
  b: DuplicateFeatures,
  parameters: DuplicateParameters,
): number | undefined {
  if (a.words > 0 && a.text === b.text && a.words === b.words) return 1;
  const { jaccard, containment, sample } = overlapOf(a.sketch, b.sketch);
  if (sample === 0) return undefined;
  if (sample < parameters.containmentSampleMin) return jaccard;
  return Math.max(jaccard, containment * parameters.containmentWeight);
}

/** Without boilerplate; undefined where too little of the job itself is left to compare. */
function ownSimilarityOf(
  a: DuplicateFeatures,
  b: DuplicateFeatures,
  boilerplate: ReadonlySet<number>,
  parameters: DuplicateParameters,
): number | undefined {
  const { jaccard, containment, sample } = overlapOf(a.sketch, b.sketch, boilerplate);
  if (sample < parameters.containmentSampleMin) return undefined;
  return Math.max(jaccard, containment * parameters.containmentWeight);
}

function alike(
  a: DuplicateFeatures,
  b: DuplicateFeatures,
  options: {
    readonly employer: EmployerRelation;
    readonly similarity: number | undefined;
    readonly learnt: boolean;
    readonly parameters: DuplicateParameters;
  },
): boolean {
  const { employer, similarity, learnt, parameters } = options;
  if (bothDiffer(a.language, b.language)) return false;
  const role = relateRoles(a.role, b.role);
  const place = relatePlaces(a.where, b.where);
  if (employer === 'DIFFERENT') {
    const { similarityMin, wordsMin } = parameters.otherEmployer;
    const agree = role === 'SAME' && place === 'SAME';
    return agree && Math.min(a.words, b.words) >= wordsMin && (similarity ?? 0) >= similarityMin;
  }
  // Nothing but template, or no text at all: the heads have to agree in everything.
  if (similarity === undefined) return employer === 'SAME' && role === 'SAME' && place === 'SAME';
  if (Math.min(a.words, b.words) < wordsNeeded(a, b, employer)) {
    // One employer's role under a line of text, perhaps without a place; nothing less.
    if (role !== 'SAME' || (employer !== 'SAME' && employer !== 'ALIAS')) return false;
  }
  const { doubt } = parameters;
  let needed = learnt ? parameters.similarityLearntMin : parameters.similarityMin;
  if (employer === 'ALIAS') needed += doubt.employerAlias;
  if (employer === 'UNKNOWN') needed += doubt.employerUnknown;
  if (employer === 'AGENCY') needed += doubt.employerAgency;
  // One agency's template holds many employers' jobs.
  if (employer === 'SAME' && a.employer.agency) needed += doubt.sameAgency;
  if (role === 'PART') needed += doubt.rolePart;
  if (role === 'UNKNOWN') needed += doubt.roleUnknown;
  if (place === 'UNKNOWN') needed += doubt.placeUnknown;
  if (payApart(a.pay, b.pay)) needed += doubt.payApart;
  return similarity >= Math.min(needed, parameters.containmentWeight);
}

/** Two stated ranges of one currency that have no amount in common. */
function payApart(a: PayPrint | null, b: PayPrint | null): boolean {
  if (a === null || b === null || a.currency !== b.currency) return false;
  const above = (x: PayPrint, y: PayPrint): boolean => y.maxValue > 0 && x.minValue > y.maxValue;
  return above(a, b) || above(b, a);
}
