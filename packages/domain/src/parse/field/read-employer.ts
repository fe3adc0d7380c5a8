import { lettersOf } from './letters-of.ts';
import { withDisagreement } from './disagreement.ts';
import { evidenceOf, nothingRead, payloadFinding, type Finding, type Reading } from './finding.ts';
import type { HeadSegment } from './head-block.ts';
import {
  addressedName,
  loneName,
  nameAlone,
  nameInTitle,
  oneLineEmployer,
} from './line-employer.ts';
import type { ParseContext } from './parse-context.ts';
import { namesRole } from './role-words.ts';
import { headingKind } from '../section/heading-kind.ts';
import { nameWithin } from './name-length.ts';
import { readPlace } from './read-place.ts';
import { findLegalName, isName } from './employer-names.ts';
import { isNext, standsAsName } from './stands-as-name.ts';
import { subjectEmployer } from './subject-employer.ts';
import { isTermOfWork, namesInstitution } from './name-words.ts';
import {
  departmentEmployer,
  labelledEmployer,
  letterhead,
  logoEmployer,
  nameBeforePlace,
  nearerAuthority,
  postedByEmployer,
} from './page-employer.ts';
import {
  aboutHeading,
  addressEmployer,
  openingEmployer,
  sentenceEmployer,
  sentencesOf,
  speakingEmployer,
} from './sentence-employer.ts';

function ofSegment(segment: HeadSegment, rule: string, confidence: number): Finding<string> {
  const { text, start, end } = segment;
  return { value: text, rule, source: 'text', start, end, confidence };
}

function given(context: ParseContext): Finding<string> | null {
  const { employer } = context.document.structured;
  return employer === null ? null : payloadFinding(employer, 0.98);
}

function hinted(context: ParseContext): Finding<string> | null {
  const name = context.raw.hints?.company?.trim() ?? '';
  if (name === '') return null;
  return {
    value: name,
    rule: 'hint',
    source: 'structured',
    start: null,
    end: null,
    confidence: 0.9,
  };
}

function legalName(context: ParseContext): Finding<string> | null {
  for (const segment of context.head.segments) {
    if (segment.kind === 'label' || segment.kind === 'url') continue;
    const legal = findLegalName(segment.text, context.hints);
    if (legal === null) continue;
    const start = segment.start + legal.index;
    const end = start + legal.name.length;
    return { value: legal.name, rule: 'legal-form', source: 'text', start, end, confidence: 0.92 };
  }
  return null;
}

/** In the head: a name with a legal form, else a name beside a place or the title. */
function headEmployer(context: ParseContext): Finding<string> | null {
  const legal = legalName(context);
  if (legal !== null) return legal;
  const { segments } = context.head;
  const role = segments.find((segment) => segment.kind === 'role');
  if (role === undefined) return null;
  const below = segments.find(
    (one) => one.kind === 'role' && one.line > role.line && /, /.test(one.text),
  );
  if (
    below !== undefined &&
    readPlace(below.text.slice(below.text.indexOf(', ') + 2), context.hints) !== null
  )
    return splitNameAndPlace(context, below);
  const at = nameInTitle(context, role);
  if (at !== null) return at;
  const names = segments.filter(
    (one) =>
      (one.kind === 'name' || one.kind === 'role') &&
      one.line <= 4 &&
      one !== role &&
      isEmployerLike(one),
  );
  const beside = names.find(
    (one) =>
      one.line > role.line &&
      (segments.some((other) => other.line === one.line && other.kind === 'place') ||
        isNext(segments, role, one)),
  );
  const above = names.find((one) => one.line < role.line);
  const same = names.find((one) => one.line === role.line && one.start > role.start);
  const chosen = [above, beside, same].find((one) => one !== undefined && holdsUp(context, one));
  if (chosen === undefined) return null;
  return splitNameAndPlace(context, withoutAt(nearerAuthority(chosen, names)));
}

/** A line of its own below the role: `at Fern Institute`. */
const AT = /^(?:at|bei|chez|bij|presso|hos|@)\s+(?=\p{Lu})/u;

function withoutAt(segment: HeadSegment): HeadSegment {
  const length = AT.exec(segment.text)?.[0].length ?? 0;
  return { ...segment, text: segment.text.slice(length), start: segment.start + length };
}

const SHORT_TEXT_CHARS = 400;

/**
 * A line by itself may be a slogan: a name comes again, has its kind's word, or stands beside a
 * place.
 */
