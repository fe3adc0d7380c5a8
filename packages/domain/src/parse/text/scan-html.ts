import { Tokenizer } from 'htmlparser2';
import { decodeEntities } from './decode-entities.ts';

/** What a scan tells. Elements are closed in order; `text` has its references undecoded. */
export interface HtmlHandler {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
}

/** Names in lower case, values decoded. */
export type Attributes = ReadonlyMap<string, string>;

const NO_ATTRIBUTES: Attributes = new Map();

const VOID = new Set(
  'area base basefont br col embed frame hr img input keygen link meta param source track wbr'.split(
    ' ',
  ),
);
/** Formatting may overlap blocks (`<b><p>a</b>b</p>`): closing it closes nothing else. */
const INLINE = new Set(
  (
    'a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small ' +
    'span strike strong sub sup tt u var'
  ).split(' '),
);
/** Opening one of these ends an open sibling, unless one of the borders stands between them. */
const SIBLINGS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['li', new Set(['li'])],
  ['dt', new Set(['dt', 'dd'])],
  ['dd', new Set(['dt', 'dd'])],
  ['tr', new Set(['tr'])],
  ['td', new Set(['td', 'th'])],
  ['th', new Set(['td', 'th'])],
  ['option', new Set(['option'])],
]);
const BORDERS = new Set(['ul', 'ol', 'dl', 'table', 'select', 'menu', 'tr', 'tbody', 'thead']);
/** How far up an overlapped or unclosed element is looked for. */
const LOOK_UP_ELEMENTS_MAX = 16;

interface OpenElements {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly close: (name: string) => void;
  readonly closeAll: () => void;
}

/**
 * Keeps the open elements so that every open is closed, in linear time whatever the nesting. In XML
 * no element is empty or closed by its name alone: a feed's `<link>` holds an address.
 */
function trackElements(handler: HtmlHandler, { xml }: { readonly xml: boolean }): OpenElements {
  const stack: string[] = [];
  const counts = new Map<string, number>();

  const pop = (): void => {
    const name = stack.pop();
    if (name === undefined) return;
    counts.set(name, (counts.get(name) ?? 1) - 1);
    handler.close(name);
  };
  const indexNear = (isWanted: (name: string) => boolean, borders: boolean): number => {
    const last = Math.max(0, stack.length - LOOK_UP_ELEMENTS_MAX);
    for (let index = stack.length - 1; index >= last; index -= 1) {
      const name = stack[index] ?? '';
      if (isWanted(name)) return index;
      if (borders && BORDERS.has(name)) return -1;
    }
    return -1;
  };
  const closeSibling = (name: string): void => {
    const siblings = SIBLINGS.get(name);
    if (siblings === undefined) return;
    const index = indexNear((open) => siblings.has(open), true);
    while (index !== -1 && stack.length > index) pop();
  };
  const open = (name: string, attributes: Attributes): void => {
    if (!xml) closeSibling(name);
    if (stack.at(-1) === 'p' && !INLINE.has(name) && !VOID.has(name)) pop();
    handler.open(name, attributes);
    if (!xml && VOID.has(name)) {
      handler.close(name);
      return;
    }
    stack.push(name);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  const closeInline = (name: string): void => {
    const index = indexNear((candidate) => candidate === name, false);
    if (index === -1) return;
    stack.splice(index, 1);
    counts.set(name, (counts.get(name) ?? 1) - 1);
    handler.close(name);
  };
  const close = (name: string): void => {
    if ((counts.get(name) ?? 0) === 0) {
      // Browsers read a lone `</p>` and `</br>` as an empty element: a break.
      if (name === 'p' || name === 'br') {
        handler.open(name, NO_ATTRIBUTES);
        handler.close(name);
      }
      return;
    }
    if (INLINE.has(name)) {
      closeInline(name);
      return;
    }
    while (stack.length > 0 && stack.at(-1) !== name) pop();
    pop();
  };
  const closeAll = (): void => {
    while (stack.length > 0) pop();
  };
  return { open, close, closeAll };
}

const ignore = (): void => undefined;

/**
 * Runs over HTML (or, with `xml`, XML) once and tells the handler what it meets: any input, any
 * nesting, linear time. htmlparser2's tokenizer without its parser, whose search for the element
 * that an end tag closes is quadratic on hostile input.
 */
export function scanHtml(
  html: string,
  handler: HtmlHandler,
  { xml = false }: { readonly xml?: boolean } = {},
): void {
  const elements = trackElements(handler, { xml });
  let name = '';
  let attribute = '';
  let value = '';
  let attributes: Map<string, string> | null = null;

  const opened = (selfClosed: boolean): void => {
    elements.open(name, attributes ?? NO_ATTRIBUTES);
    if (selfClosed && xml) elements.close(name);
    attributes = null;
  };
  const tokenizer = new Tokenizer(
    { xmlMode: xml, decodeEntities: false },
    {
      onopentagname: (start, end) => {
        name = html.slice(start, end).toLowerCase();
        attributes = null;
      },
      onattribname: (start, end) => {
        attribute = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata: (start, end) => {
        value += html.slice(start, end);
      },
      onattribentity: ignore,
      onattribend: () => {
        attributes ??= new Map();
        if (!attributes.has(attribute)) attributes.set(attribute, decodeEntities(value));
      },
      onopentagend: () => opened(false),
      onselfclosingtag: () => opened(true),
      onclosetag: (start, end) => elements.close(html.slice(start, end).toLowerCase()),
      ontext: (start, end) => handler.text(html.slice(start, end)),
      ontextentity: ignore,
      oncdata: (start, end, offset) => handler.text(html.slice(start, end - offset)),
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  elements.closeAll();
}
