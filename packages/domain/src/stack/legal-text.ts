import type { Sentence } from './sentences.ts';

/** Sentences that speak of law, privacy and equal treatment name no technology of the job. */
export function isLegalText({ section, cues }: Sentence): boolean {
  return section === 'LEGAL_EEO' || cues.some(({ cue }) => cue.kind === 'legal');
}
