import roleData from '../../../data/parse-roles.json' with { type: 'json' };
import { buildCueAutomaton, type CueAutomaton } from './cue-automaton.ts';

let automaton: CueAutomaton | undefined;

/** Whole words of English have a plural: `picker`, `pickers`. */
function withPlural(phrase: string): readonly string[] {
  return /^[a-z ]{4,}[a-rt-z]$/.test(phrase) ? [phrase, `${phrase}s`] : [phrase];
}

function roles(): CueAutomaton {
  if (automaton !== undefined) return automaton;
  const phrases = [
    ...roleData.roles.split('|').flatMap(withPlural),
    // Japanese writes no spaces; abbreviations of Latin letters are words all the same.
    ...roleData.rolesJa.split('|').map((word) => (/^[A-Za-z]/.test(word) ? word : `*${word}*`)),
  ].map((phrase) => ({
    text: phrase.replace(/^\*|\*$/g, ''),
    openStart: phrase.startsWith('*'),
    openEnd: phrase.endsWith('*'),
  }));
  automaton = buildCueAutomaton(phrases);
  return automaton;
}

/** Where the last word for an occupation in a short text ends; 0 when it has none. */
export function roleEnd(text: string): number {
  let last = 0;
  roles().scan(text, (_, __, end) => {
    if (end > last) last = end;
  });
  return last;
}

/** Whether a short text names an occupation. */
export function namesRole(text: string): boolean {
  return roleEnd(text) > 0;
}

/** The phrases after which a posting's sentence names the role, by language. */
export const ROLE_SENTENCES: Readonly<Record<string, string>> = roleData.sentence;
