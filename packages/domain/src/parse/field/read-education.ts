import type { EducationLevel } from '@winnow/contracts/code-lists';
import { findCues, type Cue } from './cues.ts';
import { withDisagreement } from './disagreement.ts';
import { evidenceOf, nothingRead, payloadFinding, type Reading } from './finding.ts';
import { sectionAt, sentenceAround, type ParseContext } from './parse-context.ts';

/** The lowest level of education that suffices. */
export interface Education {
  readonly level: EducationLevel | null;
  readonly required: boolean | null;
  readonly equivalentExperience: boolean | null;
}

const LEVELS: readonly EducationLevel[] = [
  'HIGH_SCHOOL',
  'VOCATIONAL',
  'ASSOCIATE',
  'BACHELOR',
  'MASTER',
  'DOCTORATE',
];
const NONE: Education = { level: null, required: null, equivalentExperience: null };
const SECTIONS_LEFT_OUT = new Set([
  'ABOUT_COMPANY',
  'BENEFITS',
  'LEGAL_EEO',
  'APPLICATION',
  'COMPENSATION',
  'ABOUT_TEAM',
]);
/** Two-letter abbreviations are words of other things unless written as degrees are. */
const ABBREVIATION = /^(?:bs|ba|ms|ma|jd|bac|di|wo|fp|its|cap|vs|but|eso|hf|yh|va|or)$/i;
/** LLM is a degree among lawyers, a kind of model elsewhere. */
const LAW_COMPANY = /\b(?:law|legal|juris|jd|ll\.?b|attorney|solicitor|barrister|degree|recht)/iu;
const LAW_CHARS = 60;
const DEGREE_COMPANY =
  /(?:degree|\bin\b|\/|\bor\b|diplom|niveau|diploma|opleiding|grado|bac|\+\s?\d|minimum)/i;

function holds(context: ParseContext, cue: Cue): boolean {
  const { text, head } = context;
  // A title names the post: "Inżynier" there is nobody's degree.
  const inTitle = head.segments.some(
    ({ kind, start, end }) =>
      kind === 'role' &&
      start <= cue.start &&
      end >= cue.end &&
      !text.slice(start, end).includes('. '),
  );
  if (inTitle) return false;
  const written = text.slice(cue.start, cue.end);
  if (/^as\b/i.test(written)) return written.startsWith('AS');
  if (/^llm$/i.test(written)) {
    const from = Math.max(0, cue.start - LAW_CHARS);
    const behind = text.slice(cue.end, cue.end + LAW_CHARS);
    return LAW_COMPANY.test(`${text.slice(from, cue.start)} ${behind}`);
  }
  if (!ABBREVIATION.test(written)) return true;
  const around = context.text.slice(Math.max(0, cue.start - 6), cue.end + 12);
  return written === written.toUpperCase() && DEGREE_COMPANY.test(around);
}

function lowest(cues: readonly Cue[]): Cue | undefined {
  return cues.reduce<Cue | undefined>((best, cue) => {
    if (best === undefined) return cue;
    return LEVELS.indexOf(cue.value as EducationLevel) <
      LEVELS.indexOf(best.value as EducationLevel)
      ? cue
      : best;
  }, undefined);
}

function overlaps(cues: readonly Cue[], start: number, end: number): Cue | undefined {
  return cues.find((cue) => cue.start < end && cue.end > start);
}

interface Stated {
  readonly cues: readonly Cue[];
  readonly required: boolean;
  readonly equivalent: Cue | undefined;
}

/** The cues by sentence: alternatives of one sentence are told against each other. */
function statements(context: ParseContext): readonly Stated[] {
  const cues = context.cues
    .of('education')
    .filter((cue) => cue.value !== '-' && holds(context, cue));
  const found: Stated[] = [];
  const preferredCues = context.cues.of('preferred-cue');
  const equivalents = context.cues.of('equivalent');
  let until = -1;
  for (const cue of cues) {
    if (cue.start < until || found.length >= 20) continue;
    const section = sectionAt(context.sections, cue.start);
    if (section !== null && SECTIONS_LEFT_OUT.has(section)) continue;
    const { start, end } = sentenceAround(context.text, cue.start, cue.end);
    until = end;
    const own = cues.filter((one) => one.start >= start && one.end <= end);
    const degrees = own.filter((one) => !comparable(one, equivalents) || own.length === 1);
    const firm = degrees.filter((one) => !preferredNear(context, one, degrees, preferredCues));
    const required = section !== 'PREFERRED' && firm.length > 0;
    found.push({
      cues: required ? firm : degrees,
      required,
      equivalent: overlaps(equivalents, start, end),
    });
  }
  return found;
}

