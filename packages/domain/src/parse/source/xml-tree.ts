import { scanHtml } from '../text/scan-html.ts';
import type { JsonObject, JsonValue } from './json-value.ts';

/**
 * Markup that feeds leave unescaped inside a description: part of the text, not of the structure.
 */
const MARKUP = new Set(
  'p br div ul ol li b strong i em u a span h1 h2 h3 h4 h5 h6 table tr td th tbody hr font'.split(
    ' ',
  ),
);
const DEPTH_ELEMENTS_MAX = 64;

interface Node {
  readonly name: string;
  readonly children: Record<string, JsonValue>;
  text: string;
}

function add(children: Record<string, JsonValue>, name: string, value: JsonValue): void {
  if (name === '__proto__') return;
  const known = Object.hasOwn(children, name) ? children[name] : undefined;
  if (known === undefined) children[name] = value;
  else if (Array.isArray(known)) (known as JsonValue[]).push(value);
  else children[name] = [known, value];
}

function valueOf(node: Node): JsonValue {
  return Object.keys(node.children).length === 0 ? node.text.trim() : node.children;
}

/** `joblisting:jobId` is `jobid`. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/**
 * Turns XML into the shape that JSON of the same content would have: element names in lower case
 * and without prefix are keys, repeated elements are lists, an element without others is its text.
 * Attributes are left out. Elements nested too deep belong to their ancestor's text.
 */
export function xmlToJson(xml: string): JsonObject {
  const root: Node = { name: '', children: {}, text: '' };
  const stack: Node[] = [root];
  let ignored = 0;
  scanHtml(
    xml,
    {
      open: (raw) => {
        const name = localName(raw);
        const inner = stack.at(-1) ?? root;
        if (MARKUP.has(name) && stack.length > 2) inner.text += `<${name}>`;
        else if (stack.length > DEPTH_ELEMENTS_MAX) ignored += 1;
        else stack.push({ name, children: {}, text: '' });
      },
      close: (raw) => {
        const name = localName(raw);
        const inner = stack.at(-1) ?? root;
        if (MARKUP.has(name) && inner.name !== name)
          inner.text += name === 'br' ? '' : `</${name}>`;
        else if (ignored > 0) ignored -= 1;
        else if (stack.length > 1 && inner.name === name) {
          stack.pop();
          add((stack.at(-1) ?? root).children, name, valueOf(inner));
        }
      },
      text: (text) => {
        const inner = stack.at(-1) ?? root;
        inner.text += text;
      },
    },
    { xml: true },
  );
  return root.children;
}
