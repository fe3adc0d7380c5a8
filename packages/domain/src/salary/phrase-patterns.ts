import phrases from '../../data/salary-phrases.json' with { type: 'json' };

const SPECIAL = /[.*+?^${}()|[\]\\/]/g;
const SPACED_LETTER = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}]/u;
const NO_LETTER_BEFORE = '(?<![\\p{L}\\p{N}])';
const NO_LETTER_AFTER = '(?![\\p{L}])';

function escape(phrase: string): string {
  return phrase.replaceAll(SPECIAL, (char) => `\\${char}`).replaceAll(' ', '\\s');
}

/** One alternative per phrase, the longest first, closed off where it begins or ends a word. */
function alternatives(list: readonly string[], { isWord }: { isWord: boolean }): string {
  const phrasesByEdges = Map.groupBy(
    list.toSorted((a, b) => b.length - a.length),
    (phrase) => {
      const before = isWord && SPACED_LETTER.test(phrase[0] ?? '') ? NO_LETTER_BEFORE : '';
      const after = isWord && SPACED_LETTER.test(phrase.at(-1) ?? '') ? NO_LETTER_AFTER : '';
      return `${before} ${after}`;
    },
  );
  // The look-around once per group: a pattern of hundreds of them would be slow.
  const groups = [...phrasesByEdges].map(([edges, group]) => {
    const [before, after] = edges.split(' ');
    return `${before}(?:${group.map(escape).join('|')})${after}`;
  });
  return `(?:${groups.join('|')})`;
}

const word = (list: readonly string[]): string => alternatives(list, { isWord: true });

const tail = `\\s{0,3}:?\\s{0,3}(?:${word(phrases.qualifierTails)}\\s{1,2})?$`;
const fill = `(?:\\s|\\(?${word(phrases.rankNouns)}\\s[0-9]{1,2}(?=[\\s:(])|\\([a-z]{1,12}\\s?\\d{0,2}\\)|\\(?${word(phrases.fillers)}\\)?|['"*_|:(])`;
const separators = [...phrases.separators, ...phrases.separatorsAfterBetween];

