import type { Benefit } from '@winnow/contracts/code-lists';
import { findCues, type Cue } from './cues.ts';
import { evidenceOf, payloadFinding, type Finding, type Reading } from './finding.ts';
import { visaOfLine } from './read-authorization.ts';
import { sectionAt, sentenceAround, type ParseContext } from './parse-context.ts';

const SECTIONS = new Set(['BENEFITS', 'COMPENSATION']);
/** Outside of the offer only what no other part of a posting names by these words. */
const ANYWHERE: ReadonlySet<string> = new Set([
  'RETIREMENT_401K',
  'FLEXIBLE_PTO',
  'HEALTH_INSURANCE',
  'PARENTAL_LEAVE',
  'HSA_FSA',
  'BIKE_LEASING',
  'FOUR_DAY_WEEK',
  'DENTAL',
  'LIFE_INSURANCE',
  'COMPANY_CAR',
  'REMOTE_BUDGET',
]);
const OFFER =
  /\b(?:we offer|offer|offers|offering|benefits?|perks|include[sd]?|including|package|plus|competitive|bieten|benefits?|offrons|proposons|avantages|ofrecemos|beneficios|oferecemos|benefícios|offriamo|bieden|oferujemy|erbjuder|tilbyder|tilbyr|tarjoamme|nabízíme|salary|gehalt|salaire|provide[sd]?|receive|enjoy|get|compensation|equity|\+)\b|福利|待遇|支給/iu;
const NEGATED = /\b(?:no|not|without|kein|keine|pas de|sin|sem|senza|geen|bez)\s(?:\w+\s)?$/iu;
/** How a line or sentence begins that lists what is offered, under whatever heading it stands. */
const OFFER_LINE =
  /^[\s•·*–-]*(?:(?:our |the |your |employee |company )*(?:benefits?|perks)(?: package)?(?:\s?:| include| are| -)|we (?:also )?(?:offer|provide)|what we offer|wir bieten|unsere? (?:benefits|angebot)|benefits:|(?:nos |vos )?avantages\s?:|nous (?:vous )?(?:offrons|proposons)|(?:te )?ofrecemos|se ofrece|beneficios\s?:|oferecemos|benefícios\s?:|(?:ti )?offriamo|si offre|(?:wij|we) bieden|oferujemy|vi (?:erbjuder|tilbyder|tilbyr)|tarjoamme|nabízíme|待遇|福利厚生)/iu;
