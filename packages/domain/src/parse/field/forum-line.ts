import { findLegalName, isName } from './employer-names.ts';
import type { HeadSegment } from './head-block.ts';
import { employerName } from './employer-name.ts';
import { isTermOfWork, namesInstitution } from './name-words.ts';
import type { PlaceHints } from './place-parts.ts';
import { readPlace } from './read-place.ts';
import { namesRole } from './role-words.ts';
import type { SegmentKind } from './segment-kind.ts';

/** A text with the segments of its first line. */
export interface FirstLine {
  readonly text: string;
  readonly segments: readonly HeadSegment[];
  readonly hints: PlaceHints;
}

const BESIDE: ReadonlySet<SegmentKind> = new Set([
  'place',
  'workplace',
  'employment',
  'pay',
  'url',
  'note',
]);
/** Who pays for the firm, what it offers beside pay, and calls: said beside a role and a name. */
const NOTE =
  /^(?:\(?yc\s?[swfx]?['’]?\d{2}\)?(?:\s.*)?|y[ -]?combinator.*|(?:pre-?)?seed(?:[ -](?:stage|funded|round))?(?:\s.*)?|series [a-h]\+?(?:[\s(,].*)?|[\p{L}\p{N}& -]{1,30}[- ](?:backed|funded)(?:\s.*)?|bootstrapped.*|profitable.*|stealth(?: (?:mode|startup|company).*)?|early[- ]stage.*|(?:h-?1b|visas?|relocation|sponsorship|equity|benefits|competitive|no (?:agencies|recruiters|visas?|relocation|sponsorship)|direct hire|link|apply|details|interested)(?!\p{L}).*|(?:multiple|various|several|many|all|open|other|different|lots of|tons of)\s(?:[\p{L}-]+\s){0,2}(?:roles?|positions?|openings?|jobs|levels|teams|opportunities)(?:[\s(,].*)?|(?:now |we are |we['’]re |currently |actively )?hiring(?!\p{L}).*|(?:seeking|wanted:?|looking for)\s\p{L}+s|join us.*)$/iu;
/** Fields of work: a piece that names nothing else names no job. */
const AREAS = new Set(
  (
    'engineering|software engineering|design|product|product design|growth|marketing|sales|operations|' +
    'ops|data|data science|research|r&d|support|customer support|customer success|success|finance|people|hr|legal|' +
    'infrastructure|security|backend|back-end|frontend|front-end|full-stack|full stack|fullstack|mobile|ios|android|platform|' +
    'machine learning|ml|ai|ai/ml|devops|qa|tech|technology|business|business development|science|hardware|software|development|' +
    'entwicklung|vertrieb|produkt|ingénierie|ventes|produit|ingeniería|ventas|producto|technical roles|eng'
  ).split('|'),
);
const JOINER = /\s*(?:,|&|\+|\/|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\by\b)\s*/iu;
/** A rank before other words makes them a role: `Senior Member of Technical Staff`. */
const RANKED =
  /^(?:senior|sr\.?|junior|jr\.?|staff|principal|founding|lead|head of|chief|vp|director of|member of)\s\p{L}/iu;
const BODY_CHARS_MIN = 40;
const TRIES_MAX = 20;
const SURE = 0.9;

/** Whether a piece names fields of work alone: "Engineering and Design". */
function isAreaOfWork(text: string): boolean {
  const pieces = text
    .replace(/\s*\([^)]*\)\s*/g, ' ')
    .trim()
    .toLowerCase()
    .split(JOINER);
  return pieces.every((piece) => AREAS.has(piece.replace(/\s(?:team|teams|roles)$/, '')));
}

