import type { Cue } from './cues.ts';
import { monthsOfExperience, yearsOf } from './experience-months.ts';
import type { TextLine } from './text-lines.ts';
import { WORD_NUMBERS } from './word-numbers.ts';
import { withDisagreement } from './disagreement.ts';
import { evidenceOf, nothingRead, payloadFinding, type Reading } from './finding.ts';
import { nearestCue } from './nearest-cue.ts';
import { type Experience, experienceOfPayload } from './payload-experience.ts';
import { sectionOf, sentenceAround, type ParseContext } from './parse-context.ts';

interface Candidate extends Experience {
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly rule: string;
}

const BEFORE_CHARS_MAX = 48;
const AFTER_CHARS_MAX = 110;
const YEARS_MAX = 40;
const NUMBER = `(?:\\d{1,2}(?:[.,]5)?|${Object.keys(WORD_NUMBERS).join('|')})`;
const RANGE = new RegExp(
  `(?<![\\p{L}\\p{N}.,$€£])(${NUMBER})\\s?(?:\\(\\d{1,2}\\))?\\s?(\\+|plus|or more|ans? et plus)?(?:\\s?(?:-|–|—|~|〜|to|bis|à|a|al|do|till|til|tot|och|und|y|e|oder|or|ou|tai)\\s?(${NUMBER})\\s?(\\+)?)?\\s?(?:\\(\\d{1,2}\\))?[\\s-]*$`,
  'iu',
);
const UP_TO =
  /(?:up to|bis zu|maximal|max\.?|jusqu['’]à|hasta|até|fino a|tot|do|upp till|op til|inntil|enintään|less than|fewer than|under)\s*$/iu;
const AT_LEAST =
  /(?:at least|minimum(?: of)?|min\.?|mindestens|mind\.|au moins|minimum de|al menos|como mínimo|mínimo(?: de)?|pelo menos|almeno|minimaal|minstens|co najmniej|min|przynajmniej|minst|mindst|vähintään|alespoň|minimálně|over|more than|über|mehr als|plus de|más de|mais de|più di|meer dan|ponad|powyżej|mer än|mere end|mer enn|yli|více než|most)\s*$/iu;
const TOOL =
  /^[ \t]*(?:of |with |in |experience (?:with|in|using) |hands-on )?(?:[A-Z][\w.+#/-]*(?:, | and | or |\/)?){1,4}(?=[\s,.;)]|$)/u;

function numberOf(text: string): number {
  const digits = Number(text.replace(',', '.'));
  return Number.isNaN(digits) ? (WORD_NUMBERS[text.toLowerCase()] ?? 0) : digits;
}

const SECTION_SCORE: Readonly<Record<string, number>> = {
  REQUIREMENTS: 3,
  ROLE_SUMMARY: 1,
  PREFERRED: -3,
  ABOUT_COMPANY: -3,
  BENEFITS: -4,
  LEGAL_EEO: -5,
  COMPENSATION: -2,
  ABOUT_TEAM: -1,
};
/** What makes experience the job's own, not a tool's: general words right behind the years. */
const GENERAL =
  /^[\s\w'’+-]{0,12}(?:of |d['’]|de |di |von |van |av |af )?(?:(?:\p{L}+[ -]){0,3}?)(?:professional|relevant|work|industry|total|overall|related|progressive|similar|einschlägig|relevante|beruf|professionnelle|laboral|profesional|profissional|lavorativa|werk|experience\b|erfahrung|expérience|experiencia|experiência|esperienza|ervaring|doświadczenia|erfarenhet|erfaring|kokemus|praxe|経験)/iu;

/** Languages in which a year alone is one: "minimum rok doświadczenia", "vähintään vuoden". */
const ONE_YEAR = /^(?:rok|roku|vuoden|vuosi|år)$/iu;
const ONE = /(?<!\p{L})()$/u;

/** Of what a text without headings says of its firm: the demands may stand there as well. */
const LOOSE_SCORE = -1;
/** "A two-year training agreement" */
const OF_OTHER =
  /^\s(?:training|programme|program|contract|agreement|fellowship|rotation|rotational|apprenticeship|degree|course|plan|term|appointment|project)/iu;
/** The years of age at which people may work. */
const AGE_MIN = 15;
const AGE_MAX = 21;
/** What makes years a demand though no word for experience stands beside them. */
const DEMAND =
  /(?:looking for|need|want|require|must have|minimum|at least|bring|you(?:['’]ve| have)(?: \p{L}+)? (?:spent|worked|been|built|sold|led|done))/iu;

/** "5 - 9 years" alone on a line of the head: a board's fact. */
function isFact(context: ParseContext, { start, end }: TextLine): boolean {
  const { text, head } = context;
  if (start > head.end) return false;
  const from = text.lastIndexOf('\n', start) + 1;
  const newline = text.indexOf('\n', end);
  const behind = text.slice(end, newline < 0 ? text.length : newline).trim();
  return (
    !/[\p{L}\d]/u.test(text.slice(from, start)) && /^(?:of )?(?:exp\p{L}{0,7}\.?)?$/iu.test(behind)
  );
}

function candidateAt(context: ParseContext, year: Cue): Candidate | null {
  const { text, cues } = context;
  const from = Math.max(0, year.start - BEFORE_CHARS_MAX);
  const before = text.slice(from, year.start);
  const isOne = ONE_YEAR.test(text.slice(year.start, year.end)) && AT_LEAST.test(before);
  const match = RANGE.exec(before) ?? (isOne ? ONE.exec(before) : null);
  if (match === null || OF_OTHER.test(text.slice(year.end, year.end + 24))) return null;
  const start = from + match.index;
  const sentence = sentenceAround(text, start, year.end);
  const to = Math.min(sentence.end, year.end + AFTER_CHARS_MAX);
  const experience = nearestCue(cues.of('experience'), Math.max(sentence.start, start - 90), to);
  const around = sectionOf(context.sections, start);
  const section = around?.kind ?? null;
  const isLoose = section === 'ABOUT_COMPANY' && around?.heading === null;
  const demanding = section === 'REQUIREMENTS' || section === 'PREFERRED';
  const plain = /^\s(?:of|with|in|as|using|\p{Ll}{3,14}ing)\s/iu.test(
    text.slice(year.end, year.end + 12),
  );
  const fact = match[3] !== undefined && isFact(context, { start, end: year.end });
  const stated = context.labels.some(
    (label) => label.label === 'experience' && label.start <= start && label.end >= year.start,
  );
  if (experience === undefined && !demanding && !plain && !fact && !stated) return null;
  if (
    nearestCue(
      cues.of('years-not'),
      Math.max(sentence.start, start - 30),
      Math.min(sentence.end, year.end + 24),
    ) !== undefined &&
    !ownExperience(text, year.end, experience)
  )
    return null;
  const first = match[1] === '' ? 1 : yearsOf(numberOf(match[1] ?? ''), year);
  // "Je bent minimaal 18 jaar"
  if (experience === undefined && match[3] === undefined && first >= AGE_MIN && first <= AGE_MAX)
    return null;
  const second = match[3] === undefined ? null : yearsOf(numberOf(match[3]), year);
  if (first > YEARS_MAX || (second !== null && (second > YEARS_MAX || second < first))) return null;
  const lead = text.slice(Math.max(0, start - 24), start);
  const upTo = second === null && UP_TO.test(lead) && !AT_LEAST.test(lead);
  const after = text.slice(year.end, year.end + 60);
  const preferred =
    nearestCue(cues.of('preferred-cue'), sentence.start, sentence.end) !== undefined;
  if (year.value === 'MONTH') {
    // Months are asked for as the least of newcomers; what is merely welcome is no requirement.
    const asked = monthsOfExperience(text, { start, end: year.end }, cues.of('experience'));
    const least = demanding && AT_LEAST.test(text.slice(Math.max(0, start - 24), start));
    if (preferred || !(asked || least)) return null;
  }
  const tool = TOOL.test(after) && !GENERAL.test(after);
  const score =
    (isLoose ? LOOSE_SCORE : (SECTION_SCORE[section ?? ''] ?? 0)) +
    (experience === undefined ? -1 : 2) +
    (preferred ? -3 : 0) +
    (stated || fact ? 8 : 0) +
    (experience === undefined && DEMAND.test(text.slice(sentence.start, start)) ? 3 : 0) +
    (tool ? -2 : 0) +
    (GENERAL.test(after) ? 1.5 : 0) -
    start / 100_000;
  return {
    minYears: upTo ? null : first,
    maxYears: upTo ? first : match[4] !== undefined ? null : second,
    start,
    end: year.end,
    score,
    rule: second === null ? 'years' : 'years-range',
  };
}

/** "5 years of experience in the last …" is asked for all the same. */
function ownExperience(text: string, end: number, experience: Cue | undefined): boolean {
  return (
    experience !== undefined &&
    experience.start >= end &&
    experience.start - end < 32 &&
    !/\b(?:combined|collective)\b/i.test(text.slice(end, experience.start))
  );
}

const JAPANESE_YEARS =
  /(\d{1,2})\s?(?:[〜~-]\s?(\d{1,2})\s?)?年(?:以上|程度|ほど)?の?(?:[^\n。]{0,30}?)(?:経験|実務)|(?:経験|実務)[^\n。]{0,12}?(\d{1,2})\s?年/u;

function ofJapanese(context: ParseContext): Candidate | null {
  if (context.hints.language !== 'ja') return null;
  const match = JAPANESE_YEARS.exec(context.text);
  if (match === null) return null;
  const years = Number(match[1] ?? match[3]);
  if (years > YEARS_MAX) return null;
  const start = match.index;
  return {
    minYears: years,
    maxYears: match[2] === undefined ? null : Number(match[2]),
    start,
    end: start + match[0].length,
    score: 5,
    rule: 'years',
  };
}

const CANDIDATES_MAX = 200;

/** Reads the years of experience that the main requirement asks for. */
export function readExperience(context: ParseContext): Reading<Experience> {
  const given = experienceOfPayload(context.document.structured.experience);
  let best: Candidate | null = ofJapanese(context);
  let seen = 0;
  for (const year of context.cues.of('years')) {
    if (seen >= CANDIDATES_MAX) break;
    const candidate = candidateAt(context, year);
    if (candidate === null) continue;
    seen += 1;
    if (best === null || candidate.score > best.score) best = candidate;
  }
  const paths = (value: Experience): readonly string[] => [
    ...(value.minYears === null ? [] : ['/experience/minYears']),
    ...(value.maxYears === null ? [] : ['/experience/maxYears']),
  ];
  if (best !== null && best.score > -2) {
    const value = { minYears: best.minYears, maxYears: best.maxYears };
    const { start, end, rule } = best;
    const finding = {
      value,
      rule,
      source: 'text',
      start,
      end,
      confidence: best.score >= 3 ? 0.92 : 0.75,
    } as const;
    const evidence = paths(value).map((path) => evidenceOf(path, finding));
    const reading = { value, evidence, warnings: [] };
    if (given === null || given.minYears === value.minYears) return reading;
    return withDisagreement<Experience>(reading, {
      code: 'EXPERIENCE_DISAGREES',
      path: '/experience/minYears',
      finding: payloadFinding(given, PAYLOAD_CONFIDENCE),
      taken: 'text',
      said: context.document.structured.experience ?? '',
    });
  }
  if (given === null) return nothingRead({ minYears: null, maxYears: null });
  const finding = payloadFinding(given, PAYLOAD_CONFIDENCE);
  return {
    value: given,
    evidence: paths(given).map((path) => evidenceOf(path, finding)),
    warnings: [],
  };
}

const PAYLOAD_CONFIDENCE = 0.85;
