import type { FoundPostings } from './find-postings.ts';
import { findPostings } from './find-postings.ts';
import { parseJson } from './json-value.ts';

/** Where career sites put their jobs as JSON into a script of the page. */
const ASSIGNMENTS = [
  'window.pageData',
  'phApp.ddo',
  'window.__appData',
  'window.__INITIAL_STATE__',
  'window.__PRELOADED_STATE__',
] as const;
const SCRIPT_JSON = /<script[^>]{0,500}\bid="__NEXT_DATA__"[^>]{0,500}>/i;

/** The JSON that begins at `start`, up to the brace that closes it; null when none does. */
function balanced(text: string, start: number): string | null {
  let depth = 0;
  let quoted = false;
  for (let index = start; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
      if (depth === 0) return text.slice(start, index + 1);
    }
  }
  return null;
}

function jsonAfter(html: string, from: number): FoundPostings | null {
  const start = html.indexOf('{', from);
  const json = start === -1 ? null : balanced(html, start);
  const parsed = json === null ? null : parseJson(json);
  return parsed === null ? null : findPostings(parsed.value);
}

/** Postings that a page keeps as JSON in a script; null when it keeps none. */
export function findEmbeddedPostings(html: string): FoundPostings | null {
  for (const assignment of ASSIGNMENTS) {
    const at = html.indexOf(`${assignment} = {`);
    const close = at === -1 ? html.indexOf(`${assignment}={`) : at;
    const found = close === -1 ? null : jsonAfter(html, close);
    if (found !== null) return found;
  }
  const script = SCRIPT_JSON.exec(html);
  return script === null ? null : jsonAfter(html, script.index + script[0].length);
}
