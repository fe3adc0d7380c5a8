import type { Warning } from '@winnow/contracts/enriched-posting';
import { cleanTitle, type TitleSurroundings } from './clean-title.ts';
import { evidenceOf, type Finding, type Reading } from './finding.ts';
import type { HeadSegment } from './head-block.ts';
import { labelled, type ParseContext } from './parse-context.ts';
import { namesRole, roleEnd, ROLE_SENTENCES } from './role-words.ts';
import { isArea } from './gazetteer.ts';
import { readPlace } from './read-place.ts';
import { headingKind } from '../section/heading-kind.ts';

/** The title as written and cleaned; several roles make `title` null. */
export interface Titles {
  readonly title: string | null;
  readonly rawTitle: string | null;
  readonly titles: readonly string[];
}

const TITLE_CHARS_MAX = 160;
const SENTENCE_CHARS_MAX = 4_000;
const ROLES_MAX = 12;

function surroundings(context: ParseContext, employer: string | null): TitleSurroundings {
  return {
    employer,
    isPlace: (text) => {
      if (text.length > 60) return false;
      if (isArea(text)) return true;
      const read = readPlace(text, context.hints);
      if (read === null || read.confidence < 0.7) return false;
      // "Sales, Marketing" are towns somewhere: a word for work is no place.
      return !namesRole(text) || read.place.addressRegion !== null;
    },
  };
}

function fromText(
  context: ParseContext,
  text: string,
  rule: string,
  confidence: number,
): Finding<string> {
  const start = context.text.indexOf(text);
  return start < 0
    ? { value: text, rule, source: 'structured', start: null, end: null, confidence }
    : { value: text, rule, source: 'text', start, end: start + text.length, confidence };
}

function ofSegment(segment: HeadSegment, rule: string, confidence: number): Finding<string> {
  const { text, start, end } = segment;
  return { value: text, rule, source: 'text', start, end, confidence };
}

function wholeLine(context: ParseContext, segment: HeadSegment): Finding<string> {
  const line = context.lines.find((one) => one.start <= segment.start && one.end >= segment.end);
  if (line === undefined) return ofSegment(segment, 'head-line', 0.9);
  const value = context.text.slice(line.start, line.end);
  return {
    value,
    rule: 'head-line',
    source: 'text',
    start: line.start,
    end: line.end,
    confidence: 0.9,
  };
}

