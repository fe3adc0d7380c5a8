import type { SourceDocument } from '../document.ts';

/** Formats whose payload is a posting by its own word; only free text and pages may be anything. */
const OPEN_FORMATS = new Set(['text', 'markdown', 'html', 'json', 'email']);

/** Nothing longer is only an error page, a wall or a reply: what else it says would be lost. */
const NOTICE_CHARS_MAX = 700;
const WALL_CHARS_MAX = 1500;
const REPLY_CHARS_MAX = 400;
const CANDIDATE_CHARS_MAX = 4000;
const HEAD_CHARS = 1500;

/** The words of somebody who hires. With one of them in it, a text is taken for a posting. */
const HIRING = new RegExp(
  "\\b(?:we(?:'re|’re| are)(?: \\w{1,12}){0,2} (?:hiring|looking|seeking|recruiting|growing)|" +
    "(?:we|i)(?:'m|’m|'re|’re| am| are) hiring|we (?:hire|employ|recruit|offer|need)|is (?:hiring|looking for|seeking)|now hiring|" +
    'join (?:us|our|the)|you (?:will|bring|have)|responsibilities|qualifications|' +
    'your (?:profile|role|tasks|mission)|apply (?:now|here|at|via|by|through|to)|' +
    'wir (?:suchen|bieten)|nous (?:recherchons|recrutons)|buscamos|cerchiamo|szukamy|' +
    'we zoeken|wij zoeken|vi (?:söker|søger|søker)|procuramos)\\b',
  'i',
);

const ERROR_LINE = new RegExp(
  '^(?:(?:error )?(?:400|401|403|404|410|429|500|502|503|504)(?:[ :–—-]{0,3}(?:error|not found|page not found|forbidden|unauthori[sz]ed|bad (?:request|gateway)|gone|service unavailable|internal server error|too many requests|gateway time-?out)[^\\n]{0,40})?|' +
    '(?:http )?(?:status|error)(?: code)?:? \\d{3}\\b[^\\n]{0,60}|' +
    '(?:oops|sorry|whoops|uh[- ]?oh)?[!.,:… ]{0,4}(?:the |this |that |your )?(?:page|url|job|resource|file|link)' +
    "(?: you(?:['’]re| are| were| have)? ?\\w{0,12}(?: \\w{1,12}){0,3})? " +
    "(?:was |is |could |can ?)?(?:not (?:be )?found|does(?:n['’]t| not) exist|unavailable)\\b[^\\n]{0,40}|" +
    'not found|access (?:to this page )?(?:has been )?denied[^\\n]{0,40}|forbidden|unauthori[sz]ed|' +
    'attention required[^\\n]{0,40}|just a moment\\.{0,3}|checking your browser[^\\n]{0,60}|' +
    'are you (?:a )?(?:human|robot)[^\\n]{0,30}|(?:please )?verify (?:that )?you are (?:a )?human[^\\n]{0,40}|' +
    'service (?:temporarily )?unavailable|bad gateway|gateway time-?out|internal server error|' +
    'too many requests[^\\n]{0,60}|(?:your )?session (?:has )?(?:expired|timed out)[^\\n]{0,80}|something went wrong[^\\n]{0,60}|an (?:unexpected )?error (?:has )?occurred[^\\n]{0,60}|' +
    "we (?:can(?:['’]t|not)|could(?:n['’]t| not)) find (?:that|this|the) (?:job|page|posting|position)[^\\n]{0,60}|" +
    "(?:offre|annonce)(?: d['’]emploi)? expirée|oferta caducada|offerta scaduta|vacature verlopen|anzeige abgelaufen|(?:job|posting) expired|" +
    '(?:seite|stelle|stellenanzeige) (?:wurde )?nicht gefunden[^\\n]{0,40}|diese seite existiert nicht(?: mehr)?|zugriff verweigert|page (?:non trouvée|introuvable)[^\\n]{0,40}|' +
    'página no encontrada|pagina niet gevonden|pagina non trovata|página não encontrada|' +
    'sidan (?:hittades inte|kunde inte hittas)|nie znaleziono strony)[.!…]{0,3}$',
  'im',
);

