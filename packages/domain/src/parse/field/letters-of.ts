/** The letters and digits of a name in lower case, by which two spellings of it are compared. */
export function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Whether two spellings have the same letters, and any. */
export function isSameName(a: string, b: string): boolean {
  const letters = lettersOf(a);
  return letters !== '' && letters === lettersOf(b);
}
