import { lettersOf } from './letters-of.ts';
import { cleanTitle, type TitleSurroundings } from './clean-title.ts';
import { withDisagreement } from './disagreement.ts';
import { evidenceOf, type Finding, type Reading } from './finding.ts';
import type { HeadSegment } from './head-block.ts';
import { labelled, type ParseContext } from './parse-context.ts';
import { namesRole } from './role-words.ts';
import type { SegmentKind } from './segment-kind.ts';
import { hiringLine, sentenceTitle } from './sentence-title.ts';
import { listedRoles, rolesBelow, severalRoles } from './several-roles.ts';
import { isHiringLine, isRoleLead, isTitleLike, isWholeSentence } from './title-shape.ts';
import { isCountryOfLanguage } from './best-city.ts';
import { isArea } from './gazetteer.ts';
import { readPlace } from './read-place.ts';
import { standingTitle } from './standing-title.ts';
import { headingKind } from '../section/heading-kind.ts';

/** The title as written and cleaned; several roles make `title` null. */
export interface Titles {
  readonly title: string | null;
  readonly rawTitle: string | null;
  readonly titles: readonly string[];
}

const TITLE_CHARS_MAX = 160;
/** Of another title, in a message. */
const SAID_CHARS_MAX = 80;

function surroundings(context: ParseContext, employer: string | null): TitleSurroundings {
  const isPlace = (text: string): boolean => {
    if (text.length > 60) return false;
    if (isArea(text)) return true;
    const read = readPlace(text, context.hints);
    if (read === null || read.confidence < 0.7) return false;
    // "Sales, Marketing" are towns somewhere: a word for work is no place.
    return !namesRole(text) || read.place.addressRegion !== null;
  };
  const isCertainPlace = (text: string): boolean => {
    const read = readPlace(text, context.hints);
    const { addressLocality = null, addressCountry = null } = read?.place ?? {};
    const isDoubtful = read !== null && read.confidence < 0.9 && addressLocality === null;
    return isPlace(text) && !(isDoubtful && !isCountryOfLanguage(addressCountry, context.hints));
  };
  return { employer, isPlace, isCertainPlace };
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
  // A sentence that begins with a role is not all title.
  if (line === undefined || segment.isAlone === true || context.head.end < line.end - 1)
    return ofSegment(segment, 'head-line', 0.9);
  const { start, end } = line;
  const value = context.text.slice(start, end);
  return { value, rule: 'head-line', source: 'text', start, end, confidence: 0.9 };
}

const SAID_BESIDE: ReadonlySet<SegmentKind> = new Set(['place', 'workplace', 'employment', 'url']);

/** The title in a line that goes on with two or more of place, workplace and terms. */
function beginningOf({ head, text }: ParseContext, finding: Finding<string>): string | null {
  const line = head.segments.filter((one) => one.line === 0);
  const role = line.find((one) => one.kind === 'role');
  if (role === undefined || finding.start !== line[0]?.start) return null;
  const behind = line.filter((one) => one.start > role.start);
  const first = behind.findIndex(({ kind }) => SAID_BESIDE.has(kind));
  const rest = first < 0 ? [] : behind.slice(first);
  if (rest.filter(({ kind }) => SAID_BESIDE.has(kind)).length < 2) return null;
  if (rest.some(({ kind }) => kind === 'role')) return null;
  return text.slice(role.start, first === 0 ? role.end : behind[first - 1]?.end);
}
/** Cleaning left pieces of a line in a title. */
const STILL_PARTED = /\s[-–—|•·]\s.*\s[-–—|•·]\s/u;

