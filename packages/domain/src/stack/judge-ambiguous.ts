import type { CueHit, Mention, NearWords } from './find-mentions.ts';
import { isAbbreviation } from './is-abbreviation.ts';
import { listEnds } from './lists.ts';
import { isCapitalName, partOfName } from './part-of-name.ts';
import type { Sentence } from './sentences.ts';
import type { Technology, World } from './technology.ts';

/** What let a name pass. The order is that of confidence. */
export type PassRule =
  | 'exact'
  | 'neighbour'
  | 'title'
  | 'version'
  | 'cue'
  | 'list'
  | 'wording'
  | 'sentence'
  | 'section'
  | 'document';

/** What the judge may look at beside the name itself. */
export interface Surroundings {
  readonly text: string;
  readonly near: NearWords;
  /** Unambiguous names of each world in the whole text. */
  readonly sure: ReadonlyMap<World, number>;
  /** Ids that the title names. */
  readonly titled: ReadonlySet<string>;
}

export interface Place {
  readonly mention: Mention;
  readonly sentence: Sentence;
  /** Items of the same list, this one included. */
  readonly list: readonly Mention[];
  readonly inTitle: boolean;
}

/** Whose unambiguous names vouch for an ambiguous one. */
const VOUCHERS: Readonly<Record<World, readonly World[]>> = {
  development: ['development', 'science'],
  science: ['science', 'development'],
  engineering: ['engineering', 'development'],
  design: ['design', 'development'],
  office: ['office', 'business', 'development'],
  business: ['business', 'development'],
};

function vouches(voucher: Mention, technology: Technology, text: string): boolean {
  const { technology: other, strength } = voucher;
  if (other === null || strength === 'weak' || other.id === technology.id) return false;
  if (isAbbreviation(text, voucher)) return false;
  return VOUCHERS[technology.world].includes(other.world);
}

/** How many technologies of a text vouch for one, by their worlds alone. */
export function sureAround(technology: Technology, sure: ReadonlyMap<World, number>): number {
  return VOUCHERS[technology.world].reduce((sum, world) => sum + (sure.get(world) ?? 0), 0);
}

/** Characters to either side in which a cue of the technology's own counts. */
const CUE_REACH = 60;