function holdsUp(context: ParseContext, segment: HeadSegment): boolean {
  const { text, head } = context;
  const role = head.segments.find((one) => one.kind === 'role');
  const besidePlace = head.segments.some(
    (one) => one.line === segment.line && one.kind === 'place',
  );
  const comma = segment.text.indexOf(', ');
  const name = comma > 0 ? segment.text.slice(0, comma) : segment.text;
  const recurs = text.indexOf(name, segment.end) >= 0;
  if (namesInstitution(name)) return true;
  // "Response Engineer - PhishGuard": behind a dash stands a team as well as an employer.
  if (segment.line === role?.line) {
    const isPiped = text.slice(role.start, role.end + 4).includes('|');
    const named = comma > 0 && readPlace(segment.text.slice(comma + 2), context.hints) !== null;
    return isPiped ? recurs || besidePlace : named || (recurs && besidePlace);
  }
  if (recurs) return true;
  if (besidePlace) return true;
  if (comma > 0 && readPlace(segment.text.slice(comma + 2), context.hints) !== null) return true;
  // The line between the title and the place is the employer's.
  if (head.segments.some((one) => one.line === segment.line + 1 && one.kind === 'place'))
    return true;
  if (
    role !== undefined &&
    isNext(head.segments, role, segment) &&
    standsAsName(context, segment, name)
  )
    return true;
  return name.split(' ').length <= 3 && text.length - head.end < SHORT_TEXT_CHARS;
}

/** "Acme Corp, Berlin": the name is what stands before the place. */
function splitNameAndPlace(context: ParseContext, segment: HeadSegment): Finding<string> {
  const { start, end } = nameWithin(segment.text, context.hints);
  if (end - start === segment.text.length) return ofSegment(segment, 'head-name', 0.75);
  const text = segment.text.slice(start, end);
  const at = { start: segment.start + start, end: segment.start + end };
  return ofSegment({ ...segment, ...at, text }, 'head-name', 0.8);
}

const EMPLOYER_WORDS_MAX = 8;
const DOTTED_FORM = /(?:Inc|Ltd|Co|Corp|o\.o|r\.o|a\.s|B\.V|N\.V|S\.A|S\.L|p\.A|r\.l|e\.V)\.$/u;

/** "Paredes & Asociados" */
const PARTNERS = /\s(?:&|y|et|e|und|i|and)\s\p{Lu}\p{L}+$/u;

function isEmployerLike({ text }: HeadSegment): boolean {
  const name = text.split(', ')[0] ?? text;
  const institution = namesInstitution(name);
  return (
    isName(name) &&
    name.split(' ').length <= EMPLOYER_WORDS_MAX &&
    /^[\p{Lu}\p{Lo}\d]|\p{Lu}/u.test(name) &&
    !/[.!?:]$/.test(text.replace(DOTTED_FORM, '')) &&
    (!namesRole(name) ||
      (institution && (PARTNERS.test(name) || !namesRole(name.split(' ').at(-1) ?? name)))) &&
    headingKind(text)?.exact !== true &&
    (institution || !isTermOfWork(text)) &&
    !/:\s|^p\.?\s?o\.?\sbox\s|^postfach\s/iu.test(text) &&
    !/\d{4}|^\d{1,3}(?:[.,]\d)?\s?(?:-|–|%|uur|std|h|yrs?|years?|jahre|ans|años|anos)/iu.test(name)
  );
}

/** Reads the employer's name as the posting writes it, legal form included. */
export function readEmployer(context: ParseContext): Reading<string | null> {
  const fromPayload = given(context);
  const fromLabel = labelledEmployer(context);
  const sentences = sentencesOf(context);
  const finding =
    fromPayload ??
    fromLabel ??
    hinted(context) ??
    postedByEmployer(context) ??
    logoEmployer(context) ??
    oneLineEmployer(context) ??
    headEmployer(context) ??
    addressedName(context) ??
    nameBeforePlace(context) ??
    subjectEmployer(context) ??
    letterhead(context) ??
    addressEmployer(context) ??
    aboutHeading(context) ??
    speakingEmployer(context, sentences) ??
    openingEmployer(context) ??
    sentenceEmployer(context, sentences) ??
    departmentEmployer(context) ??
    nameAlone(context) ??
    loneName(context);
  if (finding === null) return nothingRead(null);
  const path = '/hiringOrganization/name';
  const evidence = [evidenceOf(path, located(context, finding))];
  const reading = { value: finding.value, evidence, warnings: [] };
  if (fromPayload === null || fromLabel === null) return reading;
  if (sameLetters(fromPayload.value, fromLabel.value)) return reading;
  return withDisagreement<string | null>(reading, {
    code: 'EMPLOYER_DISAGREES',
    path,
    what: 'employer',
    finding: fromLabel,
    taken: 'payload',
    said: fromLabel.value,
  });
}

function sameLetters(a: string, b: string): boolean {
  const [one, other] = [lettersOf(a), lettersOf(b)];
  return one.startsWith(other) || other.startsWith(one);
}

/** A structured name that the text has too is shown there. */
function located(context: ParseContext, finding: Finding<string>): Finding<string> {
  if (finding.start !== null) return finding;
  const start = context.text.indexOf(finding.value);
  return start < 0 ? finding : { ...finding, start, end: start + finding.value.length };
}
