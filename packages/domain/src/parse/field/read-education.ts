import type { EducationLevel } from '@winnow/contracts/code-lists';
import { findCues, type Cue } from './cues.ts';
import { evidenceOf, type Reading } from './finding.ts';
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
const DEGREE_COMPANY =
  /(?:degree|\bin\b|\/|\bor\b|diplom|niveau|diploma|opleiding|grado|bac|\+\s?\d|minimum)/i;

function holds(context: ParseContext, cue: Cue): boolean {
  const written = context.text.slice(cue.start, cue.end);
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
    const firm = own.filter((one) => !preferredNear(context, one, preferredCues));
    const required = section !== 'PREFERRED' && firm.length > 0;
    found.push({
      cues: required ? firm : own,
      required,
      equivalent: overlaps(equivalents, start, end),
    });
  }
  return found;
}

/** "Bachelor's required, Master's preferred": the word nearest behind a degree is its own. */
function preferredNear(context: ParseContext, cue: Cue, preferred: readonly Cue[]): boolean {
  const { start, end } = sentenceAround(context.text, cue.start, cue.end);
  const own = preferred.find((one) => one.start >= cue.end && one.start < end);
  if (own !== undefined) {
    const between = context.text.slice(cue.end, own.start);
    return (
      !/[,;(]|\b(?:required|must|erforderlich|requis|experience|erfahrung)\b/i.test(between) ||
      /^[^,;]{0,70}$/.test(between)
    );
  }
  return preferred.some(
    (one) => one.end <= cue.start && one.start >= start && cue.start - one.end < 12,
  );
}

function ofPayload(context: ParseContext): Reading<Education> {
  const given = context.document.structured.education;
  if (given === null) return { value: NONE, evidence: [], warnings: [] };
  const cue = lowest(
    findCues(given, context.hints.language)
      .of('education')
      .filter((one) => one.value !== '-'),
  );
  if (cue === undefined) return { value: NONE, evidence: [], warnings: [] };
  const value = { level: cue.value as EducationLevel, required: true, equivalentExperience: null };
  const finding = {
    value,
    rule: 'payload',
    source: 'structured',
    start: null,
    end: null,
    confidence: 0.85,
  } as const;
  return { value, evidence: [evidenceOf('/education/level', finding)], warnings: [] };
}

/** Reads the lowest degree that suffices, whether it is required, and whether experience can stand for it. */
export function readEducation(context: ParseContext): Reading<Education> {
  const found = statements(context);
  const firm = found.filter((one) => one.required);
  const chosen = (firm.length > 0 ? firm : found)[0];
  const cue = chosen === undefined ? undefined : lowest(chosen.cues);
  if (chosen === undefined || cue === undefined) return ofPayload(context);
  const value: Education = {
    level: cue.value as EducationLevel,
    required: chosen.required,
    equivalentExperience: chosen.equivalent === undefined ? null : true,
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
  if (chosen.equivalent !== undefined) {
    const { start, end } = chosen.equivalent;
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
  return { value, evidence, warnings: [] };
}
