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
  return LIST_GAP.test(gap) && (gap.match(/\n/g)?.length ?? 0) <= 1;
}

/** Whether a gap joins its neighbours by a word, as the last two items of a list are joined. */
export function isConjunction(gap: string): boolean {
  return /[/&+]/.test(gap) || CONJUNCTION.test(gap);
}

/**
 * The lists of a text: for each mention the number of its list. Neighbours that only signs and
 * conjunctions part are in one list.
 */
export function listsOf(text: string, mentions: readonly Mention[]): readonly number[] {
  const lists: number[] = [];
  let list = -1;
  let items = 0;
  mentions.forEach((mention, index) => {
    const previous = mentions[index - 1];
    const joined =
      previous !== undefined &&
      mention.start - previous.end <= GAP_LENGTH_MAX &&
      (mention.start === previous.end || isListGap(text.slice(previous.end, mention.start)));
    items = joined ? items + 1 : 1;
    if (!joined || items > LIST_ITEMS_MAX) {
      list += 1;
      items = 1;
    }
    lists.push(list);
  });
  return lists;
}
