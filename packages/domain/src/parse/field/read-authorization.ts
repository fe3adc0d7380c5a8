import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import type { Cue } from './cues.ts';
import { evidenceOf, type Reading } from './finding.ts';
import type { ParseContext } from './parse-context.ts';

type WorkAuthorization = StagedPosting['posting']['workAuthorization'];

function first(cues: readonly Cue[], accept: (cue: Cue) => boolean): Cue | undefined {
  return cues.find((cue) => cue.value !== '-' && accept(cue));
}

const NOT_NEEDED = /\b(?:not required|no|none|without)\b[^.\n]{0,20}$/i;

/** Reads whether visas are sponsored, and which clearance and citizenship are asked for. */
export function readAuthorization(context: ParseContext): Reading<WorkAuthorization> {
  const { cues, text } = context;
  const visas = cues.of('visa');
  const visa =
    first(visas, (cue) => cue.value === 'NO') ?? first(visas, (cue) => cue.value === 'YES');
  const clearance = first(
    cues.of('clearance'),
    (cue) => !NOT_NEEDED.test(text.slice(Math.max(0, cue.start - 24), cue.start)),
  );
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
      clearance: clearance === undefined ? null : text.slice(clearance.start, clearance.end),
      citizenship: citizenship === undefined ? null : citizenship.value,
    },
    evidence,
    warnings: [],
  };
}
