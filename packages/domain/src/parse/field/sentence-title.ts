import { isLetterCode } from '../text/char-class.ts';
import { declareOpenings } from './cued-pattern.ts';
import type { Cue } from './cues.ts';
import type { Finding } from './finding.ts';
import type { ParseContext } from './parse-context.ts';
import { namesRole, roleEnd, ROLE_SENTENCES } from './role-words.ts';
import { isHiringLine } from './title-shape.ts';

const SENTENCE_CHARS_MAX = 4_000;
const ROLE_CHARS_MAX = 140;
const ROLE_TOPIC = 'role-sentence-';
const LINE_CHARS_MAX = 160;
/** `Electrician needed in Halifax.` */
const WANTED_LINE =
  /^([^.!?:|]{3,60}?)\s(?:needed|wanted|required|gesucht|gezocht|søkes|sökes|søges|haetaan|etsitään|recherché\(?e?\)?)(?![\p{L}])/iu;

const ARTICLES =
  /^(?:(?:and|und|et|y|e|og|och|,|&)\s+)?(?:ab sofort|per sofort|zum nächstmöglichen zeitpunkt|zum \d\S{0,9}|dringend|aktuell|derzeit|currently|immediately|actuellement|urgently|omgående|für \S{3,20}|an?|the|our|its|their|one|two|three|several|first|very first|second|third|next|new|some|both|more|multiple|various|on-?site|many|a few|few|einen?|eine[nr]?|mehrere|zwei|une?|des|deux|plusieurs|un[oa]?|unos|umas?|uma|um|een|jeden|en|ett|et|talented|experienced|skilled|motivated|passionate|dedicated|exceptional|ambitious|enthusiastic|driven|engagierten?|motivierten?|erfahrene[nrs]?|dynamique|passionn[ée]e?|unseren?|unsere|notre|nuestr[oa]|vår|vores|a|osob[yę]|kandydat[aów]*|kandidaten|kollegen|collega|kolleg[ae]|skickliga?|driven|duktiga?|dyktige?|dygtige?|erfaren|engagert|engageret|enthousiaste|ervaren|gedreven|highly|self-motivated|full[ -]time|part[ -]time|additional|another|for|friendly|reliable|hard-?working|energetic|caring|kind|creative|qualified|competent|great|fantastic|amazing|brilliant|strong|proactive|organi[sz]ed|curious|smart|dependable|detail-oriented|customer-focused|results-driven|outgoing|bright|freundliche[nrs]?|zuverlässige[nrs]?|engagierte[nrs]?|motivierte[nrs]?|flexible[nrs]?)(?:,?\s+)/iu;
const ROLE_STOP =
  /\s(?:who|that|which|to|for|with|at|in|on|based|join(?:ing)?|and (?:you|we|be|help)|der|die|das|mit|für|zur|zum|bei|im|am|pour|qui|avec|afin|chez|à|au|dans|que|para|con|en|no|na|com|per|che|da|con cui|presso|voor|met|die|bij|om|dla|do|który|która|z|w|till|som|med|til|hos|i|på|joka|jolla|pro|se|do|který|která|ab|unbefristet|sowie|and will|starting|eager|keen|willing|ready|able|interested|passionate|looking|seeking|wanting|committed|capable|available|excited|whose|where|qualified|responsible|wishing)\s/iu;

const ADJECTIVES_MAX = 7;
/** "We are looking for engineers" names a kind of people, no job. */
const BARE_PLURAL = /^(?:\p{Ll}\p{L}+s|\p{Lu}{4,}S)$/u;

function withoutAdjectives(text: string): string {
  let role = text;
  for (let pass = 0; pass < ADJECTIVES_MAX; pass += 1) role = role.replace(ARTICLES, '');
  return role;
}

/** A word longer than an abbreviation before a stop. */
const SENTENCE_END = /\p{L}{5}[.!?]$/u;
/** "Collaborative and resourceful engineers": qualities before a kind of people. */
const QUALITIES =
  /^\p{Ll}[\p{Ll}-]{2,20}(?:, \p{Ll}[\p{Ll}-]{2,20}){0,4},? and \p{Ll}[\p{Ll}-]{2,20} (?:engineers|developers|people|programmers|designers)$/u;
