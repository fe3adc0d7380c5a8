import type { HtmlLines, Region } from './html-lines.ts';
import type { TextLine } from './text-lines.ts';

/** Content elements with less text than this are not trusted to hold the posting. */
const REGION_CHARS_MIN = 150;
const REGION_SHARE_MIN = 0.2;
/** Furniture that is most of a page is content with an unlucky class name. */
const CHROME_SHARE_MAX = 0.8;

/** What a page offers to click on, and what closes it; whole lines only. */
const INTERFACE_LINE = new RegExp(
  '^(?:• )?(?:(?:apply|apply (?:now|here|online|for this (?:job|position|role)|today)|easy apply|' +
    'save(?: (?:this )?job)?|share(?: this(?: (?:job|page|post))?)?:?|print|back(?: to (?:all |the )?' +
    '(?:jobs?|results|search|openings|careers|listings?|positions))?|all jobs|view all jobs|' +
    'see all jobs|sign in|log ?in|register|create (?:an )?account|skip to (?:main )?content|' +
    'email (?:this )?(?:job|me)|copy link|report (?:this )?job|refer a friend|menu|search|close|' +
    'home|cookie (?:policy|settings|preferences)|privacy(?: policy| notice)?|terms(?: of (?:use|' +
    'service))?|accept(?: all)?(?: cookies)?|reject(?: all)?|linkedin|facebook|twitter|instagram|' +
    'youtube|whatsapp|x|jetzt bewerben|bewerben|zurück(?: zur übersicht)?|drucken|teilen(?: mit)?:?|merken|' +
    'impressum|datenschutz(?:erklärung)?|postuler|partager|retour|solliciteer(?: nu)?|' +
    'candidati|inscribirme|aplicar|ansök(?: nu)?)|' +
    '(?:©|\\(c\\)|copyright )[^\\n]{0,120}|[^\\n]{0,60}all rights reserved\\.?|' +
    'powered by [^\\n]{1,40})[!→»›>\\s]*$',
  'i',
);
/** Where a page stands in its site: `Home > Jobs > Welder`. */
const BREADCRUMBS =
  /^(?:home|start|startseite|accueil|inicio|início|hem|hjem)\s?[>›»/→]\s?.{1,150}$/i;
/** Headings over lists of other postings. */
const ELSEWHERE_HEADING =
  /^(?:similar|related|other|more|recommended|latest|open) (?:jobs?|positions|openings|roles|vacancies|opportunities)|^(?:you may|you might) also (?:like|be)|^ähnliche (?:jobs|stellen)|^weitere (?:jobs|stellen)|^offres similaires|^people also viewed/i;
const LINK_SHARE = 0.8;
/** `More jobs like this:` and their links in one line. */
const ELSEWHERE_LINK_SHARE = 0.3;

function charsOf(lines: readonly TextLine[]): number {
  let chars = 0;
  for (const line of lines) chars += line.text.length;
  return chars;
}

/** The region and all regions inside it. They are numbered as they open: parents come first. */
function regionsWithin(regions: readonly Region[], wanted: number): ReadonlySet<number> {
  const within = new Set([wanted]);
  for (const [index, region] of regions.entries()) {
    if (within.has(region.parent)) within.add(index + 1);
  }
  return within;
}

/** Characters per region, those of inner regions included. */
function regionSizes(lines: readonly TextLine[], regions: readonly Region[]): number[] {
  const sizes: number[] = Array.from({ length: regions.length + 1 }, () => 0);
  for (const line of lines) sizes[line.region] = (sizes[line.region] ?? 0) + line.text.length;
  for (let region = regions.length; region > 0; region -= 1) {
    const parent = regions[region - 1]?.parent ?? 0;
    sizes[parent] = (sizes[parent] ?? 0) + (sizes[region] ?? 0);
  }
  return sizes;
}

function bestRegion(lines: readonly TextLine[], regions: readonly Region[]): number {
  const sizes = regionSizes(lines, regions);
  const enough = Math.max(REGION_CHARS_MIN, REGION_SHARE_MIN * charsOf(lines));
  for (const kind of ['main', 'article', 'description'] as const) {
    let best = 0;
    for (const [index, region] of regions.entries()) {
      const size = sizes[index + 1] ?? 0;
      if (region.kind !== kind || size < enough) continue;
      if (best === 0 || size > (sizes[best] ?? 0)) best = index + 1;
    }
    if (best > 0) return best;
  }
  return 0;
}

function withoutElsewhere(lines: readonly TextLine[]): readonly TextLine[] {
  const kept: TextLine[] = [];
  let elsewhere = false;
  for (const line of lines) {
    if (line.headingLevel > 0 || line.bold) elsewhere = ELSEWHERE_HEADING.test(line.text);
    const links = line.linkShare >= ELSEWHERE_LINK_SHARE && ELSEWHERE_HEADING.test(line.text);
    if (!elsewhere && !links) kept.push(line);
  }
  return kept;
}

/** Without a content element: from the first `<h1>` on, without lines that are only links. */
function fromFirstHeading(lines: readonly TextLine[]): readonly TextLine[] {
  const first = lines.findIndex((line) => line.headingLevel === 1);
  const rest = first > 0 ? lines.slice(first) : lines;
  const start = charsOf(rest) * 2 >= charsOf(lines) ? rest : lines;
  return start.filter((line) => line.linkShare < LINK_SHARE || line.headingLevel > 0);
}

/**
 * The lines of a page that are its content: the element that announces it, else what follows the
 * first heading, in either case without navigation, banners, footers, buttons and lists of other
 * postings. Never nothing where there was something.
 */
export function selectContent({ lines, regions }: HtmlLines): readonly TextLine[] {
  const all = charsOf(lines);
  const plain = lines.filter((line) => !line.chrome);
  const body = charsOf(plain) >= (1 - CHROME_SHARE_MAX) * all ? plain : lines;
  const region = bestRegion(body, regions);
  const within = regionsWithin(regions, region);
  const content =
    region > 0 ? body.filter((line) => within.has(line.region)) : fromFirstHeading(body);
  const kept = withoutElsewhere(content).filter(
    ({ text }) => !INTERFACE_LINE.test(text) && !BREADCRUMBS.test(text),
  );
  if (kept.length > 0) return kept;
  return content.length > 0 ? content : lines;
}

/**
 * The lines of a piece of a page without navigation and footer, which editors and scrapers take
 * along. What is mostly furniture stays whole: then it is content in an unlucky element.
 */
export function selectFragment({ lines }: HtmlLines): readonly TextLine[] {
  const plain = lines.filter((line) => !line.chrome);
  if (plain.length === lines.length) return lines;
  return charsOf(plain) >= (1 - CHROME_SHARE_MAX) * charsOf(lines) ? plain : lines;
}
