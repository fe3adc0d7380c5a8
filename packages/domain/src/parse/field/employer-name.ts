/** A name within the piece of a head line that has it. */
export interface EmployerName {
  readonly name: string;
  /** Where it begins in the piece. */
  readonly index: number;
}

const PASSES_MAX = 5;
const LEAD =
  /^#(?:we(?:are|re))?hiring[:!]?\s+|^(?:hi|hello|hey|hi all|hello everyone|hi everyone|hey folks)[!,.]\s+|^(?:[\s>*_#"“”|•·~-]|\p{Extended_Pictographic}|\ufe0f|\u200d)+|^(?:company|employer|firma|entreprise|empresa)\s?[:–-]\s+|^(?:we are hiring|we['’]re hiring|now hiring|hiring|join|work|jobs?)\s(?:at|@)\s+/iu;
/** Behind the name: addresses, brackets of any kind, marks, what it is or does, footnotes. */
const BEHIND: readonly RegExp[] = [
  /(?:[\s>*_"“”|~,;:–-]|(?![\d#*©®™])\p{Extended_Pictographic}|\ufe0f|\u200d)+$/iu,
  /\s*(?:\([^()]{0,160}\)|\[[^[\]]{0,160}\]|<[^<>]{0,160}>|\{[^{}]{0,160}\})$/u,
  /\s*(?:https?:\/\/|www\.)\S*$/iu,
  /,\s(?:an?|the|part of|formerly|previously|now|subsidiary of|backed by|makers? of|powered by)\s.*$/iu,
  /\s(?:is|are)\s(?:(?:now|currently|actively|still|also)\s)?(?:hiring|looking|recruiting|growing|expanding|seeking).*$/iu,
  /\s(?:sucht|recrute|recherche|busca|cerca|zoekt|szuka|söker|søger)\s.*$/iu,
  /\s(?:careers|jobs)$/iu,
];

/**
 * The employer's name in a piece of a head line, without its address, round of funding, marks and
 * description: `Acme` of `Acme (YC S21) https://acme.dev`.
 */
export function employerName(piece: string): EmployerName {
  let name = piece;
  let index = 0;
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const before = name;
    const lead = LEAD.exec(name)?.[0].length ?? 0;
    if (lead > 0 && lead < name.length) {
      index += lead;
      name = name.slice(lead);
    }
    for (const pattern of BEHIND) {
      const bare = name.replace(pattern, '');
      if (bare.trim() !== '') name = bare;
    }
    if (name === before) break;
  }
  const start = name.length - name.trimStart().length;
  return { name: name.trim(), index: index + start };
}
