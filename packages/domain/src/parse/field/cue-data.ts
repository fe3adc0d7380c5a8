import employment from '../../../data/parse-employment.json' with { type: 'json' };
import education from '../../../data/parse-education.json' with { type: 'json' };
import experience from '../../../data/parse-experience.json' with { type: 'json' };
import benefits from '../../../data/parse-benefits.json' with { type: 'json' };
import languages from '../../../data/parse-languages.json' with { type: 'json' };
import seniority from '../../../data/parse-seniority.json' with { type: 'json' };
import workplace from '../../../data/parse-workplace.json' with { type: 'json' };
import authorization from '../../../data/parse-authorization.json' with { type: 'json' };
import places from '../../../data/parse-place-cues.json' with { type: 'json' };
import sentences from '../../../data/parse-sentences.json' with { type: 'json' };
import { declaredOpenings } from './cued-pattern.ts';

/** A phrase of the dictionaries: `*` at an end lets it continue inside a word. */
export interface CuePhrase {
  readonly topic: string;
  readonly value: string;
  /** BCP 47 primary subtag, or `*` for any language. */
  readonly language: string;
  readonly phrase: string;
}

type Topics = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

const FILES: readonly Topics[] = [
  employment,
  education,
  experience,
  benefits,
  languages,
  seniority,
  workplace,
  authorization,
  places,
  sentences,
];

/** All phrases of the dictionaries and of the readers' patterns, topic by topic. */
export function cueData(): readonly CuePhrase[] {
  const phrases: CuePhrase[] = [];
  for (const file of FILES) {
    for (const [topic, values] of Object.entries(file)) {
      for (const [value, byLanguage] of Object.entries(values)) {
        for (const [language, list] of Object.entries(byLanguage)) {
          for (const phrase of list.split('|')) phrases.push({ topic, value, language, phrase });
        }
      }
    }
  }
  for (const { topic, language, phrase } of declaredOpenings()) {
    phrases.push({ topic, value: '', language, phrase });
  }
  return phrases;
}