const OFFER_CHARS_MAX = 400;
/** Nouns that go on with the name of a benefit: "Dental Insurance" names nobody. */
const GOES_ON = /^ (?:insurance|plan|coverage|cover|care|benefits?|budget|leave|match)\b/iu;
/** Several things offered in one sentence of a text that has no list of them. */
const ENUMERATED_MIN = 2;
const PLAIN_CHARS_MAX = 1_500;
const PLAIN_SECTIONS: ReadonlySet<string | null> = new Set([
  null,
  'ROLE_SUMMARY',
  'OTHER',
  'ABOUT_COMPANY',
  'APPLICATION',
]);
/** A sentence of duties and demands names such things as work. */
const OF_WORK =
  /\byou(?:['’]ll| will)|responsib|experience|duties|manage|maintain|repair|selling|aufgaben|erfahrung|expérience|experiencia|experiência|esperienza|ervaring|doświadcz|erfaren/iu;
const IN_POST: ReadonlySet<string> = new Set(['EQUITY', 'VISA_SPONSORSHIP', 'RELOCATION']);

/** "King Street Dental", "Medical/Surgical": a word of a name or a title, not a thing offered. */
function inName(text: string, { start, end }: Cue): boolean {
  if (!/\p{Lu}/u.test(text.charAt(start)) || GOES_ON.test(text.slice(end, end + 12))) return false;
  const before = text.slice(Math.max(0, start - 40), start);
  if (/\p{Lu}[\p{L}'’&.-]*\s$/u.test(before)) return true;
  const opens = /(?:^|[\n.!?:•*–-]\s?)$/u.test(before);
  return opens && /^\s\p{Lu}\p{Ll}/u.test(text.slice(end, end + 3));
}

/** Whether the line or the sentence of a cue begins by offering. */
function inOfferLine(context: ParseContext, cue: Cue): boolean {
  const { text, labels } = context;
  const from = Math.max(0, cue.start - OFFER_CHARS_MAX);
  const before = text.slice(from, cue.start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const sentence = line.slice(line.lastIndexOf('. ') + 1);
  if (OFFER_LINE.test(sentence) || OFFER_LINE.test(line)) return true;
  return labels.some(
    (one) => one.label === 'benefits' && one.start <= cue.start && one.end >= cue.end,
  );
}

/** Whether a short text without a list of benefits names several in the sentence of a cue. */
function isEnumerated(context: ParseContext, cue: Cue, cues: readonly Cue[]): boolean {
  const { text, sections } = context;
  if (text.length > PLAIN_CHARS_MAX) return false;
  if (sections.some((one) => one.kind === 'BENEFITS')) return false;
  const { start, end } = sentenceAround(text, cue.start, cue.end);
  if (OF_WORK.test(text.slice(start, end))) return false;
  const values = new Set<string>();
  for (const one of cues)
    if (one.value !== '-' && one.start >= start && one.end <= end) values.add(one.value);
  return values.size >= ENUMERATED_MIN;
}

function holds(context: ParseContext, cue: Cue, cues: readonly Cue[]): boolean {
  if (cue.value === '-') return false;
  const { text, head } = context;
  if (NEGATED.test(text.slice(Math.max(0, cue.start - 18), cue.start))) return false;
  const section = sectionAt(context.sections, cue.start);
  if (section !== null && SECTIONS.has(section)) return true;
  if (inOfferLine(context, cue)) return true;
  if (inName(text, cue)) return false;
  const enumerated = isEnumerated(context, cue, cues);
  if (cue.start < head.end) {
    const inTitle = head.segments.some(
      (one) => one.kind === 'role' && one.start <= cue.start && one.end >= cue.end,
    );
    if (head.oneLine) return !inTitle && (ANYWHERE.has(cue.value) || IN_POST.has(cue.value));
    return !inTitle && enumerated;
  }
  if (!PLAIN_SECTIONS.has(section) || section === 'ABOUT_COMPANY') return false;
  const around = text.slice(Math.max(0, cue.start - 120), Math.min(text.length, cue.end + 60));
  return enumerated || ANYWHERE.has(cue.value) || (OFFER.test(around) && lineIsOffer(context, cue));
}

/** A sentence that offers: "We offer health insurance and a pension". */
function lineIsOffer(context: ParseContext, cue: Cue): boolean {
  const from = Math.max(0, context.text.lastIndexOf('\n', cue.start - 1) + 1);
  const to = context.text.indexOf('\n', cue.end);
  const span = { start: from, end: to < 0 ? context.text.length : to };
  return context.cues
    .of('sentence')
    .some((one) => one.value === 'BENEFITS' && one.start >= span.start && one.end <= span.end);
}

/** Phrases are told by their neighbours ("medical/", "and vision"): the span is the words alone. */
function bareSpan(text: string, { start, end }: Cue): { start: number; end: number } {
  const written = text.slice(start, end);
  const lead = /^(?:(?:and|und|et|y|e)\s)?/iu.exec(written)?.[0].length ?? 0;
  const tail = /(?:\s?[,/&:]|\s(?:and|und|et|y|e|or|of))\s?$/iu.exec(written)?.[0].length ?? 0;
  return { start: start + lead, end: end - tail };
}

function keep(found: Map<Benefit, Finding<Benefit>>, finding: Finding<Benefit>): void {
  if (!found.has(finding.value)) found.set(finding.value, finding);
}

/** Reads what is offered beside pay, as controlled tags in the order of the text. */
export function readBenefits(context: ParseContext): Reading<readonly Benefit[]> {
  const found = new Map<Benefit, Finding<Benefit>>();
  const cues = context.cues.of('benefit');
  for (const cue of cues) {
    if (found.has(cue.value as Benefit) || !holds(context, cue, cues)) continue;
    keep(found, {
      value: cue.value as Benefit,
      rule: 'benefit',
      source: 'text',
      ...bareSpan(context.text, cue),
      confidence: 0.88,
    });
  }
  for (const word of context.document.structured.benefits) {
    for (const cue of findCues(word, null).of('benefit')) {
      if (cue.value !== '-') keep(found, payloadFinding(cue.value as Benefit, 0.9));
    }
  }
  const visa = visaOfLine(context);
  if (visa?.value === 'YES') {
    const { start, end } = visa;
    const at = { rule: 'visa', source: 'text', start, end, confidence: 0.8 } as const;
    keep(found, { value: 'VISA_SPONSORSHIP', ...at });
  }
  if (context.cues.of('visa').some((cue) => cue.value === 'NO')) found.delete('VISA_SPONSORSHIP');
  if (found.has('FLEXIBLE_PTO')) found.delete('PTO');
  const findings = [...found.values()];
  return {
    value: findings.map((one) => one.value),
    evidence: findings.map((one, index) => evidenceOf(`/benefits/${index}`, one)),
    warnings: [],
  };
}
