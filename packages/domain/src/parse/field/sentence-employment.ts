import type { Cue } from './cues.ts';
import { sectionOf, sentenceAround, type ParseContext } from './parse-context.ts';
import type { Found } from './stated-employment.ts';

const BODY_SECTIONS: ReadonlySet<string> = new Set([
  'ROLE_SUMMARY',
  'OTHER',
  'BENEFITS',
  'COMPENSATION',
  'APPLICATION',
  'ABOUT_TEAM',
  'REQUIREMENTS',
  'RESPONSIBILITIES',
]);

const WORDS_IN_BODY =
  /(?:position|role|job|contract|stelle|anstellung|poste|contrat|puesto|contrato|vaga|posizione|contratto|functie|dienstverband|baan|umow|stanowisk|etat|tjänst|anställning|stilling|ansættelse|ansettelse|työ|pozice|úvazek|pracovn|hours|basis|schedule|opportunity|employment|arbeitszeit|week|woche|per|befristet|ab sofort|we offer|wir bieten|permanent|employee|engagement|assignment|temps|jornada|tempo|雇用)/iu;

const AROUND_CHARS = 60;
const TIGHT: ReadonlySet<string> = new Set(['REQUIREMENTS', 'RESPONSIBILITIES']);
const ALONE_BEFORE = /(?:^|[.!?\n•-] ?)$/u;
const ALONE_BEHIND = /^(?:\.|\n|$| (?:position|role|job|employment|contract)\b)/iu;
const OWN = /\b(?:this is an?|position is|role is|job is|we offer an?|as an?)\s(?:\S+\s){0,2}$/iu;
/** "The position is full-time and permanent" */
const OWN_IS =
  /\b(?:position|role|job|post|contract|appointment) is (?:[\p{L}-]{3,12},? (?:and )?){0,3}$/iu;
/** "This is a permanent, full-time position": what the words before it describe. */
const OWN_NOUN =
  /^(?:,? (?:and )?\p{L}[\p{L}-]{2,12}){0,2} (?:position|role|job|opportunity|appointment)\b/iu;
const NAMED =
  /(?:contratto|contrat|contrato|vertrag|contract|umow\p{L}+|anställning|anställningsform|avtal)\s(?:\S+\s){0,4}$/iu;
const THIS_IS =
  /(?:this|diese|cette|esta|questa|deze|denna|denne)\s\S+\s?\S*\s(?:is|ist|est|es|é|è|är|er)/iu;
