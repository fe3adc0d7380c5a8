import type { WorkplaceType } from '@winnow/contracts/code-lists';

/** Words that deny what stands behind them, with a word or two between. */
const NO =
  "(?:no|not|non|without|never|isn['’]t|kein(?:e[nr]?)?|nicht|pas de|sans|sin|sem|senza|geen|niet|bez|nie|ingen|inte|ikke|ei)";
const BETWEEN =
  '[\\s-]{1,2}(?:(?:fully|full|100\\s?%|a|any|open to|option for|possible to|currently)[\\s-])?';
const HOME =
  '(?:remote(?:s|ly)?(?: work(?:ers)?)?|wfh|work(?:ing)? from home|telecommut(?:e|ing)|telework|home ?office|télétravail|teletrabajo|teletrabalho|smart working|thuiswerken|zdaln\\p{L}{1,3}|distans)';
const THERE = '(?:on[- ]?site|in[- ]office|in[- ]person)';
const DENIED_HOME = new RegExp(`(?<!\\p{L})${NO}${BETWEEN}${HOME}(?!\\p{L})`, 'giu');
const DENIED_THERE = new RegExp(`(?<!\\p{L})${NO}${BETWEEN}${THERE}(?!\\p{L})`, 'giu');
/** "Remote: no", "remote not possible" */
const DENIED_BEHIND = new RegExp(
  `(?<!\\p{L})${HOME}\\s?(?::\\s?no(?!\\p{L})|(?:is |work )?(?:not|nicht|niet) (?:possible|available|allowed|an option|ok|möglich|mogelijk))`,
  'giu',
);
/** "Remote (no EU)" says where from, "no remote outside the US" where not. */
const ONLY_THERE = /^\s(?:outside|from outside|beyond|in|from)\s/iu;

/** A way of working that a short text rules out, as the one that is left. */
export interface DeniedWorkplace {
  readonly type: WorkplaceType;
  readonly start: number;
  readonly end: number;
}

/**
 * What a short text rules out: "no remote" leaves the office, "no onsite" leaves home.
 */
export function deniedIn(text: string): readonly DeniedWorkplace[] {
  const found: DeniedWorkplace[] = [];
  const add = (pattern: RegExp, type: WorkplaceType): void => {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (ONLY_THERE.test(text.slice(end))) continue;
      found.push({ type, start: match.index, end });
    }
  };
  add(DENIED_HOME, 'ONSITE');
  add(DENIED_BEHIND, 'ONSITE');
  add(DENIED_THERE, 'REMOTE');
  return found;
}
