import { headingKind } from '../section/heading-kind.ts';
import { employerName } from './employer-name.ts';
import { isName } from './employer-names.ts';
import type { Finding } from './finding.ts';
import { isEmployerPiece, isInAddress, likelyEmployer, recurs } from './forum-line.ts';
import type { HeadSegment } from './head-block.ts';
import { isTermOfWork, namesInstitution } from './name-words.ts';
import type { ParseContext } from './parse-context.ts';
import { readPlace } from './read-place.ts';
import { namesRole } from './role-words.ts';

/** The name in a piece of a post's line: `Acme` of `Acme (YC S21), Boulder, CO`. */
function namedIn(
  context: ParseContext,
  segment: HeadSegment,
  confidence: number,
): Finding<string> | null {
  const { name, index } = employerName(segment.text);
  const comma = name.indexOf(', ');
  // "Acme, Leeds / Hull, UK"
  const behind = name.slice(comma + 2).split(/\s\/\s|\s(?:and|or|&)\s/u)[0] ?? '';
  const isPlaced = comma > 0 && (readPlace(behind, context.hints)?.confidence ?? 0) >= 0.7;
  const value = isPlaced ? name.slice(0, comma) : name;
  const bare = value.replace(/\.$/, '');
  const start = segment.start + index;
  const end = start + value.length;
  // "Puffin Pay" has a word for terms, but comes again as a name.
  const isTerm = isTermOfWork(bare) && !namesInstitution(bare) && !recurs(context, bare, end);
  if (!isName(bare) || isTerm) return null;
  return { value, rule: 'one-line', source: 'text', start, end, confidence };
}

/** A post in one line begins with the employer, or has his name behind the place. */
export function oneLineEmployer(context: ParseContext): Finding<string> | null {
  const { head } = context;
  if (!head.oneLine) return null;
  const line = head.segments.filter((one) => one.line === 0 && one.kind !== 'label');
  // "Tern.ai | …" has its name for an address.
  const first = line.find((one) => one.kind !== 'url' || !/\/|^www\./.test(one.text));
  if (first?.kind === 'name' || first?.kind === 'url') {
    const found = namedIn(context, first, 0.9);
    if (found !== null) return found;
  }
  const role = line.find((one) => one.kind === 'role');
  const at = role === undefined ? null : nameInTitle(context, role);
  if (at !== null) return at;
  const name = line.find((one) => isEmployerPiece(one));
  return name === undefined ? null : namedIn(context, name, 0.8);
}

const NAME_ALONE =
  /^(\p{Lu}[\p{L}\p{N}&'’-]{1,30}(?: \p{Lu}[\p{L}\p{N}&'’-]{1,20}){0,2})[.:!] (?:We|Our|Wir|Nous)(?:['’](?:re|ve)|\s)/u;

/** A name alone on the first line that an address of the text has, too; null for none. */
export function addressedName(context: ParseContext): Finding<string> | null {
  const [first, second] = context.head.segments;
  if (context.head.oneLine || first === undefined || first.line > 0) return null;
  if (second?.line === 0 || !isEmployerPiece(first)) return null;
  return isInAddress(context, employerName(first.text).name) ? namedIn(context, first, 0.85) : null;
}

/** "Acme. We're hiring engineers": a first sentence that is nothing but the name; else null. */
export function nameAlone(context: ParseContext): Finding<string> | null {
  const first = context.lines.find(({ start, end }) => end > start);
  if (first === undefined) return null;
  const value = NAME_ALONE.exec(context.text.slice(first.start, first.start + 120))?.[1];
  if (value === undefined || !isName(value) || namesRole(value) || isTermOfWork(value)) return null;
  if (readPlace(value, context.hints) !== null || headingKind(value) !== null) return null;
  const at = { start: first.start, end: first.start + value.length };
  return { value, rule: 'name-alone', source: 'text', ...at, confidence: 0.75 };
}

/** A name beside places and terms, without a role: the employer's where no sentence tells. */
export function loneName(context: ParseContext): Finding<string> | null {
  const segment = likelyEmployer({ ...context, segments: context.head.segments });
  return segment === null ? null : namedIn(context, segment, 0.55);
}

const AT_NAME =
  /\s(?:at|@|bei|chez|presso|bij|hos)\s+(\p{Lu}[^|–—(,\n]{1,50})|\s(?:für|for|pour|para|per|voor|dla|till|til|im|am|in)\s+(?:das |die |der |den |the |le |la |l['’]|el |il )?(\p{Lu}[^|–—(,\n]{1,50})/u;

/** "Restaurang Fyren i Visby" */
const PLACE_BEHIND = /\s(?:i|in|à|en|em|w|te|a|på)\s(\p{Lu}[\p{L} '’-]{1,30})$/u;

/** `Chef at Acme`; after other words than "at" only what has the word of an institution. */
export function nameInTitle(context: ParseContext, role: HeadSegment): Finding<string> | null {
  const match = AT_NAME.exec(role.text);
  const written = (match?.[1] ?? match?.[2])?.trim();
  if (match === null || written === undefined) return null;
  const behind = PLACE_BEHIND.exec(written);
  const isPlaced = behind !== null && readPlace(behind[1] ?? '', context.hints) !== null;
  const value = isPlaced ? written.slice(0, behind.index) : written;
  // One works "at" a firm that has a small town's name, too.
  const place = readPlace(value, context.hints);
  if (place !== null && (match[1] === undefined || place.confidence >= 0.9)) return null;
  if (match[1] === undefined && (!namesInstitution(value) || namesRole(value))) return null;
  const start = role.start + role.text.indexOf(value, match.index);
  const end = start + value.length;
  return { value, rule: 'title-at', source: 'text', start, end, confidence: 0.88 };
}