/** "Studium oder vergleichbare Ausbildung": the comparable stands for the degree, not below it. */
function comparable(cue: Cue, equivalents: readonly Cue[]): boolean {
  return equivalents.some(
    (one) => one.start < cue.start && one.end >= cue.start - 1 && one.end <= cue.end,
  );
}

const FIRM = /\b(?:required|must|mandatory|erforderlich|requis|obligatori|wymagan)/i;

/** "Bachelor's required, Master's preferred": the word nearest behind a degree is its own. */
function preferredNear(
  context: ParseContext,
  cue: Cue,
  degrees: readonly Cue[],
  preferred: readonly Cue[],
): boolean {
  const { text } = context;
  const { start, end } = sentenceAround(text, cue.start, cue.end);
  const own = preferred.find((one) => one.start >= cue.end && one.start < end);
  if (own !== undefined) {
    const between = text.slice(cue.end, own.start);
    if (FIRM.test(between)) return false;
    return !/[,;(]|experience|erfahrung/i.test(between) || /^[^,;]{0,70}$/.test(between);
  }
  return preferred.some((one) => {
    if (one.end > cue.start || one.start < start || cue.start - one.end >= 12) return false;
    // "BSN preferred, Associate degree required": the word before belongs to the degree before it.
    const clause = start + text.slice(start, one.start).search(/[^,;]*$/);
    return !degrees.some((degree) => degree.start >= clause && degree.end <= one.start);
  });
}

const PAYLOAD_CONFIDENCE = 0.85;

function ofPayload(context: ParseContext): Reading<Education> {
  const given = context.document.structured.education;
  if (given === null) return nothingRead(NONE);
  const cue = lowest(
    findCues(given, context.hints.language)
      .of('education')
      .filter((one) => one.value !== '-'),
  );
  if (cue === undefined) return nothingRead(NONE);
  const value = { level: cue.value as EducationLevel, required: true, equivalentExperience: null };
  const finding = payloadFinding(value, PAYLOAD_CONFIDENCE);
  return { value, evidence: [evidenceOf('/education/level', finding)], warnings: [] };
}

/** "Experience may be substituted for a degree" is a sentence of its own, wherever it stands. */
function substitute(context: ParseContext): Cue | undefined {
  return context.cues.of('equivalent').find((one) => one.value === 'SUBSTITUTE');
}

/**
 * Reads the lowest degree that suffices, whether it is required, and whether experience can stand
 * for it.
 */
export function readEducation(context: ParseContext): Reading<Education> {
  const found = statements(context);
  const firm = found.filter((one) => one.required);
  const chosen = (firm.length > 0 ? firm : found)[0];
  const cue = chosen === undefined ? undefined : lowest(chosen.cues);
  if (chosen === undefined || cue === undefined) return ofPayload(context);
  const equivalent = chosen.equivalent ?? substitute(context);
  const value: Education = {
    level: cue.value as EducationLevel,
    required: chosen.required,
    equivalentExperience: equivalent === undefined ? null : true,
  };
  const at = {
    rule: 'degree',
    source: 'text',
    start: cue.start,
    end: cue.end,
    confidence: 0.88,
  } as const;
  const evidence = [
    evidenceOf('/education/level', { value, ...at }),
    evidenceOf('/education/required', { value, ...at }),
  ];
  if (equivalent !== undefined) {
    const { start, end } = equivalent;
    evidence.push(
      evidenceOf('/education/equivalentExperience', {
        ...at,
        value,
        rule: 'equivalent',
        start,
        end,
      }),
    );
  }
  const reading = { value, evidence, warnings: [] };
  const given = ofPayload(context).value.level;
  if (given === null || given === value.level) return reading;
  return withDisagreement<Education>(reading, {
    code: 'EDUCATION_DISAGREES',
    path: '/education/level',
    finding: payloadFinding(given, PAYLOAD_CONFIDENCE),
    taken: 'text',
    said: context.document.structured.education ?? '',
  });
}