const TERMS_CHARS_MAX = 80;
const TERMS_NEXT = /^\s?(?:$|[,;|/(·–-]|\d)/u;
const CONTRACT_NOUN =
  /(?<!\p{L})cd[id](?!\p{L})|vertrag|anstellung|stelle|contract|employment|position|contrat|contratto|umow|etat|stilling|tjänst|anställning|ansættelse|ansettelse|dienstverband|työsuhde|pracovní poměr|úvazek/iu;
const OF_OTHERS = /experience|erfahrung|expérience|experiencia|esperienza|ervaring|doświadcz/iu;
const HIRING =
  /hiring|looking for|seeking|suchen|recherch|cherch|recrut|embauch|buscamos|procuramos|cerchiamo|zoeken|szuka|söker|søger|søker|etsi|hled/iu;
/** Words that are a contract's only where nothing but terms stands: "Ongoing, full-time". */
const STATED_ONLY = /^ongoing$/i;

/** "Unbefristeter Vertrag in Vollzeit", "Visstid 6 månader": a sentence of terms anywhere. */
function isTerms(context: ParseContext, cue: Cue, tight: boolean): boolean {
  const { text } = context;
  const sentence = sentenceAround(text, cue.start, cue.end);
  const lead = text.slice(sentence.start, cue.start);
  if (sentence.end - cue.start > TERMS_CHARS_MAX || /[\p{L}\d]/u.test(lead)) return false;
  const written = text.slice(cue.start, sentence.end);
  if (OF_OTHERS.test(written)) return false;
  const next = text.slice(cue.end, cue.end + 2);
  return CONTRACT_NOUN.test(written) || (!tight && TERMS_NEXT.test(next));
}

/** In the body a word counts where its sentence speaks of this job's form. */
export function ofBody<T>(
  context: ParseContext,
  cues: readonly Cue[],
  weak: ReadonlySet<string>,
): readonly Found<T>[] {
  const found: Found<T>[] = [];
  for (const cue of cues) {
    if (cue.value === '-' || cue.start < context.head.end) continue;
    const confidence = confidenceOf(context, cue, weak);
    if (confidence === null) continue;
    const { start, end } = cue;
    found.push({ value: cue.value as T, rule: 'sentence', source: 'text', start, end, confidence });
  }
  return found;
}

/** Whether the sentence up to a cue seeks somebody and goes on with a word for a post. */
function seeks(text: string, cue: Cue): boolean {
  const sentence = sentenceAround(text, cue.start, cue.end);
  const lead = text.slice(sentence.start, cue.start);
  return HIRING.test(lead) && CONTRACT_NOUN.test(text.slice(cue.start, cue.end + 24));
}

/** How surely a word of the body states this job's form; null where it does not. */
function confidenceOf(context: ParseContext, cue: Cue, weak: ReadonlySet<string>): number | null {
  const { text } = context;
  const section = sectionOf(context.sections, cue.start);
  const unheaded =
    section !== undefined &&
    section.heading === null &&
    section.kind !== 'LEGAL_EEO' &&
    !BODY_SECTIONS.has(section.kind);
  if (section !== undefined && !BODY_SECTIONS.has(section.kind) && !unheaded) return null;
  if (STATED_ONLY.test(text.slice(cue.start, cue.end))) return null;
  // Under a heading of demands words speak of demands; a paragraph without one speaks of all.
  const demands = section !== undefined && TIGHT.has(section.kind);
  const tight = demands && section.heading !== null;
  const before = text.slice(Math.max(0, cue.start - AROUND_CHARS), cue.start);
  const behind = text.slice(cue.end, cue.end + AROUND_CHARS);
  const around = before + text.slice(cue.start, cue.end) + behind;
  const alone = ALONE_BEFORE.test(before) && ALONE_BEHIND.test(behind);
  const isWeak = weak.has(cue.value);
  const seasonal = cue.value === 'SEASONAL' && HIRING.test(around);
  const own =
    (OWN.test(before.slice(-40)) && (!isWeak || OWN_NOUN.test(behind))) ||
    OWN_IS.test(before.slice(-50));
  // "Full time. Fixed term until May": the term is the contract's; the hours are stated already.
  const terms = cue.value !== 'TEMPORARY' && isTerms(context, cue, tight);
  if (alone || seasonal || own || terms || NAMED.test(before.slice(-50))) return 0.8;
  if (unheaded) return null;
  // "£45,000 to £52,000, permanent, full time."
  if (!tight && cue.value === 'PERMANENT' && /,\s$/.test(before) && /^[,.;]/.test(behind))
    return 0.75;
  // "Vi søker en kokk i 100 % fast stilling": the sentence that seeks somebody says the terms.
  if (!tight && cue.value !== 'FREELANCE' && seeks(text, cue)) return 0.75;
  if (isWeak && (demands || !WORDS_IN_BODY.test(around))) return null;
  return tight && !THIS_IS.test(around) ? null : 0.75;
}

export const WEAK_EMPLOYMENT: ReadonlySet<string> = new Set([
  'CONTRACTOR',
  'TEMPORARY',
  'INTERN',
  'VOLUNTEER',
  'PER_DIEM',
  'PART_TIME',
]);

export const WEAK_CONTRACT: ReadonlySet<string> = new Set([
  'PERMANENT',
  'FREELANCE',
  'CASUAL',
  'INTERIM',
  'SEASONAL',
  'APPRENTICESHIP',
  'B2B',
  'FIXED_TERM',
]);
