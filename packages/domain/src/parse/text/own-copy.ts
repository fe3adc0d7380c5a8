/**
 * The same characters as a string of its own. A piece cut out of a text is a view of it, and keeps
 * the whole text in memory as long as the piece is remembered.
 */
export function ownCopy(piece: string): string {
  const copy = ` ${piece}`;
  // Reading a character makes one string of the two that were joined.
  copy.charCodeAt(0);
  return copy.slice(1);
}
