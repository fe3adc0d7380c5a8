import type { LanguageLevel } from '@winnow/contracts/code-lists';
import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import { evidenceOf, type Finding, type Reading } from './finding.ts';
import { languageClauses, languageSentence, type LanguageClause } from './language-clauses.ts';
import { sectionAt, type ParseContext } from './parse-context.ts';

/** A language that the job asks for. */
export type LanguageAsked = StagedPosting['posting']['languages'][number];

const SKILL_CHARS = 90;
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
  /(?:language|fluen|speak|spoken|written|proficien|verbal|communicat|kenntniss?e|sprach|wort und schrift|langue|parlé|écrit|maîtrise|idioma|nivel|hablad|escrit|falad|língua|lingua|parlat|scritt|conoscenza|taal|spreek|schrift|woord|język|znajomość|mowie|piśmie|språk|tal och skrift|skriftlig|muntlig|sprog|kieli|taito|suullis|kirjallis|jazyk|znalost|slovem|úrovni|能力|スキル|レベル|会話|読み書き|bilingual|bilingue|connaissances?|conhecimentos?|conocimientos?|pratique d|beherrsch|behersk|(?<!\p{L})(?:sprich(?:st|t)|sprechen|talar|taler|snakker|parle[rsz]?|parl[iao]|habla[rs]?|fala[rs]?|spreekt|mów(?:isz|ić)|puhut|mluví(?:š|te)?)(?!\p{L})|mother tongue|native|command of|knowledge of)/iu;

/** The clauses about languages, sentence by sentence. */
function clausesOf(context: ParseContext): readonly LanguageClause[] {
  const { text, cues } = context;
  const names = cues
    .of('spoken')
    .slice(0, MENTIONS_MAX)
    .filter((cue) => cue.value !== '-');
  const topics = {
    levels: cues.of('spokenLevel').slice(0, 4 * MENTIONS_MAX),
    preferred: cues.of('preferred-cue').slice(0, 4 * MENTIONS_MAX),
  };
  const clauses: LanguageClause[] = [];
  for (let index = 0; index < names.length;) {
    const cue = names[index];
    if (cue === undefined) break;
    const sentence = languageSentence(text, cue);
    const own = names.slice(index).filter((one) => one.start < sentence.end);
    clauses.push(...languageClauses(text, sentence, own, topics));
    index += Math.max(1, own.length);
  }
  return clauses;
}

/** Whether a name of a language is one of a skill: a level, a label or a word for it says so. */
function isSkill(context: ParseContext, { cue, level, listed }: LanguageClause): boolean {
  if (level !== undefined || listed) return true;
  const { text, labels } = context;
  if (
    labels.some(
      (label) => label.label === 'language' && label.start <= cue.start && label.end >= cue.end,
    )
  )
    return true;
  const sentence = languageSentence(text, cue);
  const from = Math.max(sentence.start, cue.start - SKILL_CHARS);
  return SKILL.test(text.slice(from, Math.min(sentence.end, cue.end + SKILL_CHARS)));
}

/** Reads the languages that the posting asks for, each once, with the level it states. */
export function readLanguages(context: ParseContext): Reading<readonly LanguageAsked[]> {
  const found = new Map<string, { asked: LanguageAsked; finding: Finding<string> }>();
  for (const clause of clausesOf(context)) {
    const { cue, level, preferred, waived } = clause;
    if (waived || found.size >= LANGUAGES_MAX) continue;
    const section = sectionAt(context.sections, cue.start);
    if (section !== null && SECTIONS_LEFT_OUT.has(section)) continue;
    if (!isSkill(context, clause)) continue;
    const asked: LanguageAsked = {
      language: cue.value,
      level: (level?.value as LanguageLevel | undefined) ?? null,
      required: section !== 'PREFERRED' && !preferred,
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
