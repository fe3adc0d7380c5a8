import type { Mention } from './find-mentions.ts';

const ABBREVIATION_LENGTH_MAX = 4;

/**
 * Whether a name is but short for its technology: trades share such letters (DBT is a therapy, EDI
 * fairness, MSK medicine), so that without a technology beside them they are as ambiguous as words.
 */
export function isAbbreviation(
  text: string,
  { technology, strength, start, nameEnd, version }: Mention,
): boolean {
  // A version says what it is: "RHEL 9".
  if (strength !== 'exact' || version !== null || nameEnd - start > ABBREVIATION_LENGTH_MAX)
    return false;
  const written = text.slice(start, nameEnd);
  const own = technology?.name.toUpperCase() === written;
  return !own && written === written.toUpperCase();
}
