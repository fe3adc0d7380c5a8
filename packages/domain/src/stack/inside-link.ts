/** Characters to look at either side of a name for the signs of an address. */
const TOKEN_LENGTH_MAX = 120;

/** Whether a code unit is white space, as the `\s` of regular expressions has it. */
function isBlank(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x1680) return code === 0xa0;
  if (code >= 0x2000 && code <= 0x200a) return true;
  return [0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff].includes(code);
}

function tokenStart(text: string, at: number): number {
  const bound = Math.max(0, at - TOKEN_LENGTH_MAX);
  let index = at;
  while (index > bound && !isBlank(text.charCodeAt(index - 1))) index -= 1;
  return index;
}

function tokenEnd(text: string, at: number): number {
  const bound = Math.min(text.length, at + TOKEN_LENGTH_MAX);
  let index = at;
  while (index < bound && !isBlank(text.charCodeAt(index))) index += 1;
  return index;
}

const ADDRESS =
  /:\/\/|^[("'<[]*www\.|[\w.+-]@[\w-]+\.|^[("'<[]*\/[\w-]+\/|[a-z0-9-]\.(?:com|org|net|io|co|de|fr|es|eu|uk|ai|dev|jobs|app)(?:\/|$)/i;

/** Whether a span lies in a web address, an e-mail address or a path. Looks at its token alone. */
export function insideLink(text: string, start: number, end: number): boolean {
  const from = tokenStart(text, start);
  const token = text.slice(from, tokenEnd(text, end));
  // Most names stand alone, and no address is without one of these.
  if (token.length === end - start || !/[/@.]/.test(token)) return false;
  if (!ADDRESS.test(token)) return false;
  // A name that itself looks like an address (Socket.io, monday.com) is no link.
  const around = text.slice(from, start) + text.slice(end, from + token.length);
  return /:\/\/|www\.|@|\//i.test(around) || ADDRESS.test(around);
}