/** "Every type of engineer", "all kinds of roles": nobody in particular. */
const NO_ROLE =
  /(?<!\p{L})(?:(?:types?|kinds?|sorts?|manner) of|every|everyone|anyone|folks|various roles)(?!\p{L})/iu;

function trimRole(text: string): string | null {
  const role = withoutAdjectives(text.trimStart());
  const stop = ROLE_STOP.exec(role);
  const punctuation = role.search(/[.!?;:,\n](?:\s|$)|\s[–—@-]\s/);
  let to = stop === null ? role.length : stop.index;
  const end = roleEnd(role.slice(0, to));
  if (end === 0) return null;
  // A full stop ends the role unless it stands within, as in "Sr. Engineer".
  if (punctuation >= 0 && punctuation < to) {
    const before = roleEnd(role.slice(0, punctuation));
    // "A few more folks. We are hiring a …": the sentence ends without one.
    if (before === 0 && SENTENCE_END.test(role.slice(0, punctuation + 1))) return null;
    to = before > 0 ? punctuation : Math.max(end, punctuation);
  }
  // A comma in brackets cuts them: "Engineer (Remote, EU)".
  const cut = role.slice(0, to);
  const open = cut.lastIndexOf('(');
  const found = (open > cut.lastIndexOf(')') ? cut.slice(0, open) : cut).trim();
  if (BARE_PLURAL.test(found) || NO_ROLE.test(found) || QUALITIES.test(found)) return null;
  return found.length < 3 || found.length > 90 ? null : found;
}

/** The phrases of each language under a topic of its own. */
const ROLE_PHRASES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(ROLE_SENTENCES).map(([language, phrases]) => {
    const open = phrases.replaceAll('|', '*|*');
    declareOpenings(`${ROLE_TOPIC}${language}`, `*${open}*`, language);
    return [language, new Set(phrases.split('|'))];
  }),
);
const TRIES_MAX = 5;

function phrasesFound(context: ParseContext, charsMax: number): readonly Cue[] {
  const own = context.hints.language;
  const languages = own === null || own === 'en' ? ['en'] : [own, 'en'];
  const found = languages.flatMap((language) =>
    context.cues.all(`${ROLE_TOPIC}${language}`).filter(({ start, end }) => {
      const phrase = context.text.slice(start, end).toLowerCase();
      return end <= charsMax && ROLE_PHRASES.get(language)?.has(phrase) === true;
    }),
  );
  return found.sort((a, b) => a.end - b.end);
}

/** "We are looking for a Senior Developer who …": the role of the sentence. */
export function sentenceTitle(
  context: ParseContext,
  charsMax = SENTENCE_CHARS_MAX,
): Finding<string> | null {
  const { text } = context;
  const tries = new Map<string, number>();
  for (const { start: at, end: from } of phrasesFound(context, charsMax)) {
    const phrase = text.slice(at, from).toLowerCase();
    const tried = (tries.get(phrase) ?? 0) + 1;
    tries.set(phrase, tried);
    if (tried > TRIES_MAX || isLetterCode(text.charCodeAt(at - 1))) continue;
    const scope = text.slice(from, Math.min(from + ROLE_CHARS_MAX, charsMax));
    const role = /^[\s:!]/.test(scope) ? trimRole(scope.replace(/^[\s:!]+/, '')) : null;
    if (role === null) continue;
    const start = text.indexOf(role, from);
    const end = start + role.length;
    return { value: role, rule: 'sentence', source: 'text', start, end, confidence: 0.7 };
  }
  return null;
}

/** The role of a first line that is a sentence. */
export function hiringLine(context: ParseContext): Finding<string> | null {
  const first = context.lines.find((line) => line.end > line.start);
  if (first === undefined || context.head.oneLine || first.end - first.start > LINE_CHARS_MAX)
    return null;
  const line = context.text.slice(first.start, first.end);
  const wanted = withoutAdjectives(WANTED_LINE.exec(line)?.[1] ?? '');
  if (namesRole(wanted)) {
    const start = context.text.indexOf(wanted, first.start);
    const at = { start, end: start + wanted.length };
    return { value: wanted, rule: 'wanted', source: 'text', ...at, confidence: 0.8 };
  }
  if (!isHiringLine(line)) return null;
  return sentenceTitle(context, first.end);
}
