import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import type { Cue } from './cues.ts';
import { evidenceOf, type Reading } from './finding.ts';
import type { ParseContext } from './parse-context.ts';

type WorkAuthorization = StagedPosting['posting']['workAuthorization'];

function first(cues: readonly Cue[], accept: (cue: Cue) => boolean): Cue | undefined {
  return cues.find((cue) => cue.value !== '-' && accept(cue));
}

const NOT_NEEDED = /\b(?:not required|no|none|without)\b[^.\n]{0,20}$/i;

/** Levels of clearance by their own names, the longer first: adjectives beside them are no part. */
const LEVELS: readonly (readonly [pattern: RegExp, level: string])[] = [
  [/\b(?:ts|top secret)\s?\/\s?sci\b/i, 'TS/SCI'],
  [/\btop[ -]secret\b/i, 'Top Secret'],
  [/\b(?:enhanced dv|edv)\b/i, 'eDV'],
  [/\b(?:dv|developed vetting)\b/i, 'DV'],
  [/\b(?:sc|security check)\b/i, 'SC'],
  [/\bsecret\b/i, 'Secret'],
  [/\bpublic trust\b/i, 'Public Trust'],
  [/\bbpss\b/i, 'BPSS'],
  [/\bctc\b/i, 'CTC'],
  [/\bnv1\b/i, 'NV1'],
  [/\bnv2\b/i, 'NV2'],
  [/\bbaseline\b/i, 'Baseline'],
  [/\bq[ -]clearance\b/i, 'Q'],
  [/\bl[ -]clearance\b/i, 'L'],
  [/\benhanced reliability\b/i, 'Enhanced Reliability'],
  [/\breliability status\b/i, 'Reliability Status'],
];
const ADJECTIVES = /^(?:(?:active|current|valid|existing|interim|dod|us|uk)\s)+/i;
/** "Secret security clearance", "security clearance (SC)": the level stands beside the term. */
const LEVEL_CHARS = 20;

function levelOf(text: string, { start, end }: Cue): string | null {
  const own = LEVELS.find(([pattern]) => pattern.test(text.slice(start, end)));
  if (own !== undefined) return own[1];
  const around = text.slice(Math.max(0, start - LEVEL_CHARS), end + LEVEL_CHARS);
  const line = around.split('\n').find((part) => part.includes(text.slice(start, end))) ?? '';
  return LEVELS.find(([pattern]) => pattern.test(line))?.[1] ?? null;
}

function clearanceOf(text: string, cue: Cue): string {
  return levelOf(text, cue) ?? text.slice(cue.start, cue.end).replace(ADJECTIVES, '');
}

/** "VISA", "relocation and H1B ok", "visas welcome" in a post's line; "no visa" is told before. */
const VISA =
  /(?<!\p{L})(?:h-?1b|visas?)(?!\p{L})(?!\s?(?:status|required|needed|is required|card))/iu;
const NO_VISA =
  /(?<!\p{L})(?:no|not|without|cannot|can['’]t|don['’]t|kein|sans|sin)\s(?:[\p{L}'-]{1,12}\s){0,2}(?:h-?1b|visas?)(?!\p{L})|(?:h-?1b|visas?)\s?(?:(?:sponsorship\s)?not|:?\s?no(?!\p{L}))/iu;

/** What the line of a post in one line says of visas. */
export function visaOfLine({ head }: ParseContext): Cue | undefined {
  if (!head.oneLine) return undefined;
  for (const { kind, text, start, line } of head.segments) {
    if (line > 0 || kind === 'name') continue;
    const denied = NO_VISA.exec(text);
    const match = denied ?? VISA.exec(text);
    if (match === null) continue;
    const at = { start: start + match.index, end: start + match.index + match[0].length };
    return { topic: 'visa', value: denied === null ? 'YES' : 'NO', ...at };
  }
  return undefined;
}

/** Reads whether visas are sponsored, and which clearance and citizenship are asked for. */
export function readAuthorization(context: ParseContext): Reading<WorkAuthorization> {
  const { cues, text } = context;
  const visas = cues.of('visa');
  const visa =
    first(visas, (cue) => cue.value === 'NO') ??
    visaOfLine(context) ??
    first(visas, (cue) => cue.value === 'YES');
  const needed = (cue: Cue): boolean =>
    !NOT_NEEDED.test(text.slice(Math.max(0, cue.start - 24), cue.start));
  const clearances = cues.of('clearance');
  const clearance =
    first(clearances, (cue) => needed(cue) && levelOf(text, cue) !== null) ??
    first(clearances, needed);
  const citizenship = first(cues.of('citizenship'), () => true);
  const evidence = [];
  const at = (cue: Cue, rule: string) =>
    ({
      value: cue.value,
      rule,
      source: 'text',
      start: cue.start,
      end: cue.end,
      confidence: 0.85,
    }) as const;
  if (visa !== undefined)
    evidence.push(evidenceOf('/workAuthorization/visaSponsorship', at(visa, 'visa')));
  if (clearance !== undefined)
    evidence.push(evidenceOf('/workAuthorization/clearance', at(clearance, 'clearance')));
  if (citizenship !== undefined)
    evidence.push(evidenceOf('/workAuthorization/citizenship', at(citizenship, 'citizenship')));
  return {
    value: {
      visaSponsorship: visa === undefined ? null : visa.value === 'YES',
      clearance: clearance === undefined ? null : clearanceOf(text, clearance),
      citizenship: citizenship === undefined ? null : citizenship.value,
    },
    evidence,
    warnings: [],
  };
}
