import type { PlaceHints } from './place-parts.ts';
import { readPlace } from './read-place.ts';
import { namesRole } from './role-words.ts';
import type { TextLine } from './text-lines.ts';

const SEGMENTS_MAX = 14;
const SEPARATOR =
  /\s*\|{1,3}\s*|\s+[•·∙●‧⋅◦»~]\s+|\s+[–—]{1,2}\s+|\s+-{1,3}\s+|\s+::\s+|\t+|\s+\/\/\s+/g;
/** A capital i for a pipe, which some typefaces do not tell apart. */
const LETTER_FOR_PIPE = /\sI\s/g;
const LETTERS_FOR_PIPES_MIN = 3;
const SEMICOLON = /;\s+/g;
const SEMICOLONS_MIN = 2;
/** Words of a head: a line with them between semicolons is one, no sentence. */
const WORD_OF_HEAD =
  /(?<!\p{L})(?:full[- ]?time|part[- ]?time|intern(?:s|ship)?|contract|remote|on[- ]?site|hybrid|visa|h-?1b)(?!\p{L})/iu;
const ADDRESS_FIRST = /^(?:https?:\/\/|www\.)\S{1,200}(?=\s)/i;

/** Longer pieces hold text. */
const PIECE_CHARS_MAX = 130;
const TERMS_FIRST =
  /^(?:(?:full[- ]?time|part[- ]?time|contract|interns?|remote|on-?site|hybrid|visa|\([^)]{1,60}\)|equity|only|ok|and|or|[+&,/])\s{0,2})+(?=\s*\p{Lu})/iu;

/** What no separator can be without: quickly found missing. */
const HAS_SEPARATOR = /[|•·∙●‧⋅◦»~–—\t:;.*/-]|::|\sI\s/;
const STOP = /\.\s+/g;
const STOPPED_PIECES_MIN = 3;
const STOPPED_CHARS_MAX = 36;
const WITH_STOPS = new RegExp(`${STOP.source}|${SEPARATOR.source}`, 'g');
const COMMA = /,\s+/g;
const LEADING_COMMA = /^,\s*/;
const TERM =
  /^(?:full[- ]?time|part[- ]?time|intern|contract|remote|on[- ]?site|hybrid|visa|h-?1b|local|relocation)/iu;
const WITH_LETTERS = new RegExp(`${LETTER_FOR_PIPE.source}|${SEPARATOR.source}`, 'g');
const WITH_SEMICOLONS = new RegExp(`${SEMICOLON.source}|${SEPARATOR.source}`, 'g');

const RARE: readonly (readonly [sign: string, count: RegExp, separators: RegExp])[] = [
  [' : ', /\s:\s/g, new RegExp(`\\s+:\\s+|${SEPARATOR.source}`, 'g')],
  [' / ', /\s\/\s/g, new RegExp(`\\s+\\/\\s+|${SEPARATOR.source}`, 'g')],
  [' * ', /\s\*\s/g, new RegExp(`(?:^|\\s+)\\*(?:\\s+|$)|${SEPARATOR.source}`, 'g')],
];
const RARE_MIN = 3;

/** The separators between the pieces of a line: an odd one only where it comes often. */
function separatorsOf(line: string): RegExp {
  if (line.includes('|')) return SEPARATOR;
  if (line.includes(' I ') && (line.match(LETTER_FOR_PIPE)?.length ?? 0) >= LETTERS_FOR_PIPES_MIN)
    return WITH_LETTERS;
  for (const [sign, count, separators] of RARE) {
    if (
      line.includes(sign) &&
      (line.match(count)?.length ?? 0) >= RARE_MIN &&
      WORD_OF_HEAD.test(line)
    )
      return separators;
  }
  if (!line.includes('; ') || !WORD_OF_HEAD.test(line)) return SEPARATOR;
  return (line.match(SEMICOLON)?.length ?? 0) >= SEMICOLONS_MIN ? WITH_SEMICOLONS : SEPARATOR;
}

/** Whether a bracket that opens before a position closes behind it. */
function isInBrackets(line: string, from: number, at: number): boolean {
  const piece = line.slice(from, at);
  return piece.lastIndexOf('(') > piece.lastIndexOf(')') && line.indexOf(')', at) > 0;
}

