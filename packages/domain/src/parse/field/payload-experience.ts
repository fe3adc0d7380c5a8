/** Years of experience of the main requirement. */
export interface Experience {
  readonly minYears: number | null;
  readonly maxYears: number | null;
}

/** The years that a payload's own field states, in months or years; null for none. */
export function experienceOfPayload(given: string | null): Experience | null {
  if (given === null) return null;
  const months = /^(\d{1,3})\s*(?:months?)$/i.exec(given.trim());
  if (months?.[1] !== undefined)
    return { minYears: Math.round((Number(months[1]) / 12) * 10) / 10, maxYears: null };
  const range = /(\d{1,2})\s?(?:-|–|to|bis|_to_|à)\s?(\d{1,2})/.exec(given);
  if (range?.[1] !== undefined && range[2] !== undefined)
    return { minYears: Number(range[1]), maxYears: Number(range[2]) };
  const single =
    /(\d{1,2})\s?\+?\s*(?:years?|yrs?|jahre?|ans|años|anos|anni|jaar|lat|år|vuotta|let|年)?/i.exec(
      given,
    );
  if (
    single?.[1] === undefined ||
    !/year|yr|jahr|an|añ|jaar|lat|år|vuo|let|年|\+|^\d{1,2}$/i.test(given)
  )
    return null;
  return { minYears: Number(single[1]), maxYears: null };
}
