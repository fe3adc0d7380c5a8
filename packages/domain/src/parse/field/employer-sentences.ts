import { isLetterCode, isLetterOrNumberCode, isUpperCode } from '../text/char-class.ts';
import { cuedMatches, cuedPattern, type CuedPattern } from './cued-pattern.ts';
import type { Cues } from './cues.ts';
import { STARTS_WITH_NAME } from './employer-names.ts';

/**
 * Sentences that name the employer. A name is a run of capitalised words, and trying to read one at
 * every word is dear: each rule says with which words its sentence opens, or which stand behind the
 * name, and is tried where one does.
 */
export interface EmployerSentence {
  readonly rule: string;
  /** Sticky, tried where a sentence begins; the first group is the name. */
  readonly pattern: RegExp;
  /** First words of the sentence; none where `verbs` tell. */
  readonly openings: readonly string[];
  /** First words behind the name; with `*` also those that begin so. */
  readonly verbs: readonly string[];
}

const BEGIN = '(?:^|[\\n.!?] ?)';

function opened(rule: string, openings: string, pattern: string): EmployerSentence {
  const words = openings.split('|');
  return { rule, pattern: new RegExp(BEGIN + pattern, 'uy'), openings: words, verbs: [] };
}

function behindName(rule: string, verbs: string, pattern: string): EmployerSentence {
  const words = verbs.split('|');
  return { rule, pattern: new RegExp(BEGIN + pattern, 'uy'), openings: [], verbs: words };
}

const AT_BEGINNING: readonly EmployerSentence[] = [
  opened('at-we', 'At', `At ${STARTS_WITH_NAME},? (?:we|our|you)\\b`),
  opened(
    'hiring-at',
    "We|We’re|We're|Hiring|Come",
    `(?:We(?:[’']re| are) hiring|Hiring|Come work)(?: [\\p{L}-]{2,20}){0,5} at ${STARTS_WITH_NAME}`,
  ),
  opened(
    'bei-wir',
    'Bei',
    `Bei (?:der |dem )?${STARTS_WITH_NAME},? (?:entwickeln|arbeiten|gestalten|bauen|sind|machen|findest|erwartet|glauben|verbinden|haben|stehen|dreht|leben|schaffen|bieten)`,
  ),
  opened('chez-nous', 'Chez', `Chez ${STARTS_WITH_NAME},? (?:nous|vous|on|notre)`),
  opened(
    'en-nosotros',
    'En|Na|No|In|Bij|Hos|På|V|W',
    `(?:En|Na|No|In|Bij|Hos|På|V|W) ${STARTS_WITH_NAME}(?:, [^,.!?\\n]{3,60})?,? (?:somos|seleccionamos|contratamos|procuramos|cerchiamo|zoeken|estamos|creemos|trabajamos|buscamos|acreditamos|trabalhamos|crediamo|siamo|werken|zijn|geloven|bouwen|tror|utvecklar|arbejder|jobber|bygger|utvikler|er vi|är vi|nós|vi |wij|we |tworzymy|wierzymy|vyvíjíme|věříme)`,
  ),
  behindName(
    'is-hiring',
    'is|are',
    `${STARTS_WITH_NAME} (?:is|are) (?:currently |now |actively )?(?:hiring|looking|seeking|searching|recruiting|expanding|growing)\\b`,
  ),
  behindName(
    'has-opening',
    'has|have',
    `(?:The )?${STARTS_WITH_NAME} (?:has|have) (?:an? |several |two |three |multiple |immediate |exciting |new |current ){0,3}(?:opening|vacanc|opportunit|position)`,
  ),
  behindName(
    'seeks-beside-place',
    'is|are',
    `(?:The )?${STARTS_WITH_NAME}(?:, [^,.!?\\n]{2,40}){1,3}, (?:(?:is|are) (?:currently |now |actively )?(?:hiring|looking|seeking|recruiting)|seeks?|sucht|suchen|recherche|recrute|busca|selecciona|seleccionamos|procura|admite|contrata|cerca|ricerca|seleziona|zoekt|poszukuje|zatrudni|söker|søger|søker|hakee|hledá)(?![\\p{L}])`,
  ),
  behindName(
    'seeks',
    'restaurant|hôtel|société|entreprise|groupe|cabinet|agence|association|mairie|empresa|restaurante|hotel|clínica|colegio|azienda|ristorante|albergo|studio|bedrijf|restaurang|hotell|restauracja|firma|admite|admet|engage|embauche|recruta|seleciona|solicita|requiere|necesita|assume|recluta|anställer|ansætter|ansetter|palkkaa|rekrutuje|zatrudnia|seeks|needs|wants|sucht|recherche|recrute|busca|selecciona|procura|contrata|cerca|ricerca|seleziona|zoekt|poszukuje|szuka|söker|søger|søker|hakee|etsii|hledá|přijme|is|ist|est|está|è|letar|leder|ser|zatrudni',
    `(?:(?:Die |Das |Der |La |Le |L[’']|Il |A |O |El |De |Firma )(?:(?:restaurant|hôtel|société|entreprise|groupe|cabinet|agence|association|mairie|empresa|restaurante|hotel|clínica|colegio|azienda|ristorante|albergo|studio|bedrijf|restaurang|hotell|restauracja|firma) )?)?${STARTS_WITH_NAME} (?:admite|admet|engage|embauche|recruta|seleciona|solicita|requiere|necesita|assume|recluta|anställer|ansætter|ansetter|palkkaa|rekrutuje|zatrudnia|seeks|needs|wants|sucht|recherche|recrute|busca|selecciona|procura|contrata|cerca|ricerca|seleziona|zoekt|poszukuje|szuka|söker|søger|søker|hakee|etsii|hledá|přijme|is op zoek|ist auf der Suche|est à la recherche|está buscando|está procurando|está com vaga|está contratando|está com (?:uma )?oportunidade|è alla ricerca|letar efter|leder efter|ser etter|zatrudni)(?![\\p{L}])`,
  ),
];

