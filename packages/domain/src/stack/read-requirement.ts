import type { Requirement, SectionKind } from '@winnow/contracts/code-lists';
import { askedByRole } from './asked-by-role.ts';
import type { CueKind } from './cues.ts';
import type { CueHit, Mention } from './find-mentions.ts';
import { isDenied } from './is-denied.ts';
import { bracketHead, isConjunction, isListGap } from './lists.ts';
import type { Sentence } from './sentences.ts';

/** What the wording beside a technology says of it; `denied` means that it is not there at all. */
export interface Wording {
  readonly requirement: Requirement;
  readonly denied: boolean;
  readonly legacy: boolean;
}

const SECTION_LEVEL: Partial<Readonly<Record<SectionKind, Requirement>>> = {
  REQUIREMENTS: 'REQUIRED',
  PREFERRED: 'PREFERRED',
};

const AFTER_GAP_LENGTH_MAX = 60;
const ADVERB_LENGTH_MAX = 16;
const CJK_GAP_LENGTH_MAX = 20;
/** Joints of a sentence after which earlier wording no longer holds. */
const BREAK =
  /;|(?<!\p{L})(?:but|however|aber|sondern|mais|pero|mas|ma|maar|ale|men|mutta)(?!\p{L})/iu;
const OPEN_END = /^,?\s*(?:or|and|oder|und|ou|et|o|y|etc|or similar)(?!\p{L})/iu;
const COPULA =
  /^[\s,:()–—"'-]*(?:(?:is|are|would be|will be|ist|sind|wäre|est|sont|serait|es|son|será|sería|é|são|seria|è|sono|sarà|zijn|jest|będzie|är|er|on|je|would|experience|knowledge|skills|expertise|certification|background|both|also|highly|strongly|Kenntnisse|Erfahrung|hautement|muy|muito|molto|very|that's|that is|it's|this is|codebase|too|certainly|definitely|considered|as|a|an|ein|eine|un|une|una|uma|um|een|et)\s*){0,4}$/iu;

function gapAllows(gap: string, cue: CueHit): boolean {
  if (gap.length > AFTER_GAP_LENGTH_MAX || BREAK.test(gap)) return false;
  if (cue.cue.languages?.includes('ja') === true)
    return gap.length <= CJK_GAP_LENGTH_MAX && !/[。\n]/.test(gap);
  if (cue.cue.kind === 'should') return /^[\s-]*$/.test(gap);
  const open = gap.replace(/\([^()]*\)/g, '');
  // One word alone is a verb or adverb of something else more often: "a team that helps banks".
  if (cue.cue.side === 'both' || (cue.cue.kind === 'plus' && !cue.cue.phrase.includes(' ')))
    return COPULA.test(open);
  const comma = open.indexOf(',');
  if (comma < 0) return true;
  if (OPEN_END.test(open.slice(comma)) || COPULA.test(open)) return true;
  // An adverb and a comma part nothing: "touched Svelte before, but it's not required".
  return open.length <= ADVERB_LENGTH_MAX && COPULA.test(open.slice(comma));
}

/** Whether words of knowledge ("experience with") stand between two names. */
function headed(cues: readonly CueHit[], from: number, to: number): boolean {
  return cues.some(
    ({ cue: { kind, side }, start, end }) =>
      kind === 'should' && side !== 'after' && start >= from && end <= to,
  );
}

/** Mentions from `last` back that a phrase after them speaks of. */
function reachBack(text: string, sentence: Sentence, last: number, cue: CueHit): number {
  const { mentions, cues } = sentence;
  const gap = text.slice(mentions[last]?.end ?? 0, cue.start);
  const bracketed = /^\s*[([][^)\]]*$/.test(gap);
  let first = bracketHead(text, mentions, { last, gap });
  while (first > 0) {
    const left = mentions[first - 1];
    const right = mentions[first];
    if (left === undefined || right === undefined) break;
    const between = text.slice(left.end, right.start);
    if (
      cues.some(
        ({ cue: { kind }, start }) =>
          start >= left.end &&
          start < right.start &&
          kind !== 'noun' &&
          kind !== 'role' &&
          kind !== 'should',
      )
    )
      break;
    // "You know SQL, experience with Spark is a plus" and "SQL; Spark is a plus" begin anew.
    if (between.includes(';')) break;
    if (between.includes(',') && headed(cues, left.end, right.start)) break;
    const joined = isConjunction(between);
    if (bracketed && !(joined && last - first < 1 && first === 1)) break;
    if (!joined && /[,;(–]/.test(between)) {
      const led = cues.some(
        ({ cue: { kind, side }, end }) =>
          side !== 'after' && (kind === 'should' || kind === 'must') && end <= left.start,
      );
      if (!isListGap(between) || (first === last && led && !bracketed)) break;
    } else if (!joined && BREAK.test(between)) break;
    first -= 1;
  }
  return first;
}

const AFTER_KINDS = new Set<CueKind>(['must', 'should', 'plus', 'not', 'migrate']);

interface Governed {
  readonly kinds: readonly (CueKind | undefined)[];
  readonly used: ReadonlySet<CueHit>;
}

/**
 * Of phrases that stand on either side ("preferred", "nice to have"): whether this one opens what
 * follows, by a colon or because a comma parts it from what is before: "Python, ideally also Go".
 */
function speaksAhead(text: string, sentence: Sentence, before: Mention, hit: CueHit): boolean {
  if (/^\s*[:：]/.test(text.slice(hit.end, hit.end + 3))) return true;
  const following = sentence.mentions.find(({ start }) => start >= hit.end);
  if (following === undefined || !/[,(–:]/.test(text.slice(before.end, hit.start))) return false;
  return !/[,)]/.test(text.slice(hit.end, following.start));
}

/** "Plus" before another word joins ("HTML, plus an eye for design"); "a plus" is a phrase itself. */
function onlyJoins(text: string, { cue, end }: CueHit): boolean {
  return cue.phrase === 'plus' && /^ \p{L}/u.test(text.slice(end, end + 2));
}

/** For each mention the phrase after it that speaks of it. */
function governAfter(text: string, sentence: Sentence): Governed {
  const kinds: (CueKind | undefined)[] = sentence.mentions.map(() => undefined);
  const used = new Set<CueHit>();
  for (const hit of sentence.cues) {
    if (hit.cue.side === 'before' || !AFTER_KINDS.has(hit.cue.kind)) continue;
    if (onlyJoins(text, hit)) continue;
    // "Excel skills" is an alias that ends in its own wording.
    const last = sentence.mentions.findLastIndex(
      ({ start, end }) =>
        end <= hit.start || (hit.cue.kind === 'should' && start < hit.start && end === hit.end),
    );
    const mention = sentence.mentions[last];
    if (mention === undefined) continue;
    if (hit.cue.side === 'both' && speaksAhead(text, sentence, mention, hit)) continue;
    if (!gapAllows(text.slice(mention.end, hit.start), hit)) continue;
    const earlier = kinds[last];
    if (
      earlier !== undefined &&
      earlier !== 'should' &&
      !(earlier === 'must' && hit.cue.kind === 'plus') &&
      !(earlier === 'not' && hit.cue.kind === 'plus')
    )
      continue;
    used.add(hit);
    for (let index = reachBack(text, sentence, last, hit); index <= last; index += 1)
      kinds[index] = hit.cue.kind;
  }
  return { kinds, used };
}

const BRACKET_OPEN = 0x28;
const BRACKET_CLOSE = 0x29;

/** The bracket that holds a phrase ends its say. */
function bracketEnd(text: string, sentence: Sentence, at: number): number {
  // Not `lastIndexOf`, which would look through all that is before the sentence.
  let open = at;
  while (open >= sentence.start && text.charCodeAt(open) !== BRACKET_OPEN) {
    if (text.charCodeAt(open) === BRACKET_CLOSE && open < at) return Infinity;
    open -= 1;
  }
  if (open < sentence.start) return Infinity;
  const close = text.indexOf(')', at);
  return close < 0 || close > sentence.end ? Infinity : close;
}

type State = 'must' | 'should' | 'plus' | 'use' | 'label' | undefined;

function nextState(state: State, hit: CueHit, text: string): State {
  const { kind, phrase } = hit.cue;
  if (kind === 'must' || kind === 'plus') return kind;
  if (kind === 'should') return state === 'plus' || state === 'must' ? state : 'should';
  if (kind !== 'use' || (state !== undefined && state !== 'label')) return state;
  const label = !phrase.includes(' ') || /^\s*:/.test(text.slice(hit.end, hit.end + 2));
  return label && !/\b(?:our|we|wir|unser|nous|notre|nuestro)\b/i.test(phrase) ? 'label' : 'use';
}

/** For each mention what the phrases before it say. */
function governBefore(
  text: string,
  sentence: Sentence,
  { kinds, used }: Governed,
): readonly State[] {
  const cues = sentence.cues.filter(
    (hit) =>
      hit.cue.side !== 'after' &&
      !onlyJoins(text, hit) &&
      // What lies in a phrase that spoke of the name before it says nothing of the next.
      ![...used].some(({ start, end }) => start < hit.end && hit.start < end),
  );
  let state: State;
  let outer: State;
  let until = Infinity;
  let at = sentence.start;
  let next = 0;
  return sentence.mentions.map((mention, index) => {
    for (let hit = cues[next]; hit !== undefined && hit.start < mention.start; hit = cues[next]) {
      next += 1;
      if (BREAK.test(text.slice(at, hit.start))) state = undefined;
      at = hit.end;
      const end = bracketEnd(text, sentence, hit.start);
      if (end < Infinity && until === Infinity) {
        outer = state;
        until = end;
      }
      state = nextState(state, hit, text);
    }
    if (mention.start > until) {
      state = outer;
      until = Infinity;
    }
    const gap = text.slice(at, mention.start);
    if (BREAK.test(gap) && !isListGap(gap)) state = undefined;
    at = mention.end;
    const before = state;
    const after = kinds[index];
    // "Java is required, Kafka": what came before Java's own phrase is settled.
    if (after !== undefined && after !== 'should' && kinds[index + 1] === undefined)
      state = undefined;
    return before;
  });
}

const FROM =
  /(?<!\p{L})(?:from|off|away from|von|vom|weg von|de|des|du|desde|depuis|da|dal|do|z|ze|från|fra|van|s)\s+(?:[\p{L}'-]+\s+){0,3}$/iu;
const TOWARDS =
  /(?<!\p{L})(?:to|into|onto|in|with|by|using|for|on|nach|zu|auf|mit|durch|vers|par|avec|a|hacia|con|por|para|com|verso|naar|met|do|na|till|til|med|and)(?!\p{L})/iu;
const TARGET =
  /^[^.;]{0,60}(?<!\p{L})(?:to|into|onto|with|by|in|nach|zu|auf|durch|mit|vers|par|a|hacia|por|para|con|verso|naar|door|do|na|till|til|med)\s+(?:[\p{L}'-]+\s+){0,3}$/iu;
const REPLACES =
  /^(?:replac|phas|retir|decommission|sunset|rewrit|re-writ|rewrote|get|depreca|used|previously|formerly|moderni|legacy|ablös|ersetz|ersatz|altsystem|remplac|abandon|réécri|décommission|reemplaz|sustitu|reescri|substitu|sostitu|riscriv|dismiss|vervang|herschrijv|uitfaser|zastąp|przepis|ersätt|skriva|fasa|erstatt|omskriv|udfas|fase|korva|luovu|nahra|přepis|opouš)/iu;
const OBJECT_LENGTH_MAX = 40;

/**
 * Whether a name is what something moves away from: "from Perl to Go", "replace Jenkins with …".
 */
function isLegacy(text: string, sentence: Sentence, mention: Mention): boolean {
  const moves = sentence.cues.filter(
    ({ cue, end }) => cue.kind === 'migrate' && cue.side !== 'after' && end <= mention.start,
  );
  const last = moves.at(-1);
  if (last === undefined) return false;
  const between = text.slice(last.end, mention.start);
  const near = text.slice(Math.max(last.start, mention.start - OBJECT_LENGTH_MAX), mention.start);
  const away = FROM.exec(near)?.[0].replace(/^\S+\s+/u, ' ');
  if (away !== undefined && !TOWARDS.test(away) && !BREAK.test(between)) return true;
  if (between.length > OBJECT_LENGTH_MAX || TOWARDS.test(between) || /[,;:(]/.test(between))
    return false;
  if (REPLACES.test(last.cue.phrase)) return last.cue.phrase !== 'legacy' || moves.length > 1;
  const following = sentence.mentions.find(
    ({ start, technology }) => start > mention.end && technology?.id !== mention.technology?.id,
  );
  return following !== undefined && TARGET.test(text.slice(mention.end, following.start));
}

function levelOf(after: CueKind | undefined, before: State, base: Requirement): Requirement {
  if (after === 'must') return 'REQUIRED';
  if (after === 'plus') return 'PREFERRED';
  if (before === 'must') return 'REQUIRED';
  if (before === 'plus') return 'PREFERRED';
  if (before === 'should' || after === 'should') return base === 'PREFERRED' ? base : 'REQUIRED';
  if (before === 'use') return 'MENTIONED';
  return base;
}

function headingLevel(sentence: Sentence): Requirement {
  const fromSection = sentence.section === null ? undefined : SECTION_LEVEL[sentence.section];
  switch (sentence.heading?.cue.kind) {
    case 'plus':
      return 'PREFERRED';
    case 'must':
    case 'should':
      return fromSection ?? 'REQUIRED';
    default:
      return fromSection ?? 'MENTIONED';
  }
}

/** What is said of each mention of a sentence, in their order. Wording beats the heading. */
export function readWording(text: string, sentence: Sentence): readonly Wording[] {
  const governed = governAfter(text, sentence);
  const before = governBefore(text, sentence, governed);
  const base = headingLevel(sentence);
  const asked = askedByRole(text, sentence);
  return sentence.mentions.map((mention, index) => {
    const after = governed.kinds[index] ?? (asked.has(mention) ? 'should' : undefined);
    const legacy = after === 'migrate' || isLegacy(text, sentence, mention);
    const denied =
      !legacy && (after === 'not' || (after !== 'plus' && isDenied(text, sentence, index)));
    return {
      requirement: legacy ? 'MENTIONED' : levelOf(after, before[index], base),
      denied,
      legacy,
    };
  });
}
