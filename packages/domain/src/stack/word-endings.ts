import { isWordCode } from './fold.ts';

/**
 * What languages attach to a name: the case endings of Finnish, Polish and Czech, the nouns that
 * German and its neighbours compound with it ("Javaentwickler", "Excelkunskaper").
 */
const COMPOUNDS: Readonly<Record<string, RegExp>> = {
  de: /^(?:s?kenntniss|s?erfahrung|entwickl|programmier|spezialist|administrat|umgebung|anwendung|experte|datenbank|schnittstelle|basiert)/,
  sv: /^(?:s?kunskap|utveckl|programmer|erfarenhet|specialist)/,
  da: /^(?:udvikl|programm|kendskab|erfaring|kompetenc)/,
  nb: /^(?:utvikl|programm|kunnskap|erfaring|kompetanse)/,
  nl: /^(?:ontwikkel|kennis|ervaring|programm)/,
};

const ENDINGS: Readonly<Record<string, RegExp>> = {
  fi: /^(?:i?(?:n|a|ä|lla|llä|ssa|ssä|sta|stä|lle|lta|ltä|ta|tä|in|ia|iin|ksi|na)|(?:kehit|osaa|koke|ohjelm)\p{L}*)$/u,
  pl: /^(?:a|ie|em|u|owi|y|ów|owy|owego|owych|owej|owe)$/,
  cs: /^(?:u|em|e|y|ě|i|ovi|ech|ů)$/,
  sv: /^s$/,
  da: /^s$/,
  nb: /^s$/,
  de: /^s$/,
};

const WORD = /^[\p{L}\d]+/u;
const ENDING_LENGTH_MAX = 24;

/**
 * Where the word ends whose name ends at `end`: there, or after what its language attaches to
 * names; null where the name is but a part of another word. `glued` says whether the name is sure
 * enough to be told inside a longer word.
 */
export function wordEnd({
  text,
  end,
  language,
  glued,
}: {
  readonly text: string;
  readonly end: number;
  readonly language: string | null;
  readonly glued: boolean;
}): number | null {
  if (!isWordCode(text.charCodeAt(end))) return end;
  if (!glued || language === null) return null;
  const rest = WORD.exec(text.slice(end, end + ENDING_LENGTH_MAX))?.[0] ?? '';
  const key = language === 'no' || language === 'nn' ? 'nb' : language;
  const attached = COMPOUNDS[key]?.test(rest) === true || ENDINGS[key]?.test(rest) === true;
  return attached ? end + rest.length : null;
}
