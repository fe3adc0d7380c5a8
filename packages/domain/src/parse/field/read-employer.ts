import { evidenceOf, type Finding, type Reading } from './finding.ts';
import type { HeadSegment } from './head-block.ts';
import { labelled, type ParseContext } from './parse-context.ts';
import { namesRole } from './role-words.ts';
import { headingKind } from '../section/heading-kind.ts';
import { readPlace } from './read-place.ts';

const NAME_CHARS_MAX = 80;
const SCOPE_CHARS_MAX = 6_000;
/** Legal forms after a name, as companies write them. */
const LEGAL_FORM =
  '(?:Inc\\.?|INC\\.?|LLC|LTD\\.?|CORP\\.?|Ltd\\.?|Limited|GmbH(?: & Co\\.? KG(?:aA)?)?|gGmbH|AG|SE|KG|e\\.V\\.|Corp\\.?|Corporation|PLC|plc|S\\.?A\\.?S\\.?|SARL|S\\.A\\.U?\\.?|SA|S\\.?r\\.?l\\.?|S\\.?p\\.?A\\.?|B\\.V\\.|BV|N\\.V\\.|NV|AB|A\\/S|ApS|AS|ASA|Oyj?|Sp\\. z o\\.o\\.|sp\\. z o\\.o\\.|S\\.A\\.|s\\.r\\.o\\.|a\\.s\\.|株式会社|合同会社|S\\.L\\.U?\\.?|SL|Ltda\\.?|Lda\\.?|Pty Ltd|Pvt\\.? Ltd\\.?|LLP|UG|mbH|Kft\\.?|Zrt\\.?|S\\.C\\.|KGaA)';
const NAME = '\\p{Lu}[\\p{L}\\p{N}&.\'’+-]{0,30}(?:[ -](?:\\p{Lu}|\\d|&|de|do|dos|das|del|della|du|des|la|le|of|the|und|and|von|van|der|og|och|y|e|di|da)[\\p{L}\\p{N}&.\'’+-]{0,30}){0,5}';
const WITH_LEGAL_FORM = new RegExp(`(?:${NAME}),? ${LEGAL_FORM}(?![\\p{L}\\p{N}])|株式会社[\\p{L}\\p{N}ー・]{1,20}|[\\p{L}\\p{N}ー・]{1,20}株式会社`, 'u');
const STARTS_WITH_NAME = `(?<![\\p{L}\\p{N}])(${NAME}(?:,? ${LEGAL_FORM})?)`;

