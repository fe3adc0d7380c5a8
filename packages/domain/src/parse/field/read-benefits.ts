import type { Benefit } from '@winnow/contracts/code-lists';
import { findCues, type Cue } from './cues.ts';
import { evidenceOf, type Finding, type Reading } from './finding.ts';
import { sectionAt, type ParseContext } from './parse-context.ts';

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

function holds(context: ParseContext, cue: Cue): boolean {
  if (cue.value === '-') return false;
  const { text } = context;
  if (NEGATED.test(text.slice(Math.max(0, cue.start - 18), cue.start))) return false;
  const section = sectionAt(context.sections, cue.start);
  if (section !== null && SECTIONS.has(section)) return true;
  const line = text.slice(Math.max(0, cue.start - 120), Math.min(text.length, cue.end + 60));
  if (
    section === null ||
    section === 'ROLE_SUMMARY' ||
    section === 'OTHER' ||
    section === 'ABOUT_COMPANY' ||
    section === 'APPLICATION'
  ) {
    if (context.head.oneLine && cue.start < context.head.end)
      return (
        ANYWHERE.has(cue.value) ||
        cue.value === 'EQUITY' ||
        cue.value === 'VISA_SPONSORSHIP' ||
        cue.value === 'RELOCATION'
      );
    return (
      (ANYWHERE.has(cue.value) && section !== 'ABOUT_COMPANY') ||
      (OFFER.test(line) && section !== 'ABOUT_COMPANY' && lineIsOffer(context, cue))
    );
  }
  return false;
}

/** A sentence that offers: "We offer health insurance and a pension". */
function lineIsOffer(context: ParseContext, cue: Cue): boolean {
  const from = Math.max(0, context.text.lastIndexOf('\n', cue.start - 1) + 1);
  const to = context.text.indexOf('\n', cue.end);
  const span = { start: from, end: to < 0 ? context.text.length : to };
  return (
    context.cues
      .of('sentence')
      .some((one) => one.value === 'BENEFITS' && one.start >= span.start && one.end <= span.end) ||
    context.labels.some(
      (label) => label.label === 'benefits' && label.start <= cue.start && label.end >= cue.end,
    )
  );
}

function keep(found: Map<Benefit, Finding<Benefit>>, finding: Finding<Benefit>): void {
  if (!found.has(finding.value)) found.set(finding.value, finding);
}

/** Reads what is offered beside pay, as controlled tags in the order of the text. */
export function readBenefits(context: ParseContext): Reading<readonly Benefit[]> {
  const found = new Map<Benefit, Finding<Benefit>>();
  for (const cue of context.cues.of('benefit')) {
    if (!holds(context, cue)) continue;
    keep(found, {
      value: cue.value as Benefit,
      rule: 'benefit',
      source: 'text',
      start: cue.start,
      end: cue.end,
      confidence: 0.88,
    });
  }
  for (const word of context.document.structured.benefits) {
    for (const cue of findCues(word, null).of('benefit')) {
      if (cue.value !== '-')
        keep(found, {
          value: cue.value as Benefit,
          rule: 'payload',
          source: 'structured',
          start: null,
          end: null,
          confidence: 0.9,
        });
    }
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
