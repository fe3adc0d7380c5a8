import type { WorkplaceType } from '@winnow/contracts/code-lists';
import { deniedIn } from './denied-workplace.ts';
import { weekShare } from './work-share.ts';

const BARE_WORDS: readonly (readonly [pattern: RegExp, type: WorkplaceType])[] = [
  [
    /(?<![\p{L}])(?:[1-4](?:\s?[-–]\s?[2-4])?\s(?:days?|x)\s(?:from home|at home|wfh|remote|home ?office)|hybrid\p{L}{0,6}|híbrid[oa]|ibrid[oa]|hybryd\p{L}*|teletrabajo parcial|télétravail (?:partiel|possible|occasionnel)|home ?office möglich|mobiles arbeiten möglich|part(?:ly|ially)? remote|remote[\s/-]+hybrid)(?![\p{L}])|ハイブリッド|週\s?[1-4１-４一二三四]\s?(?:日|回)?\s?(?:程度)?の?(?:出社|リモート|在宅|テレワーク)|リモート併用|一部リモート|(?<!フル)(?:リモート(?:ワーク)?|在宅(?:勤務)?|テレワーク)(?:可|OK)/iu,
    'HYBRID',
  ],
  [
    /(?<![\p{L}])(?:work(?:ing)? from (?:the )?office|wfo|office[- ]based|on[- ]?site|in[- ]office|in[- ]person|presencial|vor ort|sur site|présentiel|in sede|op locatie|stacjonarnie|på plats)(?![\p{L}])|出社(?!不要)/iu,
    'ONSITE',
  ],
  [
    /(?<![\p{L}])(?:remote|remoto|remota|remotely|wfh|work from home|telecommute|télétravail|teletrabajo|teletrabalho|home ?office|zdalnie|zdalna|distans|etätyö|etänä|da remoto|thuiswerken|na dálku)(?![\p{L}])|リモート|在宅/iu,
    'REMOTE',
  ],
];

/** A way of working, and where a text says so. */
export interface BareWord {
  readonly type: WorkplaceType;
  readonly start: number;
  readonly end: number;
}

/** The words for each way of working in a short text; what is denied means its opposite. */
export function bareIn(text: string): readonly BareWord[] {
  const found: BareWord[] = [];
  const denied = deniedIn(text);
  const said = denied.reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );
  found.push(...denied);
  const days = weekShare(said);
  if (days !== null) found.push({ type: 'HYBRID', ...days });
  for (const [pattern, type] of BARE_WORDS) {
    const match = pattern.exec(said);
    if (match !== null)
      found.push({ type, start: match.index, end: match.index + match[0].length });
  }
  return found;
}
