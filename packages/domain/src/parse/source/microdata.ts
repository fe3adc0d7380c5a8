import type { Attributes, HtmlHandler } from '../text/scan-html.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/** Attributes that hold an element's value in place of its text. */
const VALUE_ATTRIBUTES = ['content', 'datetime', 'href', 'src', 'value'] as const;
const BLOCK = new Set('p div br li ul ol tr td th h1 h2 h3 h4 h5 h6 section table'.split(' '));
const ITEMS_MAX = 2000;
const TEXT_CHARS_MAX = 1_000_000;
/** Properties inside one another; deeper ones are part of the outer one's text. */
const PROPERTIES_OPEN_MAX = 8;

interface Property {
  readonly names: readonly string[];
  readonly owner: Record<string, JsonValue>;
  text: string;
}
interface Tracked {
  readonly name: string;
  readonly property: Property | null;
  readonly item: Record<string, JsonValue> | null;
}
interface State {
  readonly elements: Tracked[];
  readonly items: Record<string, JsonValue>[];
  readonly properties: Property[];
  posting: Record<string, JsonValue> | null;
  count: number;
}

function add(owner: Record<string, JsonValue>, names: readonly string[], value: JsonValue): void {
  for (const name of names) {
    // Assigning to this one would change the object, not its properties.
    if (name === '__proto__') continue;
    const known = Object.hasOwn(owner, name) ? owner[name] : undefined;
    if (known === undefined) owner[name] = value;
    else if (Array.isArray(known)) (known as JsonValue[]).push(value);
    else owner[name] = [known, value];
  }
}

function typeOf(attributes: Attributes): string {
  const type = attributes.get('itemtype') ?? '';
  return type.slice(type.lastIndexOf('/') + 1);
}

function valueOf(name: string, attributes: Attributes): string | null {
  for (const key of VALUE_ATTRIBUTES) {
    const isLink = key === 'href' || key === 'src';
    if (isLink && name !== 'a' && name !== 'link' && name !== 'img' && name !== 'area') continue;
    const value = attributes.get(key);
    // A link's text says more than its address, but for properties that are addresses.
    const isAddress = ['url', 'sameAs', 'logo', 'image'].includes(attributes.get('itemprop') ?? '');
    if (value !== undefined && (!isLink || name !== 'a' || isAddress)) return value;
  }
  return null;
}

/** Begins an item; until a JobPosting has begun, every other item is passed over. */
function beginItem(state: State, attributes: Attributes): Record<string, JsonValue> | null {
  const type = typeOf(attributes);
  if ((state.posting === null && type !== 'JobPosting') || state.count >= ITEMS_MAX) return null;
  state.count += 1;
  const item: Record<string, JsonValue> = { '@type': type };
  state.posting ??= item;
  return item;
}

function appendText(state: State, text: string): void {
  for (const property of state.properties) {
    if (property.text.length < TEXT_CHARS_MAX) property.text += text;
  }
}

function openElement(state: State, name: string, attributes: Attributes): void {
  const scoped = attributes.has('itemscope');
  if (state.items.length === 0 && !scoped) return;
  const owner = state.items.at(-1);
  if (BLOCK.has(name)) appendText(state, `<${name}>`);
  const item = scoped ? beginItem(state, attributes) : null;
  const names = (attributes.get('itemprop') ?? '').split(/\s+/).filter(Boolean);
  let property: Property | null = null;
  if (owner !== undefined && names.length > 0) {
    const value = scoped ? null : valueOf(name, attributes);
    if (item !== null) add(owner, names, item);
    else if (value !== null) add(owner, names, value);
    else if (!scoped && state.properties.length < PROPERTIES_OPEN_MAX) {
      property = { names, owner, text: '' };
      state.properties.push(property);
    }
  }
  if (item !== null) state.items.push(item);
  state.elements.push({ name, property, item });
}

function closeElement(state: State, name: string): void {
  let index = state.elements.length - 1;
  while (index >= 0 && state.elements[index]?.name !== name) index -= 1;
  const [element] = index === -1 ? [] : state.elements.splice(index, 1);
  if (element === undefined) return;
  const { property, item } = element;
  if (property !== null) {
    state.properties.splice(state.properties.indexOf(property), 1);
    if (property.text.trim() !== '') add(property.owner, property.names, property.text);
  }
  if (item !== null) state.items.splice(state.items.indexOf(item), 1);
  if (BLOCK.has(name)) appendText(state, `</${name}>`);
}

/** Collects the first JobPosting that a page has in microdata, in the shape of JSON-LD. */
export function collectMicrodata(): {
  readonly listener: HtmlHandler;
  readonly finish: () => JsonObject | null;
} {
  const state: State = { elements: [], items: [], properties: [], posting: null, count: 0 };
  const listener: HtmlHandler = {
    open: (name, attributes) => openElement(state, name, attributes),
    close: (name) => {
      if (state.elements.length > 0) closeElement(state, name);
    },
    text: (data) => {
      if (state.properties.length > 0) appendText(state, data);
    },
  };
  return { listener, finish: () => state.posting };
}
