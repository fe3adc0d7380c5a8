import type { Cue } from './cues.ts';
import { nearestCue } from './nearest-cue.ts';
import type { TextLine } from './text-lines.ts';

/** What a sentence says of one of the languages it names. */
export interface LanguageClause {
  readonly cue: Cue;
  /** The words of the sentence that are about this language. */
  readonly start: number;
  readonly end: number;
  readonly level: Cue | undefined;
  /** Whether it stands in a list of skills or demands, without a word for a skill beside it. */
  readonly listed: boolean;
  /** Whether it is welcome, not asked for. */
  readonly preferred: boolean;
  /** "German not required": named only to be let off. */
  readonly waived: boolean;
}

/** The topics of cues that clauses are read by. */
export interface ClauseCues {
  readonly levels: readonly Cue[];
  readonly preferred: readonly Cue[];
}

interface Piece extends TextLine {
  readonly cue: Cue;
  readonly own: Cue | undefined;
  readonly ahead: boolean;
  readonly bare: boolean;
  readonly preferred: 'before' | 'behind' | null;
  readonly firm: boolean;
}

const SENTENCE_CHARS_MAX = 400;
const BARE_CHARS_MAX = 14;
const LISTED_CHARS_MAX = 45;
/** What is said of any skill in a language tells none from another. */
const NEUTRAL =
  /in wort und schrift|(?:both )?(?:written|spoken|oral|verbal)(?: (?:and|&) (?:written|spoken|oral|verbal))?|languages?|skills?|kenntnis|parlé et écrit|w mowie i (?:w )?piśmie|i tal och skrift|in woord en geschrift|à l['’]oral et à l['’]écrit/giu;
const LEVEL_CHARS_MAX = 60;
const STRONG = /[,;]/u;
const WEAK =
  /\s(?:and|und|sowie|et|y|e|ed|i|oraz|en|och|og|ja|a|or|oder|ou|o|u|of|lub|eller|tai|nebo|but|aber|mais|pero|mas|ma|maar|ale|men|też|plus)\s|[/&+・、と]/giu;
