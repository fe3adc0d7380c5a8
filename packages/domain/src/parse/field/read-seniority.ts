import type { Seniority } from '@winnow/contracts/code-lists';
import { cuedMatches, cuedPattern, type CuedPattern } from './cued-pattern.ts';
import { findCues, type Cue } from './cues.ts';
import { evidenceOf, nothingRead, payloadFinding, type Reading } from './finding.ts';
import { labelled, type ParseContext } from './parse-context.ts';

/** From the top down: of two words in a title the higher is the job's. */
const RANK: readonly Seniority[] = [
  'C_LEVEL',
  'VP',
  'DIRECTOR',
  'MANAGER',
  'LEAD',
  'PRINCIPAL',
  'STAFF',
  'SENIOR',
  'MID',
  'ENTRY',
  'INTERN',
];
const ROMAN: Readonly<Record<string, Seniority>> = {
  I: 'ENTRY',
  II: 'MID',
  III: 'SENIOR',
  '1': 'ENTRY',
  '2': 'MID',
  '3': 'SENIOR',
};

/** "Engineer II": steps of a ladder are stated, but only after the word for a role. */
const STEP =
  /(?:engineer|developer|analyst|scientist|administrator|technician|specialist|accountant|programmer|designer|sde|swe|architect|consultant|associate|coordinator|nurse|representative|assistant)[,\s]+(I{1,3}|[123])(?=$|[\s,(/–-])/iu;
/** "Engineer I/II": a ladder of which several steps will do. */
const STEPS = /\s(?:I{1,3}|[123])\s?(?:\/|-|–|or|to)\s?(?:I{1,3}|[123])(?=$|[\s,)])/u;
const INTERN_FIRST = new Set<Seniority>(['INTERN']);

function highest(cues: readonly Cue[]): Seniority | null {
  const values = cues.filter((cue) => cue.value !== '-').map((cue) => cue.value as Seniority);
  if (values.some((value) => INTERN_FIRST.has(value))) return 'INTERN';
  for (const rank of RANK) if (values.includes(rank)) return rank;
  return null;
}

/** "Assistant to the CEO", "Assistente del direttore": the level of whom the post serves. */
const SERVED =
  /\b(?:to|for|of) (?:(?:the|our|a|an) )?$|\b(?:des|du|de la|del|della|dello|van de) $/iu;
