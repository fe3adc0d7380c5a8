import type { LanguageLevel } from '@winnow/contracts/code-lists';
import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import type { Cue } from './cues.ts';
import { evidenceOf, type Finding, type Reading } from './finding.ts';
import { sectionAt, sentenceAround, type ParseContext } from './parse-context.ts';

/** A language that the job asks for. */
export type LanguageAsked = StagedPosting['posting']['languages'][number];

const REACH_CHARS = 60;
const LANGUAGES_MAX = 12;
/** Names of languages and of levels that are looked at; postings have a dozen. */
const MENTIONS_MAX = 300;
const SECTIONS_LEFT_OUT = new Set([
  'ABOUT_COMPANY',
  'LEGAL_EEO',
  'APPLICATION',
  'ABOUT_TEAM',
  'BENEFITS',
  'COMPENSATION',
  'RESPONSIBILITIES',
]);
/** Words that make a name of a language a skill, where no level stands beside it. */
const SKILL =
  /(?:language|fluen|speak|spoken|written|proficien|verbal|communicat|kenntniss?e|sprach|wort und schrift|langue|parlé|écrit|maîtrise|idioma|nivel|hablad|escrit|falad|língua|lingua|parlat|scritt|conoscenza|taal|spreek|schrift|woord|język|znajomość|mowie|piśmie|språk|tal och skrift|skriftlig|muntlig|sprog|kieli|taito|suullis|kirjallis|jazyk|znalost|slovem|úrovni|能力|スキル|レベル|会話|読み書き|bilingual|bilingue|mother tongue|native|command of|knowledge of)/iu;

function levelNear(context: ParseContext, cue: Cue): Cue | undefined {
  const sentence = sentenceAround(context.text, cue.start, cue.end);
  const from = Math.max(sentence.start, cue.start - REACH_CHARS);
  const to = Math.min(sentence.end, cue.end + REACH_CHARS);
  const others = context.cues
    .of('spoken')
    .slice(0, MENTIONS_MAX)
    .filter((one) => one.value !== '-' && one.value !== cue.value);
  const next = others.find((one) => one.start >= cue.end)?.start ?? Infinity;
  const previous = others.findLast((one) => one.end <= cue.start)?.end ?? -Infinity;
  const levels = context.cues
    .of('spokenLevel')
    .slice(0, 4 * MENTIONS_MAX)
    .filter((one) => one.end > from && one.start < to);
  const cefr = levels.filter((one) =>
    /^[a-c][12]|native|mutter|madre|n[123]$/i.test(context.text.slice(one.start, one.end)),
  );
  // A level belongs to the language before it, up to the next one; else to the one it stands before.
  const after = (list: readonly Cue[]): Cue | undefined =>
    list.find((one) => one.start >= cue.end && one.start < next);
  const before = (list: readonly Cue[]): Cue | undefined =>
    list.findLast((one) => one.end <= cue.start && one.start >= previous);
  return (
    after(cefr) ??
    before(levels) ??
    before(cefr) ??
    after(levels) ??
    (Number.isFinite(next) || Number.isFinite(previous) ? levels[0] : undefined)
  );
}

/** Reads the languages that the posting asks for, each once, with the level it states. */
export function readLanguages(context: ParseContext): Reading<readonly LanguageAsked[]> {
  const found = new Map<string, { asked: LanguageAsked; finding: Finding<string> }>();
  const preferred = context.cues.of('preferred-cue').slice(0, MENTIONS_MAX);
  for (const cue of context.cues.of('spoken').slice(0, MENTIONS_MAX)) {
    if (cue.value === '-' || found.size >= LANGUAGES_MAX) continue;
    const section = sectionAt(context.sections, cue.start);
    if (section !== null && SECTIONS_LEFT_OUT.has(section)) continue;
    const sentence = sentenceAround(context.text, cue.start, cue.end);
    const level = levelNear(context, cue);
    const around = context.text.slice(
      Math.max(sentence.start, cue.start - 90),
      Math.min(sentence.end, cue.end + 90),
    );
    const inLabel = context.labels.some(
      (label) => label.label === 'language' && label.start <= cue.start && label.end >= cue.end,
    );
    if (level === undefined && !inLabel && !SKILL.test(around)) continue;
    const asPlus =
      section === 'PREFERRED' ||
      preferred.some(
        (one) =>
          one.start >= sentence.start &&
          one.end <= sentence.end &&
          Math.abs(one.start - cue.start) < 70,
      );
    const asked: LanguageAsked = {
      language: cue.value,
      level: (level?.value as LanguageLevel | undefined) ?? null,
      required: !asPlus,
    };
    const known = found.get(cue.value);
    const finding = {
      value: cue.value,
      rule: 'language',
      source: 'text',
      start: cue.start,
      end: cue.end,
      confidence: level === undefined ? 0.75 : 0.9,
    } as const;
    if (known === undefined || (known.asked.level === null && asked.level !== null))
      found.set(cue.value, { asked, finding });
  }
  const list = [...found.values()];
  return {
    value: list.map((one) => one.asked),
    evidence: list.map((one, index) => evidenceOf(`/languages/${index}`, one.finding)),
    warnings: [],
  };
}
