import type { StructuredFields } from '../document.ts';
import { cleanText } from '../text/clean-text.ts';
import { isPage, readHtml, unescapeMarkup } from '../text/html-to-text.ts';
import type { HtmlText } from '../text/html-to-text.ts';

import type { ComposedText } from './compose-text.ts';
import { findJobPostings } from './find-job-postings.ts';
import { readJobPosting } from './json-ld.ts';
import type { SourceContent } from './json-source.ts';
import type { JsonObject } from './json-value.ts';
import { asText, own, parseJson } from './json-value.ts';
import { listenToPage } from './page-facts.ts';
import type { PageFacts } from './page-facts.ts';
import { field, structured } from './structured-fields.ts';
import { unwrapLines } from '../text/unwrap-lines.ts';

/** A description in JSON-LD shorter than this, on a page that says far more, is a teaser. */
const TEASER_CHARS_MAX = 400;
const TEASER_RATIO = 3;

/** What an HTML body turned out to be. */
export interface HtmlContent extends SourceContent {
  readonly format: 'html' | 'json-ld' | 'microdata';
  /** For `notAPosting`: the page's own title. */
  readonly pageTitle: string | null;
}

/** The JobPostings in a page's JSON-LD blocks; blocks that are no JSON are passed over. */
export function jobPostingsOf(facts: PageFacts): {
  readonly postings: readonly JsonObject[];
  readonly byId: ReadonlyMap<string, JsonObject>;
} {
  const postings: JsonObject[] = [];
  const byId = new Map<string, JsonObject>();
  for (const block of facts.jsonLd) {
    const parsed = parseJson(unwrapScript(block)) ?? parseJson(escapeControls(unwrapScript(block)));
    if (parsed === null) continue;
    const found = findJobPostings(parsed.value);
    postings.push(...found.postings);
    for (const [id, node] of found.byId) byId.set(id, node);
  }
  return { postings, byId };
}

/** Some pages wrap the block as one did for XHTML, or end it with a semicolon. */
function unwrapScript(block: string): string {
  return block
    .replace(/^\s*(?:\/\/\s*)?<!(?:\[CDATA\[|--)/, '')
    .replace(/(?:\/\/\s*)?(?:\]\]>|-->)\s*$/, '')
    .replace(/;\s*$/, '');
}

/** Line breaks inside strings are the commonest mistake in hand-made JSON-LD. */
function escapeControls(block: string): string {
  return block.replace(/[\r\n\t]+/g, ' ');
}

function sameTitle(posting: JsonObject, facts: PageFacts, heading: string | null): boolean {
  const title = field(own(posting, 'title')) ?? field(own(posting, 'name'));
  if (title === null) return false;
  const wanted = title.toLowerCase();
  return [heading, facts.openGraphTitle, facts.title].some(
    (text) => text !== null && text.toLowerCase().includes(wanted),
  );
}

/**
 * Of several postings on a page the one the page is about: by address, by title, else the first.
 */
function mainPosting(
  postings: readonly JsonObject[],
  { facts, heading, url }: { facts: PageFacts; heading: string | null; url: string | null },
): JsonObject | null {
  const addresses = [url, facts.canonicalUrl].filter((address) => address !== null);
  const byUrl = postings.find((posting) => addresses.includes(asText(own(posting, 'url')) ?? ''));
  const byTitle = postings.find((posting) => sameTitle(posting, facts, heading));
  return byUrl ?? byTitle ?? postings[0] ?? null;
}

function withPageText(content: SourceContent, page: HtmlText): ComposedText {
  const { composed } = content;
  const teaser =
    composed.text.length < TEASER_CHARS_MAX &&
    page.text.length > TEASER_RATIO * composed.text.length;
  return teaser ? { text: page.text, headings: page.headings, labelled: [] } : composed;
}

/** Headings in which a page may name what it is about. */
const TITLE_HEADINGS_MAX = 6;
const TITLE_CHARS_MIN = 3;

/**
 * The heading that the page's own title repeats, or the first `<h1>` of a page without one. A title
 * alone also names the site, and an `<h1>` alone may be the site's slogan.
 */
function pageTitle(facts: PageFacts, { text, headings, firstHeading }: HtmlText): string | null {
  const titles = [facts.openGraphTitle, facts.title].filter((title) => title !== null);
  if (titles.length === 0) return field(firstHeading);
  const said = titles.join('\n').toLowerCase();
  const shown = headings
    .slice(0, TITLE_HEADINGS_MAX)
    .map(({ start, end }) => text.slice(start, end))
    .find((heading) => heading.length >= TITLE_CHARS_MIN && said.includes(heading.toLowerCase()));
  return shown === undefined ? null : field(shown);
}

/** Fields the page itself states in its head and first heading. */
function pageFields(facts: PageFacts, text: HtmlText): Partial<StructuredFields> {
  return {
    title: pageTitle(facts, text),
    url: facts.canonicalUrl,
    language: facts.language,
  };
}

/** Reads HTML: a fragment, or a page with or without JSON-LD or microdata of a JobPosting. */
export function readHtmlSource(
  html: string,
  { url }: { readonly url: string | null },
): HtmlContent {
  const markup = unescapeMarkup(html);
  const page = isPage(markup);
  const { listener, finish } = listenToPage();
  const text = readHtml(markup, { page, listener });
  const facts = finish();
  const { postings, byId } = jobPostingsOf(facts);
  const found = mainPosting(postings, { facts, heading: text.firstHeading, url });
  const posting = found ?? facts.microdata;
  const plain: ComposedText = { text: text.text, headings: text.headings, labelled: [] };
  if (posting === null) {
    const own = page ? pageFields(facts, text) : {};
    return { format: 'html', pageTitle: facts.title, composed: plain, structured: structured(own) };
  }
  const content = readJobPosting(posting, byId);
  const language = content.structured.language ?? facts.language;
  return {
    format: found === null ? 'microdata' : 'json-ld',
    pageTitle: facts.title,
    composed: withPageText(content, text),
    structured: {
      ...content.structured,
      language,
      url: content.structured.url ?? facts.canonicalUrl,
    },
  };
}

/** A text body as one part. */
export function plainText(body: string): ComposedText {
  return { text: unwrapLines(cleanText(body)), headings: [], labelled: [] };
}
