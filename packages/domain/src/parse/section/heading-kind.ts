import type { SectionKind } from '@winnow/contracts/code-lists';
import headings from '../../../data/parse-headings.json' with { type: 'json' };
import { foldText } from '../field/fold-char.ts';
import { ownCopy } from '../text/own-copy.ts';

/** What a heading says its section is. `exact` when nothing in the heading is unknown. */
export interface HeadingKind {
  readonly kind: SectionKind;
  readonly exact: boolean;
}

const WORDS_MAX = 14;
/** The share of a heading's words that a known phrase must be, when it is not all of it. */
const SHARE_MIN = 0.5;

let exactKinds: ReadonlyMap<string, SectionKind> | undefined;
let openKinds: readonly (readonly [start: string, kind: SectionKind])[] = [];
let firstWords: ReadonlySet<string> = new Set();

function kinds(): ReadonlyMap<string, SectionKind> {
  if (exactKinds !== undefined) return exactKinds;
  const map = new Map<string, SectionKind>();
  const open: (readonly [string, SectionKind])[] = [];
  for (const [kind, languages] of Object.entries(headings)) {
    for (const list of Object.values(languages)) {
      for (const phrase of list.split('|')) {
        const key = keyOf(phrase.replace(/\*$/, ''));
        if (phrase.endsWith('*')) open.push([key, kind as SectionKind]);
        else if (!map.has(key)) map.set(key, kind as SectionKind);
      }
    }
  }
  openKinds = open;
  firstWords = new Set([...map.keys()].map((key) => key.split(' ', 1)[0] ?? ''));
  exactKinds = map;
  return map;
}