const JOIN = cuedPattern(
  'employer-join',
  'join|welcome to|rejoignez|unete a|junta te a|werde teil von|versterke|dolacz do|werken bij|werk bij|arbeiten bei|travailler chez|trabaja en|lavora con|lavora in|come work at|come work for|come work with|jobba hos|jobb hos',
  new RegExp(
    `(?:[Jj]oin|[Ww]elcome to|[Rr]ejoignez|[Úú]nete a|[Jj]unta-te à|[Ww]erde Teil von|[Vv]ersterke|[Dd]ołącz do|[Ww]erken bij|[Ww]erk bij|[Aa]rbeiten bei|[Tt]ravailler chez|[Tt]rabaja en|[Ll]avora (?:con|in)|[Cc]ome work (?:at|for|with)|[Jj]obba hos|[Jj]obb hos) ${STARTS_WITH_NAME}(?= |,|\\.|!)`,
    'u',
  ),
);

/** "Kokk søkes til Fjordgården Hotell i Ålesund" */
const WANTED = cuedPattern(
  'employer-wanted',
  'sokes til|soges til|sokes till|gesucht fur|gesucht bei|gezocht voor|gezocht bij',
  new RegExp(
    `(?:[Ss]økes til|[Ss]øges til|[Ss]ökes till|gesucht (?:für|bei)|gezocht (?:voor|bij)) ${STARTS_WITH_NAME}(?= (?:i|in|på|te)(?![\\p{L}])|[,.!\\n])`,
    'u',
  ),
);

