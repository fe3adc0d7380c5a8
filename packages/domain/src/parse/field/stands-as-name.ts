import type { HeadSegment } from './head-block.ts';
import { namesInstitution } from './name-words.ts';
import type { ParseContext } from './parse-context.ts';

/** Parts of any firm, as boards write them below a title. */
const DIVISION =
  /^(?:engineering|software|marketing|sales|finance|operations|product|design|people|hr|legal|it|technology|data|customer \p{L}+|support|research|administration|accounting|manufacturing|retail|hospitality|healthcare|education|construction|security|infrastructure|platform|growth|creative|corporate|management|vertrieb|entwicklung|verwaltung|produktion|einkauf|personal|buchhaltung|ventes|informatique|ventas|tecnología|vendas|tecnologia|vendite|.* (?:team|department|abteilung|division|equipe|équipe|equipo))$/iu;
/** Slogans and headings begin so. */
const SLOGAN =
  /^(?:an?|our|your|why|how|what|who|where|when|join|meet|make|build|be|become|we|let|discover|help|about|work|welcome)\s/iu;
const PROSE_CHARS_MIN = 60;

/** Whether a long line stands right below: the segment is its heading. */
function isOverProse({ text, head }: ParseContext, { end, line }: HeadSegment): boolean {
  if (head.segments.some((one) => one.line > line)) return false;
  const from = text.indexOf('\n', end) + 1;
  const to = from === 0 ? -1 : text.indexOf('\n', from);
  return from > 0 && (to < 0 ? text.length : to) - from >= PROSE_CHARS_MIN;
}

const CAPITALISED_SHARE_MIN = 0.6;

/**
 * Whether the line right below the title is a name by itself: words that begin with capitals, no
 * part of a firm; in languages that capitalise nouns that says less.
 */
export function standsAsName(context: ParseContext, segment: HeadSegment, name: string): boolean {
  const isName = segment.kind === 'name' || (segment.kind === 'role' && namesInstitution(name));
  if (!isName || DIVISION.test(name) || SLOGAN.test(name)) return false;
  if (isOverProse(context, segment)) return false;
  if (context.head.segments.some((one) => one.line === segment.line && one !== segment))
    return false;
  const words = name.split(/[\s-]+/).filter((word) => word.length > 3);
  const capital = words.filter((word) => /^[\p{Lu}\d]/u.test(word)).length;
  return words.length > 0 && capital >= words.length * CAPITALISED_SHARE_MIN;
}

/** Whether nothing but facts stands between the role and a line below it. */
export function isNext(
  segments: readonly HeadSegment[],
  role: HeadSegment,
  one: HeadSegment,
): boolean {
  const between = segments.filter(({ line }) => line > role.line && line < one.line);
  return one.line > role.line && between.every(({ kind }) => kind !== 'name' && kind !== 'role');
}