const SUBJECT_LEAD = /^(?:(?:re|aw|fwd?|wg|sv|vs|tr|rv|odp)\s?:\s?)+/iu;
const SUBJECT_PREFIX =
  /^(?:(?:job|new|open|vacancy|career|hiring|stellenangebot|offre d'emploi|oferta|vacature|praca|jobb|stilling|position)\s?(?:opening|opportunity|alert|offer|ad|posting|position|vacancy|role)?\s?[:–—-]\s?)+/iu;

/** Boards file an ad under a "Role" or "Function" though its first line has the title. */
const FACET = /(?:^|\n)[^\p{L}\n]{0,4}(?:role|function|category|funktion|rol|rola)\s?[:：]?\s*$/iu;

function isFacet(context: ParseContext, start: number): boolean {
  const first = context.head.segments.find((one) => one.line === 0 && one.kind === 'role');
  return (
    first !== undefined &&
    isTitleLike(first.text) &&
    !isHiringLine(first.text) &&
    FACET.test(context.text.slice(Math.max(0, start - 40), start))
  );
}

/** A title named by a label, a subject line or the head's own lines. */
function statedTitle(context: ParseContext): Finding<string> | null {
  const label = labelled(context, 'title');
  if (
    label !== undefined &&
    label.value.length <= TITLE_CHARS_MAX &&
    !isFacet(context, label.start)
  ) {
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

/** "Developer to join our team", but "Assistant to the Director". */
const CLAUSE = /\s(?:to (?!the |our |a |\p{Lu})|who |that |and you |with our )/u;

/** Lines that may stand above the title, those of labels left aside. */
const LINES_ABOVE_MAX = 5;

function headTitle(context: ParseContext): Finding<string> | null {
  const { head } = context;
  const roles = head.segments.filter((segment) => segment.kind === 'role');
  const first = roles[0];
  if (head.oneLine) return first === undefined ? null : ofSegment(first, 'one-line', 0.9);
  const lead = head.segments.find((segment) => segment.kind !== 'label' && segment.kind !== 'url');
  if (first === undefined || isWholeSentence(first.text)) return null;
  const clause = CLAUSE.exec(first.text);
  if (clause !== null && isRoleLead(first.text.slice(0, clause.index))) {
    const end = first.start + clause.index;
    const text = first.text.slice(0, clause.index);
    return ofSegment({ ...first, text, end }, 'head-clause', 0.8);
  }
  const above = new Set(
    head.segments
      .filter(({ kind, line }) => kind !== 'label' && line < first.line)
      .map((one) => one.line),
  );
  if (above.size <= LINES_ABOVE_MAX && isTitleLike(first.text)) {
    // The line as a whole is the title as written: cleaning takes the place and employer off.
    return first === lead || first.line === lead?.line
      ? wholeLine(context, first)
      : ofSegment(first, 'head-line', 0.85);
  }
  return null;
}

/** "Job: Pharmacy" below "Pharmacist" names the field of work. */
function roleAboveField(context: ParseContext): Finding<string> | null {
  const label = labelled(context, 'title');
  if (label === undefined || namesRole(label.value)) return null;
  const title = headTitle(context);
  return title !== null && (title.start ?? label.start) < label.start ? title : null;
}

const MARKED_LINE_CHARS_MAX = 110;
const MARKED_LINES_MAX = 16;
const LEADING_ARTICLE = /^(?:une?|eine[nr]?|ein|een|uma?|una|wir suchen(?: eine[nr]?| ein)?)\s+/iu;

/** A line near the top that is marked for all genders is a title: `… Ordnungsamt (m/w/d)`. */
function markedTitle(context: ParseContext): Finding<string> | null {
  const written = context.lines.filter((line) => line.end > line.start).slice(0, MARKED_LINES_MAX);
  for (const { start, end } of written) {
    if (end - start > MARKED_LINE_CHARS_MAX) continue;
    const line = context.text.slice(start, end);
    const mark = GENDER_IN_BRACKETS.exec(line);
    if (mark === null || isWholeSentence(line)) continue;
    const article = LEADING_ARTICLE.exec(line)?.[0].length ?? 0;
    const to = mark.index + mark[0].length;
    if (to - article < 10) continue;
    const text = context.text.slice(start + article, start + to);
    const at = { start: start + article, end: start + to };
    return { value: text, rule: 'gender-mark', source: 'text', ...at, confidence: 0.8 };
  }
  return null;
}

/** "(m/w/d)", "(H/F)" */
const GENDER_IN_BRACKETS =
  /\s\((?:[mwfhdxvk]|div|gn)(?:\s?[/|,*]\s?(?:[mwfhdxvk]|div|gn)){1,3}\)/iu;

const NO_TITLE = /^(?:an?|the|our|your|join|why|how|what|about)\s|[,:;&?!]/iu;

/** Whether lines below say place, pay or terms: the layout of a posting's head. */
function hasHeadBelow(context: ParseContext): boolean {
  const kinds = new Set(['place', 'workplace', 'employment', 'pay', 'label']);
  return context.head.segments.some((one) => one.line > 0 && kinds.has(one.kind));
}

/**
 * The first line of a head, where it is short and no heading: a title without a word for a role.
 */
function firstLineTitle(context: ParseContext): Finding<string> | null {
  const lead = context.head.segments.find(
    (segment) => segment.kind === 'name' || segment.kind === 'role',
  );
  if (lead === undefined || context.head.oneLine || lead.line > 0) return null;
  if (headingKind(lead.text)?.exact === true || lead.text.length > 80) return null;
  if (lead.kind === 'name' && (!hasHeadBelow(context) || NO_TITLE.test(lead.text))) return null;
  if (!isTitleLike(lead.text) || isWholeSentence(lead.text)) return null;
  if (lead.text.split(' ').length > 8) return null;
  const whole = wholeLine(context, lead);
  return { ...whole, rule: 'first-line', confidence: 0.5 };
}

/** The text's own label, where it names another title than the one taken. */
function otherTitle(context: ParseContext, taken: string): Finding<string> | null {
  const label = labelled(context, 'title');
  if (label === undefined) return null;
  const [own, other] = [lettersOf(taken), lettersOf(label.value)];
  if (own === '' || other.includes(own) || own.includes(other)) return null;
  const { value, start, end } = label;
  return { value, rule: 'label', source: 'text', start, end, confidence: 0.95 };
}

/** The roles of a list; below a post's line any list has them. */
function rolesListed(context: ParseContext, around: TitleSurroundings): readonly string[] {
  const listed = listedRoles(context, around);
  if (listed.length > 0 || !context.head.oneLine) return listed;
  const below = rolesBelow(context, around);
  return below.length > 1 ? below : [];
}

/** The roles that a post names below its line, which has none. */
function rolesOfPost(context: ParseContext, around: TitleSurroundings): Reading<Titles> {
  const roles = context.head.oneLine ? rolesBelow(context, around) : listedRoles(context, around);
  const [only] = roles;
  const isOne = roles.length === 1 && only !== undefined;
  const evidence = roles.map((role, index) =>
    evidenceOf(isOne ? '/title' : `/titles/${index}`, fromText(context, role, 'post-item', 0.7)),
  );
  const value = isOne
    ? { title: only, rawTitle: only, titles: [] }
    : { title: null, rawTitle: null, titles: roles };
  return { value, evidence, warnings: [] };
}

/** Reads the title: the payload's, else the labelled, else the head's, else a sentence's. */
export function readTitle(context: ParseContext, employer: string | null): Reading<Titles> {
  const given = context.document.structured.title;
  const finding =
    (given === null ? null : fromText(context, given, 'payload', 0.98)) ??
    roleAboveField(context) ??
    statedTitle(context) ??
    hiringLine(context) ??
    headTitle(context) ??
    markedTitle(context) ??
    standingTitle(context) ??
    sentenceTitle(context) ??
    firstLineTitle(context);
  const around = surroundings(context, employer);
  // A first line that is the employer's name is no title.
  if (finding === null || (finding.rule === 'first-line' && finding.value === employer))
    return rolesOfPost(context, around);
  const isLoose = finding.rule === 'sentence' || finding.rule === 'first-line';
  const listed = isLoose ? rolesListed(context, around) : [];
  const titles = listed.length > 0 ? listed : severalRoles(context, finding, around);
  const whole = cleanTitle(finding.value, around);
  const beginning = STILL_PARTED.test(whole) ? beginningOf(context, finding) : null;
  const cleaned = beginning === null ? whole : cleanTitle(beginning, around);
  const value =
    titles.length > 0
      ? { title: null, rawTitle: finding.value, titles }
      : { title: cleaned, rawTitle: finding.value, titles: [] };
  const paths = titles.length > 0 ? titles.map((_, index) => `/titles/${index}`) : ['/title'];
  const evidence = [...paths, '/rawTitle'].map((path) => evidenceOf(path, finding));
  const reading: Reading<Titles> = { value, evidence, warnings: [] };
  const other = given === null ? null : otherTitle(context, given);
  if (other === null) return reading;
  return withDisagreement(reading, {
    code: 'TITLE_DISAGREES',
    path: '/title',
    what: 'title',
    finding: other,
    taken: 'payload',
    said: other.value.slice(0, SAID_CHARS_MAX),
  });
}