/** The posting was here once. */
const CLOSED = new RegExp(
  '\\b(?:(?:this|the|that) (?:job|position|posting|vacancy|role|opportunity|requisition|opening|advert|ad|listing|offer)' +
    "(?: (?:posting|listing|opening|ad|advert|offer))?(?: (?:that )?you(?:['’]re| are| were| have)? (?:\\w{1,12} ){1,4})? ?" +
    '(?:is|was|has|may)(?: been| be| have been)? (?:now |already |currently )?(?:no longer (?:available|open|accepting|active|posted|online|listed|valid|advertised|vacant|being|taking|live|published|hiring|recruiting)|(?:filled|closed|expired|removed|not available|unavailable|deactivated|taken down)(?=\\s*(?:$|[.!,;:)\\n–-]|(?:by|on|to|and|at|since|for|from|due|or|but)\\b)))|' +
    '(?:job|position|posting|vacancy) (?:expired|(?:is )?no longer (?:available|exists|active))|' +
    'no longer accepting applications|' +
    '(?:diese|die) (?:stelle|stellenanzeige|position|ausschreibung)(?: \\w{1,12}){0,2} (?:ist|wurde) (?:leider )?(?:bereits |schon |nicht mehr )(?:besetzt|vergeben|verfügbar|aktuell|online|geschlossen)|' +
    "(?:cette|l['’]) ?(?:offre|annonce)(?: d['’]emploi)? (?:n['’]est plus (?:disponible|en ligne)|a expiré|a été pourvue|est expirée)|" +
    '(?:esta|la) (?:oferta|vacante)(?: de (?:empleo|trabajo))? (?:ya no está disponible|ha (?:caducado|expirado|sido cubierta))|' +
    'quest[ao] (?:offerta|posizione|annuncio)(?: di lavoro)? non è più (?:disponibile|attiv[ao])|' +
    '(?:esta|a) vaga (?:já )?(?:não está mais disponível|foi (?:encerrada|preenchida))|' +
    'deze vacature is (?:niet meer (?:beschikbaar|actief)|vervuld|gesloten|verlopen)|' +
    '(?:tjänsten|annonsen|jobbet) är (?:inte längre (?:tillgänglig|aktiv)|tillsatt|stängd)|' +
    'stillingen er (?:besat|besatt|ikke længere|ikke lenger)|' +
    'oferta(?: pracy)? (?:jest (?:już )?nieaktualna|wygasła))',
  'i',
);

const WALLS: readonly (readonly [RegExp, string])[] = [
  [
    /(?:you (?:need|have) to|please) (?:enable|turn on|allow) (?:java ?script|cookies)|java ?script (?:is (?:disabled|required)|must be enabled)/i,
    'a page that needs a browser',
  ],
  [
    /\b(?:please )?(?:sign|log) ?in (?:or (?:register|sign up|create an account) )?to (?:view|see|continue|access|read)\b|\byou must be (?:logged|signed) in (?:to|before)\b|\b(?:anmelden|einloggen), um\b|\bconnectez-vous pour\b|\binicia sesión para\b/i,
    'a login wall',
  ],
];
const LOGIN_CHARS_MAX = 400;

const COOKIE = /\bcookies?\b/gi;
/** A wall says both that cookies are used and what one may do about it. */
const COOKIE_USE =
  /\b(?:we (?:and our (?:\d+ )?partners )?(?:use|store)|(?:this|our) (?:web)?site uses|wir verwenden|nous utilisons|utilizamos|we gebruiken|usiamo) (?:\w{1,14} ){0,4}cookies\b/i;
const COOKIE_CHOICE =
  /\b(?:accept|reject|allow|decline|refuse|manage)(?: all| your| only necessary)?(?: cookies?)?(?: (?:preferences|settings|choices))?[.!]?$|\b(?:accept|reject|allow|manage) (?:all |your |our )?cookies?\b|\bcookie[- ](?:settings|preferences|policy|notice)\b|\balle(?: cookies)? (?:akzeptieren|ablehnen)\b|\b(?:tout|todo|todas|alles) (?:accepter|aceptar|accepteren)\b|\bcookie-einstellungen\b|\b(?:accepter|refuser|aceptar|rechazar) (?:tous les |todas las |las |les )?cookies\b/im;
const COOKIES_MIN = 2;
/** A posting that mentions cookies at its end has other things to say as well. */
const COOKIE_CHARS_PER_MENTION_MAX = 350;

