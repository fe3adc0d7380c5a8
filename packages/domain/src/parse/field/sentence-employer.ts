import type { Finding } from './finding.ts';
import type { ParseContext } from './parse-context.ts';
import { namesRole } from './role-words.ts';
import { cuedMatches } from './cued-pattern.ts';
import { employerSentences, type EmployerSentences } from './employer-sentences.ts';
import { headingKind } from '../section/heading-kind.ts';
import { readPlace } from './read-place.ts';
import {
  LEGAL_FORM,
  LEGAL_FORM_IN_TEXT,
  STARTS_WITH_NAME,
  findLegalName,
  isName,
} from './employer-names.ts';
import { namesInstitution } from './name-words.ts';

const SCOPE_CHARS_MAX = 6_000;
const IS_LEGAL_FORM = new RegExp(`^${LEGAL_FORM}$`, 'u');
const HAS_LEGAL_FORM = new RegExp(LEGAL_FORM, 'u');

const ABOUT_HEADING =
  /^(?:about|who is|life at|working at|why(?: join)?|über(?: die| den| das)?|à propos d(?:e|u|e la|e l['’])|qui est|sobre(?: a| o| la| el)?|acerca de|chi è|over|o firmie|om|o společnosti|why work at|meet|join|benefits at|inside|discover|das ist)\s+(.{2,60}?)[:?!]?$/iu;

/** `About Acme`: what stands after "about" in a heading. */
export function aboutHeading(context: ParseContext): Finding<string> | null {
  for (const section of context.sections) {
    if (section.heading === null) continue;
    const match = ABOUT_HEADING.exec(section.heading.trim());
    const name = match?.[1];
    if (
      name === undefined ||
      headingKind(section.heading)?.exact === true ||
      !/^\p{Lu}/u.test(name) ||
      !isName(name)
    )
      continue;
    if (section.kind !== 'ABOUT_COMPANY' && section.kind !== 'BENEFITS') continue;
    const spelled = isShouted(name) ? spelledInText(context.text, name) : name;
    const shown = longestForm(context.text.slice(0, SCOPE_CHARS_MAX), spelled);
    const start = context.text.indexOf(shown);
    return {
      value: shown,
      rule: 'about-heading',
      source: 'text',
      start: Math.max(0, start),
      end: Math.max(0, start) + shown.length,
      confidence: 0.85,
    };
  }
  return null;
}

function isShouted(name: string): boolean {
  return name.length > 4 && name === name.toUpperCase();
}

/** "ABOUT ACME SYSTEMS" shouts; the text below spells the name. */
function spelledInText(text: string, shouted: string): string {
  const lower = text.toLowerCase();
  const wanted = shouted.toLowerCase();
  for (
    let at = lower.indexOf(wanted), tries = 0;
    at >= 0 && tries < 20;
    at = lower.indexOf(wanted, at + 1), tries += 1
  ) {
    const written = text.slice(at, at + shouted.length);
    if (written !== shouted) return written;
  }
  return shouted;
}

/** "Acme tests water.": what is said of the company begins with its name. */
const OPENING = new RegExp(
  `^[\\s\\n•-]{0,4}(?:The |Die |Das |Der |La |Le |L[’']|Il |A |O |El |De |Firma |Spółka |Společnost )?${STARTS_WITH_NAME}(?:, [^,.\\n]{3,60},)? \\p{Ll}`,
  'u',
);

/** The employer whose name opens what is said of the company; null for none. */
export function openingEmployer(context: ParseContext): Finding<string> | null {
  for (const section of context.sections) {
    if (section.kind !== 'ABOUT_COMPANY') continue;
    const heading = section.heading ?? '';
    const at =
      heading === ''
        ? 0
        : context.text.slice(section.start, section.end).indexOf(heading) + heading.length;
    const body = context.text
      .slice(section.start + at, Math.min(section.end, section.start + at + 200))
      .replace(/^\s*[:：]?\s*/, '');
    const match = OPENING.exec(body);
    const name = match?.[1];
    if (
      match === null ||
      name === undefined ||
      !isName(name) ||
      namesRole(name.split(' ').at(-1) ?? name)
    )
      continue;
    if (readPlace(name, context.hints) !== null || name.split(' ').length > 6) continue;
    const found = { name, at: section.start + at };
    return named(context, found, { rule: 'about-opening', confidence: 0.78 });
  }
  return null;
}

/** Rules in which the text speaks as the employer: they outweigh what opens "about us". */
const SPOKEN_BY_EMPLOYER = new Set(['at-we', 'bei-wir', 'chez-nous', 'en-nosotros', 'we-are']);
const OCCURRENCES_MAX = 20;
const LONGER_FORM = /^(?: (?:\p{Lu}[\p{L}&'’-]{1,24}|&|of|and|the)){1,4}/u;

/** The name in the longest form the text has: "Thornfield" of "Thornfield Academy". */
function longestForm(text: string, name: string): string {
  let longest = name;
  for (let at = text.indexOf(name), tries = 0; at >= 0 && tries < OCCURRENCES_MAX; tries += 1) {
    const end = at + name.length;
    const more = LONGER_FORM.exec(text.slice(end, end + 80))?.[0] ?? '';
    const words = more.split(' ');
    for (let count = words.length; count > 1; count -= 1) {
      const added = words.slice(0, count).join(' ');
      if (name.length + added.length <= longest.length) break;
      const last = words[count - 1] ?? '';
      if (namesInstitution(last) || IS_LEGAL_FORM.test(last)) longest = name + added;
    }
    at = text.indexOf(name, end);
  }
  return longest;
}

/** The article that a sentence begins with is no part of the name, unless it always has it. */
function withoutArticle(text: string, name: string): string {
  const bare = name.replace(/^The (?=\p{Lu})/u, '');
  if (bare === name) return name;
  for (let at = text.indexOf(name), tries = 0; at >= 0 && tries < OCCURRENCES_MAX; tries += 1) {
    if (/\p{Ll},? $/u.test(text.slice(Math.max(0, at - 3), at))) return name;
    at = text.indexOf(name, at + name.length);
  }
  return bare;
}

/** A name found in a sentence, as the text writes it in full. */
function named(
  context: ParseContext,
  found: { readonly name: string; readonly at: number },
  { rule, confidence }: { readonly rule: string; readonly confidence: number },
): Finding<string> {
  const scope = context.text.slice(0, SCOPE_CHARS_MAX);
  const value = longestForm(scope, withoutArticle(scope, found.name));
  const near = context.text.indexOf(value, found.at);
  const start = near < 0 ? context.text.indexOf(value) : near;
  return { value, rule, source: 'text', start, end: start + value.length, confidence };
}

/** The sentences near the top that may name the employer, to be asked for rule by rule. */
export function sentencesOf(context: ParseContext): EmployerSentences {
  return employerSentences(context.text.slice(0, SCOPE_CHARS_MAX), context.cues);
}

function bySentence(
  context: ParseContext,
  sentences: EmployerSentences,
  isTried: (rule: string) => boolean,
): Finding<string> | null {
  for (const { rule, matches } of sentences) {
    const found = isTried(rule) ? firstName(context, rule, matches()) : null;
    if (found !== null)
      return named(context, found, { rule, confidence: rule === 'is-a' ? 0.7 : 0.8 });
  }
  return null;
}

const MATCHES_MAX = 6;
/** Who seeks is no role, though its name ends with one: "Lindegaard Arkitekter søger". */
const SEEKING = new Set(['seeks', 'is-hiring', 'has-opening', 'seeks-beside-place']);

/** The first name among the matches of a rule. */
function firstName(
  context: ParseContext,
  rule: string,
  matches: Iterable<RegExpExecArray>,
): { readonly name: string; readonly at: number } | null {
  let tries = 0;
  for (const match of matches) {
    if ((tries += 1) > MATCHES_MAX) break;
    const name = match[1];
    if (name === undefined || !isName(name)) continue;
    const isFirm = SEEKING.has(rule) && name.includes(' ') && !/^Hiring\s/u.test(name);
    if (!isFirm && namesRole(name.split(' ').at(-1) ?? name)) continue;
    if (readPlace(name, context.hints) !== null && !HAS_LEGAL_FORM.test(name)) continue;
    return { name, at: match.index + match[0].indexOf(name) };
  }
  return null;
}

/** The employer who speaks: `At Acme, we …`; null for none. */
export function speakingEmployer(
  context: ParseContext,
  sentences: EmployerSentences,
): Finding<string> | null {
  return bySentence(context, sentences, (rule) => SPOKEN_BY_EMPLOYER.has(rule));
}

/**
 * The employer that a sentence names (`Acme is hiring`), else a name with a legal form; null for
 * none.
 */
export function sentenceEmployer(
  context: ParseContext,
  sentences: EmployerSentences,
): Finding<string> | null {
  const said = bySentence(context, sentences, (rule) => !SPOKEN_BY_EMPLOYER.has(rule));
  if (said !== null) return said;
  const scope = context.text.slice(0, SCOPE_CHARS_MAX);
  const [form] = cuedMatches(LEGAL_FORM_IN_TEXT, scope, context.cues);
  const legal = form === undefined ? null : findLegalName(scope, context.hints);
  if (legal === null) return null;
  // "Vacancy No. NV-0044": the letters of a number are no legal form.
  const end = legal.index + legal.name.length;
  const isNumber = context.labels.some(
    (one) => one.label === 'requisition' && one.start < end && one.end > end,
  );
  if (isNumber) return null;
  return {
    value: legal.name,
    rule: 'legal-form',
    source: 'text',
    start: legal.index,
    end,
    confidence: 0.7,
  };
}

const ATS_URL =
  /^https?:\/\/(?:(?:jobs\.ashbyhq\.com|jobs(?:\.eu)?\.lever\.co|(?:job-)?boards(?:\.eu)?\.greenhouse\.io|apply\.workable\.com|(?:jobs|careers)\.smartrecruiters\.com)\/([A-Za-z0-9-]{2,40})(?:[/?#]|$)|([A-Za-z0-9-]{2,40})\.(?:recruitee\.com|teamtailor\.com|bamboohr\.com|breezy\.hr|jobs\.personio\.(?:de|com)))/iu;

/** The name that the address of an applicant tracking system has, as the text writes it. */
export function addressEmployer(context: ParseContext): Finding<string> | null {
  const match = ATS_URL.exec(context.raw.url ?? context.document.structured.url ?? '');
  const slug = (match?.[1] ?? match?.[2] ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
  if (slug.length < 3) return null;
  const spelled = new RegExp(
    `(?<![\\p{L}\\p{N}])${slug.split('').join("[ .&'’-]{0,3}")}(?![\\p{L}\\p{N}])`,
    'giu',
  );
  for (const found of context.text.slice(0, SCOPE_CHARS_MAX).matchAll(spelled)) {
    const [value] = found;
    if (!/^[\p{Lu}\d]/u.test(value)) continue;
    const start = found.index;
    return {
      value,
      rule: 'address',
      source: 'text',
      start,
      end: start + value.length,
      confidence: 0.85,
    };
  }
  return null;
}
