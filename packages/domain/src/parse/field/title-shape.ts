import { namesRole } from './role-words.ts';

/** A head line that is a sentence: `Hotel Alpenrose sucht eine Köchin`. */
const HIRING_LINE =
  /(?<![\p{L}])(?:sucht|suchen|recherche|recherchons|recrute|recrutons|busca|buscamos|procura|procuramos|cerca|cerchiamo|ricerca|zoekt|zoeken|szukamy|poszukujemy|poszukuje|söker|søger|søker|hakee|etsii|hledáme|hledá|is hiring|is looking for|are hiring|we['’]re hiring|looking for|seeking an?|(?:is|are|currently|now) recruiting|recruiting:)(?![\p{L}])|^(?:seeking|hiring)\s/iu;
/** Words of sentences, which titles lack. */
const SENTENCE_LIKE =
  /(?<![\p{L}])(?:we|you|your|our|will|are|please|wir|sie|dein|deine|nous|vous|votre|nosotros|que|som|który|with our|to define|and want|upload)(?![\p{L}])/iu;
/** "join us", not "US". */
const JOIN_US = /(?<!\p{L})us(?!\p{L})/u;
const TITLE_WORDS_MAX = 16;
const LEAD_WORDS_MAX = 8;

function isSentenceLike(text: string): boolean {
  return SENTENCE_LIKE.test(text) || JOIN_US.test(text);
}

/** Whether a line is a sentence that seeks somebody. */
export function isHiringLine(text: string): boolean {
  return HIRING_LINE.test(text);
}

/** Whether a line can be a title: not too long, no sentence but one that seeks somebody. */
export function isTitleLike(text: string): boolean {
  return (
    text.split(/\s+/).length <= TITLE_WORDS_MAX &&
    (!isSentenceLike(text) || HIRING_LINE.test(text)) &&
    BEGINS_LIKE_TITLE.test(text)
  );
}

/** A capital, also within the first word: "iOS Engineer", "eCommerce Manager". */
const BEGINS_LIKE_TITLE = /^(?:[^\p{Ll}]|\p{Ll}{1,4}-?\p{Lu}|dbt\s)/u;

/**
 * Whether a line is all sentence: "We are looking for engineers", but not "We're hiring: Nurse".
 */
export function isWholeSentence(text: string): boolean {
  return isSentenceLike(text) && HIRING_LINE.test(text) && !/[-–—:|!]/.test(text);
}

/** Whether a piece that begins a line is a role by itself: few words, no sentence. */
export function isRoleLead(text: string): boolean {
  return (
    namesRole(text) &&
    text.split(/\s+/).length <= LEAD_WORDS_MAX &&
    BEGINS_LIKE_TITLE.test(text) &&
    !isSentenceLike(text) &&
    !HIRING_LINE.test(text) &&
    !NO_ROLE_START.test(text)
  );
}

/** Sentences begin so, titles do not. */
const NO_ROLE_START =
  /^(?:this|that|these|as|join|become|if|in|at|for|with|when|working|the|an?|apply|are|do|is|it|there|here|looking|seeking|ready|want|must|ideal|als|zur|zum|für|der|die|das|ein|eine|le|la|les|un|une|el|los|una|o|os|um|uma|il|lo|een|het|de|en|ett|et)\s/iu;