/** "a Porter", "as Porter" is a job, "Porter is" somebody's name. */
const JOB_BEFORE =
  /(?:^|[\s(])(?:an?|as|our|this|of|eine?n?r?|als|une?|comme|una?|como|um|een|en|ett|den|for)\s$/iu;

/** Whether a name comes again in what follows the head, as a name does. */
export function recurs({ text }: Pick<FirstLine, 'text'>, name: string, from: number): boolean {
  let at = text.indexOf(name, from);
  for (let tries = 0; at >= 0 && tries < TRIES_MAX; tries += 1) {
    const bounded = !/[\p{L}\p{N}]/u.test(text.charAt(at + name.length));
    if (bounded && !JOB_BEFORE.test(text.slice(Math.max(0, at - 12), at))) return true;
    at = text.indexOf(name, at + name.length);
  }
  return false;
}

/** Whether a piece can be an employer's name: a name, no term and no field of work. */
export function isEmployerPiece({ kind, text }: HeadSegment): boolean {
  if (kind !== 'name') return false;
  const { name } = employerName(text);
  if (!isName(name) || !/^[\p{Lu}\p{Lo}\p{N}]|\p{Lu}|\.\p{L}{2,}$/u.test(name)) return false;
  return namesInstitution(name) || !isTermOfWork(name);
}

const SLUG_CHARS_MIN = 4;
const ADDRESS_SCOPE_CHARS = 8_000;

/** Whether an address of the text has the name: "udall.example", "jobs@udall.example". */
export function isInAddress({ text }: Pick<FirstLine, 'text'>, name: string): boolean {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '');
  if (slug.length < SLUG_CHARS_MIN) return false;
  const scope = text.slice(0, ADDRESS_SCOPE_CHARS).toLowerCase();
  return ['//', '//www.', '@', 'www.', '/'].some(
    (lead) => scope.includes(`${lead}${slug}.`) || scope.includes(`${lead}${slug}/`),
  );
}

