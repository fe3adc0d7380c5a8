import type { Attributes, HtmlHandler } from '../text/scan-html.ts';
import { decodeEntities } from '../text/decode-entities.ts';
import type { JsonObject, JsonValue } from './json-value.ts';
import { collectMicrodata } from './microdata.ts';
import { field } from './structured-fields.ts';

/** What a page says of itself outside its text. */
export interface PageFacts {
  readonly title: string | null;
  readonly openGraphTitle: string | null;
  readonly siteName: string | null;
  readonly canonicalUrl: string | null;
  readonly language: string | null;
  /** Contents of `application/ld+json` scripts. */
  readonly jsonLd: readonly string[];
  /** A JobPosting in microdata, in the shape of JSON-LD. */
  readonly microdata: JsonObject | null;
}

const JSON_LD_TYPE = /^application\/ld\+json/i;
const BLOCKS_MAX = 50;

/** Listens to a scan for what a page says in its head, JSON-LD and microdata. */
export function listenToPage(): {
  readonly listener: HtmlHandler;
  readonly finish: () => PageFacts;
} {
  const meta = new Map<string, string>();
  const jsonLd: string[] = [];
  const microdata = collectMicrodata();
  let title: string | null = null;
  let canonicalUrl: string | null = null;
  let language: string | null = null;
  let capture: 'title' | 'json-ld' | null = null;

  const open = (name: string, attributes: Attributes): void => {
    microdata.listener.open(name, attributes);
    if (name === 'title' && title === null) capture = 'title';
    else if (name === 'script' && JSON_LD_TYPE.test(attributes.get('type') ?? '')) {
      capture = 'json-ld';
      if (jsonLd.length < BLOCKS_MAX) jsonLd.push('');
    } else if (name === 'meta') {
      const key = attributes.get('property') ?? attributes.get('name');
      const content = attributes.get('content');
      if (key !== undefined && content !== undefined) meta.set(key.toLowerCase(), content);
    } else if (name === 'link' && attributes.get('rel') === 'canonical') {
      canonicalUrl ??= attributes.get('href') ?? null;
    } else if (name === 'html') language ??= attributes.get('lang') ?? null;
  };
  const close = (name: string): void => {
    microdata.listener.close(name);
    if (name === 'title' || name === 'script') capture = null;
  };
  const text = (data: string): void => {
    microdata.listener.text(data);
    if (capture === 'title') title = (title ?? '') + data;
    else if (capture === 'json-ld') jsonLd.push((jsonLd.pop() ?? '') + data);
  };
  const value = (content: JsonValue | undefined): string | null => field(content);
  const finish = (): PageFacts => ({
    title: value(decodeEntities(title ?? '')),
    openGraphTitle: value(meta.get('og:title')),
    siteName: value(meta.get('og:site_name')),
    canonicalUrl: value(canonicalUrl ?? meta.get('og:url')),
    language: value(language ?? meta.get('og:locale')?.replace('_', '-')),
    jsonLd,
    microdata: microdata.finish(),
  });
  return { listener: { open, close, text }, finish };
}