/** Sentences that name the employer; the first group is the name. */
const SENTENCES: readonly (readonly [rule: string, pattern: RegExp])[] = [
  ['at-we', new RegExp(`(?:^|[\\n.!?] ?)At ${STARTS_WITH_NAME},? (?:we|our|you)\\b`, 'u')],
  ['bei-wir', new RegExp(`(?:^|[\\n.!?] ?)Bei (?:der |dem )?${STARTS_WITH_NAME},? (?:entwickeln|arbeiten|gestalten|bauen|sind|machen|findest|erwartet|glauben|verbinden|haben|stehen|dreht|leben|schaffen|bieten)`, 'u')],
  ['chez-nous', new RegExp(`(?:^|[\\n.!?] ?)Chez ${STARTS_WITH_NAME},? (?:nous|vous|on|notre)`, 'u')],
  ['en-nosotros', new RegExp(`(?:^|[\\n.!?] ?)(?:En|Na|No|In|Bij|Hos|På|V|W) ${STARTS_WITH_NAME},? (?:somos|estamos|creemos|trabajamos|buscamos|acreditamos|trabalhamos|crediamo|siamo|werken|zijn|geloven|bouwen|tror|utvecklar|arbejder|jobber|bygger|utvikler|er vi|är vi|nós|vi |wij|we |tworzymy|wierzymy|vyvíjíme|věříme)`, 'u')],
  ['is-hiring', new RegExp(`(?:^|[\\n.!?] ?)${STARTS_WITH_NAME} (?:is|are) (?:currently |now |actively )?(?:hiring|looking|seeking|searching|recruiting|expanding|growing)\\b`, 'u')],
  ['seeks', new RegExp(`(?:^|[\\n.!?] ?)(?:Die |Das |Der |La |Le |L[’']|Il |A |O |El |De |Firma )?${STARTS_WITH_NAME} (?:seeks|needs|wants|sucht|recherche|recrute|busca|selecciona|procura|contrata|cerca|ricerca|seleziona|zoekt|poszukuje|szuka|söker|søger|søker|hakee|etsii|hledá|přijme|is op zoek|ist auf der Suche|est à la recherche|está buscando|está procurando|è alla ricerca|letar efter|leder efter|ser etter|zatrudni)(?![\\p{L}])`, 'u')],
  ['join', new RegExp(`(?:[Jj]oin|[Ww]elcome to|[Rr]ejoignez|[Úú]nete a|[Jj]unta-te à|[Ww]erde Teil von|[Vv]ersterke|[Dd]ołącz do) ${STARTS_WITH_NAME}(?= |,|\\.|!)`, 'u')],
  ['we-are', new RegExp(`(?:^|[\\n.!?] ?)(?:We are|We're|Wir sind|Wij zijn|Nous sommes|Vi är|Vi er|Jesteśmy|Somos(?: a| o)?|Siamo|Me olemme|Jsme) ${STARTS_WITH_NAME}(?=[,.!]| (?:and|und|en|et|y|e|och|og|i|a|ja|–|-|—) )`, 'u')],
  ['is-a', new RegExp(`(?:^|[\\n.!?] ?)${STARTS_WITH_NAME} (?:(?:is|are) (?:a|an|the|one of|building|on a mission|transforming|revolutioni[sz]ing|reinventing|redefining|changing|creating|developing|making|proud|Europe|America|where|home to)|helps?|builds|makes|runs|develops|provides|operates|offers|designs|delivers|powers|manufactures|serves|connects|brings|creates|enables|was founded|was started|has been)\\b`, 'u')],
  ['ist-ein', new RegExp(`(?:^|[\\n.!?] ?)(?:Die |Das |Der |La |Le |L[’']|Il |A |O |De |Firma |Spółka |Společnost |Företaget )?${STARTS_WITH_NAME} (?:ist (?:ein|eine|der|die|das|einer|eines|seit|mit)|est (?:une?|le|la|l’|l'|spécialis|un acteur)|es (?:una?|la|el|líder)|é (?:uma?|a|o|líder)|è (?:una?|un'|la|il|leader|l')|is een|is de|is het|to (?:firma|polska|międzynarodowa|wiodąc|dynamicznie|zespół|producent)|jest |är (?:ett|en|Sveriges|ledande|Nordens|det)|er (?:en|et|Danmarks|Norges|Nordens|blandt|markedsledende)|on (?:suomalainen|yksi|Suomen|johtava|kansainvälinen|kasvava|perheyritys)|je (?:česká|přední|společnost|firma|mezinárodní|jedn|technologická)|sviluppa|entwickelt|développe|desarrolla|desenvolve|ontwikkelt|utvecklar|udvikler|utvikler|conçoit|accompagne|produziert|opera)`, 'u')],
  ['ja-company', /(?:^|[\n。])(株式会社[\p{L}\p{N}ー・]{1,20}?|[\p{L}\p{N}ー・]{1,20}?株式会社|[\p{L}\p{N}ー・]{2,20}?)(?:は、|では|は)/u],
];
/** Beginnings of sentences that look like names. */
const NO_NAMES =
  /^(?:we|our|this|that|the|it|you|your|our client|the company|company|role|position|job|description|about|there|here|what|who|they|she|he|these|those|in|at|as|if|and|or|but|remote|salary|location|unser kunde|wir|du|sie|diese|der|die|das|es|nous|vous|notre|notre client|il|elle|le|la|ce|cette|nosotros|nuestro|nuestro cliente|nuestra|este|esta|nosso|nossa|você|o|a|il nostro|il nostro cliente|noi|questo|wij|we|onze|onze klant|deze|het|ons|my|nasz|nasza|nasz klient|vi|vår|vår kund|vores|den|det|me|meidän|my|naše|náš|náš klient|working|working here|candidate|the candidate|the team|team|experience|applicants|candidates|the role|the position|the successful candidate|part of|us|me|each|every|everyone|today|now|pay|benefits|compensation|equal opportunity|der ideale kandidat|responsibilities|requirements|qualifications|full|senior|junior|lead|bonus|training|english|python|java|knowledge|ideal candidate|stelle|arbeitsort|vollzeit|teilzeit|dein profil|unternehmen|entreprise|empresa|azienda|bedrijf|firma|team lead|hybrid|as a|this role|this position|a|an|our team|our mission|success|my client|client|our company|dit|jij|jouw|je|als|kandidaten|arbejdet|stillingen|tjänsten|rollen|arbetet|du|ditt|din|tehtävä|työ|pozice|práce|praca|stanowisko|le poste|el puesto|a vaga|la posizione|il candidato|the ideal candidate|the job|the salary|the company's|we're|you'll|i|all|some|many|no|yes|not|our culture|our people|our values|our goal|hay|se|si|lo|los|las|les|des|un|una|une|ein|eine|een|en|ett|et|both|at the|für|mit|zur|bei|chez|equity|health|people|teams|employees|data|ai|software|technology|it)$/iu;

function isName(text: string): boolean {
  return text.length >= 2 && text.length <= NAME_CHARS_MAX && !NO_NAMES.test(text.trim()) && /\p{L}/u.test(text);
}

function ofSegment(segment: HeadSegment, rule: string, confidence: number): Finding<string> {
  const { text, start, end } = segment;
  return { value: text, rule, source: 'text', start, end, confidence };
}

function given(context: ParseContext): Finding<string> | null {
  const structured = context.document.structured.employer;
  const name = structured ?? null;
  if (name === null) return null;
  return { value: name, rule: 'payload', source: 'structured', start: null, end: null, confidence: 0.98 };
}

function hinted(context: ParseContext): Finding<string> | null {
  const name = context.raw.hints?.company?.trim() ?? '';
  if (name === '') return null;
  return { value: name, rule: 'hint', source: 'structured', start: null, end: null, confidence: 0.9 };
}

function labelledEmployer(context: ParseContext): Finding<string> | null {
  const label = labelled(context, 'company');
  if (label === undefined || label.value.length > NAME_CHARS_MAX) return null;
  const value = label.value.replace(/\s*\((?:https?:|www\.)[^)]*\)$/, '').trim();
  return { value, rule: 'label', source: 'text', start: label.start, end: label.start + value.length, confidence: 0.97 };
}

