import type { Mention } from './find-mentions.ts';

/** Longer lists are cut, so that looking at a neighbour's neighbours stays cheap. */
const LIST_ITEMS_MAX = 40;

/** Longest stretch between two items of a list. */
const GAP_LENGTH_MAX = 40;

/** What stands between the items of a list: signs, and the conjunctions of our languages. */
const CONJUNCTIONS =
  'and|or|and/or|&|as well as|plus|und|oder|sowie|bzw\\.?|et|ou|et/ou|y|o|u|y/o|e|ed|od|i|lub|oraz|och|eller|samt|og|ja|tai|sekä|a|nebo|či|en|of|also|with|mit|con|com|avec|including|incl\\.?|like|e\\.g\\.|etc\\.?|vs\\.?|nor|preferably|ideally|ideal(?:er)?weise';
const CJK_CONJUNCTIONS = 'や|と|または|および|及び';
const LIST_GAP = new RegExp(
  `^(?:[\\s,;/|+·•▪◦‣●○*()\\[\\]:、，・・／|→–—-]|(?<![\\p{L}])(?:${CONJUNCTIONS})(?![\\p{L}])|${CJK_CONJUNCTIONS})*$`,
  'iu',
);
const CONJUNCTION = new RegExp(
  `(?<![\\p{L}])(?:${CONJUNCTIONS})(?![\\p{L}])|${CJK_CONJUNCTIONS}`,
  'iu',
);

/** Whether what stands between two mentions makes them items of one list. */
export function isListGap(gap: string): boolean {
  if (gap.length > GAP_LENGTH_MAX || gap === '') return false;
  // By far the most lists are of this kind.
  if (gap === ', ') return true;
  return LIST_GAP.test(gap) && gap.indexOf('\n') === gap.lastIndexOf('\n');
}

/** Whether a gap joins its neighbours by a word, as the last two items of a list are joined. */
export function isConjunction(gap: string): boolean {
  return /[/&+]/.test(gap) || CONJUNCTION.test(gap);
}

/**
 * The lists of a text: for each mention the items of its list, itself included. Neighbours that
 * only signs and conjunctions part are in one list.
 */
export function listsOf(
  text: string,
  mentions: readonly Mention[],
): readonly (readonly Mention[])[] {
  let list: Mention[] = [];
  let previous: Mention | undefined;
  return mentions.map((mention) => {
    const joined =
      previous !== undefined &&
      mention.start - previous.end <= GAP_LENGTH_MAX &&
      (mention.start === previous.end || isListGap(text.slice(previous.end, mention.start)));
    if (!joined || list.length === LIST_ITEMS_MAX) list = [];
    list.push(mention);
    previous = mention;
    return list;
  });
}

/**
 * First and last item of a mention's list within its sentence: what is said before the first or
 * after the last is said of all of them.
 */
export function listEnds(
  mention: Mention,
  list: readonly Mention[],
  { start, end }: { readonly start: number; readonly end: number },
): { readonly head: Mention; readonly tail: Mention } {
  const inside = list.filter((item) => item.start >= start && item.end <= end);
  return { head: inside[0] ?? mention, tail: inside.at(-1) ?? mention };
}

/** Where a bracket closes after `last`, the name before the bracket: "AWS (Lambda, S3) preferred". */
export function bracketHead(
  text: string,
  mentions: readonly Mention[],
  { last, gap }: { readonly last: number; readonly gap: string },
): number {
  if (!/^\s*[)\]]/.test(gap)) return last;
  for (let first = last; first > 0; first -= 1) {
    const between = text.slice(mentions[first - 1]?.end ?? 0, mentions[first]?.start ?? 0);
    if (/^\s*[([]\s*$/.test(between)) return first - 1;
    if (!isListGap(between)) break;
  }
  return last;
}
