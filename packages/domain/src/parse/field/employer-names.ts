import { cuedPattern } from './cued-pattern.ts';
import type { PlaceHints } from './place-parts.ts';
import { readPlace } from './read-place.ts';

export const NAME_CHARS_MAX = 80;

/** Legal forms after a name, as companies write them. */
export const LEGAL_FORM =
  '(?:Inc\\.?|INC\\.?|inc\\.|ltée|llc|GesmbH|Ges\\.m\\.b\\.H\\.|LLC|LTD\\.?|CORP\\.?|Ltd\\.?|Limited|GmbH(?: & Co\\.? KG(?:aA)?)?|gGmbH|AG|SE|KG|e\\.V\\.|Corp\\.?|Corporation|PLC|plc|S\\.?A\\.?S\\.?|SARL|S\\.A\\.U?\\.?|SA|S\\.?r\\.?l\\.?|S\\.?p\\.?A\\.?|B\\.V\\.|BV|N\\.V\\.|NV|AB|A\\/S|ApS|AS|ASA|Oyj?|Sp\\. z o\\.o\\.|sp\\. z o\\.o\\.|S\\.A\\.|s\\.r\\.o\\.|a\\.s\\.|A\\.Ş\\.|株式会社|合同会社|S\\.L\\.U?\\.?|SL|Ltda\\.?|Lda\\.?|Pty Ltd|Pvt\\.? Ltd\\.?|LLP|UG|eG|OHG|e\\.K\\.|\\(Pty\\) Ltd\\.?|\\(PTY\\) LTD\\.?|Sdn\\.? Bhd\\.?|S\\.R\\.L\\.|mbH|Kft\\.?|Zrt\\.?|S\\.C\\.|KGaA)';

const PARTICLE =
  '(?:de|do|dos|das|del|della|du|des|la|le|of|the|und|and|von|van|der|og|och|y|e|di|da)(?![\\p{L}])';
const NAME = `\\p{Lu}[\\p{L}\\p{N}&.'’+-]{0,30}(?:[ -](?:(?:(?:[dl]['’])?\\p{Lu}|\\d|&)[\\p{L}\\p{N}&.'’+-]{0,30}|${PARTICLE})){0,5}`;

/** After a comma, forms of two letters are states and countries: `Reno, NV`. */
const FORM_AFTER_COMMA =
  '(?:Inc\\.?|INC\\.?|LLC|L\\.L\\.C\\.|LTD\\.?|Ltd\\.?|Limited|CORP\\.?|Corp\\.?|Corporation|PLC|plc|LLP|GmbH|S\\.A\\.U?\\.?|S\\.L\\.U?\\.?|Lda\\.?|Ltda\\.?|s\\.r\\.o\\.|a\\.s\\.)';

const WITH_LEGAL_FORM = new RegExp(
  `(?:${NAME})(?:, ${FORM_AFTER_COMMA}| ${LEGAL_FORM})(?![\\p{L}\\p{N}])|株式会社[\\p{L}\\p{N}ー・]{1,20}|[\\p{L}\\p{N}ー・]{1,20}株式会社`,
  'gu',
);
/** The same in running text, where what legal forms begin with is found with the cues. */
export const LEGAL_FORM_IN_TEXT = cuedPattern(
  'legal-form',
  'inc|llc|l.l.c|ltd|ltée|gesmbh|ges.m.b|corp|limited|gmbh|ggmbh|e.v|plc|s.a|sa.s|sarl|sr.l|s.r|sp.a|sp. z|s.p|b.v|n.v|a/s|a.s|s.l|ltda|pty|pvt|llp|ohg|e.k|ltee|(pty|sdn|mbh|kft|zrt|s.c|株式会社|合同会社',
  new RegExp(`(?:(?<=, )${FORM_AFTER_COMMA}|(?<= )${LEGAL_FORM})(?![\\p{L}\\p{N}])|株式会社`, 'u'),
  // Whole words, as most of them begin others.
  'ag|se|kg|kgaa|sa|sas|srl|spa|bv|nv|ab|aps|as|asa|oy|oyj|sl|lda|ug|eg',
);
/** What any such name has: quickly found missing, where trying every name is not. */
const ANY_LEGAL_FORM = new RegExp(
  `(?:, ${FORM_AFTER_COMMA}| ${LEGAL_FORM})(?![\\p{L}\\p{N}])|株式会社`,
  'u',
);
const LEGAL_TRIES_MAX = 8;
/** What a sentence puts before a name, and names do not begin with. */
const ARTICLE =
  /^(?:Die|Das|Der|Dem|Den|Firma|Société|Spółka|Společnost|Empresa|Azienda) (?=\p{Lu})/u;