const LINK_IN_BRACKETS = /\s*\(?(?:https?:\/\/|www\.)\S+\)?|\s*\((?:YC\s?[A-Z]?\d{2}|[\w.-]+\.(?:com|io|ai|co|dev|org|net))\)/giu;

/** A post in one line begins with the employer. */
function oneLineEmployer(context: ParseContext): Finding<string> | null {
  const { head } = context;
  if (!head.oneLine) return null;
  const first = head.segments.find((segment) => segment.line === 0 && segment.kind !== 'url' && segment.kind !== 'label');
  if (first === undefined || first.kind === 'role' || first.kind === 'pay') {
    const name = head.segments.find((segment) => segment.line === 0 && segment.kind === 'name');
    return name === undefined ? null : ofSegment(name, 'one-line', 0.8);
  }
  const value = first.text.replace(LINK_IN_BRACKETS, '').trim();
  return value === '' ? null : { value, rule: 'one-line', source: 'text', start: first.start, end: first.start + value.length, confidence: 0.9 };
}

/** In the head: a name with a legal form, else a name beside a place or the title. */
function headEmployer(context: ParseContext): Finding<string> | null {
  const { segments } = context.head;
  for (const segment of segments) {
    if (segment.kind === 'label' || segment.kind === 'url') continue;
    const match = WITH_LEGAL_FORM.exec(segment.text);
    if (match === null) continue;
    const start = segment.start + match.index;
    return { value: match[0], rule: 'legal-form', source: 'text', start, end: start + match[0].length, confidence: 0.92 };
  }
  const role = segments.find((segment) => segment.kind === 'role');
  if (role === undefined) return null;
  const at = /\s(?:at|@|bei|chez|presso|bij|hos)\s+(\p{Lu}[^|–—(,\n]{1,50})/u.exec(role.text);
  const below = segments.find((one) => one.kind === 'role' && one.line > role.line && /, /.test(one.text));
  if (below !== undefined && readPlace(below.text.slice(below.text.indexOf(', ') + 2), context.hints) !== null) return splitNameAndPlace(context, below);
  if (at?.[1] !== undefined && readPlace(at[1].trim(), context.hints) === null) {
    const start = role.start + role.text.indexOf(at[1], at.index);
    const value = at[1].trim();
    return { value, rule: 'title-at', source: 'text', start, end: start + value.length, confidence: 0.88 };
  }
  const names = segments.filter((one) => one.kind === 'name' && one.line <= 4 && isEmployerLike(one.text));
  const beside = names.find((one) => one.line > role.line && (segments.some((other) => other.line === one.line && other.kind === 'place') || one.line === role.line + 1));
  const above = names.find((one) => one.line < role.line);
  const same = names.find((one) => one.line === role.line && one.start > role.start);
  const chosen = [above, beside, same].find((one) => one !== undefined && holdsUp(context, one));
  return chosen === undefined ? null : splitNameAndPlace(context, chosen);
}

/** A line by itself may be a slogan: a name comes again in the text, or stands beside a place. */
function holdsUp(context: ParseContext, segment: HeadSegment): boolean {
  const { text, head } = context;
  if (head.segments.some((one) => one.line === segment.line && one.kind === 'place')) return true;
  const name = segment.text.split(', ')[0] ?? segment.text;
  if (text.indexOf(name, segment.end) >= 0) return true;
  const words = name.split(' ');
  return words.length <= 3 && text.length - head.end < 400;
}

/** "Acme Corp, Berlin": the name is what stands before the place. */
function splitNameAndPlace(context: ParseContext, segment: HeadSegment): Finding<string> {
  const comma = segment.text.indexOf(', ');
  if (comma > 0 && readPlace(segment.text.slice(comma + 2), context.hints) !== null) {
    const value = segment.text.slice(0, comma);
    return { value, rule: 'head-name', source: 'text', start: segment.start, end: segment.start + comma, confidence: 0.8 };
  }
  return ofSegment(segment, 'head-name', 0.75);
}

function isEmployerLike(text: string): boolean {
  return (
    isName(text) && text.split(' ').length <= 7 && /\p{Lu}|\p{Lo}/u.test(text) && !/[.!?:]$/.test(text.replace(/Inc\.$|Ltd\.$/u, '')) &&
    !namesRole(text) && headingKind(text)?.exact !== true && !/\d{4}|^\d{1,3}(?:[.,]\d)?\s?(?:-|–|%|uur|std|h)/iu.test(text)
  );
}

const ABOUT_HEADING =
  /^(?:about|who is|life at|working at|why(?: join)?|über(?: die| den| das)?|à propos d(?:e|u|e la|e l['’])|qui est|sobre(?: a| o| la| el)?|acerca de|chi è|over|o firmie|om|o společnosti|why work at|meet|join|benefits at|inside|discover|das ist)\s+(.{2,60}?)[:?!]?$/iu;

/** `About Acme`: what stands after "about" in a heading. */
function aboutHeading(context: ParseContext): Finding<string> | null {
  for (const section of context.sections) {
    if (section.heading === null) continue;
    const match = ABOUT_HEADING.exec(section.heading.trim());
    const name = match?.[1];
    if (name === undefined || headingKind(section.heading)?.exact === true || !/^\p{Lu}/u.test(name) || !isName(name)) continue;
    if (section.kind !== 'ABOUT_COMPANY' && section.kind !== 'BENEFITS') continue;
    const shown = isShouted(name) ? spelledInText(context.text, name) : name;
    const start = context.text.indexOf(shown);
    return { value: shown, rule: 'about-heading', source: 'text', start: Math.max(0, start), end: Math.max(0, start) + shown.length, confidence: 0.85 };
  }
  return null;
}

function isShouted(name: string): boolean {
  return name.length > 4 && name === name.toUpperCase();
}

/** "ABOUT ACME SYSTEMS" shouts; the text below spells the name. */
function spelledInText(text: string, shouted: string): string {
  const lower = text.toLowerCase();
  const wanted = shouted.toLowerCase();
  for (let at = lower.indexOf(wanted), tries = 0; at >= 0 && tries < 20; at = lower.indexOf(wanted, at + 1), tries += 1) {
    const written = text.slice(at, at + shouted.length);
    if (written !== shouted) return written;
  }
  return shouted;
}

/** "Acme tests water.": what is said of the company begins with its name. */
const OPENING = new RegExp(`^[\\s\\n•-]{0,4}(?:The |Die |Das |Der |La |Le |L[’']|Il |A |O |El |De |Firma |Spółka |Společnost )?${STARTS_WITH_NAME} \\p{Ll}`, 'u');

function openingEmployer(context: ParseContext): Finding<string> | null {
  for (const section of context.sections) {
    if (section.kind !== 'ABOUT_COMPANY') continue;
    const heading = section.heading ?? '';
    const at = heading === '' ? 0 : context.text.slice(section.start, section.end).indexOf(heading) + heading.length;
    const body = context.text.slice(section.start + at, Math.min(section.end, section.start + at + 200)).replace(/^\s*[:：]?\s*/, '');
    const match = OPENING.exec(body);
    const name = match?.[1];
    if (match === null || name === undefined || !isName(name) || namesRole(name.split(' ').at(-1) ?? name)) continue;
    if (readPlace(name, context.hints) !== null || name.split(' ').length > 6) continue;
    const start = context.text.indexOf(name, section.start + at);
    return { value: name, rule: 'about-opening', source: 'text', start, end: start + name.length, confidence: 0.78 };
  }
  return null;
}

function sentenceEmployer(context: ParseContext): Finding<string> | null {
  const scope = context.text.slice(0, SCOPE_CHARS_MAX);
  for (const [rule, pattern] of SENTENCES) {
    const match = pattern.exec(scope);
    const name = match?.[1];
    if (match === null || name === undefined || !isName(name) || namesRole(name.split(' ').at(-1) ?? name)) continue;
    if (readPlace(name, context.hints) !== null && !new RegExp(LEGAL_FORM, 'u').test(name)) continue;
    const start = match.index + match[0].indexOf(name);
    return { value: name, rule, source: 'text', start, end: start + name.length, confidence: rule === 'is-a' ? 0.7 : 0.8 };
  }
  const legal = WITH_LEGAL_FORM.exec(scope);
  if (legal === null || !isName(legal[0])) return null;
  return { value: legal[0], rule: 'legal-form', source: 'text', start: legal.index, end: legal.index + legal[0].length, confidence: 0.7 };
}

/** Reads the employer's name as the posting writes it, legal form included. */
export function readEmployer(context: ParseContext): Reading<string | null> {
  const fromPayload = given(context);
  const fromLabel = labelledEmployer(context);
  const finding =
    fromPayload ??
    fromLabel ??
    hinted(context) ??
    oneLineEmployer(context) ??
    headEmployer(context) ??
    aboutHeading(context) ??
    openingEmployer(context) ??
    sentenceEmployer(context);
  if (finding === null) return { value: null, evidence: [], warnings: [] };
  const path = '/hiringOrganization/name';
  const evidence = [evidenceOf(path, located(context, finding))];
  if (fromPayload === null || fromLabel === null || sameLetters(fromPayload.value, fromLabel.value)) {
    return { value: finding.value, evidence, warnings: [] };
  }
  evidence.push(evidenceOf(path, { ...fromLabel, rule: 'label-not-taken', confidence: 0.4 }));
  const message = `The payload's employer was taken; the text says "${fromLabel.value}".`;
  return { value: finding.value, evidence, warnings: [{ code: 'EMPLOYER_DISAGREES', path, message }] };
}

function sameLetters(a: string, b: string): boolean {
  const key = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return key(a).startsWith(key(b)) || key(b).startsWith(key(a));
}

/** A structured name that the text has too is shown there. */
function located(context: ParseContext, finding: Finding<string>): Finding<string> {
  if (finding.start !== null) return finding;
  const start = context.text.indexOf(finding.value);
  return start < 0 ? finding : { ...finding, start, end: start + finding.value.length };
}
