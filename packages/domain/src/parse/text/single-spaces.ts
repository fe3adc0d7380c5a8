import { isSpaceCode } from './char-class.ts';

/** The text with one U+0020 for each stretch of white space; most texts have no other. */
export function singleSpaces(text: string): string {
  let before = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const space = isSpaceCode(code);
    if (space && (before || code !== 0x20)) return text.replace(/\s+/g, ' ');
    before = space;
  }
  return text;
}