/** Whether a piece is an employer's name beyond doubt: by its shape, or since it comes again. */
function isSurelyEmployer(line: FirstLine, segment: HeadSegment): boolean {
  if (!isEmployerPiece(segment)) return false;
  const whole = bareText(employerName(segment.text).name);
  const comma = whole.indexOf(', ');
  const isPlaced = comma > 0 && placeConfidence(whole.slice(comma + 2), line.hints) >= 0.7;
  const name = isPlaced ? whole.slice(0, comma) : whole;
  if (/https?:|www\.|\(yc\s/iu.test(segment.text) || /\p{Ll}\p{Lu}|\.\p{Ll}{2,}$/u.test(name))
    return true;
  if (findLegalName(name, line.hints) !== null || namesInstitution(name)) return true;
  if (isInAddress(line, name)) return true;
  const end = line.segments.at(-1)?.end ?? segment.end;
  return line.text.length - end < BODY_CHARS_MIN || recurs(line, name, segment.end);
}

/** A piece without its address and brackets. */
function bareText(text: string): string {
  return text
    .replace(/\s*(?:https?:\/\/|www\.)\S+/giu, '')
    .replace(/\s*\([^()]*\)/gu, '')
    .trim();
}

function placeConfidence(text: string, hints: PlaceHints): number {
  const pieces = text.split(/\s(?:or|and|&)\s|\s?\/\s?/iu);
  return Math.min(...pieces.map((piece) => readPlace(piece, hints)?.confidence ?? 0));
}

/** "Hightower, New York, NY": a name and its place by commas. */
function isNameAndPlace(line: FirstLine, segment: HeadSegment): boolean {
  const text = bareText(segment.text);
  const comma = text.indexOf(', ');
  if (segment.kind !== 'name' || comma < 0) return false;
  return (
    isSurelyEmployer(line, segment) && placeConfidence(text.slice(comma + 2), line.hints) >= SURE
  );
}

/**
 * Whether the first line is a post's in one line, whatever parts it and in whatever order: `Acme -
 * Senior Engineer - Boulder, CO - ONSITE`, `London - Acme - Full time`.
 */
export function isForumLine(line: FirstLine): boolean {
  const parted = partedFirst(line.segments);
  const [named] = parted;
  const isParted = parted.length > line.segments.length && named !== undefined;
  if (isParted && isSurelyEmployer(line, named)) return true;
  const segments = withNameOfTown(line, line.segments.map(noted));
  const kinds = segments.map(({ kind }) => kind);
  const [first, second] = segments;
  if (first === undefined || kinds.includes('label')) return false;
  const beside = kinds.filter((kind) => BESIDE.has(kind)).length;
  if (second === undefined) return isNameAndPlace(line, first);
  if (kinds.length >= 3 && beside >= 2 && isNameOfWork(line, segments)) return true;
  const placeFirst = first.kind === 'place' && placeConfidence(first.text, line.hints) >= SURE;
  const names = segments.filter(isEmployerPiece);
  if (kinds.length >= 3) {
    if (first.kind === 'name' && kinds.includes('role') && beside > 0) return true;
    if (placeFirst && names.length > 0 && (kinds.includes('role') || beside >= 2)) return true;
    if (first.kind !== 'role' && names.length === 0 && kinds.includes('role') && beside >= 3)
      return true;
  }
  // "Engineer - Platform - Berlin": behind a role stands a team as well as an employer.
  if (first.kind === 'role' || (kinds.includes('role') && kinds.length < 3)) return false;
  return beside > 0 && names.length > 0 && isSurelyEmployer(line, names[0] ?? first);
}

/**
 * The piece of a first line that is the employer's if any is, where nothing else tells: `Acme -
 * Boulder, CO`; null where a role or more lines of a head stand beside it.
 */
export function likelyEmployer({ segments, text, hints }: FirstLine): HeadSegment | null {
  const line = segments.map(noted);
  if (line.some(({ kind }) => kind === 'role' || kind === 'label')) return null;
  if (line.some((one) => one.line > 0 && one.kind !== 'url')) return null;
  const [first, second] = line.filter((one) => one.line === 0);
  if (first === undefined) return null;
  if (second === undefined) {
    const bare = bareText(first.text);
    const comma = bare.indexOf(', ');
    const isPlaced =
      comma > 0 && placeConfidence(bare.slice(comma + 2), hints) >= SURE && /\n/.test(text);
    return isPlaced && isEmployerPiece(first) ? first : null;
  }
  if (!line.some(({ kind }) => BESIDE.has(kind))) return null;
  return line.find((one) => isEmployerPiece(one)) ?? null;
}

const ROLES_IN_BRACKETS = /\([^()]*(?:roles|positions|openings)[^()]*\)/iu;
/** "Payroll for musicians" says what is made, and for whom. */
const FOR = /\s(?:for|für|pour|para|per)\s/iu;

function noted(segment: HeadSegment): HeadSegment {
  const { kind, text } = segment;
  // "B2B team (several roles: two developers)" names none.
  if (kind === 'role' && ROLES_IN_BRACKETS.test(text) && !namesRole(bareText(text)))
    return { ...segment, kind: 'note' };
  if (kind === 'role' && FOR.test(text) && !namesRole(text.split(FOR)[0] ?? text))
    return { ...segment, kind: 'note' };
  if (kind === 'name' && RANKED.test(text) && !isTermOfWork(text))
    return { ...segment, kind: 'role' };
  const isNote = (kind === 'name' || kind === 'role' || kind === 'place') && NOTE.test(text);
  return isNote && !(kind === 'role' && /:/.test(text)) ? { ...segment, kind: 'note' } : segment;
}

/** A small town's name that comes again as a name, where no other piece is one: an employer's. */
function withNameOfTown(line: FirstLine, segments: readonly HeadSegment[]): readonly HeadSegment[] {
  if (segments.length < 3 || segments.some((one) => isEmployerPiece(one))) return segments;
  const town = segments.find(
    ({ kind, text, end }) =>
      kind === 'place' &&
      !/[,\d/]/.test(text) &&
      placeConfidence(text, line.hints) < SURE &&
      recurs(line, text, end),
  );
  return town === undefined
    ? segments
    : segments.map((one) => (one === town ? { ...one, kind: 'name' as const } : one));
}

/** A post in one line begins with a name, though a town may have it too. */
function namedFirst(line: FirstLine, segments: readonly HeadSegment[]): boolean {
  const [first] = segments;
  if (first?.kind !== 'place' || /[,\d/]/.test(first.text)) return false;
  if (recurs(line, first.text, first.end) && !recurs(line, `in ${first.text}`, first.end))
    return true;
  const others = segments.slice(1);
  const elsewhere = others.some(({ kind, text }) => kind === 'place' || /\bremote\b/iu.test(text));
  if (elsewhere) return !others.some((one) => isSurelyEmployer(line, one));
  if (placeConfidence(first.text, line.hints) < SURE) return true;
  return !others.some(({ kind, text }) => kind === 'role' || /\bon-?\s?site\b/iu.test(text));
}

/** "Acme (remote or local in Reno, NV)" */
const BRACKET = /^(\p{L}[\p{L}\p{N}.&'’ -]{1,40}?)\s*\([^()]{2,80}\)$/u;
const AT_HOME =
  /(?<!\p{L})(?:remot[eoa]|h[yíi]brid\p{L}{0,2}|ibrid[oa]|on-?\s?site|anywhere|home|homeoffice|office|télétravail|teletrabajo|teletrabalho|presencial|zdaln\p{L}{1,3}|distans|wfh)(?!\p{L})/iu;
const HIRING =
  /\s(?:is|are)\s(?:(?:now|currently|actively)\s)?hiring\s(?:(?:for\s)?(?:an?|the|our)\s|for\s)?/iu;

/** "Acme is hiring a Data Engineer", "Acme: Data Engineer": the name and the role of a first piece. */
function partedFirst(segments: readonly HeadSegment[]): readonly HeadSegment[] {
  const [first, ...rest] = segments;
  const bracket = first?.kind === 'workplace' ? BRACKET.exec(first.text) : null;
  const outside = bracket?.[1] ?? '';
  if (first !== undefined && bracket !== null && !namesRole(outside) && !AT_HOME.test(outside)) {
    const inside = first.start + outside.length;
    return [
      { ...first, kind: 'name', text: outside, end: inside },
      { ...first, text: first.text.slice(outside.length), start: inside },
      ...rest,
    ];
  }
  if (first?.kind !== 'role') return segments;
  const match = HIRING.exec(first.text) ?? /:\s/.exec(first.text);
  if (match === null || match.index < 2) return segments;
  const name = first.text.slice(0, match.index);
  const behind = match.index + match[0].length;
  const role = first.text.slice(behind);
  if (namesRole(name) || !namesRole(role) || !/^\p{Lu}/u.test(role)) return segments;
  return [
    { ...first, kind: 'name', text: name, end: first.start + match.index },
    { ...first, text: role, start: first.start + behind },
    ...rest,
  ];
}

/** "Alder Therapeutics": a first piece with a word for an occupation that comes again as a name. */
function isNameOfWork(line: FirstLine, segments: readonly HeadSegment[]): boolean {
  const [first, ...rest] = segments;
  if (first?.kind !== 'role' || rest.some((one) => isEmployerPiece(one))) return false;
  const { name } = employerName(first.text);
  return recurs(line, name, first.end) || isInAddress(line, name);
}

/** The segments of a post's line, each with what it says there. */
export function forumSegments(line: FirstLine): readonly HeadSegment[] {
  const parted = partedFirst(line.segments);
  const segments = withNameOfTown(line, parted.map(noted)).map((segment) => {
    const isArea = segment.kind === 'role' || segment.kind === 'name';
    return isArea && segment.start !== line.segments[0]?.start && isAreaOfWork(segment.text)
      ? { ...segment, kind: 'note' as const }
      : segment;
  });
  const [first, ...rest] = segments;
  if (first === undefined || !(namedFirst(line, segments) || isNameOfWork(line, segments)))
    return segments;
  return [{ ...first, kind: 'name' }, ...rest];
}