const SUBJECT_LEAD = /^(?:(?:re|aw|fwd?|wg|sv|vs|tr|rv|odp)\s?:\s?)+/iu;
const SUBJECT_PREFIX =
  /^(?:(?:job|new|open|vacancy|career|hiring|stellenangebot|offre d'emploi|oferta|vacature|praca|jobb|stilling|position)\s?(?:opening|opportunity|alert|offer|ad|posting|position|vacancy|role)?\s?[:–—-]\s?)+/iu;

/** A head line that is a sentence: `Hotel Alpenrose sucht eine Köchin`. */
const HIRING_LINE =
  /(?<![\p{L}])(?:sucht|suchen|recherche|recherchons|recrute|recrutons|busca|buscamos|procura|procuramos|cerca|cerchiamo|ricerca|zoekt|zoeken|szukamy|poszukujemy|poszukuje|söker|søger|søker|hakee|etsii|hledáme|hledá|is hiring|is looking for|are hiring|we['’]re hiring|looking for|seeking an?)(?![\p{L}])/iu;
/** `Electrician needed in Halifax.` */
const WANTED_LINE =
  /^([^.!?:|]{3,60}?)\s(?:needed|wanted|required|gesucht|gezocht|søkes|sökes|søges|haetaan|etsitään|recherché\(?e?\)?)(?![\p{L}])/iu;
/** Words of sentences, which titles lack. */
const SENTENCE_LIKE =
  /(?<![\p{L}])(?:we|you|your|our|us|will|are|please|wir|sie|dein|deine|nous|vous|votre|nosotros|que|som|który|with our|to define|and want|upload)(?![\p{L}])/iu;
const TITLE_WORDS_MAX = 16;

function isTitleLike(text: string): boolean {
  return (
    text.split(/\s+/).length <= TITLE_WORDS_MAX &&
    (!SENTENCE_LIKE.test(text) || HIRING_LINE.test(text)) &&
    /^[^\p{Ll}]/u.test(text)
  );
}

/** A title named by a label, a subject line or the head's own lines. */
function statedTitle(context: ParseContext): Finding<string> | null {
  const label = labelled(context, 'title');
  if (label !== undefined && label.value.length <= TITLE_CHARS_MAX) {
    const { value, start, end } = label;
    return { value, rule: 'label', source: 'text', start, end, confidence: 0.95 };
  }
  const subject = labelled(context, 'subject');
  if (subject !== undefined && namesRole(subject.value)) {
    const value = subject.value.replace(SUBJECT_LEAD, '').replace(SUBJECT_PREFIX, '');
    const start = subject.start + subject.value.length - value.length;
    return { value, rule: 'subject', source: 'text', start, end: subject.end, confidence: 0.85 };
  }
  return null;
}

function headTitle(context: ParseContext): Finding<string> | null {
  const { head } = context;
  const roles = head.segments.filter((segment) => segment.kind === 'role');
  const first = roles[0];
  if (head.oneLine) return first === undefined ? null : ofSegment(first, 'one-line', 0.9);
  const lead = head.segments.find((segment) => segment.kind !== 'label' && segment.kind !== 'url');
  if (first !== undefined && first.line <= 5 && isTitleLike(first.text)) {
    // The line as a whole is the title as written: cleaning takes the place and employer off.
    return first === lead || first.line === lead?.line
      ? wholeLine(context, first)
      : ofSegment(first, 'head-line', 0.85);
  }
  return null;
}

const ARTICLES =
  /^(?:ab sofort|per sofort|zum nächstmöglichen zeitpunkt|zum \d\S{0,9}|dringend|aktuell|derzeit|currently|immediately|actuellement|urgently|omgående|für \S{3,20}|an?|the|our|one|two|three|several|new|some|einen?|eine[nr]?|mehrere|zwei|une?|des|deux|plusieurs|un[oa]?|unos|umas?|uma|um|een|jeden|en|ett|et|talented|experienced|skilled|motivated|passionate|dedicated|exceptional|ambitious|enthusiastic|driven|engagierten?|motivierten?|erfahrene[nrs]?|dynamique|passionn[ée]e?|unseren?|unsere|notre|nuestr[oa]|vår|vores|a|osob[yę]|kandydat[aów]*|kandidaten|kollegen|collega|kolleg[ae]|skickliga?|driven|duktiga?|dyktige?|dygtige?|erfaren|engagert|engageret|enthousiaste|ervaren|gedreven|highly|self-motivated|full[ -]time|part[ -]time|additional|another|for)\s+/iu;
const ROLE_STOP =
  /\s(?:who|that|which|to|for|with|at|in|on|based|join(?:ing)?|and (?:you|we|be|help)|der|die|das|mit|für|zur|zum|bei|im|am|pour|qui|avec|afin|chez|à|au|dans|que|para|con|en|no|na|com|per|che|da|con cui|presso|voor|met|die|bij|om|dla|do|który|która|z|w|till|som|med|til|hos|i|på|joka|jolla|pro|se|do|který|která|ab|unbefristet|sowie|and will|starting)\s/iu;

function trimRole(text: string): string | null {
  let role = text.trimStart();
  for (let pass = 0; pass < 4; pass += 1) role = role.replace(ARTICLES, '');
  const stop = ROLE_STOP.exec(role);
  const punctuation = role.search(/[.!?;:,\n](?:\s|$)|\s[–—-]\s/);
  let to = stop === null ? role.length : stop.index;
  const end = roleEnd(role.slice(0, to));
  if (end === 0) return null;
  // A full stop ends the role unless it stands within, as in "Sr. Engineer".
  if (punctuation >= 0 && punctuation < to) {
    const before = roleEnd(role.slice(0, punctuation));
    to = before > 0 ? punctuation : Math.max(end, punctuation);
  }
  const found = role.slice(0, to).trim();
  return found.length < 3 || found.length > 90 ? null : found;
}

/** "We are looking for a Senior Developer who …": the role of the sentence. */
function sentenceTitle(
  context: ParseContext,
  charsMax = SENTENCE_CHARS_MAX,
): Finding<string> | null {
  const scope = context.text.slice(0, charsMax);
  const lower = scope.toLowerCase();
  const languages =
    context.hints.language === null || context.hints.language === 'en'
      ? ['en']
      : [context.hints.language, 'en'];
  let best: { at: number; role: string } | null = null;
  for (const language of languages) {
    for (const phrase of ROLE_SENTENCES[language]?.split('|') ?? []) {
      let at = lower.indexOf(phrase);
      for (let tries = 0; at >= 0 && tries < 5; tries += 1) {
        const from = at + phrase.length;
        if (best !== null && from >= best.at) break;
        const next = scope.charAt(from);
        const role = /[\s:]/.test(next)
          ? trimRole(scope.slice(from, from + 140).replace(/^[\s:]+/, ''))
          : null;
        if (role !== null && !(at > 0 && /[\p{L}]/u.test(scope.charAt(at - 1)))) {
          best = { at: from, role };
          break;
        }
        at = lower.indexOf(phrase, from);
      }
    }
  }
  if (best === null) return null;
  const start = context.text.indexOf(best.role, best.at);
  const end = start + best.role.length;
  return { value: best.role, rule: 'sentence', source: 'text', start, end, confidence: 0.7 };
}

/** The role of a first line that is a sentence. */
function hiringLine(context: ParseContext): Finding<string> | null {
  const first = context.lines.find((line) => line.end > line.start);
  if (first === undefined || context.head.oneLine || first.end - first.start > TITLE_CHARS_MAX)
    return null;
  const line = context.text.slice(first.start, first.end);
  const wanted = WANTED_LINE.exec(line)?.[1];
  if (wanted !== undefined && namesRole(wanted)) {
    const at = { start: first.start, end: first.start + wanted.length };
    return { value: wanted, rule: 'wanted', source: 'text', ...at, confidence: 0.8 };
  }
  if (!HIRING_LINE.test(line)) return null;
  return sentenceTitle(context, first.end);
}

/** The first line, where it is short and no heading: a title without a word for a role. */
function firstLineTitle(context: ParseContext): Finding<string> | null {
  const lead = context.head.segments.find(
    (segment) => segment.kind === 'name' || segment.kind === 'role',
  );
  if (lead === undefined || context.head.oneLine || lead.line > 0) return null;
  if (headingKind(lead.text)?.exact === true || lead.text.length > 80) return null;
  if (!isTitleLike(lead.text) || lead.text.split(' ').length > 8) return null;
  const whole = wholeLine(context, lead);
  return { ...whole, rule: 'first-line', confidence: 0.5 };
}

/** Several roles in a post: `Frontend Engineer, Backend Engineer`, roles as list items. */
function severalRoles(
  context: ParseContext,
  title: Finding<string>,
  around: TitleSurroundings,
): readonly string[] {
  const candidates = context.head.oneLine
    ? context.head.segments
        .filter((segment) => segment.kind === 'role')
        .flatMap((segment) => splitRoles(segment.text))
    : splitRoles(title.value);
  if (candidates.length < 2) return [];
  const roles: string[] = [];
  for (const candidate of candidates.slice(0, ROLES_MAX)) {
    const role = cleanTitle(candidate, around);
    if (!roles.includes(role)) roles.push(role);
  }
  return roles.length > 1 ? roles : [];
}

function splitRoles(text: string): readonly string[] {
  const bare = text.replace(/\([^)]*\)/g, ' ');
  const pieces = bare
    .split(
      /\s*;\s*|\s*,\s+(?=\p{Lu})|\s+(?:and|und|et|y|e|en|og|och|oraz|ja|a)\s+(?=\p{Lu})|\s&\s(?=\p{Lu})|\s\+\s|\s\/\s/u,
    )
    .map((piece) => piece.trim());
  if (pieces.length < 2) return [text];
  // Each piece must be a role by itself: "Research and Development Engineer" is one.
  const whole = pieces.every((piece) => isWholeRole(piece));
  return whole ? pieces : [text];
}

const ROLE_HEAD =
  /(?:engineers?|developers?|designers?|managers?|analysts?|scientists?|architects?|administrators?|consultants?|specialists?|technicians?|nurses?|drivers?|chefs?|assistants?|coordinators?|directors?|leads?|recruiters?|accountants?|sre|devops|entwickler(?:in)?|ingenieur(?:in)?|programmers?|marketers?|writers?|representatives?|executives?|interns?|researchers?|operators?|testers?|waiters?|bartenders?|cooks?|mechanics?|electricians?|cto|founding engineer|développeu(?:r|se)|ingénieur|desarrollador(?:a)?|utvecklare|ontwikkelaar|sviluppatore|programista|udvikler|utvikler)(?:\s?\([^)]*\))?$/iu;

function isWholeRole(piece: string): boolean {
  return ROLE_HEAD.test(piece) && piece.split(' ').length >= 2;
}

function disagreement(context: ParseContext, taken: string): Warning | null {
  const label = labelled(context, 'title');
  if (label === undefined) return null;
  const key = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const [own, other] = [key(taken), key(label.value)];
  if (own === '' || other.includes(own) || own.includes(other)) return null;
  return {
    code: 'TITLE_DISAGREES',
    path: '/title',
    message: `The payload's title was taken; the text says "${label.value.slice(0, 80)}".`,
  };
}

/** Reads the title: the payload's, else the labelled, else the head's, else a sentence's. */
export function readTitle(context: ParseContext, employer: string | null): Reading<Titles> {
  const given = context.document.structured.title;
  const finding =
    (given === null ? null : fromText(context, given, 'payload', 0.98)) ??
    statedTitle(context) ??
    hiringLine(context) ??
    headTitle(context) ??
    sentenceTitle(context) ??
    firstLineTitle(context);
  if (finding === null)
    return { value: { title: null, rawTitle: null, titles: [] }, evidence: [], warnings: [] };
  const around = surroundings(context, employer);
  const titles = severalRoles(context, finding, around);
  const cleaned = cleanTitle(finding.value, around);
  const value =
    titles.length > 0
      ? { title: null, rawTitle: finding.value, titles }
      : { title: cleaned, rawTitle: finding.value, titles: [] };
  const paths = titles.length > 0 ? titles.map((_, index) => `/titles/${index}`) : ['/title'];
  const warning = given === null ? null : disagreement(context, given);
  const evidence = [...paths, '/rawTitle'].map((path) => evidenceOf(path, finding));
  if (warning !== null) {
    const label = labelled(context, 'title');
    if (label !== undefined) {
      const other = {
        value: label.value,
        rule: 'label-not-taken',
        source: 'text',
        start: label.start,
        end: label.end,
        confidence: 0.4,
      } as const;
      evidence.push(evidenceOf('/title', other));
    }
  }
  return { value, evidence, warnings: warning === null ? [] : [warning] };
}