/** A name, its place and terms by commas: "Acme, Boulder, CO, full time, H1B ok"; null if not. */
function commaPieces(text: string, line: TextLine, hints: PlaceHints): readonly TextLine[] | null {
  const written = text.slice(line.start, line.end);
  if (!WORD_OF_HEAD.test(written) || written.search(SEPARATOR) >= 0) return null;
  const commas = [...written.matchAll(COMMA)].map(({ index }) => index);
  const isTerm = (comma: number): boolean =>
    TERM.test(written.slice(comma).replace(LEADING_COMMA, ''));
  const terms = commas.findIndex(isTerm);
  const [named] = commas;
  const placed = commas[terms];
  if (terms < 1 || named === undefined || placed === undefined) return null;
  if (!commas.slice(terms).every(isTerm)) return null;
  const name = written.slice(0, named);
  const place = written.slice(named, placed).replace(LEADING_COMMA, '');
  if (namesRole(name) || (readPlace(name, hints)?.confidence ?? 0) >= 0.9) return null;
  if ((readPlace(place, hints)?.confidence ?? 0) < 0.9) return null;
  const cuts = [named, ...commas.slice(terms)];
  return [-1, ...cuts].map((cut, index) => {
    const lead = cut < 0 ? 0 : (LEADING_COMMA.exec(written.slice(cut))?.[0].length ?? 1);
    return {
      start: line.start + Math.max(0, cut) + lead,
      end: line.start + (cuts[index] ?? written.length),
    };
  });
}

/** Whether short pieces between full stops begin with a place: "Reno, NV. Full-time. Acme" */
export function isPartedByStops(line: string, hints: PlaceHints): boolean {
  if (!WORD_OF_HEAD.test(line)) return false;
  const pieces = line.split(STOP);
  if (pieces.length < STOPPED_PIECES_MIN || pieces.some((one) => one.length > STOPPED_CHARS_MAX))
    return false;
  return (readPlace(pieces[0] ?? '', hints)?.confidence ?? 0) >= 0.9;
}

/** The pieces of a head line between pipes, dashes, bullets and the like. */
export function splitHeadLine(
  text: string,
  line: TextLine,
  hints: PlaceHints,
): readonly TextLine[] {
  const byComma = commaPieces(text, line, hints);
  if (byComma !== null) return byComma;
  const written = text.slice(line.start, line.end);
  if (!HAS_SEPARATOR.test(written)) return written === '' ? [] : [withoutMark(text, line)];
  const separators = isPartedByStops(written, hints) ? WITH_STOPS : separatorsOf(written);
  const pieces: TextLine[] = [];
  let from = 0;
  for (const match of written.matchAll(separators)) {
    if (pieces.length >= SEGMENTS_MAX) break;
    // A dash in brackets parts nothing: "(Remote - Canada)".
    if (!match[0].includes('|') && isInBrackets(written, from, match.index)) continue;
    if (match.index > from)
      pieces.push({ start: line.start + from, end: line.start + match.index });
    from = match.index + match[0].length;
  }
  if (from < written.length) pieces.push({ start: line.start + from, end: line.end });
  const last = pieces.pop();
  if (last !== undefined)
    pieces.push(...(pieces.length < 2 ? [last] : withoutGluedText(text, last)));
  return pieces.map((piece) => withoutMark(text, piece));
}

/**
 * The last piece without the text that is glued to it: "https://acme.dev/jobs Acme builds …",
 * "Full-time We are …"; none when all of it is text.
 */
function withoutGluedText(text: string, { start, end }: TextLine): readonly TextLine[] {
  const piece = text.slice(start, Math.min(end, start + PIECE_CHARS_MAX * 2));
  const address = ADDRESS_FIRST.exec(piece);
  if (address !== null) return [{ start, end: start + address[0].length }];
  if (piece.length <= PIECE_CHARS_MAX) return [{ start, end }];
  const terms = TERMS_FIRST.exec(piece);
  return terms === null ? [] : [{ start, end: start + terms[0].length }];
}

/** Emoji and bullets before a piece: "📍 Lisbon". */
const MARK =
  /^(?:(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\u200d|\ufe0f|[★☆●■◆►▶•])\s?){1,6}/u;
const MARK_CHARS_MAX = 24;

function withoutMark(text: string, { start, end }: TextLine): TextLine {
  const mark = MARK.exec(text.slice(start, Math.min(end, start + MARK_CHARS_MAX)))?.[0].length ?? 0;
  return start + mark < end ? { start: start + mark, end } : { start, end };
}

/** Where the first separator of a line stands; -1 for none. */
export function firstSeparator(line: string): number {
  return line.search(SEPARATOR);
}

/** "Recife - PE": a code of a division belongs to the city before it. */
export function withCodes(
  text: string,
  pieces: readonly TextLine[],
  hints: PlaceHints,
): readonly TextLine[] {
  const joined: TextLine[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const code = text.slice(piece.start, piece.end);
    const before = last === undefined ? '' : text.slice(last.start, last.end);
    if (last !== undefined && /^[A-Z]{2,3}$/.test(code) && !before.includes(',')) {
      const read = readPlace(`${before}, ${code}`, hints);
      // "Lyon | CDI" has a contract behind the city.
      const { addressLocality = null, addressRegion = null } = read?.place ?? {};
      if ((read?.confidence ?? 0) >= 0.9 && addressLocality !== null && addressRegion !== null) {
        joined[joined.length - 1] = { start: last.start, end: piece.end };
        continue;
      }
    }
    joined.push(piece);
  }
  return joined;
}
