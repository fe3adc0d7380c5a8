import type { Mention } from './find-mentions.ts';

const ABBREVIATION_LENGTH_MAX = 4;

/**
 * Whether a name is but short for its technology: trades share such letters (DBT is a therapy, EDI
 * fairness, MSK medicine), so that without a technology beside them they are as ambiguous as words.
 * So are the spellings that the registry says are shared, be they the technology's own name.
 */
export function isAbbreviation(
  text: string,
  { technology, strength, start, nameEnd, version }: Mention,
): boolean {
  // A version says what it is: "RHEL 9".
  if (version !== null || strength === 'weak') return false;
  if (technology?.shared?.includes(text.slice(start, nameEnd)) === true) return true;
  if (strength !== 'exact' || nameEnd - start > ABBREVIATION_LENGTH_MAX) return false;
  const written = text.slice(start, nameEnd);
  const own = technology?.name.toUpperCase() === written;
  return !own && written === written.toUpperCase();
}