/** The first name with a legal form (`Acme Ltd`, not `Reno, NV`) and its place; null for none. */
export function findLegalName(
  text: string,
  hints: PlaceHints,
): { readonly name: string; readonly index: number } | null {
  if (!ANY_LEGAL_FORM.test(text)) return null;
  let tries = 0;
  for (const match of text.matchAll(WITH_LEGAL_FORM)) {
    if ((tries += 1) > LEGAL_TRIES_MAX) break;
    const [written] = match;
    const name = written.replace(ARTICLE, '');
    // "Reno NV" is Reno in Nevada.
    if (isName(name) && (readPlace(name, hints)?.place.addressRegion ?? null) === null)
      return { name, index: match.index + written.length - name.length };
  }
  return null;
}

export const STARTS_WITH_NAME = `(?<![\\p{L}\\p{N}])(${NAME}(?:(?:, ${FORM_AFTER_COMMA}| ${LEGAL_FORM})(?![\\p{L}\\p{N}]))?)`;

/** Beginnings of sentences that look like names. */
const NO_NAMES =
  /^(?:we|our|this|that|the|it|you|your|our client|the company|company|role|position|job|description|about|there|here|what|who|they|she|he|these|those|in|at|as|if|and|or|but|remote|salary|location|unser kunde|wir|du|sie|diese|der|die|das|es|nous|vous|notre|notre client|il|elle|le|la|ce|cette|nosotros|nuestro|nuestro cliente|nuestra|este|esta|nosso|nossa|você|o|a|il nostro|il nostro cliente|noi|questo|wij|we|onze|onze klant|deze|het|ons|my|nasz|nasza|nasz klient|vi|vår|vår kund|vores|den|det|me|meidän|my|naše|náš|náš klient|working|working here|candidate|the candidate|the team|team|experience|applicants|candidates|the role|the position|the successful candidate|part of|us|me|each|every|everyone|today|now|pay|benefits|compensation|equal opportunity|der ideale kandidat|responsibilities|requirements|qualifications|full|senior|junior|lead|bonus|training|english|dutch|german|french|spanish|italian|portuguese|polish|swedish|danish|norwegian|finnish|czech|japanese|deutsch|englisch|français|anglais|español|inglés|python|java|knowledge|ideal candidate|stelle|arbeitsort|vollzeit|teilzeit|dein profil|unternehmen|entreprise|empresa|azienda|bedrijf|firma|team lead|hybrid|as a|this role|this position|a|an|our team|our mission|success|my client|client|our company|dit|jij|jouw|je|als|kandidaten|arbejdet|stillingen|tjänsten|rollen|arbetet|du|ditt|din|tehtävä|työ|pozice|práce|praca|stanowisko|le poste|el puesto|a vaga|la posizione|il candidato|the ideal candidate|the job|the salary|the company's|we're|you'll|i|all|some|many|no|yes|not|our culture|our people|our values|our goal|hay|se|si|lo|los|las|les|des|un|una|une|ein|eine|een|en|ett|et|both|at the|für|mit|zur|bei|chez|equity|health|people|teams|employees|data|ai|software|technology|it|building|headquartered|founded|how|fair|defines?|please|based|located|established|since|when|while|with|for|to|from|on|by|after|before|join|help|work|build|learn|develop|create|experience .*|(?:.* )?you(?:[’']\p{L}+)?(?: .*)?|java se|this is|are you|do you|ready|interested|looking|hiring|wanted|must|also|additionally|furthermore|next|first|verified|promoted|sponsored|new|easy apply|actively (?:hiring|recruiting)|(?:job|vacancy|position) (?:announcement|advert|advertisement|posting|details|summary|opening|vacancy)|stellenanzeige|stellenangebot|stellenausschreibung|terms of reference|recruitment notice|reporting|reports|reporting to|supervisor|details|overview|vacancy|vacancies|recruitment|recruiting|appointment|announcement)$/iu;

/** Sentences begin with what the reader is to do: "Call Tom on 020 …". */
const IMPERATIVE =
  /^(?:call|contact|email|e-mail|apply|ask|phone|ring|speak|send|text|visit|click|join|founded|established|headquartered|located|based) /iu;

/** Whether a text can be the name of an employer: no pronoun, no heading, not too long. */
export function isName(text: string): boolean {
  return (
    text.length >= 2 &&
    text.length <= NAME_CHARS_MAX &&
    !NO_NAMES.test(text.trim()) &&
    !IMPERATIVE.test(text) &&
    /\p{L}/u.test(text)
  );
}
