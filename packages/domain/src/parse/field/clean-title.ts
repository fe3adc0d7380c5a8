import { isSameName } from './letters-of.ts';
import { singleSpaces } from '../text/single-spaces.ts';
import { NON_ASCII, signsOf } from '../text/signs.ts';

/** What is taken off a title besides its own words. */
export interface TitleSurroundings {
  readonly employer: string | null;
  /** Whether a text is a place. */
  readonly isPlace: (text: string) => boolean;
  /** Whether it is one beyond doubt: in brackets stands a tool as well. */
  readonly isCertainPlace: (text: string) => boolean;
}

const TITLE_CHARS_MAX = 160;
const PASSES_MAX = 6;
/** "Data Engineer: https://…" */
const ADDRESS = /[\s:(–-]*(?<![\p{L}\p{N}])https?:\/\/\S{1,200}/giu;
const EMOJI = /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\u200d|\ufe0f|[★☆►▶◆■●•→➡])+/gu;
/** Marks of the genders: (m/w/d), (f/m/x), m/f/d, H/F, (M/K), w/m/div, (all genders), (gn) … */
const GENDER =
  /[([{]?\s?(?<![\p{L}\p{N}])(?:[mwfhkdvnai](?:\s?[/|,]\s?(?:[mwfdxhkvna]|div|divers|gn|nb|\*|i|all))+|all[ -]?genders?(?: welcome)?|gn\*?|h\/f|f\/h|h\/m|m\/f|m\/k|k\/m|x\/f\/m|w\/m\/x|homme\/femme|femme\/homme|hombre\/mujer|mulher\/homem|divers|m\/w|mann\/frau|k\/m\/d|alle? geschlechter|male\/female|m\/w\/divers|m\/v\/x|v\/m\/x|m\/v|v\/m|ž\/m|m\/ž|muž\/žena|masculino\/feminino|m\/f\/x)(?![\p{L}\p{N}])\s?[)\]}]?/giu;
/** What no such mark can be without. */
const MAY_BE_GENDER = /[/|,]|gn|gender|divers|geschlechter/iu;
const URGENT =
  /(?:^|[\s[(!*:-])(?:urgent(?:ly)?(?: hiring| requirement| opening| need(?:ed)?| role)?|immediate(?:ly)?(?: start| hire| opening| joiners?| need| hiring)?|hiring now|now hiring|we(?:'|’)?re hiring|we are hiring|hot job|new role|new opportunity|new|neu|nuevo|nouveau|asap|walk-?in(?: drive| interview)?s?(?: for)?|new role|new opportunity|cercasi|se busca|se necesita|estamos contratando|contrata-se|contratamos|hiring|apply now|top job|dringend(?: gesucht)?|ab sofort|sofort|urgente|pilne|akut|gesucht|urgence|featured|job alert|vacancy|job opening|job|stellenangebot|stellenausschreibung|offre d'emploi|oferta de empleo|vacature|wir suchen|gezocht)(?=$|[\s\])!*:-])[!\])*:-]*/iu;