function hasNear(
  phrases: readonly string[] | undefined,
  near: NearWords,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  return (phrases ?? []).some((phrase) => {
    const starts = near.get(phrase.toLowerCase());
    if (starts === undefined) return false;
    let low = 0;
    for (let high = starts.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return (starts[low] ?? Infinity) < to;
  });
}

const FUNCTION_WORDS = new Set(
  'and or as for is are was in with on at by from to via but which that while where when using und oder als für ist sind im mit bei auf et ou en pour avec est sur dans y o e con para es por em no na com per di i w z lub och eller på med og til ja a nebo s ve na of the our instead rather since because when plus also used daily development programming based or and/or who we preferred required plus would are should nach zu auf vers hacia verso naar till til au aux des das der to into over'.split(
    ' ',
  ),
);

const NEXT_WORD = /^[\s(]*([\p{L}][\p{L}\d'-]*)/u;
const TERMINAL = /^\s*(?:$|[.,;:)\]/|+!?&–—\n\r、。・（）"”'’]|-\s|\()/;
/** What a hyphen may join to a technology's name, beside the nouns and roles that are cues. */
const HYPHENED = /^-(?:based|basiert|first|native|like|powered|driven|heavy|\p{Lu})/u;
const WINDOW = 40;

function cueAt(
  cues: readonly CueHit[],
  from: number,
  to: number,
  kinds: ReadonlySet<string>,
): boolean {
  return cues.some(
    ({ cue, start }) =>
      start >= from && start <= to && cue.side !== 'before' && kinds.has(cue.kind),
  );
}

const NAME_NOUNS = new Set(['role', 'noun', 'should', 'plus', 'must']);

/**
 * Whether a name is a word group of its own: what follows is no noun or verb that it belongs to.
 */
function standsAlone({ mention, sentence }: Place, text: string): boolean {
  const rest = text.slice(mention.end, mention.end + WINDOW);
  if (TERMINAL.test(rest)) return true;
  if (cueAt(sentence.cues, mention.end, mention.end + 2, NAME_NOUNS)) return true;
  if (rest.startsWith('-')) return HYPHENED.test(rest);
  const next = NEXT_WORD.exec(rest)?.[1] ?? '';
  return FUNCTION_WORDS.has(next.toLowerCase()) || /[^\u0000-\u024f]/.test(next.charAt(0));
}

function opensSentence({ mention, sentence }: Place, text: string): boolean {
  return /^[\s•·▪◦‣●○*–—>"'“(-]*$/.test(text.slice(sentence.start, mention.start));
}

const PRE_WORDING = new Set(['noun', 'should', 'must', 'plus', 'use', 'migrate', 'not']);
/** What something is made of or written in: enough by itself. */
const MADE_OF =
  /(?:\b(?:written|coding|code|coded|develop(?:ed|ing)?|programming|program|implemented|fluent|proficient|scripts?|services?|microservices|backend|apis?|applications?|pipelines?|software|features|tooling)\s+(?:in|using)|\b(?:tests?|testing|front-?end|back-?end|apis|pipelines|automation|automate|scripting|programming)\s+(?:in|with|using)|\b(?:desktop|mobile|web|native|hybrid)\s+(?:apps?|applications?)\s+with|\b(?:languages?|frameworks?|libraries)\s*(?:\(|:|like|such as|including)?)[\s(:]+$/iu;
/** What a name may follow where its trade is already talked of. */
const DONE_WITH =
  /\b(?:in|on|with|using|of|like|such as|from|via|use|uses|used|know|knows|learn|love|write|writing|choose|chose|em|en|con|com|avec|mit|med|met|z|i|s)[\s(:]+$/iu;
/**
 * "strong", "good" and the like praise anything; "experience with" asks for a thing one can use.
 */
const ASKS_FOR_USE =
  /\s|^(?:proficien|experience|erfahrung|kenntnis|knowledge|expérience|experiencia|experiência|esperienza|ervaring|kennis|znajomo|doświadcz|erfaren|erfaring|kunnskap|kunskap|zkušenost|znalost|conocimiento|conhecimento|saber|conocer|dominar|conoscenza|connaissance|maîtrise|dominio|usamos|utilizamos|käytämme|kokemus|osaami|hiring|seeking)/iu;

function wordingBefore({ mention, sentence }: Place, text: string, company: boolean): boolean {
  const before = text.slice(Math.max(sentence.start, mention.start - WINDOW), mention.start);
  if (MADE_OF.test(before) || (company && DONE_WITH.test(before))) return true;
  return sentence.cues.some(
    ({ cue, end }) =>
      cue.side !== 'after' &&
      PRE_WORDING.has(cue.kind) &&
      end <= mention.start &&
      (company ||
        cue.kind === 'noun' ||
        ASKS_FOR_USE.test(cue.phrase) ||
        (cue.kind === 'migrate' && /\p{L}/u.test(text.slice(end, mention.start)))) &&
      /^[\s:(]*(?:(?:in|with|of|from|vom|mit|von|en|de|desde|con|com|di|da|w|z|i|av|från|fra|med|modern|advanced)\s)?$/i.test(
        text.slice(end, mention.start),
      ),
  );
}

const MIGRATES_TO = /[\p{L}\d] (?:to|into|nach|zu|vers|a|hacia|para|verso|naar|do|na|till|til) $/iu;
/** What opens a bullet is a name where it is one of several: "React or another framework". */
const OR_THE_LIKE =
  /^\s+(?:or|and|oder|ou|o|of|eller|lub|nebo|tai)\s+(?:an?\s+|eine?n?\s+|un[ae]?\s+)?(?:other|another|similar|equivalent|comparable|ähnlich|vergleichbar|ander|similair|équivalent|autre|similar|otro|outr|simil|altr|vergelijkbaar|liknande|lignende|podobn|vastaav)/iu;
/** What follows a thing that a sentence begins to speak of: "Bun on the server". */
const SPOKEN_OF = /^ (?:on|for|as|is|are|und|y|et)(?!\p{L})/u;
const ASKED = new Set(['must', 'should', 'plus']);
const ROLE = new Set(['role']);
const STRONG_SECTIONS = new Set(['TECH_STACK', 'REQUIREMENTS', 'PREFERRED']);
const WEAK_LIST_MIN = 3;
/** Worlds whose ambiguous names vouch for each other when three stand in one list. */
const LISTED_WORLDS = new Set<World>(['development', 'office']);
const DOCUMENT_SURE_MIN = 2;

/**
 * Rules for a spelling that is not in the owner's own case: only its neighbours can vouch for it.
 */
function judgeOtherCase(place: Place, technology: Technology, text: string): PassRule | null {
  const { mention, list } = place;
  const written = text.slice(mention.start, mention.nameEnd);
  const vouchers = list.filter((other) => vouches(other, technology, text)).length;
  if (
    mention.version !== null &&
    written.length > 1 &&
    /^\d/.test(text.slice(mention.nameEnd, mention.nameEnd + 1))
  ) {
    return 'version';
  }
  const shouted = written.length > 2 && written === written.toUpperCase();
  if (shouted && vouchers >= 1) return 'neighbour';
  // The tags of boards are parted by spaces alone: "typescript react docker".
  const next = list[list.indexOf(mention) + 1];
  const tagged = next !== undefined && vouches(next, technology, text);
  return vouchers >= 2 && (tagged || standsAlone(place, text)) ? 'neighbour' : null;
}

/**
 * Whether an ambiguous name is the technology here, and by which rule. Only unambiguous names vouch
 * for it, or a list of at least three ambiguous ones.
 */
export function judgeAmbiguous(
  place: Place,
  technology: Technology,
  around: Surroundings,
): PassRule | null {
  const { mention, sentence, list } = place;
  const { text, near, sure, titled } = around;
  if (!mention.exactCase) return judgeOtherCase(place, technology, text);
  const alone = standsAlone(place, text);
  if (
    list.some((other) => vouches(other, technology, text)) &&
    (alone || !opensSentence(place, text))
  ) {
    return 'neighbour';
  }
  const ruledOut = hasNear(technology.against, near, { from: 0, to: text.length });
  if (ruledOut || partOfName(place, text)) return null;
  const { head, tail } = listEnds(mention, list, sentence);
  if (
    cueAt(sentence.cues, tail.end, tail.end + 2, ROLE) &&
    (alone || tail === mention) &&
    technology.world === 'development'
  ) {
    return place.inTitle ? 'title' : 'wording';
  }
  // Its own cue as the next word: "NFC readers".
  const next = { from: mention.end, to: mention.end + 2 };
  if (mention.strength !== 'weak' && hasNear(technology.cues, near, next)) return 'cue';
  if (!alone) return null;
  if (technology.capitals === true && isCapitalName(place, text)) return 'cue';
  if (titled.has(technology.id) && !opensSentence(place, text)) return 'title';
  const from = Math.max(sentence.start, mention.start - CUE_REACH);
  const to = Math.min(sentence.end, mention.end + CUE_REACH);
  if (hasNear(technology.cues, near, { from, to })) return 'cue';
  const weakNames = new Set(
    list.flatMap((other) =>
      other.exactCase && other.technology !== null ? [other.technology.id] : [],
    ),
  );
  if (weakNames.size >= WEAK_LIST_MIN && LISTED_WORLDS.has(technology.world)) {
    const worlds = list.every((other) => other.technology?.world === technology.world);
    if (worlds) return 'list';
  }
  if (cueAt(sentence.cues, tail.end, tail.end + 2, ASKED) && sureAround(technology, sure) > 0)
    return 'wording';
  if (
    opensSentence(place, text) &&
    !/^\s*(?:$|[,;:/|(\n])/.test(text.slice(mention.end, mention.end + 2)) &&
    !OR_THE_LIKE.test(text.slice(mention.end, mention.end + WINDOW)) &&
    !(technology.reach === 'document' && SPOKEN_OF.test(text.slice(mention.end, mention.end + 8)))
  )
    return null;
  if (
    MIGRATES_TO.test(text.slice(Math.max(sentence.start, mention.start - WINDOW), mention.start)) &&
    sentence.cues.some(({ cue }) => cue.kind === 'migrate')
  )
    return 'wording';
  return judgeByCompany(place, technology, { text, head, company: sureAround(technology, sure) });
}

function judgeByCompany(
  place: Place,
  technology: Technology,
  {
    text,
    head,
    company,
  }: { readonly text: string; readonly head: Mention; readonly company: number },
): PassRule | null {
  const { mention, sentence } = place;
  if (mention.version !== null && mention.nameEnd - mention.start > 1 && company > 0)
    return 'version';
  if (
    (company > 0 || technology.world === 'development') &&
    (wordingBefore(place, text, company > 0) ||
      (head !== mention && wordingBefore({ ...place, mention: head }, text, company > 0)))
  )
    return 'wording';
  if (sentence.mentions.some((other) => vouches(other, technology, text))) return 'sentence';
  if (company > 0 && sentence.section !== null && STRONG_SECTIONS.has(sentence.section))
    return 'section';
  if (technology.reach === 'document' && company >= DOCUMENT_SURE_MIN) return 'document';
  return null;
}