/** The personnel, not a rank: a rank stands before a role, or behind one and a comma. */
const NO_RANK =
  /^\s*(?:$|[&/,(|–-]|(?:and|or|for|in|at|to|members?|wanted|needed|required|training)\b)/i;
const RANK_OF_ROLE =
  /^\s(?:\p{L}{1,20}\s){0,2}(?:engineer|developer|scientist|designer|researcher|architect|programmer|analyst|manager|sre)/iu;
/** What parts two levels of which either will do: "Mid/Senior", "Entry Level or Senior". */
const EITHER =
  /^\s?(?:(?:level|engineer|developer)\s?)?(?:\/|\||&|\b(?:or|to|and|oder|bis|und|ou|et|o|y|e|lub|i|of|tot|eller|och|og|tai|nebo)\b)\s?$/iu;

function isRank(title: string, cue: Cue): boolean {
  const before = title.slice(0, cue.start);
  if (SERVED.test(before.slice(-24)) && cue.start > 0) return false;
  if (cue.value !== 'STAFF') return true;
  const after = title.slice(cue.end);
  if (RANK_OF_ROLE.test(after) || /[,(–-]\s?$|(?:senior|sr\.?)\s$/i.test(before)) return true;
  return before.trim() === '' && !NO_RANK.test(after);
}

/** Whether a title offers several levels: then none of them is the post's. */
function offersSeveral(title: string, cues: readonly Cue[]): boolean {
  return cues.some((cue, index) => {
    const next = cues[index + 1];
    if (next === undefined || next.value === cue.value) return false;
    const between = title.slice(cue.end, next.start);
    const dashed = cue.value === 'MID' && next.value === 'SENIOR' && /^\s?[-–]\s?$/.test(between);
    return dashed || EITHER.test(between);
  });
}

/** The seniority that a title states; null for none, and where it offers several. */
export function seniorityOfTitle(title: string, language: string | null): Seniority | null {
  const cues = findCues(title, language).of('seniority');
  const own = cues.filter((cue) => cue.value !== '-' && isRank(title, cue));
  if (offersSeveral(title, own) || STEPS.test(title)) return null;
  const manager = own.filter((cue) => cue.value === 'MANAGER');
  const kept = own.filter((cue) => !manager.includes(cue) || !isProfession(title, cue));
  const found = highest(kept);
  if (found !== null) return found;
  // "Senior engineers" are colleagues in a sentence, in a title they are sought.
  if (/^(?:senior|sr\.?)\s/iu.test(title)) return 'SENIOR';
  const step = STEP.exec(title)?.[1];
  return step === undefined ? null : (ROMAN[step.toUpperCase()] ?? null);
}

/** "Product Manager" is an occupation; "Engineering Manager", "Store Manager" lead people. */
const PEOPLE =
  /(?:engineering|development|software|store|restaurant|shift|team|department|general|branch|operations|people|regional|district|plant|warehouse|nursing|nurse|shop|hotel|kitchen|bar|duty|production|maintenance|site|country|division|group|front office|housekeeping|data science|data engineering|platform|infrastructure|security|support|service|it|qa|design|research|lab|laboratory|accounting|finance|payroll|billing|clinic|practice|center|centre|care|residential|night|retail|deli|grocery|senior|home|executive|assistant|deputy|technology|analytics|machine learning|ml|devops|sre|network|sales operations|customer support|customer service|food|beverage|banquet|catering|field|fleet|logistics|distribution|depot|club|salon|spa|gym|pharmacy|optical|bakery|call center|contact center|teams?)\s*$/i;

function isProfession(title: string, cue: Cue): boolean {
  const written = title.slice(cue.start, cue.end).toLowerCase();
  if (written !== 'manager' && written !== 'mgr') return false;
  const before = title.slice(0, cue.start).trim();
  const after = title.slice(cue.end).trim();
  if (before === '') return !/^[,(–-]?\s*(?:of\s|,\s?\p{Lu})/u.test(after) && after === '';
  return !PEOPLE.test(before.replace(/[,–-]\s*$/, ''));
}

/** Words of a posting's level field, whose meaning there is not that of a title. */
const LEVEL_WORDS: readonly (readonly [pattern: RegExp, value: Seniority])[] = [
  [/intern|praktik|stage\b|estágio|tirocin|staż/i, 'INTERN'],
  [/c-level|executive\b.*(?:board|chief)|geschäftsführ/i, 'C_LEVEL'],
  [/director|direktor|dirett|directeur|bereichsleitung/i, 'DIRECTOR'],
  [/mid[-\s]?senior/i, 'SENIOR'],
  [/principal/i, 'PRINCIPAL'],
  [/staff/i, 'STAFF'],
  [/lead|teamleit/i, 'LEAD'],
  [/manager|führungskraft|management|supervisor/i, 'MANAGER'],
  [/senior|expert|erfahren|starszy|シニア|experimentad/i, 'SENIOR'],
  [
    /junior|entry|einsteig|graduate|trainee|absolvent|débutant|young prof|without experience|associate\b|no experience|student|berufseinstieg|student_college|sin experiencia|mlodszy|młodszy|starter|ジュニア/i,
    'ENTRY',
  ],
  [
    /mid|intermediate|medior|regular|pleno|confirmé|semi|berufserfahr|experienced|professional|ミドル/i,
    'MID',
  ],
];

function ofLevel(word: string): Seniority | null {
  if (/^(?:not applicable|n\/?a|other|all levels?|any)$/i.test(word)) return null;
  return LEVEL_WORDS.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/** Sentences that state a level: "this is a senior role", "at mid-level". */
const SENTENCES: readonly CuedPattern[] = [
  cuedPattern(
    'level-of-role',
    'this is a|as a|we are looking for a|looking for a|hiring a|seeking a|need a|suchen|recherchons une|recherchons un|buscamos un|procuramos um|cerchiamo un|zoeken een|szukamy|soker en|soger en|etsimme|hledame',
    /\b(?:this is an?|as an?|we are looking for an?|looking for an?|hiring an?|seeking an?|need an?|suchen (?:eine[nr]?)?|recherchons une?|buscamos una?|procuramos uma?|cerchiamo una?|zoeken een|szukamy|söker en|søger en|søker en|etsimme|hledáme)\s+((?:[\p{L}-]+\s){0,2}?(?:junior|senior|mid[- ]level|entry[- ]level|staff[- ]level|medior|confirmée?|pleno|semi[- ]senior|seniori|director[- ]level|executive[- ]level))(?=[\s/-])/iu,
  ),
  cuedPattern(
    'level-of-position',
    'entry level|junior level|mid level|senior level|intermediate level|staff level|principal level|director level|executive level',
    /\b((?:entry|junior|mid|senior|intermediate|staff|principal|director|executive)[- ]level)\s(?:position|role|job|opportunity)/iu,
  ),
];

/** Reads the seniority: from the title, else a payload's or labelled level, else a sentence. */
export function readSeniority(
  context: ParseContext,
  titles: {
    readonly title: string | null;
    readonly rawTitle: string | null;
    readonly titles: readonly string[];
  },
): Reading<Seniority | null> {
  const path = '/seniority';
  const language = context.hints.language;
  const levels = new Set(
    (titles.titles.length > 0 ? titles.titles : [titles.title ?? titles.rawTitle ?? '']).map(
      (title) => seniorityOfTitle(title, language),
    ),
  );
  // "Stage - Assistant RH": the kind of employment is taken off the title, what it says of the
  // level stays.
  if (
    titles.titles.length === 0 &&
    levels.has(null) &&
    seniorityOfTitle(titles.rawTitle ?? '', language) === 'INTERN'
  ) {
    levels.clear();
    levels.add('INTERN');
  }
  const [ofTitle] = levels;
  if (levels.size === 1 && ofTitle !== undefined && ofTitle !== null) {
    const raw = titles.rawTitle ?? '';
    const start = context.text.indexOf(raw);
    const shown = start >= 0 && raw !== '';
    const finding = {
      value: ofTitle,
      rule: 'title',
      source: shown ? 'text' : 'structured',
      start: shown ? start : null,
      end: shown ? start + raw.length : null,
      confidence: 0.95,
    } as const;
    return { value: ofTitle, evidence: [evidenceOf(path, finding)], warnings: [] };
  }
  if (levels.size > 1) return nothingRead(null);
  const given = context.document.structured.seniority;
  const fromGiven = given === null ? null : ofLevel(given);
  if (fromGiven !== null) {
    const finding = payloadFinding(fromGiven, 0.85);
    return { value: fromGiven, evidence: [evidenceOf(path, finding)], warnings: [] };
  }
  const label = labelled(context, 'seniority');
  const fromLabel = label === undefined ? null : ofLevel(label.value);
  if (label !== undefined && fromLabel !== null) {
    const finding = {
      value: fromLabel,
      rule: 'label',
      source: 'text',
      start: label.start,
      end: label.end,
      confidence: 0.9,
    } as const;
    return { value: fromLabel, evidence: [evidenceOf(path, finding)], warnings: [] };
  }
  return ofSentence(context, path);
}

const SCOPE_CHARS_MAX = 5_000;

function ofSentence(context: ParseContext, path: string): Reading<Seniority | null> {
  const said = context.cues
    .of('seniority')
    .some((cue) => cue.value !== '-' && cue.start < SCOPE_CHARS_MAX);
  if (!said) return nothingRead(null);
  const scope = context.text.slice(0, SCOPE_CHARS_MAX);
  for (const pattern of SENTENCES) {
    const [match] = cuedMatches(pattern, scope, context.cues);
    const words = match?.[1];
    if (match === undefined || words === undefined) continue;
    const value = ofLevel(words);
    if (value === null) continue;
    const start = match.index + match[0].indexOf(words);
    const finding = {
      value,
      rule: 'sentence',
      source: 'text',
      start,
      end: start + words.length,
      confidence: 0.75,
    } as const;
    return { value, evidence: [evidenceOf(path, finding)], warnings: [] };
  }
  return nothingRead(null);
}
