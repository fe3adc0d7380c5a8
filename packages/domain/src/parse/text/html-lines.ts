import {
  addBreak,
  addPreformatted,
  addText,
  beginCell,
  beginItem,
  beginRow,
  createLineBuilder,
  endItem,
  endLine,
  finishLines,
  requestBreak,
  settleBreaks,
} from './line-builder.ts';
import type { LineBuilder } from './line-builder.ts';
import {
  headingLevelOf,
  isBoldStyle,
  isChrome,
  isFragmentChrome,
  isHidden,
  regionKind,
} from './page-elements.ts';
import type { RegionKind } from './page-elements.ts';
import type { Attributes, HtmlHandler } from './scan-html.ts';
import type { TextLine } from './text-lines.ts';

/** A content element of a page; `parent` is the region around it, 0 for none. */
export interface Region {
  readonly kind: RegionKind;
  readonly parent: number;
}

/** A page's text. Region `n` of a line is `regions[n - 1]`. */
export interface HtmlLines {
  readonly lines: readonly TextLine[];
  readonly regions: readonly Region[];
}

/** Text in these is never prose: code, graphics, what one fills in or clicks on. */
const SKIPPED = new Set(
  (
    'script style template svg math iframe object head select option button textarea canvas audio ' +
    'video noembed noframes datalist map title'
  ).split(' '),
);
const BLOCKS = new Set(
  (
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset ' +
    'figcaption figure footer form header hgroup html legend main menu nav ol section summary ' +
    'table tbody tfoot thead ul caption noscript'
  ).split(' '),
);
/** Blocks that browsers set apart by space. */
const SPACED = new Set('p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr'.split(' '));
const BOLD = new Set(['b', 'strong']);

interface OpenElement {
  readonly name: string;
  readonly skipped: boolean;
  readonly bold: boolean;
  readonly chrome: boolean;
  readonly headingLevel: number;
  readonly region: number;
}

interface Collector {
  readonly page: boolean;
  readonly builder: LineBuilder;
  readonly elements: OpenElement[];
  readonly regions: Region[];
  skipped: number;
  preformatted: number;
  /** Class of the `<span>` that has just ended, until any text follows it. */
  fieldClass: string | null;
  /** What belongs before the next text if it begins a field of its own. */
  chip: string | null;
}

function openBlock({ builder }: Collector, name: string): void {
  if (name === 'li') beginItem(builder);
  else if (name === 'tr' || name === 'dt') beginRow(builder, name === 'tr' ? '' : 'dt');
  else if (name === 'td' || name === 'th') beginCell(builder, name);
  else if (name === 'dd') beginCell(builder, 'dd');
  else if (SPACED.has(name)) requestBreak(builder, 2);
  else if (BLOCKS.has(name)) requestBreak(builder, 1);
}

function closeBlock({ builder }: Collector, name: string): void {
  if (name === 'li') endItem(builder);
  else if (SPACED.has(name)) requestBreak(builder, 2);
  else if (BLOCKS.has(name) || name === 'tr') requestBreak(builder, 1);
}

/** Classes of empty elements that show a line or a dot between two fields. */
const SEPARATOR_CLASS = /(?:^|[\s_-])(?:separator|divider|delimiter|bullet|dot|pipe)(?:$|[\s_-])/;
const BEGINS_FIELD = /^[\p{Lu}\p{N}]/u;
/** Classes of fields that stand beside one another, not of words that are marked. */
const CHIP_CLASS =
  /(?:^|[\s_-])(?:tags?|badges?|chips?|pills?|meta|items?|info|attributes?|propert(?:y|ies)|facts?|details?|company|employer|location|place)(?:$|[\s_-])/;

/**
 * Pages set fields side by side by style alone: `<span class=label>Place</span><span>Rome</span>`,
 * `<span class=tag>CDI</span><span class=tag>Lyon</span>`, `Sales<span class=dot></span>Rome`.
 */
function openSpan(collector: Collector, attributes: Attributes): void {
  const { builder, fieldClass } = collector;
  if (!collector.page) return;
  const name = attributes.get('class') ?? '';
  if (SEPARATOR_CLASS.test(name) && builder.raw.trim() !== '') addText(builder, ' | ');
  if (fieldClass === null || fieldClass === '') return;
  if (name === fieldClass) collector.chip = CHIP_CLASS.test(name) ? ' | ' : ' ';
  else addText(builder, ' ');
}

/**
 * Navigation sets its links side by side by style alone, and a page its own beside a field
 * (`<span class=company>Acme</span> <a>All jobs</a>`): each is a line of its own.
 */