/** A heading as it is compared: folded words without marks, numbers and punctuation around them. */
function keyOf(text: string): string {
  return foldText(text)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/[^\p{L}\p{N}&'/+・]+/gu, ' ')
    .replace(/^[\s\d'/&+]+|[\s'/&+]+$/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Openings after which a name stands: `About Acme`, `Why Acme`, `Über die Acme GmbH`. */
const NAMED: readonly (readonly [opening: RegExp, kind: SectionKind])[] = [
  [
    /^(?:about|who is|who are|meet|inside|discover|life at|working at|our story at) /,
    'ABOUT_COMPANY',
  ],
  [/^(?:why) (?:join|work)/, 'BENEFITS'],
  [/^(?:benefits|perks|what we offer|what you get|rewards) (?:at|of|with|from)\b/, 'BENEFITS'],
  [/^why /, 'ABOUT_COMPANY'],
  [
    /^(?:uber die|uber den|uber das|uber|das ist|willkommen bei|arbeiten bei|wer ist) /,
    'ABOUT_COMPANY',
  ],
  [/^(?:warum) /, 'BENEFITS'],
  [
    /^(?:a propos de|a propos d'|a propos du|qui est|decouvrez|bienvenue chez|presentation de) ?/,
    'ABOUT_COMPANY',
  ],
  [/^(?:pourquoi) /, 'BENEFITS'],
  [/^(?:sobre la|sobre el|sobre|acerca de|conoce a|quien es|quienes somos en) /, 'ABOUT_COMPANY'],
  [/^(?:sobre a|sobre o|conheca a|conheca o|quem e a|quem e o) /, 'ABOUT_COMPANY'],
  [/^(?:chi e|conosci|informazioni su|scopri) /, 'ABOUT_COMPANY'],
  [/^(?:over|dit is|wie is|maak kennis met|werken bij) /, 'ABOUT_COMPANY'],
  [/^(?:o firmie|o spolecnosti|o spolce|kim jest|poznaj) /, 'ABOUT_COMPANY'],
  [/^(?:om|about|vi pa) /, 'ABOUT_COMPANY'],
];
/** What makes a named opening another kind. */
const NAMED_TURNS: readonly (readonly [word: RegExp, kind: SectionKind])[] = [
  [
    /\b(?:team|equipe|equipo|equipa|zespo\w*|avdelning\w*|afdeling\w*|department|tym\w*|tiimi\w*)\b/,
    'ABOUT_TEAM',
  ],
  [
    /\b(?:role|job|position|opportunity|stelle|rolle|poste|puesto|vaga|ruolo|functie|stanowisk\w*|rollen|tjansten|stillingen|jobbet|projekt\w*|project)\b/,
    'ROLE_SUMMARY',
  ],
  [/\b(?:you|dich|sie|vous|toi|ti|voce|te|jou|dig|deg)$/, 'REQUIREMENTS'],
];

/** Most headings have none of these openings. */
const ANY_NAMED = new RegExp(NAMED.map(([{ source }]) => source).join('|'));

function namedKind(key: string): SectionKind | null {
  if (!ANY_NAMED.test(key)) return null;
  for (const [opening, kind] of NAMED) {
    const match = opening.exec(key);
    if (match === null || key.length === match[0].length) continue;
    if (kind !== 'ABOUT_COMPANY') return kind;
    const rest = key.slice(match[0].length);
    return NAMED_TURNS.find(([word]) => word.test(rest))?.[1] ?? kind;
  }
  return null;
}

/** A headline's words before what it is about: `A little more about us`, `Mehr über uns`. */
const MORE =
  /^(?:(?:a|an|some|little|bit|few|more|further|words?|info|information|learn|all|hear|know|mehr|noch|einiges|etwas|plus|en savoir|un peu|un poco|mas|mais|um pouco|di piu|un po'|meer|wiecej|mer|mere|lite|vice|lisaa) ){1,5}(?=(?:about|uber|zu|a propos|sur|sobre|su|over|o|om) )/;
/** Headings that are sentences broken off: the list goes on where they end. */
const BROKEN_OFF: readonly (readonly [pattern: RegExp, kind: SectionKind])[] = [
  [/\bif (?:you|you're|you've|you are|you have|you can|you bring|you possess)$/, 'REQUIREMENTS'],
  [
    /\b(?:overview|summary|outline|description|snapshot) of (?:the|this|your|our) (?:\w{1,20} )?(?:role|job|position|opportunity)$/,
    'ROLE_SUMMARY',
  ],
  [/\b(?:you will|you'll|you would|you'd)(?: be)?$/, 'RESPONSIBILITIES'],
  [
    /\b(?:you should|you must|you will|you'll)(?: also)? (?:have|need|bring|possess)$/,
    'REQUIREMENTS',
  ],
  [/\b(?:you will|you'll)(?: also)? (?:get|receive|enjoy)$/, 'BENEFITS'],
];
/** Headings over what is asked of people as often as over what they are given. */
const OPEN_HEADING =
  /^(?:(?:das|was) (?:(?:dich|sie|euch) )?erwartet(?: (?:dich|sie|euch))?|what (?:(?:you can|you should|to) expect|awaits you)|ce qui (?:t'|vous )attend|wat (?:kun|kan) je verwachten|wat je kunt verwachten|que puedes esperar|lo que te espera|cosa ti aspetta|o que te espera|czego mozesz oczekiwac|vad du kan forvanta dig)$/;

const MISSION =
  /^(?:(?:your|the|votre|ta|la|deine|ihre|sua|tua|la tua|tu|a sua|jouw|je|din|twoja) )?(?:mission|mision|missao|missione|missie|misja)$/;

/** Whether a heading names a mission: a list under it is one of duties. */
export function isMission(text: string): boolean {
  return MISSION.test(keyOf(text));
}

/** Whether a heading names a background: the reader's, in a list; the employer's, in prose. */
export function isBackground(text: string): boolean {
  return /^(?:background|hintergrund|background information)$/.test(keyOf(text));
}

/** Whether a heading leaves open if its section tells what is asked or what is offered. */
export function isOpenHeading(text: string): boolean {
  return OPEN_HEADING.test(keyOf(text));
}

/** The longest known phrase among the words, if it is enough of them. */
function longestPhrase(key: string): { kind: SectionKind; words: number } | null {
  const ends: number[] = [];
  for (let space = key.indexOf(' '); space >= 0; space = key.indexOf(' ', space + 1)) {
    ends.push(space);
    if (ends.length >= WORDS_MAX) return null;
  }
  ends.push(key.length);
  const known = kinds();
  for (let size = ends.length - 1; size >= Math.max(1, ends.length * SHARE_MIN); size -= 1) {
    for (let from = 0; from + size <= ends.length; from += 1) {
      const start = from === 0 ? 0 : (ends[from - 1] ?? 0) + 1;
      if (!firstWords.has(key.slice(start, ends[from]))) continue;
      const kind = known.get(key.slice(start, ends[from + size - 1]));
      if (kind !== undefined) return { kind, words: size };
    }
  }
  return null;
}

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

function japaneseKind(key: string): SectionKind | null {
  let best: SectionKind | null = null;
  let length = 0;
  for (const [phrase, kind] of kinds()) {
    if (phrase.length > length && JAPANESE.test(phrase) && key.includes(phrase))
      [best, length] = [kind, phrase.length];
  }
  return length * 2 >= key.length ? best : null;
}

/** By the text as it is: a line is asked about by several readers, a heading by many postings. */
const cache = new Map<string, HeadingKind | null>();
const CACHE_MAX = 5_000;
const CACHED_CHARS_MAX = 80;

/** "Main duties of the job", "Missions du poste": whose they are is clear without. */
const OF_THE_JOB =
  / (?:(?:of|for|in) (?:the|this|your|our) (?:job|role|position|post|vacancy|opportunity)|du poste|de la fonction|der stelle|im uberblick|del puesto|del cargo|da vaga|do cargo|da funcao|della mansione|della posizione|van de functie)$/;

/** "Was du bei uns machst" */
const WITH_US =
  / (?:bei uns|with us|chez nous|con nosotros|bij ons|hos oss|hos os|u nas|da noi|conosco|meilla)(?= |$)/;
/** "You will need" is no "you will". */
const YOU_WILL = /^(?:you will|you'll|you should|you must) /;
const JOINT = / (?:and|und|et|y|e|en|och|og|i|ja|a|&|\/|\+) |\/|, /;
const JOINED_MAX = 3;

/** "Qualifications and Experience": each part names a section by itself; the first tells which. */
function jointKind(key: string): HeadingKind | null {
  const parts = key.split(JOINT);
  if (parts.length < 2 || parts.length > JOINED_MAX) return null;
  const found = parts.map((part) => kinds().get(part.trim()));
  const [first] = found;
  if (first === undefined || found.includes(undefined)) return null;
  return { kind: first, exact: new Set(found).size === 1 };
}

function find(key: string): HeadingKind | null {
  if (key === '') return null;
  const exact = kinds().get(key);
  if (exact !== undefined) return { kind: exact, exact: true };
  const bare = key.replace(OF_THE_JOB, '').replace(WITH_US, '');
  const ofJob = bare === key ? undefined : kinds().get(bare);
  if (ofJob !== undefined) return { kind: ofJob, exact: true };
  const broken = YOU_WILL.test(key) ? brokenOff(key) : null;
  if (broken !== null) return broken;
  const open = openKinds.find(([start]) => key.startsWith(start));
  if (open !== undefined) return { kind: open[1], exact: true };
  if (JAPANESE.test(key)) {
    const kind = japaneseKind(key);
    return kind === null ? null : { kind, exact: false };
  }
  const joint = jointKind(key);
  if (joint !== null) return joint;
  const phrase = longestPhrase(key);
  if (phrase !== null && phrase.words > 1) return { kind: phrase.kind, exact: false };
  const named = namedKind(key);
  if (named !== null) return { kind: named, exact: false };
  if (phrase !== null) return { kind: phrase.kind, exact: false };
  return kindOfSentence(key);
}

/** With what words such a heading breaks off. */
const BREAKING_OFF: ReadonlySet<string> = new Set(
  "you you're you've are have can bring possess role job position opportunity will you'll would you'd be need get receive enjoy".split(
    ' ',
  ),
);

function brokenOff(key: string): HeadingKind | null {
  if (!BREAKING_OFF.has(key.slice(key.lastIndexOf(' ') + 1))) return null;
  const broken = BROKEN_OFF.find(([pattern]) => pattern.test(key));
  return broken === undefined ? null : { kind: broken[1], exact: false };
}

function kindOfSentence(key: string): HeadingKind | null {
  const broken = brokenOff(key);
  if (broken !== null) return broken;
  const rest = key.replace(MORE, '');
  const kind = rest === key ? null : (kinds().get(rest) ?? namedKind(rest));
  return kind === null ? null : { kind, exact: false };
}

/** What a heading names; null when it is none that is known. */
export function headingKind(text: string): HeadingKind | null {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const found = find(keyOf(text));
  if (text.length > CACHED_CHARS_MAX) return found;
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(ownCopy(text), found);
  return found;
}
