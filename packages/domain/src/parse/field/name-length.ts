import type { PlaceHints } from './place-parts.ts';
import { LEGAL_FORM } from './employer-names.ts';
import { namesInstitution } from './name-words.ts';
import { townOf } from './municipal-place.ts';
import { readPlace } from './read-place.ts';

/** A part of a firm: "University of Leeds, School of Music". */
const UNIT =
  /^(?:the )?(?:department|dept\.?|division|faculty|school|institute|college|fachbereich|abteilung|institut|fakultät|département|service|facultad|departamento|dipartimento|afdeling|avdelning|institutt)(?!\p{L})/iu;
/** A small town that no list has, behind a firm's name and a comma: "The Heron Inn, Ambleside". */
const TOWN = /^\p{Lu}[\p{L}'’-]{2,20}(?: \p{Lu}[\p{L}'’-]{2,20})?$/u;
const ENDS_WITH_FORM = new RegExp(` ${LEGAL_FORM}$`, 'u');
const FORM_ALONE = new RegExp(`^${LEGAL_FORM}$`, 'u');
const IN_BRACKETS = /\s?[(（]([^()（）]{2,40})[)）]$/u;
const JAPANESE_PLACE = /[市区町村県都府]$/u;

function endsInPlace(name: string, tail: string, hints: PlaceHints): boolean {
  if (readPlace(tail, hints) !== null || UNIT.test(tail) || townOf(tail) !== null) return true;
  const isFirm = namesInstitution(name) || ENDS_WITH_FORM.test(name);
  return isFirm && TOWN.test(tail) && !namesInstitution(tail) && !FORM_ALONE.test(tail);
}

/** "La commune de Saint-Malo recrute": a head line that is a sentence. */
const SUBJECT =
  /^(?:(?:La|Le|Die|Der|Das|De|Het|The) |L['’])?(.{2,60}?) (?:recrute|recherche|sucht|suchen|zoekt|busca|selecciona|procura|contrata|cerca|ricerca|seleziona|poszukuje|zatrudni|söker|søger|søker|hakee|hledá|is hiring|is recruiting|is looking for|is seeking)(?: .*)?$/u;

/** The name in a piece of the head: the subject of a sentence, else what stands before a place. */
export function nameWithin(text: string, hints: PlaceHints): { start: number; end: number } {
  const subject = SUBJECT.exec(text)?.[1];
  if (subject === undefined) return { start: 0, end: nameLength(text, hints) };
  const start = text.indexOf(subject);
  return { start, end: start + subject.length };
}

/**
 * How many characters of a text are an employer's name: what stands before a place or a part of
 * the firm in `Acme Corp, Berlin`, `University of Leeds, School of Music`, `Acme (Berlin)`.
 */
export function nameLength(text: string, hints: PlaceHints): number {
  const comma = text.indexOf(', ');
  if (comma > 0 && endsInPlace(text.slice(0, comma), text.slice(comma + 2), hints)) return comma;
  const bracket = IN_BRACKETS.exec(text);
  if (bracket === null || bracket.index < 2) return text.length;
  const inner = bracket[1] ?? '';
  const isPlace = JAPANESE_PLACE.test(inner) || (readPlace(inner, hints)?.confidence ?? 0) >= 0.7;
  return isPlace ? bracket.index : text.length;
}