const SEEKING_WORK =
  /^[\W_]{0,6}(?:seeking (?:work(?!-)|employment|freelance work|(?:a )?(?:job|position|internship))\b|#?open ?to ?work\b(?! (?:weekends?|nights?|evenings?|shifts?|overtime|holidays|days|flexible|rotating|remotely|in|on|at|from|with|any)\b)|(?:looking|searching) for (?:work|employment|a (?:new )?job)\b|available for (?:hire|freelance|contract work)\b|hire me(?! an?\b)\b|stellengesuch\b|(?:ich )?suche (?:arbeit|job)\b|recherche (?:d['’]emploi|un emploi|d['’]alternance)\b|(?:yo )?busco (?:trabajo|empleo)\b|procuro (?:emprego|trabalho)\b|cerco lavoro\b|szukam pracy\b|ищу работу|(?:jag )?söker (?:jobb|arbete)\b|(?:jeg )?(?:søger|søker) (?:job|jobb|arbejde|arbeid)\b|(?:ik )?zoek werk\b|etsin töitä|hledám práci)/iu;
/** `Student zoekt bijbaan`: of himself in the third person, then in the first. */
const SEEKS_WORK =
  /^[^\n.!?]{1,60}?\s(?:zoekt (?:een )?(?:bijbaan|baan|werk)|sucht (?:eine? )?(?:arbeit|job|stelle|nebenjob|anstellung)|cherche (?:un )?(?:emploi|travail)|busca (?:trabajo|empleo)|cerca lavoro|szuka pracy|söker (?:jobb|arbete|extrajobb)|(?:seeks|seeking|looking for) (?:[a-z]+[ -]){0,3}(?:work(?!-)|employment))\b(?![^\n.!?]{0,80}\?)/iu;
const FIRST_PERSON =
  /(?<![\p{L}])(?:ik (?:heb|ben)|ich (?:bin|habe)|je (?:suis|possède)|j['’]ai|tengo|soy|ho|sono|mam|jestem|jag (?:har|är)|i (?:have|am)|i['’]m)(?![\p{L}])/iu;
/** `Sou engenheiro e procuro emprego`: who he is and that he seeks work, in one sentence. */
const IS_AND_SEEKS =
  /(?<![\p{L}])(?:sou|soy|sono|je suis|ik ben|ich bin|jag är|jeg er|jestem|olen) [^\n.!?]{1,120}?(?<![\p{L}])(?:procuro|busco|cerco|cherche|recherche|zoek|suche|söker|søger|søker|szukam|etsin) (?:[\p{L}]{1,12} ){0,3}(?:emprego|trabalho|empleo|trabajo|lavoro|emploi|travail|poste|werk|baan|stelle|arbeit|anstellung|jobb?|arbete|arbejde|arbeid|pracy|töitä|työtä)(?![\p{L}])/iu;
const FIRST_PERSON_SEARCH =
  /\b(?:i(?:['’]m| am)(?: \w{1,14}){0,6} (?:looking|searching|seeking|open|available)(?: for| to)?(?: \w{1,14}){0,4} (?:work|job|role|roles|position|positions|opportunity|opportunities|internship|employment|projects|gigs)\b|i(?:['’]m| am) (?:\w{1,14} ){0,3}(?:a|an) [^\n.!?]{1,160}?(?:looking for|seeking|open to|available for) [^\n.!?]{0,60}?\b(?:work|job|roles?|positions?|opportunit\w{1,4}|employment|internships?|projects|contracts|gigs)\b|ich (?:suche|bin auf der suche nach)(?: \w{1,16}){0,5} (?:stelle|job|anstellung|arbeit|herausforderung|position|praktikum|ausbildung)|je (?:recherche|cherche|suis à la recherche d)(?: \w{1,16}|['’]){0,6} (?:emploi|poste|stage|alternance|travail|cdi|mission)|(?:estoy buscando|busco)(?: \w{1,16}){0,4} (?:trabajo|empleo|oportunidad))/iu;
/** Who asks `Looking for work?` or `Looking for a job? Call us.` offers one. */
const ASKS = /^[^\n.!?]{0,200}\?/;
/** An employer speaks of himself in the plural, and of what the reader is to do. */
const EMPLOYER_VOICE =
  /\b(?:we(?:['’](?:re|ve|ll))? (?:are|have|want|pay|provide|train|would|will|can|do|look|seek|welcome)|we['’](?:re|ve|d)|join|(?:call|contact|text|visit|message|email|tell|with|at|for) us|us (?:today|now)|(?:needed|wanted)|wir (?:suchen|stellen|bieten|zahlen)|bei uns|vi (?:söker|behöver|erbjuder|søger|tilbyder|søker|tilbyr)|bij ons|ons team|nous (?:recrutons|cherchons|offrons)|nuestr[ao] \w{1,12}|unisciti|chiamaci|our (?:team|company|clients?|customers?|staff|crew|office|shop|family)|apply)\b/i;
/** What candidates label in the threads where they present themselves. */
const CANDIDATE_LABELS = [
  /^\W{0,4}willing to relocate\s?:/im,
  /^\W{0,4}technologies\s?:/im,
  /^\W{0,4}(?:r[ée]sum[ée](?: ?\/ ?cv)?|cv(?: ?\/ ?r[ée]sum[ée])?|lebenslauf|my (?:cv|resume|résumé|portfolio))\s?:/im,
  /^\W{0,4}(?:availability|my rate|desired (?:salary|role)|looking for|seeking)\s?:/im,
];
const CANDIDATE_LABELS_MIN = 3;
const ANY_LABEL = new RegExp(CANDIDATE_LABELS.map(({ source }) => source).join('|'), 'im');
const HIRE_ME = /\bhire me\b(?! an?\b)/i;
const OWN_CV =
  /\bmy (?:cv|r[ée]sum[ée]|portfolio|linkedin|github|background|experience|skills)\b|\bhire me\b|\bmein(?:e|en)? (?:lebenslauf|erfahrung)\b|\bmon (?:cv|parcours)\b|\bmi (?:cv|curr[ií]culum|experiencia)\b|\bi have (?:over |more than )?\d{1,2}\+? years\b/i;

const GREETING =
  /^(?:hi|hey|hello|thanks|thank you|great|nice|cool|awesome|interesting|congrats)\b[^\n.!?]{0,40}[,.!—-]+\s+/i;
const REPLIES: readonly RegExp[] = [
  /^(?:(?:hi|hey|hello|thanks|thank you|great|nice|cool)\b[^\n.!?]{0,30}[,.!—-]\s*)?i(?:['’]ve| have)?(?: just| also| already)? (?:applied|e-?mailed|sent (?:you|an|my|over|in)|submitted|reached out|messaged|dm['’]?e?d|interviewed (?:with|at|here|there|for)|worked (?:there|here|with|for them))\b/i,
  /^(?:just |already )?(?:applied|e-?mailed|sent (?:you )?(?:an? )?(?:e-?mail|message|dm))\b[^\n]{0,80}$/i,
  /^(?:is|are) (?:this|these|the|it)\b[^\n?]{0,80}\b(?:still (?:open|available|active|hiring|accepting)|open to|remote|available|visa|only)\b[^\n?]{0,100}\?[^\n]{0,40}$/i,
  /^are (?:you|y['’]all|they)\b[^\n?]{0,60}\b(?:hiring|open to (?:candidates|applicants|people|remote|part|contract|interns?|juniors?|non)|considering|accepting|sponsor\w{0,4})\b[^\n?]{0,100}\?[^\n]{0,40}$/i,
  /^(?:do|does|would|will|can|could) (?:you|y['’]all|your (?:company|team)|this|it|the (?:role|position|company|job))\b[^\n?]{0,120}\b(?:sponsor|visas?|consider|hire|accept (?:candidates|applic\w{3,6}|interns?|juniors?|students?|remote|people|non|part|foreign|international)|open to|remote|relocat\w{0,4}|salary|pay range|comp range|time ?zones?|interns?|juniors?|outside)\b[^\n?]{0,120}\?[^\n]{0,40}$/i,
  /^any (?:updates?|news)\b[^\n?]{0,60}\?/i,
  /^what(?:['’]s| is| are) the (?:salary|pay|comp\w{0,10}|tech stack|stack|interview process|range|rate|time ?zone)\b[^\n?]{0,80}\?[^\n]{0,30}$/i,
  /^(?:fyi[,:]? )?(?:the|your) (?:application |apply |job |careers? )?(?:link|url|e-?mail|page|website|form)\b[^\n]{0,60}(?:broken|404|bounc|not work|n['’]t work|dead|down)\b/i,
  /^on [^\n]{8,120} wrote:\s*$/im,
];
/** `></ul>` is the rest of a tag. */
const QUOTE_LINE = /^>(?!\s*<)/;

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

function noticeReason(text: string): string | null {
  if (text.length > NOTICE_CHARS_MAX) return null;
  if (ERROR_LINE.test(firstLine(text))) return 'an error page';
  return CLOSED.test(text) && !HIRING.test(text) ? 'a posting that is no longer there' : null;
}

function wallReason(text: string): string | null {
  if (text.length > WALL_CHARS_MAX || HIRING.test(text)) return null;
  if (text.length <= LOGIN_CHARS_MAX) {
    for (const [pattern, reason] of WALLS) if (pattern.test(text)) return reason;
  }
  const mentions = text.match(COOKIE)?.length ?? 0;
  const dense = text.length <= mentions * COOKIE_CHARS_PER_MENTION_MAX;
  const wall =
    mentions >= COOKIES_MIN && dense && COOKIE_USE.test(text) && COOKIE_CHOICE.test(text);
  return wall ? 'a cookie wall' : null;
}

/**
 * How many of the labels a text has; 0 where the first two are missing: the others alone are not
 * enough.
 */
function candidateLabels(text: string): number {
  const [first, second, ...others] = CANDIDATE_LABELS.map((label) => () => label.test(text));
  const found = [first, second].filter((has) => has?.() === true).length;
  return found === 0 ? 0 : found + others.filter((has) => has()).length;
}

function candidateReason(text: string): string | null {
  if (text.length > CANDIDATE_CHARS_MAX) return null;
  const head = text.slice(0, HEAD_CHARS);
  if (candidateLabels(text) >= CANDIDATE_LABELS_MIN) return 'a candidate presenting himself';
  if (HIRING.test(head)) return null;
  const seeking = SEEKING_WORK.exec(head);
  if (seeking !== null) {
    const rest = head.slice(seeking.index + seeking[0].length);
    const employer = ASKS.test(rest) || EMPLOYER_VOICE.test(head);
    return employer ? null : 'a candidate presenting himself';
  }
  const presents = IS_AND_SEEKS.test(head) || (SEEKS_WORK.test(head) && FIRST_PERSON.test(head));
  if (presents && !EMPLOYER_VOICE.test(head)) return 'a candidate presenting himself';
  const searching = FIRST_PERSON_SEARCH.test(head) && (OWN_CV.test(text) || ANY_LABEL.test(text));
  return searching || (HIRE_ME.test(text) && ANY_LABEL.test(text))
    ? 'a candidate presenting himself'
    : null;
}

function replyReason(text: string): string | null {
  const quotes = text.startsWith('>') || text.includes('\n>');
  if (!quotes && text.length > REPLY_CHARS_MAX) return null;
  const quoted = text.split('\n').filter((line) => QUOTE_LINE.test(line));
  const quote = quoted.join('\n').length;
  const said = text.length - quote;
  if (said > REPLY_CHARS_MAX) return null;
  if (QUOTE_LINE.test(text) && said > 0 && !HIRING.test(text.replace(/^>[^\n]*$/gm, ''))) {
    return 'a reply in a thread';
  }
  if (HIRING.test(text)) return null;
  const bare = text.replace(GREETING, '');
  return REPLIES.some((reply) => reply.test(text) || reply.test(bare))
    ? 'a reply in a thread'
    : null;
}

/**
 * Says why a document is no posting, on positive evidence alone: an error page, a page of a posting
 * that is gone, a login or cookie wall, a candidate presenting himself, a reply in a thread. Null
 * for everything else, however short.
 */
export function notAPosting(document: SourceDocument): string | null {
  if (!OPEN_FORMATS.has(document.format)) return null;
  const { text, structured } = document;
  const { title } = structured;
  if (document.format === 'json' && title !== null && text.length <= NOTICE_CHARS_MAX) {
    return ERROR_LINE.test(title) ? 'an error message' : null;
  }
  if (text === '') return title !== null && ERROR_LINE.test(title) ? 'an error page' : null;
  return noticeReason(text) ?? wallReason(text) ?? candidateReason(text) ?? replyReason(text);
}
