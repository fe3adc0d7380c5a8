/** Longest stretch after a name in which its version may stand. */
const VERSION_LENGTH_MAX = 24;

/**
 * A version directly after a name: "Python3", "Java 17+", "C++17", ".NET 8", "go1.22", "Angular
 * 2+", "Java 8/11/17", "Python 3.x", "(v18)". A number that counts something else (years, percent,
 * a range of years) is none.
 */
const VERSION =
  /^(?:\s?\(?(?:v|version\s|>=\s?|≥\s?)\s?|[\s-])?((?:19|20)\d\d|\d{1,2}(?:\.(?:\d{1,3}|x)){0,2})(\+|\.x)?((?:\s?\/\s?\d{1,2}(?:\.\d{1,2})?){0,4})(?:\s?(?:LTS|R2|SP\d)\b)?/i;

const COUNTED =
  /^\)?\+?\s?(?:[-–—]\s?\d|(?:to|bis|à|a)\s\d|(?:or more |or )?(?:years?|yrs?|y\b|months?|weeks?|days?|hours?|h\b|hrs?|minutes?|min\b|people|jahre?n?|jahr|monate?|stunden|tage|ans|années|mois|jours|años|año|meses|días|horas|anos|ano|anni|anno|mesi|giorni|jaar|jaren|lat|lata|år|vuotta|vuoden|let|roky|roků|年|x\b|k\b|m\b|gb|tb|mb|million|engineers|developers|people|star|times|hour)|[%€$£:°])/i;

/** The version after a name that ends at `end`, and where it ends; null and `end` without one. */
export function readVersion(text: string, end: number): { version: string | null; end: number } {
  const none = { version: null, end };
  const code = text.charCodeAt(end);
  // A digit, a space, a hyphen, "v", "(" or a sign of comparison: nothing else begins a version.
  if (
    !(
      code === 0x20 ||
      code === 0x2d ||
      code === 0xa0 ||
      code === 0x28 ||
      code === 0x76 ||
      code === 0x3e ||
      code === 0x2265 ||
      (code >= 0x30 && code <= 0x39)
    )
  ) {
    return none;
  }
  const slice = text.slice(end, end + VERSION_LENGTH_MAX);
  const match = VERSION.exec(slice);
  if (match === null || match[1] === undefined) return none;
  const matchEnd = end + match[0].length;
  if (COUNTED.test(text.slice(matchEnd, matchEnd + VERSION_LENGTH_MAX))) return none;
  if (COUNTED.test(text.slice(end + match[0].length - (match[2] ?? '').length, matchEnd + 12)))
    return none;
  // "Python 3, 4 or 5" counts; "Kafka 24/7" and "AWS 401(k)" do not.
  if (/^[\d(]/.test(text.slice(matchEnd, matchEnd + 1)) || /24\s?\/\s?7/.test(match[0]))
    return none;
  if (/^[.,]\d/.test(text.slice(matchEnd, matchEnd + 2))) return none;
  return {
    version: `${match[1]}${match[2] ?? ''}${(match[3] ?? '').replaceAll(/\s/g, '')}`,
    end: matchEnd,
  };
}
