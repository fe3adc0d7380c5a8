import type { SectionKind } from '@winnow/contracts/code-lists';
import pageLines from '../../../data/parse-page-lines.json' with { type: 'json' };
import { foldText } from './fold-char.ts';

interface Words {
  readonly exact: ReadonlySet<string>;
  readonly starts: readonly string[];
  readonly firstLetters: ReadonlySet<string>;
}

let known: Words | undefined;

function words(): Words {
  if (known !== undefined) return known;
  const exact = new Set(pageLines.exact.split('|').map(keyOf));
  const starts = pageLines.starts.split('|').map(foldText);
  known = { exact, starts, firstLetters: new Set(starts.map((start) => start.charAt(0))) };
  return known;
}

const MARKS_AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}?]+$/gu;

function keyOf(text: string): string {
  return foldText(text).replace(MARKS_AROUND, '').replace(/\s+/g, ' ');
}

const LINE_CHARS_MAX = 120;
/** `Posted 3 days ago`, `vor 2 Tagen`, `25 applicants`: what a page counts. */
const COUNTED =
  /^(?:(?:re)?posted |published |listed |updated |active |online |erschienen |publiée? |veröffentlicht |dodano |publicerad |geplaatst )?(?:(?:about |over |more than |mehr als |plus de |más de )?\d{1,4}\+? (?:seconds?|minutes?|hours?|days?|weeks?|months?|d|h|w)\+? ago|vor (?:\d{1,2}|einem|einer) (?:stunden?|tag(?:en)?|wochen?|monat(?:en)?)|il y a \d{1,2} (?:heures?|jours?|semaines?|mois)|hace \d{1,2} (?:horas?|d[ií]as?|semanas?|mes(?:es)?)|há \d{1,2} (?:horas?|dias?|semanas?|mes(?:es)?)|\d{1,2} (?:giorni|ore|settimane) fa|\d{1,2} (?:dagen|weken|uur) geleden|\d{1,2} (?:dni|godz\w*) temu|för \d{1,2} (?:dagar|timmar|veckor) sedan|for \d{1,2} (?:dager|dage|timer|uker|uger) siden)$|^(?:over |more than |mehr als |plus de |más de |mais de )?\d{1,5}\+? (?:applicants?|applications?|views?|people clicked apply|clicked apply|candidates?|inscritos|candidatos|candidatures?|bewerber(?:innen)?|bewerbungen|reactions?|connections? work here|followers?|reviews?|jobs?|vacancies)$/iu;
/** A path through the site: `Home > Jobs > Nursing`. */
const BREADCRUMB =
  /^(?:home|start|startseite|accueil|inicio|início|homepage|etusivu|hjem|forside|hem|jobs?|careers|vacancies|stellenangebote|emploi|empleo|vagas|ofertas|oferty|praca|vacatures|lavoro|offerte|ホーム|トップ|求人|úvod)\s?(?:[>›»→/]|::|\|)\s?\S|^[^>›»|]{2,40}\s[>›»]\s[^>›»|]{2,60}\s[>›»]\s/iu;
const LOGO =
  /^(?:(?:company )?logo(?: of| for| von| de| der| van| di)?[: ]+)?(.{2,80}?)\s(?:company )?(?:logo|logotyp|logotipo)$/iu;

/** The employer's name beside its picture, `Acme Ltd logo`; null for any other line. */
export function logoName(line: string): string | null {
  const name = line.length > LINE_CHARS_MAX ? undefined : LOGO.exec(line)?.[1];
  return name === undefined || /^(?:company|employer|our|the|your)(?:'s)?$/i.test(name)
    ? null
    : name;
}

/**
 * Whether a line is a job board's own: a button, a path, a counter, a notice. It says nothing of
 * the job.
 */
export function isPageLine(line: string): boolean {
  if (line === '' || line.length > LINE_CHARS_MAX) return false;
  const known = judged.get(line);
  if (known !== undefined) return known;
  const found = judge(line);
  if (judged.size >= JUDGED_MAX) judged.clear();
  judged.set(line, found);
  return found;
}

/** Several readers ask about a line, and many postings have the same. */
const judged = new Map<string, boolean>();
const JUDGED_MAX = 5_000;

function judge(line: string): boolean {
  const key = keyOf(line);
  const { exact, starts, firstLetters } = words();
  if (exact.has(key) || COUNTED.test(line)) return true;
  if (firstLetters.has(key.charAt(0)) && starts.some((start) => key.startsWith(start))) return true;
  return logoName(line) !== null || BREADCRUMB.test(line);
}

const APPLICATION_WORDS =
  /(?<!\p{L})(?:apply|applications?|applicants?|cv|résumé|resume|send|e-?mail|submit|interview|cover letter|bewerb\p{L}*|unterlagen|lebenslauf|candidat\p{L}*|envoye\p{L}*|envía|enviar|currículum|solicit\p{L}*|sollicit\p{L}*|aplik\p{L}*|ansök\p{L}*|ansøg\p{L}*|søk\p{L}*|hakemu\p{L}*|životopis\p{L}*|応募)(?!\p{L})|@|https?:/iu;
const FOLLOWING_CHARS = 200;

/**
 * Whether a line that is read as a heading of a kind is the page's own: `Apply now` heads a section
 * only where the text behind it says how.
 */
export function isPageButton(
  kind: SectionKind | null,
  line: string,
  text: string,
  end: number,
): boolean {
  if (kind !== null && kind !== 'APPLICATION') return false;
  if (!isPageLine(line)) return false;
  return kind === null || !APPLICATION_WORDS.test(text.slice(end, end + FOLLOWING_CHARS));
}