/** Every pattern reads a bounded piece of folded text; none repeats inside a repetition. */
export const PATTERNS = {
  /** The whole text between two ends of a range; the first group is the joining word. */
  gap: new RegExp(
    `^\\s{0,8}\\)?${fill}{0,6}?\\s{0,3}` +
      `(?:-{1,3}|~|>|→|\\.{2,3}|…|·{2}|(${word(separators)})(?:\\s-)?)\\s{0,8}${fill}{0,6}?$`,
    'u',
  ),
  /** What has to stand before two amounts that "and" joins. */
  between: new RegExp(
    `${word(phrases.between)}\\s{0,3}(?:${word(phrases.articles)}\\s)?` +
      `(?:(?:approx\\.?|ca\\.?|around|about)\\s)?\\s{0,3}$`,
    'u',
  ),
  /** `, max: ` and ` (minimum) … (maximum)` between the ends. */
  maximumGap: new RegExp(
    `^[\\s,;.|/()-]{0,6}(?:${word(phrases.separatorsAfterBetween)}\\s)?(?:\\(?min(?:imum)?\\)?)?` +
      `[\\s,;.|/()-]{0,6}` +
      `(?:with\\s)?(?:(?:the|an?)\\s)?(?:(?:salary|pay|wage|rate|range)\\s)?${word(phrases.maximum)}[a-z .]{0,16}[:=]?\\s{0,3}\\(?$`,
    'u',
  ),
  /** ` minimum; ` and ` midpoint; `: the ends are named behind them. */
  namedGap: new RegExp(
    `^\\s?\\(?(?:${word(phrases.minimum)}|${word(phrases.maximum)})\\)?[\\s;,/|-]{1,4}` +
      `(?:${word([...phrases.separatorsAfterBetween, 'to'])}\\s)?$`,
    'u',
  ),
  maximumBehind: new RegExp(`^\\s?\\(?${word(phrases.maximum)}`, 'u'),
  minimumBefore: new RegExp(`${word(phrases.minimum)}[\\p{L} .]{0,40}[:=]?\\s{0,3}\\(?$`, 'u'),
  /** "ranges from $129,300/year in our lowest market up to": the ends stand far apart. */
  rangesFrom: new RegExp(`${word(phrases.rangesFrom)}\\s{0,3}$`, 'u'),
  /** `Référence : IBODE-`, `Kennziffer: `: the number behind is the posting's own. */
  referenceBefore: new RegExp(
    `${word(phrases.referenceNouns)}[\\s.:#°º]{0,6}(?:n[o°º]\\s?)?(?:[a-z]{1,10}[-/])?$`,
    'u',
  ),
  /** `per km`: a unit that the contract has no word for. */
  otherUnitAfter: new RegExp(
    `\\s?(?:/|${word(phrases.otherUnitPrepositions)})\\s?${word(phrases.otherUnits)}|` +
      `\\s(?:per|pro)\\s(?!${word(phrases.notUnits)})(?!ann|year|mon|hour|week|day|mth|jahr|tag)[a-zäöüß]{3,24}`,
    'uy',
  ),
  /** The rest of a job's title: "customer service" in front of "agents". */
  roleAfter: new RegExp(
    `[\\s/-](?:(?!(?:for|of|to|per|and|an?|the|your|our|new|all|by|with|in|is)\\s)` +
      `[\\p{L}&]{1,14}[\\s/-])?${word(phrases.roleNouns)}`,
    'uy',
  ),
  /** `Versicherungskaufmann (m/w/d)`, `Gestionnaire assurance F/H`: what follows a title. */
  genderAfter:
    /[^0-9.:;,|\n]{0,40}(?<![\p{L}])(?:m\/w\/[dx]|w\/m\/[dx]|m\/f\/[dx]|f\/m\/[dx]|d\/m\/w|[fh]\/[hf]|m\/[fv]|[km]\/[mk])(?![\p{L}])/uy,
  /** `starting annual salary of`: what it may grow to is open. */
  startingPay:
    /(?<![\p{L}])(?:starting|entry)\s(?:[\p{L}-]{2,12}\s){0,3}(?:salary|pay|wage|rate)(?:\s(?:of|is|at))?:?\s{0,3}$/u,
  /** `save up to`, `helps customers save`: the amount is what the verb takes. */
  objectOf: new RegExp(
    `${word(phrases.objectVerbs)}\\s(?:${word([...phrases.opensToBefore, ...phrases.opensAtBefore, 'about', 'around', 'between'])}\\s)?$`,
    'u',
  ),
  /** `nach 9 Monaten`: a step that comes with time. */
  stepInTime: new RegExp(
    `${word(phrases.stepAfter)}\\s(?:[0-9]{1,2}|\\p{L}{2,6})\\s${word(phrases.times)}\\s?:?-?\\s?\\(?$`,
    'u',
  ),
  role: new RegExp(word(phrases.roleNouns), 'u'),
  /** `$21/hour after 90 days ($19.50 during training)`. */
  stepDuring: new RegExp(`^\\s{0,2}\\(?${word(phrases.stepDuring)}`, 'u'),
  guarantee: new RegExp(word(phrases.guarantees), 'u'),
  /** `Level 3`, `Step 1`: the number behind ranks, and is no amount. */
  rankBefore: new RegExp(`${word(phrases.rankNouns)}\\s{0,2}$`, 'u'),
  minimumPay: new RegExp(`${word(phrases.minimumPay)}[^0-9;|\\n]{0,40}$`, 'u'),
  opensAtBefore: new RegExp(`${word(phrases.opensAtBefore)}${tail}`, 'u'),
  opensToBefore: new RegExp(`${word(phrases.opensToBefore)}${tail}`, 'u'),
  opensAtAfter: new RegExp(
    `\\)?\\s{0,2}\\(?(?:\\+(?=\\s*$)|起(?!薪)|~(?!\\s?[0-9])|至(?!\\s?[0-9])|` +
      `${word(phrases.opensAtAfter)}(?!\\s(?:wage|salary)))`,
    'uy',
  ),
  opensToAfter: new RegExp(`\\s{0,2}\\(?${word(phrases.opensToAfter)}`, 'uy'),
  /** Behind the second of two amounts that are steps of one pay. */
  stepAfter: new RegExp(`^\\s{0,2}\\(?${word(phrases.stepAfter)}`, 'u'),
  stepBetween: new RegExp(word(phrases.stepBetween), 'u'),
  betweenAmountAndUnit: new RegExp(
    `\\(?${alternatives(phrases.betweenAmountAndUnit, { isWord: false })}\\)?(?=[\\s/,.])`,
    'uy',
  ),
  /** A plus sign that opens the range: nothing is added by it. */
  openMark: /\+(?!\s?[\p{L}0-9$€£])/uy,
  openMarkBeforeWord: new RegExp(`\\+(?=\\s|$)(?!\\s+${word(phrases.notOpenedBy)})`, 'uy'),
  /** A full stop behind an abbreviation ends no sentence; nor behind an ordinal: "2. Lehrjahr". */
  abbreviation: new RegExp(`${word(phrases.abbreviations)}$`, 'u'),
  ordinal: /(?:^|\s)\d{1,2}$/,
  nounPhraseEnd: new RegExp(
    `[,;|(•]|\\s?\\+|\\s&\\s|[.!?。](?=\\s|$)|[\\s(]${word(phrases.nounPhraseEnds)}(?=[\\s.,]|$)`,
    'gu',
  ),
  /** `3 days per week`, `13. Monatslohn`: the unit that follows is of something else than money. */
  durationBefore: new RegExp(
    `\\d\\s?-?\\s?${alternatives(phrases.durations, { isWord: false })}\\.?\\s?$|` +
      `(?:^|\\D)1[2-8](?:\\.|x|te|e|ème|º|°|th)?\\s?$`,
    'u',
  ),
  internship: new RegExp(word(phrases.internships), 'u'),
  engagement: new RegExp(word(phrases.engagements), 'iu'),
} as const;

/** What is added to each hour or month of pay: its unit is that of the pay. */
export const differentials: ReadonlySet<string> = new Set(phrases.differentials);

/** Whether a word joins two ends only behind "between" or the like. */
export const joinsOnlyAfterBetween: ReadonlySet<string> = new Set(phrases.separatorsAfterBetween);
