import type { Cue } from './cues.ts';
import { sectionAt, type ParseContext } from './parse-context.ts';
import type { Found } from './stated-employment.ts';

const BODY_SECTIONS = new Set([
  null,
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

/** In the body a word counts where its sentence speaks of this job's form. */
export function ofBody<T>(
  context: ParseContext,
  cues: readonly Cue[],
  weak: ReadonlySet<string>,
): readonly Found<T>[] {
  const found: Found<T>[] = [];
  for (const cue of cues) {
    if (cue.value === '-' || cue.start < context.head.end) continue;
    const section = sectionAt(context.sections, cue.start);
    if (section !== null && !BODY_SECTIONS.has(section)) continue;
    const around = context.text.slice(
      Math.max(0, cue.start - 60),
      Math.min(context.text.length, cue.end + 60),
    );
    const alone =
      /(?:^|[.!?\n•-] ?)$/.test(context.text.slice(Math.max(0, cue.start - 2), cue.start)) &&
      /^(?:\.|\n|$| (?:position|role|job|employment|contract)\b)/i.test(
        context.text.slice(cue.end, cue.end + 12),
      );
    const own =
      /\b(?:this is an?|position is|role is|job is|we offer an?|as an?)\s(?:\S+\s){0,2}$/i.test(
        context.text.slice(Math.max(0, cue.start - 40), cue.start),
      );
    const named =
      /(?:contratto|contrat|contrato|vertrag|contract|umow\p{L}+|anställning|anställningsform|avtal)\s(?:\S+\s){0,4}$/iu.test(
        context.text.slice(Math.max(0, cue.start - 50), cue.start),
      );
    if (alone || named || (own && !weak.has(cue.value))) {
      found.push({
        value: cue.value as T,
        rule: 'sentence',
        source: 'text',
        start: cue.start,
        end: cue.end,
        confidence: 0.8,
      });
      continue;
    }
    const tight = section === 'REQUIREMENTS' || section === 'RESPONSIBILITIES';
    if (weak.has(cue.value) && (tight || !WORDS_IN_BODY.test(around))) continue;
    if (
      tight &&
      !/(?:this|diese|cette|esta|questa|deze|denna|denne)\s\S+\s?\S*\s(?:is|ist|est|es|é|è|är|er)/iu.test(
        around,
      )
    )
      continue;
    found.push({
      value: cue.value as T,
      rule: 'sentence',
      source: 'text',
      start: cue.start,
      end: cue.end,
      confidence: 0.75,
    });
  }
  return found;
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