const WAIVED =
  /\b(?:not|isn['’]t) (?:required|needed|necessary|essential|a requirement|mandatory)|\bno (?:\p{L}+ )?(?:needed|required|necessary)|nicht (?:erforderlich|notwendig|nötig|zwingend)|(?:pas|non) (?:nécessaire|requise?|obligatoire|exigée?)|no (?:es )?(?:necesari|requerid|imprescindible|obligatori)|não (?:é )?(?:necessári|obrigatóri|exigid)|non (?:è )?(?:richiest|necessari|obbligatori)|niet (?:nodig|vereist|verplicht)|nie (?:jest )?(?:wymagan|koniecz)|krävs (?:inte|ej)|ikke (?:et )?(?:krav|nødvendig)|ei (?:vaadita|tarvita)|není (?:nutn|potřeb|podmínk)|不要|不問|必須ではな/iu;
const FIRM =
  /required|mandatory|must|essential|erforderlich|zwingend|voraussetzung|requis|exigé|obligat|imprescindible|requerid|exigid|richiest|vereist|verplicht|wymagan|krav|krävs|vaadita|podmínk|必須/iu;
const CEFR = /^[a-c][12]|native|mutter|madre|^n[1-5]$/iu;
/** A dot of an abbreviation, which ends no sentence: "min. B2". */
const ABBREVIATED =
  /(?:^|[\s(])(?:min|max|mind|ca|bzw|inkl|incl|approx|np|tzn|e\.g|i\.e|z\.\s?b|j|jęz|lang)$/iu;

/** The sentence around a position, not cut at abbreviations. */
export function languageSentence(text: string, { start, end }: TextLine): TextLine {
  const floor = Math.max(0, start - SENTENCE_CHARS_MAX);
  const ceiling = Math.min(text.length, end + SENTENCE_CHARS_MAX);
  let from = start;
  while (from > floor && !endsSentence(text, from - 1)) from -= 1;
  let to = end;
  while (to < ceiling && !endsSentence(text, to)) to += 1;
  return { start: from, end: to };
}

function endsSentence(text: string, index: number): boolean {
  const char = text.charAt(index);
  if (char === '\n' || char === '。') return true;
  if (char !== '.' && char !== '!' && char !== '?') return false;
  const next = text.charAt(index + 1);
  if (next !== '' && !/\s/.test(next)) return false;
  return char !== '.' || !ABBREVIATED.test(text.slice(Math.max(0, index - 8), index));
}

/** Where the words about one language end and those about the next begin. */
function boundary(text: string, from: number, to: number): number {
  const between = text.slice(from, to).replace(/\([^()]*\)/g, (inner) => ' '.repeat(inner.length));
  const strong = between.search(STRONG);
  if (strong >= 0) return from + strong;
  let weak = -1;
  for (const match of between.matchAll(WEAK)) weak = match.index;
  return weak < 0 ? to : from + weak;
}

/** The level of a clause: a step of a scale before a word, the words before the name first. */
function levelIn(text: string, cue: Cue, levels: readonly Cue[]): Cue | undefined {
  const near = levels.filter(
    (one) => one.end > cue.start - LEVEL_CHARS_MAX && one.start < cue.end + LEVEL_CHARS_MAX,
  );
  const cefr = near.filter((one) => CEFR.test(text.slice(one.start, one.end)));
  const behind = (list: readonly Cue[]): Cue | undefined =>
    list.find((one) => one.start >= cue.end);
  const before = (list: readonly Cue[]): Cue | undefined =>
    list.findLast((one) => one.end <= cue.start);
  return behind(cefr) ?? before(near) ?? before(cefr) ?? behind(near) ?? near[0];
}

function within(cues: readonly Cue[], { start, end }: TextLine): readonly Cue[] {
  const first = nearestCue(cues, start, end);
  if (first === undefined) return [];
  const from = cues.indexOf(first);
  const found: Cue[] = [];
  for (let index = from; index < cues.length; index += 1) {
    const cue = cues[index];
    if (cue === undefined || cue.start >= end) break;
    found.push(cue);
  }
  return found;
}

function pieceOf(text: string, cue: Cue, span: TextLine, cues: ClauseCues): Piece {
  const own = levelIn(text, cue, within(cues.levels, span));
  const [welcome] = within(cues.preferred, span);
  const words = text.slice(span.start, span.end);
  const rest = words.replace(NEUTRAL, '').length - (cue.end - cue.start);
  const firm = FIRM.test(words);
  return {
    ...span,
    cue,
    own,
    ahead: own !== undefined && own.end <= cue.start,
    bare: own === undefined && welcome === undefined && !firm && rest <= BARE_CHARS_MAX,
    preferred: welcome === undefined ? null : welcome.start < cue.start ? 'before' : 'behind',
    firm,
  };
}

/** A name alone in a list has what the list says: what follows it, else what leads it. */
function settle(
  pieces: readonly Piece[],
  index: number,
): { level: Cue | undefined; preferred: boolean } {
  const piece = pieces[index];
  if (piece === undefined) return { level: undefined, preferred: false };
  if (!piece.bare) return { level: piece.own, preferred: piece.preferred !== null };
  const next = pieces.slice(index + 1).find((one) => !one.bare);
  const last = pieces.slice(0, index).findLast((one) => !one.bare);
  const trailing = next !== undefined && !next.ahead && next.own !== undefined;
  const leading = last !== undefined && last.ahead;
  const led = last?.preferred === 'before';
  return {
    level: leading ? last.own : trailing ? next.own : undefined,
    preferred: led || (!leading && last?.firm !== true && next?.preferred === 'behind'),
  };
}

function isListed(pieces: readonly Piece[], piece: Piece): boolean {
  if (piece.end - piece.start > LISTED_CHARS_MAX) return false;
  return (
    piece.firm ||
    piece.preferred !== null ||
    (pieces.length > 1 && pieces.some((one) => one.own !== undefined || one.preferred !== null))
  );
}

/** What a sentence says of each of its languages (`names`, in order), each by its own words. */
export function languageClauses(
  text: string,
  sentence: TextLine,
  names: readonly Cue[],
  cues: ClauseCues,
): readonly LanguageClause[] {
  const cuts = names
    .slice(1)
    .map((cue, index) => boundary(text, names[index]?.end ?? 0, cue.start));
  const pieces = names.map((cue, index) => {
    const start = cuts[index - 1] ?? sentence.start;
    return pieceOf(text, cue, { start, end: cuts[index] ?? sentence.end }, cues);
  });
  return pieces.map((piece, index) => ({
    cue: piece.cue,
    start: piece.start,
    end: piece.end,
    ...settle(pieces, index),
    listed: isListed(pieces, piece),
    waived: WAIVED.test(text.slice(piece.start, piece.end)),
  }));
}