const REQUISITION =
  /[([#-]?\s?(?:(?:req(?:uisition)?|job|ref(?:erence|erenz|\.?nr)?|id|posting|vacancy|kennziffer|r[ée]f|stellen-?id)\.?\s?(?:id|no|nr|number|code)?\.?\s?[:#-]?\s?[#]?[A-Z]{0,5}[-_]?\d[\w/-]{1,20}|#\s?[A-Z]{0,4}-?\d{2,12}|\b(?:JR|R|REQ|JOB|ID|RQ|JREQ|P)[-_]?\d{3,12}\b|[([]\d{5,12}[A-Z]{0,2}[)\]]|[-–—|,]\s?\d{5,12}$|^\d{4,12}\s?[-–—:])\s?[)\]]?/giu;
const PAY =
  /[([]?(?:up to |from |ab |bis |jusqu'à |hasta |fino a |od |do )?(?:(?:[A-Z]{0,2}[$€£₹¥]|USD|EUR|GBP|CHF|PLN|CAD|AUD)\s?\d[\d.,'\s]*(?:k|m|lpa)?(?:\s?(?:-|–|—|to|bis)\s?(?:[A-Z]{0,2}[$€£₹¥]|USD|EUR|GBP|CHF)?\s?\d[\d.,'\s]*k?)?|\d[\d.,'\s]*k?(?:\s?(?:-|–|—|to)\s?\d[\d.,'\s]*k?)?\s?(?:€|£|\$|USD|EUR|GBP|CHF|PLN|zł|kr|Kč|LPA|k\b|万円))(?:\s?(?:\/|per |an? |p\.?\s?)(?:hour|hr|h|year|yr|annum|a|day|month|week|mile|mi|km|visit|shift|session|load|piece|word|class|night|jahr|std|stunde|tag|monat|mois|jour|heure|an|mes|hora|día|año|mese|ora|uur|maand|godz|dzień|tim|timme|time|dag|månad)(?![\p{L}]))?\.?(?:\s?(?:ote|base|basic|gross|brutto|doe|dep\.? on exp\.?|package|pa|p\.a\.))?(?:\s?\+\s?\w+)?\s?[)\]]?/giu;
/** A piece that begins with an amount is about pay to its end: `$2,200 per day + travel`. */
const PAY_PIECE =
  /(?:\s[-–—|•·]\s|,\s)(?:up to |from |ab |bis )?(?:[A-Z]{0,2}[$€£₹¥]|(?:USD|EUR|GBP|CHF|AUD|CAD|PLN)\s)\s?\d[^|–—•]{0,80}?(?=\s[-–—|•·]\s|$)/gu;
/** Clearances in brackets: `(TS/SCI w/ Poly)`. */
const CLEARANCE =
  /^(?:active |current )?(?:ts\/sci|ts|top secret|secret|sc|dv|nv-?[12]|public trust|baseline)(?:\/sci)?(?:\s?(?:w\/|with|and|\+)?\s?(?:(?:ci|full[- ]scope|fs)\s)?poly\p{L}*)?(?:\s(?:clearance|cleared|required|eligible))*$/iu;
/** Visas beside a title: `(H1B welcome)`; marks of footnotes. */
const VISA =
  /^(?:(?:h-?1b|visas?(?: sponsorship)?|relocation|tn|opt|cpt)(?:\s?(?:ok|welcome|possible|available|considered|accepted|friendly|sponsored|offered|provided|and|&|,|\/|\+))*\s?)+$|^\d{1,2}$/iu;
/** Grades of public pay, and years of school. */
const GRADE_OR_YEAR =
  /^(?:(?:[pdgl]|nob?|no-?[a-d]|gs|ast|ad)-?\d{1,2}|(?:tv-?\p{L}{1,3}|entgeltgruppe|besoldungsgruppe|eg)[\s-]*(?:\p{L}{1,3}\s?)?\d{1,2}\p{L}?(?:\s.{0,20})?|(?:\d{4}(?:[-–/]\d{2,4})?\s)?(?:school|academic) year(?:\s\d{4}(?:[-–/]\d{2,4})?)?|(?:mps|ups|mpr|upr|tlr)(?:\s?[/+&–-]\s?(?:mps|ups|mpr|upr|tlr|sen|\d)){0,3}|\d{4}[-–/]\d{2,4})$/iu;
/** Calls that stand in brackets before a title: `[JOBS]`, `【急募】`. */
const CALL =
  /^(?:jobs?|vacanc(?:y|ies)|(?:now )?hiring|urgent(?:ly)?|new|hot|featured|repost(?:ed)?|reopened|急募|募集|求人|急募求人|新着|大募集|積極採用)$/iu;
const WORK_WORDS =
  /^(?:(?:100\s?%|fully|full|full-time|part-time|completely|us|usa|uk|eu|europe|emea|global|worldwide)[\s-]?)?(?:remote|hybrid|on[- ]?site|in-?office|wfh|work from home|home ?office|remoto|remota|híbrido|híbrida|hibrido|presencial|teletrabajo|télétravail|hybride|à distance|telearbeit|zdalnie|zdalna|praca zdalna|hybrydowo|hybrydowa|stacjonarnie|distans|hybridi|etätyö|da remoto|ibrido|ibrida|smart working|thuiswerken|remote ok|remote possible|remote-friendly|remote friendly|remote first|remote only|remote or hybrid|hybrid or remote|hybrid\/remote|remote\/hybrid|na dálku|リモート|フルリモート|フルリモート可|リモート可|ハイブリッド|在宅勤務|tout télétravail|full remote|bundesweit|deutschlandweit|remote möglich|homeoffice möglich)(?:\s?(?:within|in|-|from|[–—,:/(])?\s?(?:the )?[\p{L}. ]{0,30}\)?)?(?:\s?(?:possible|möglich|work|role|position|job|ok|friendly|option|available|optional))?$/iu;
/** `Remote with occasional travel to Glasgow` */
const WORK_START =
  /^(?:100\s?% |fully |mostly |partly |primarily )?(?:remote|hybrid|on-?site|work from home)\s(?:with|and|or|based|but|from|within|\d).{0,60}$/iu;
/** `(2-4 yrs)` */
const YEARS_ASKED =
  /^\d{1,2}\s?(?:\+|(?:-|–|to)\s?\d{1,2}\+?)?\s?(?:yrs?|years?|yoe|jahre|ans|años|anos|anni|jaar|lat)(?:\s(?:of\s)?exp(?:erience)?\.?)?$/iu;
/** `（正社員・未経験歓迎）` */
const JAPANESE_TERMS =
  /^(?:正社員|契約社員|派遣社員|パート|アルバイト|未経験(?:者)?(?:歓迎|OK|可)|経験者(?:優遇|歓迎)|急募|リモート可|在宅可|土日祝休み|日勤のみ|夜勤)(?:[・/、,＆& ]{1,3}(?:正社員|契約社員|派遣社員|パート|アルバイト|未経験(?:者)?(?:歓迎|OK|可)|経験者(?:優遇|歓迎)|急募|リモート可|在宅可|土日祝休み|日勤のみ|夜勤)){0,4}$/iu;
/** `à partir de septembre`, in brackets behind a title. */
const SINCE =
  /^[,\s]*(?:à partir d[eu']|dès|from|starting|start|ab|desde|a partir d[eio]|vanaf|från|fra)\s?\p{L}{3,12}(?:\s\d{4})?$/iu;
/** What a place of work gives or how often one is home: `live in available`, `Home Weekly`. */
const PERK =
  /^(?:live[- ]in|accommodation|housing|relocation|home|parking|meals|visa|training|sponsorship)\s(?:is\s)?(?:available|provided|included|possible|offered|daily|nightly|weekly|weekends|most\s\p{L}{1,12}|every\s\p{L}{1,12})(?:\s.{0,20})?$/iu;
const EMPLOYMENT_WORDS =
  /^(?:full[ -]?time|part[ -]?time|contract|contractor|permanent|temporary|temp|(?:maternity|paternity|parental leave|sick leave) cover|freelance|fixed[ -]term|perm|ftc|vollzeit|teilzeit|vollzeit\s?(?:\/|oder|und|&)\s?teilzeit|in vollzeit(?: oder teilzeit)?|in teilzeit|festanstellung|unbefristet|befristet|cdi|cdd|stage|alternance|intérim|temps plein|temps partiel|jornada completa|media jornada|tiempo completo|indefinido|efetivo|clt|pj|estágio|tempo indeterminato|tempo determinato|part[ -]time|full time|fulltime|parttime|deeltijds?|voltijds?|per diem|prn|pełny etat|b2b|umowa o pracę|heltid|deltid|vikariat|tillsvidare|fast stilling|kokoaikainen|osa-aikainen|määräaikainen|vakituinen|vakinainen|sijaisuus|kesätyö|visstid|tidsbegränsad|midlertidig|tidsbegrænset|barselsvikariat|tijdelijk|vast|na dobu určitou|czas określony|zastępstwo|determinato|indeterminato|temporal|eventual|saisonnier|seasonal|casual|plný úvazek|hpp|正社員|契約社員|アルバイト|パート|業務委託|w2|c2c|1099|inside ir35|outside ir35|\d{1,2}[ -]?(?:months?|mois|monate|meses|mesi|maanden|månader|måneder)(?: contract| ftc| fixed[ -]term)?|\d{1,2}\s?(?:–|-|bis)?\s?\d{0,3}\s?%|m\/w\/d|\d{1,2}(?:[.,]\d{1,2})?(?:\s?-\s?\d{1,2}(?:[.,]\d{1,2})?)?\s?(?:hours|hrs|stunden|std|uur|h)(?:\s?(?:\/|per|pro)\s?(?:week|woche))?|100\s?%|80\s?-\s?100\s?%|entry[ -]level role|visa sponsorship(?: available)?|relocation(?: available| provided)?|multiple locations|various locations|sign[ -]on bonus|open to all levels|immediate start|start asap|ab sofort|m\/f|equity|no agencies|immediate)$/iu;
/**
 * Hours and shares of full time: `80-100 %`, `38,5 Std.`, `32-40 uur`; and durations: `(6 mois)`.
 */
const WORKLOAD =
  /\((?<![\p{L}\p{N}.,])\d{1,3}(?:[.,]\d)?(?:\s?(?:-|–|bis|to|à|tot)\s?\d{1,3}(?:[.,]\d)?)?\s?(?:%|std\.?|stunden|wochenstunden|hours?(?: per week)?|hrs?|uur|timer|tim|heures|horas|ore|godz\.?|months?|monate|mois|meses|mesi|maanden|miesięcy|månader|måneder|kuukautta)(?:\s?(?:\/|a|per)\s?(?:week|woche|sem|semaine))?(?![\p{L}\p{N}])\.?\)|(?<![\p{L}\p{N}.,])\d{1,3}(?:[.,]\d)?(?:\s?(?:-|–|bis|to|à|tot)\s?\d{1,3}(?:[.,]\d)?)?\s?(?:%|std\.?|stunden|wochenstunden|hours?(?: per week)?|hrs?|uur|timer|tim|heures|horas|ore|godz\.?|months?|monate|mois|meses|mesi|maanden|miesięcy|månader|måneder|kuukautta)(?:\s?(?:\/|a|per)\s?(?:week|woche|sem|semaine))?(?![\p{L}\p{N}])(?!\s?(?:remot|télé|tele|home|da rem|zdaln|distan|etä|on[- ]?site))/giu;
/** A call before a role, parted from it: `Opening - Payroll Administrator`. */
const CALL_LEAD =
  /^(?:(?:job|current|new|open|immediate)\s)?(?:openings?|vacanc(?:y|ies)|positions?|roles?|vaga|vacante|oferta|poste|stelle|praca|ledig stilling|stilling|offre de stage|offre d'alternance|hiring for)\s?(?:for\s)?[:–—-]\s/iu;
/** `(5 days / East / Up to $3.2k)` */
const PAY_IN_BRACKETS =
  /\s?[([][^()[\]]{0,60}(?:[$€£₹¥]|(?:USD|EUR|GBP|CHF|SGD)\s)\s?\d[^()[\]]{0,60}[)\]]/gu;
/** How many are sought: `Boilermaker x3`. */
const HEADCOUNT = /\s[([]?(?:x\s?\d{1,2}|\d{1,2}\s?x)[)\]]?(?=$|\s[-–—|])|^\d{1,2}\s?x\s/iu;
/** `… per azienda a Bergamo`, `… para restaurante en Valencia`: for whom, without a name. */
const FOR_A_FIRM =
  /\s(?:per|presso|para|pour|für|voor|till|til)\s(?:(?:una?|un'|une?|nostr[oa]|nuestr[oa]|notre|unser[en]{0,2}|import[a-z]{3,6}|nota|een|ett|en|et)\s){0,2}(?:azienda|società|ristorante|negozio|hotel|albergo|empresa|restaurante|tienda|oficina|bar|cl[ií]nica|entreprise|société|restaurant|unternehmen|betrieb|bedrijf|winkel|butik|loja)(?!\p{L}).{0,60}$/iu;
/** `Erzieherin für unsere Krippengruppe` */
const FOR_US =
  /\s(?:für|for|pour|per|para|voor|till|til)\s(?:unser(?:e[nrms]?)?|our|notre|nos|nostr[aeio]|nuestr[ao]s?|noss[ao]s?|onze?|vår[at]?|vores|våre)\s.{1,60}$/iu;
/** `ホールスタッフ募集！未経験OK`: a Japanese call and what it adds. */
const JAPANESE_CALL =
  /(?<=\S{2})(?:を?(?:大|急)?募集(?:中|します)?(?:$|[!！、。／・\s].*)|[!！].*)$/u;
/** "Køkkenchef søges", "Nurse wanted". */
const WANTED =
  /\s(?:søkes|sökes|søges|gesucht|gezocht|wanted|needed|haetaan|etsitään)(?:\s(?:til|till|til vores|für|for|voor|in)\s.{0,60})?$/iu;
/** "… ab März 2027". */
const FROM_DATE =
  /\s(?:ab|from|starting|à partir de|desde|vanaf|od|från|fra|per|zum)\s(?:\d{1,2}[./])*\s?\p{L}{0,12}\.?\s?\d{4}$/iu;
/** ".NET Developer" begins with its stop. */
const EDGES = /^(?:[\s\-–—|,:;/*•!~>+#"'“”„]|\.(?!net(?!\p{L})))+|[\s\-–—|,:;/*•!~<#"“”„]+$/giu;

/** "Remote Copywriter", but not "Remote Sensing Scientist". */
const LEADING_WORKPLACE =
  /^(?:(?:fully|100\s?%)\s)?(?:remote|hybrid|on[- ]?site|work[- ]from[- ]home)[\s,:/–-]+(?!sensing|support|monitoring|operations?|systems?|access|pilot|infrastructure|patient|cloud|online|care|teams?|hands|site)(?=\p{L})/iu;

/** Tools in brackets behind a role: `Engineer (React, Node)`. One alone is a speciality. */
const TOOL =
  /^(?:react(?: native)?|vue|angular|svelte|node|typescript|javascript|[tj]s|python|django|rails|ruby|ror|go|golang|rust|java|kotlin|swift|swiftui|scala|elixir|erlang|php|laravel|aws|gcp|azure|kubernetes|k8s|docker|terraform|postgres|postgresql|mysql|mongodb|redis|sql|graphql|spark|kafka|flutter|pytorch|tensorflow|clojure|haskell|solidity|linux|ros2?|c|c#|\p{L}[\w.]{0,14}\.js|\.net|c\+\+|html5?|css3?|spring(?: boot)?|airflow|dbt|snowflake|tailwind)$/iu;
const TOOLS_MIN = 2;

function listsTools(text: string): boolean {
  const items = text.split(/\s?[,/+&]\s+|\s?[,/]\s?|\s\+\s|\sand\s/iu);
  return items.length >= TOOLS_MIN && items.every((item) => TOOL.test(item.trim()));
}

function stripBrackets(title: string, around: TitleSurroundings): string {
  return title.replace(
    /\s?[([{【（]([^()[\]{}【】（）]{1,80})[)\]}】）]/g,
    (whole, inner: string) => {
      const certain = { ...around, isPlace: around.isCertainPlace };
      return isSurrounding(inner.trim(), certain) || listsTools(inner) ? ' ' : whole;
    },
  );
}

function withoutLegalForm(name: string): string {
  return name
    .replace(
      /[,\s]+(?:inc|llc|ltd|limited|gmbh(?: & co\.? kg)?|ag|se|kg|corp|corporation|plc|s\.?a\.?s?|s\.?r\.?l\.?|s\.?p\.?a\.?|b\.?v\.?|n\.?v\.?|ab|a\/s|as|asa|oyj?|sp\. z o\.o\.|s\.r\.o\.|a\.s\.|株式会社|co|company|group|lp|llp|pty ltd|pvt ltd|sl|s\.l\.|ltda|lda|gesmbh|mbh|ug|e\.?v\.?)\.?$/iu,
      '',
    )
    .trim();
}

/**
 * Words of which a piece may be made that says only how or on what terms: "1099 contract", "remote
 * full-time".
 */
const TERMS = new Set(
  (
    'remote hybrid onsite on-site contract contractor contract-to-hire freelance permanent temporary temp full part time full-time part-time fulltime parttime w2 c2c 1099 ' +
    'fte perm position role job only or and / & - + ok possible work month months weeks week 3 6 9 12 18 24 us usa uk eu usa-based based intern-to-hire vollzeit teilzeit oder und befristet unbefristet homeoffice in ' +
    'seasonal urgent hiring asap cdi cdd ou et télétravail h/f f/h'
  ).split(' '),
);

function isTerms(text: string): boolean {
  const words = text.toLowerCase().split(/[\s,]+/);
  return (
    words.length <= 6 &&
    words.every((word) => TERMS.has(word)) &&
    words.some(
      (word) =>
        !/^(?:in|or|and|oder|und|ou|et|\d+|us|usa|uk|eu|based|only|work|ok|day|time|job|role|first|second|third|part|full|shift|possible|position|-|&|\/|\+)$/.test(
          word,
        ),
    )
  );
}

/** Whether a piece beside a title says where, how or for whom, not what. */
function isSurrounding(piece: string, around: TitleSurroundings): boolean {
  const text = piece
    .trim()
    .replace(/^(?:based in|located in)\s|\s(?:based|area|only|kommune?)$/iu, '');
  if (text === '') return true;
  if (WORK_WORDS.test(text) || EMPLOYMENT_WORDS.test(text) || isTerms(text)) return true;
  if (VISA.test(text) || CLEARANCE.test(text) || GRADE_OR_YEAR.test(text) || CALL.test(text))
    return true;
  if (WORK_START.test(text) || PERK.test(text) || SINCE.test(text)) return true;
  if (YEARS_ASKED.test(text) || JAPANESE_TERMS.test(text)) return true;
  const bare = text.replace(/\s*\([^()]{0,40}\)$/, '');
  if (around.employer !== null && bare !== '' && isSameName(bare, around.employer)) return true;
  // "The Heron Inn, Ambleside"
  const name = /^([^,]{2,60}), \p{Lu}[\p{L} '’-]{2,30}$/u.exec(text)?.[1];
  if (around.employer !== null && name !== undefined && isSameName(name, around.employer))
    return true;
  if (
    around.employer !== null &&
    (isSameName(text, around.employer) || isSameName(text, withoutLegalForm(around.employer)))
  )
    return true;
  if (text.length > 60) return false;
  const parts = text.split(
    /\s?(?:,|\/|;|\||&|\bor\b|\band\b|\boder\b|\bund\b|\bou\b|\bet\b|\bo\b|\s-\s)\s?/iu,
  );
  // `Remote - TX, FL or AZ`: beside a word of work, codes are states.
  const isWork = parts.some((part) => WORK_WORDS.test(part.trim()));
  return (
    around.isPlace(text) ||
    (parts.length > 1 &&
      parts.every(
        (part) =>
          part.trim() !== '' &&
          (WORK_WORDS.test(part.trim()) ||
            WORK_START.test(part.trim()) ||
            SINCE.test(part.trim()) ||
            PERK.test(part.trim()) ||
            EMPLOYMENT_WORDS.test(part.trim()) ||
            (around.employer !== null && isSameName(part, around.employer)) ||
            GRADE_OR_YEAR.test(part.trim()) ||
            CLEARANCE.test(part.trim()) ||
            (isWork && /^[A-Z]{2}$/.test(part.trim())) ||
            around.isPlace(part.trim())),
      ))
  );
}

/** Pieces at the ends that a dash, pipe, comma or "at" parts from the role. */
const LAST_PIECE =
  /^(.+?)(?:\s+[-–—|·•:@]+\s*|\s*[|–—]\s*|,\s+|\s+-|\s+(?:at|@|bei|chez|en|presso|bij|hos|na|in|à|im|am standort|w|v|i)\s+)([^|–—]{1,60})$/iu;
const FIRST_PIECE = /^([^|–—:]{1,50})(?:\s+[-–—|·:]\s+|\s*[|:]\s+)(.+)$/u;

function stripEnds(title: string, around: TitleSurroundings): string {
  let text = title;
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const before = text;
    text = stripLast(text, around);
    const first = FIRST_PIECE.exec(text);
    if (first !== null && isSurrounding(first[1] ?? '', around)) text = first[2] ?? text;
    text = text.replace(EDGES, '');
    if (text === before) break;
  }
  return text;
}

/** Cuts the longest run of surroundings at the end, found from the left: `… - Berlin, Germany`. */
function stripLast(text: string, around: TitleSurroundings): string {
  const cut =
    /\s+[-–—|·•@]+\s*|\s*[|–—]\s*|,\s+|\s+-\s?|\s+(?:at|bei|chez|presso|bij|hos|in|à|im|am standort|w|v|i|en|para|for|till|til|für|pour|voor|dla|pro|per|hos|zu|zur)\s+/giu;
  for (let match = cut.exec(text); match !== null; match = cut.exec(text)) {
    const tail = text.slice(match.index + match[0].length).trim();
    const head = text.slice(0, match.index);
    if (head.trim().length < 2 || tail === '') continue;
    // "Engineers (Frontend, Mobile)": nothing is cut within brackets.
    if (head.lastIndexOf('(') > head.lastIndexOf(')')) continue;
    if (isSurrounding(tail, around)) return head;
  }
  const last = LAST_PIECE.exec(text);
  const before = last?.[1] ?? '';
  if (before.lastIndexOf('(') > before.lastIndexOf(')')) return text;
  return last !== null && isSurrounding(last[2] ?? '', around) ? (last[1] ?? text) : text;
}

/**
 * The role alone: without employer, place, pay, requisition id, marks of gender, calls ("URGENT"),
 * workplace, kind of employment and emoji. Words of seniority stay; what would leave nothing is
 * kept.
 */
export function cleanTitle(raw: string, around: TitleSurroundings): string {
  const start = singleSpaces(raw.slice(0, TITLE_CHARS_MAX)).trim();
  // Each step only where the title has a sign that it looks for.
  const isAscii = (signsOf(start) & NON_ASCII) === 0;
  const named = start.includes('://') ? start.replace(ADDRESS, ' ') : start;
  let text = isAscii ? named : named.replace(EMOJI, ' ');
  if (text.includes('*')) text = text.replace(/(?<!\p{L})\*{1,3}|\*{1,3}(?!\p{L})/gu, ' ');
  if (text.includes('_')) text = text.replace(/_{2}/g, ' ');
  text = text.trim().replace(CALL_LEAD, '');
  if (MAY_BE_GENDER.test(text)) text = text.replace(GENDER, ' ');
  const hasDigit = /\d/.test(text);
  if (hasDigit) {
    text = text.replace(HEADCOUNT, ' ').replace(PAY_IN_BRACKETS, ' ').replace(REQUISITION, ' ');
    text = text.replace(PAY_PIECE, ' ').replace(PAY, ' ');
  }
  if (!isAscii && /[\u3040-\u30ff\u4e00-\u9fff]/u.test(text))
    text = text.replace(JAPANESE_CALL, '').replace(/／/gu, ' | ');
  if (/[([{【（]/.test(text)) {
    text = stripBrackets(text.replace(/\s+\((?:in|innen)\)/giu, ''), around);
  }
  if (hasDigit) text = text.replace(WORKLOAD, ' ');
  text = text.replace(/[([]\s*[)\]]/g, ' ').replace(/\s+/g, ' ');
  text = text.replace(/(?:\s[-–—|]){2,4}(?=\s|$)/gu, ' -');
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const match = URGENT.exec(text);
    if (match === null) break;
    const atStart = match.index <= 1;
    const atEnd = match.index + match[0].length >= text.trimEnd().length - 1;
    if (!atStart && !atEnd) break;
    const rest = (
      text.slice(0, match.index) +
      ' ' +
      text.slice(match.index + match[0].length)
    ).trim();
    if (rest.length < 3) break;
    text = rest;
  }
  text = singleSpaces(text).replace(EDGES, '');
  text = stripEnds(text, around).replace(LEADING_WORKPLACE, '');
  text = text
    .replace(WANTED, '')
    .replace(FROM_DATE, '')
    .replace(FOR_A_FIRM, '')
    .replace(FOR_US, '');
  text = text.replace(/^(?:une?|eine[nr]?|ein|uma?|una)\s(?=\p{L}{3})/iu, '');
  text = text
    .replace(/\s*[!?]+$/, '')
    .replace(/\s+([,;:])/g, '$1')
    .replace(/\s+/g, ' ')
    .replace(EDGES, '')
    .trim();
  text = text.replace(/\s\.$|(?<=\p{Ll}{3})\.$/u, '');
  return text.length >= 2 ? text : start;
}