const ABOUT_ITSELF: readonly EmployerSentence[] = [
  opened(
    'we-are',
    "We|We're|Wir|Wij|Nous|Vi|Jesteśmy|Somos|Siamo|Me|Jsme",
    `(?:We are|We're|Wir sind|Wij zijn|Nous sommes|Vi är|Vi er|Jesteśmy|Somos(?: a| o)?|Siamo|Me olemme|Jsme) ${STARTS_WITH_NAME}(?=[,.!]| (?:and|und|en|et|y|e|och|og|i|a|ja|–|-|—) )`,
  ),
  behindName(
    'is-a',
    'is|are|help|helps|builds|makes|runs|develops|provides|operates|offers|designs|delivers|powers|manufactures|serves|connects|brings|creates|enables|was|has',
    `${STARTS_WITH_NAME}(?: \\([^()\\n]{1,40}\\))? (?:(?:is|are) (?:a|an|the|one of|building|on a mission|transforming|revolutioni[sz]ing|reinventing|redefining|changing|creating|developing|making|proud|Europe|America|where|home to)|helps?|builds|makes|runs|develops|provides|operates|offers|designs|delivers|powers|manufactures|serves|connects|brings|creates|enables|was founded|was started|has been)(?![\\p{L}\\p{N}_])`,
  ),
  behindName(
    'ist-ein',
    'ist|est|es|é|è|is|to|jest|är|er|on|je|sviluppa*|entwickelt*|développe*|desarrolla*|desenvolve*|ontwikkelt*|utvecklar*|udvikler*|utvikler*|conçoit*|accompagne*|produziert*|opera*',
    `(?:Die |Das |Der |La |Le |L[’']|Il |A |O |De |Firma |Spółka |Společnost |Företaget )?${STARTS_WITH_NAME} (?:ist (?:ein|eine|der|die|das|einer|eines|seit|mit)|est (?:une?|le|la|l’|l'|spécialis|un acteur)|es (?:una?|la|el|líder)|é (?:uma?|a|o|líder)|è (?:una?|un'|la|il|leader|l')|is een|is de|is het|to (?:firma|polska|międzynarodowa|wiodąc|dynamicznie|zespół|producent)|jest |är (?:ett|en|Sveriges|ledande|Nordens|det)|er (?:en|et|Danmarks|Norges|Nordens|blandt|markedsledende)|on (?:suomalainen|yksi|Suomen|johtava|kansainvälinen|kasvava|perheyritys)|je (?:česká|přední|společnost|firma|mezinárodní|jedn|technologická)|sviluppa|entwickelt|développe|desarrolla|desenvolve|ontwikkelt|utvecklar|udvikler|utvikler|conçoit|accompagne|produziert|opera)`,
  ),
];

/** The topic of Japanese sentences says of whom they speak with a particle behind the name. */
const JAPANESE =
  /(?:^|[\n。])(株式会社[\p{L}\p{N}ー・]{1,20}?|[\p{L}\p{N}ー・]{1,20}?株式会社|[\p{L}\p{N}ー・]{2,20}?)(?:は、|では|は)/u;
const JAPANESE_TOPIC = 'は';

/** The rules that are tried where a sentence begins. */
export const EMPLOYER_SENTENCES: readonly EmployerSentence[] = [...AT_BEGINNING, ...ABOUT_ITSELF];

/** In the order in which they are asked: what says more comes first. */
const RULES: readonly (readonly [rule: string, pattern: RegExp | CuedPattern | null])[] = [
  ...AT_BEGINNING.map(({ rule }) => [rule, null] as const),
  ['wanted-for', WANTED],
  ['join', JOIN],
  ...ABOUT_ITSELF.map(({ rule }) => [rule, null] as const),
  ['ja-company', JAPANESE],
];

interface WordRules {
  readonly exact: ReadonlyMap<string, number>;
  readonly prefixes: readonly (readonly [prefix: string, rules: number])[];
}

/** For each word the rules that it speaks for, as bits. */
function rulesOfWords(wordsOf: (sentence: EmployerSentence) => readonly string[]): WordRules {
  const exact = new Map<string, number>();
  const prefixes: (readonly [string, number])[] = [];
  EMPLOYER_SENTENCES.forEach((sentence, index) => {
    for (const word of wordsOf(sentence)) {
      if (word.endsWith('*')) prefixes.push([word.slice(0, -1), 1 << index]);
      else exact.set(word, (exact.get(word) ?? 0) | (1 << index));
    }
  });
  return { exact, prefixes };
}

const OPENINGS = rulesOfWords(({ openings }) => openings);
const VERBS = rulesOfWords(({ verbs }) => verbs);
const ALL_WITH_VERBS = EMPLOYER_SENTENCES.reduce(
  (bits, { verbs }, index) => (verbs.length > 0 ? bits | (1 << index) : bits),
  0,
);

/** Words of names that are not capitalised, and how legal forms go on: so does the name. */
const PARTICLES = new Set(
  'de do dos das del della du des la le of the und and von van der og och y e di da'.split(' '),
);
const LOWER_FORMS = new Set(['plc', 'sp', 'z', 's', 'a', 'e', 'eG', 'gGmbH', 'mbH']);
const IDEOGRAPHS = 0x3000;
const PUNCTUATION_IN_NAMES = new Set(["'", '’', '.', '&', '+', '-']);