function openLink({ builder, page, fieldClass }: Collector): void {
  const { context } = builder;
  const besideField = page && fieldClass !== null && fieldClass !== '';
  if (context.chrome > 0 || context.header > 0 || besideField) requestBreak(builder, 1);
  context.link += 1;
}

function enterRegion(collector: Collector, kind: RegionKind): void {
  const { builder, regions } = collector;
  settleBreaks(builder);
  endLine(builder);
  regions.push({ kind, parent: builder.context.region });
  builder.context.region = regions.length;
}

function openElement(collector: Collector, name: string, attributes: Attributes): void {
  const { builder, page } = collector;
  const { context } = builder;
  if (name === 'br') {
    if (collector.skipped === 0) addBreak(builder);
    return;
  }
  const element: OpenElement = {
    name,
    skipped: SKIPPED.has(name) || isHidden(attributes),
    bold: BOLD.has(name) || isBoldStyle(attributes),
    chrome: page ? isChrome(name, attributes) : isFragmentChrome(name, attributes),
    headingLevel: context.headingLevel,
    region: context.region,
  };
  collector.elements.push(element);
  if (element.skipped) collector.skipped += 1;
  if (element.bold) context.bold += 1;
  if (element.chrome) context.chrome += 1;
  if (name === 'header') context.header += 1;
  if (collector.skipped > 0) return;
  if (name === 'span') openSpan(collector, attributes);
  openBlock(collector, name);
  if (name === 'a') openLink(collector);
  if (name === 'pre') collector.preformatted += 1;
  context.headingLevel = headingLevelOf(name, attributes) || context.headingLevel;
  const kind = page ? regionKind(name, attributes) : null;
  if (kind !== null) enterRegion(collector, kind);
}

/** The scan closes in order but for overlapping formatting, which lies near the top. */
function takeElement(elements: OpenElement[], name: string): OpenElement | undefined {
  let index = elements.length - 1;
  while (index >= 0 && elements[index]?.name !== name) index -= 1;
  return index === -1 ? undefined : elements.splice(index, 1)[0];
}

function closeElement(collector: Collector, name: string, classes: string): void {
  const { builder } = collector;
  const { context } = builder;
  const element = name === 'br' ? undefined : takeElement(collector.elements, name);
  if (element === undefined) return;
  const visible = collector.skipped === 0;
  if (element.bold) context.bold -= 1;
  if (element.chrome) context.chrome -= 1;
  if (name === 'header') context.header -= 1;
  if (element.skipped) collector.skipped -= 1;
  if (!visible) return;
  if (name === 'a') context.link -= 1;
  if (name === 'pre') collector.preformatted -= 1;
  closeBlock(collector, name);
  if (name === 'span') collector.fieldClass = classes;
  context.headingLevel = element.headingLevel;
  if (element.region !== context.region && context.region > 0) {
    settleBreaks(builder);
    endLine(builder);
    context.region = element.region;
  }
}

/**
 * Collects the text of a scan line by line. For a whole page it also notes page furniture and the
 * elements that announce the content, for `selectContent` to judge.
 */
export function collectHtmlLines({ page }: { readonly page: boolean }): {
  readonly handler: HtmlHandler;
  readonly finish: () => HtmlLines;
} {
  const collector: Collector = {
    page,
    builder: createLineBuilder(),
    elements: [],
    regions: [],
    skipped: 0,
    preformatted: 0,
    fieldClass: null,
    chip: null,
  };
  const spanClasses: string[] = [];
  const handler: HtmlHandler = {
    open: (name, attributes) => {
      if (name === 'span') spanClasses.push(attributes.get('class') ?? '');
      openElement(collector, name, attributes);
    },
    close: (name) => {
      closeElement(collector, name, name === 'span' ? (spanClasses.pop() ?? '') : '');
    },
    text: (data) => {
      if (collector.skipped > 0) return;
      // White space between fields is no text between them.
      if (data.trim() !== '') {
        collector.fieldClass = null;
        // Parts of a word do not begin with a capital.
        if (collector.chip !== null && BEGINS_FIELD.test(data))
          addText(collector.builder, collector.chip);
        collector.chip = null;
      }
      if (collector.preformatted > 0) addPreformatted(collector.builder, data);
      else addText(collector.builder, data);
    },
  };
  const finish = (): HtmlLines => ({
    lines: finishLines(collector.builder),
    regions: collector.regions,
  });
  return { handler, finish };
}