function isNameCode(text: string, index: number): boolean {
  return (
    isLetterOrNumberCode(text.charCodeAt(index)) || PUNCTUATION_IN_NAMES.has(text.charAt(index))
  );
}

function letterRun(text: string, start: number): string {
  let end = start;
  while (isLetterCode(text.charCodeAt(end))) end += 1;
  return text.slice(start, end);
}

/** "d'Armor" */
const ELIDED = /^[dl]['’]\p{Lu}/u;
const ELIDED_CHARS = 4;

/** Whether the name goes on with the word that begins here. */
function continuesName(text: string, index: number, word: string): boolean {
  const code = text.charCodeAt(index);
  if (isUpperCode(code) || (code >= 0x30 && code <= 0x39) || code === 0x26) return true;
  return PARTICLES.has(word) || ELIDED.test(text.slice(index, index + ELIDED_CHARS));
}

/** The rules that the first word behind a run of capitalised words speaks for, as bits. */
function rulesBehindName(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (isNameCode(text, at)) at += 1;
    // A comma may stand before a legal form.
    if (text.charAt(at) === ',') return ALL_WITH_VERBS;
    if (text.charAt(at) !== ' ') return 0;
    at += 1;
    // "Aldermere (NYSE: ALDM) is": what is in brackets may stand before the verb.
    if (text.charAt(at) === '(') return ALL_WITH_VERBS;
    const word = letterRun(text, at);
    if (continuesName(text, at, word)) continue;
    const isForm = LOWER_FORMS.has(word) || text.charAt(at) === '(';
    if (isForm || text.charCodeAt(at) >= IDEOGRAPHS) return ALL_WITH_VERBS;
    const exact = VERBS.exact.get(word) ?? 0;
    return VERBS.prefixes.reduce(
      (bits, [prefix, rules]) => (word.startsWith(prefix) ? bits | rules : bits),
      exact,
    );
  }
}

interface Beginning {
  readonly at: number;
  readonly rules: number;
}

/** Where sentences begin that a rule is to be tried at. */
function beginningsOf(text: string): readonly Beginning[] {
  const beginnings: Beginning[] = [];
  const add = (at: number, first: number): void => {
    if (!isUpperCode(text.charCodeAt(first))) return;
    const space = text.indexOf(' ', first);
    const opening = OPENINGS.exact.get(space < 0 ? '' : text.slice(first, space)) ?? 0;
    const rules = opening | rulesBehindName(text, first);
    if (rules !== 0) beginnings.push({ at, rules });
  };
  add(0, 0);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // A new line, `!`, `.` and `?` end sentences.
    if (code !== 0x0a && code !== 0x21 && code !== 0x2e && code !== 0x3f) continue;
    add(index, text.charCodeAt(index + 1) === 0x20 ? index + 2 : index + 1);
  }
  return beginnings;
}

/** The rules in the order in which they are asked, and the matches of each, looked for then. */
export type EmployerSentences = readonly {
  readonly rule: string;
  readonly matches: () => Iterable<RegExpExecArray>;
}[];

/** The matches of each rule in a text, in order, asked for rule by rule. */
export function employerSentences(text: string, cues: Pick<Cues, 'all'>): EmployerSentences {
  let beginnings: readonly Beginning[] | undefined;
  function* atBeginning(rule: string): Generator<RegExpExecArray> {
    const index = EMPLOYER_SENTENCES.findIndex((one) => one.rule === rule);
    const pattern = EMPLOYER_SENTENCES[index]?.pattern;
    beginnings ??= beginningsOf(text);
    for (const { at, rules } of pattern === undefined ? [] : beginnings) {
      if ((rules & (1 << index)) === 0 || pattern === undefined) continue;
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match !== null) yield match;
    }
  }
  return RULES.map(([rule, pattern]) => ({
    rule,
    matches: () => {
      if (pattern === null) return atBeginning(rule);
      if (!(pattern instanceof RegExp)) return cuedMatches(pattern, text, cues);
      const match = text.includes(JAPANESE_TOPIC) ? pattern.exec(text) : null;
      return match === null ? [] : [match];
    },
  }));
}
