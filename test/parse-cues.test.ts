import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { cuedMatches, cuedPatterns } from '@winnow/domain/parse/field/cued-pattern';
import { findCues } from '@winnow/domain/parse/field/cues';
import {
  EMPLOYER_SENTENCES,
  employerSentences,
} from '@winnow/domain/parse/field/employer-sentences';
import { LOOSE, looseNames } from '@winnow/domain/parse/field/sentence-places';
import { parsePosting } from '@winnow/domain/parse/parse-posting';
import { readRawPosting } from '@winnow/stages/raw-input';

const OWN_SET = path.join(import.meta.dirname, 'eval', 'parse');
const EXAMPLES = path.join(import.meta.dirname, '..', 'examples', 'postings');
/** As far as places are looked for in running text. */
const LOOSE_SCOPE_CHARS = 2_500;

interface Posting {
  readonly name: string;
  readonly text: string;
  readonly language: string | null;
}

function parsed(name: string, raw: object): readonly Posting[] {
  const read = readRawPosting(raw, { id: name });
  const result = read.kind === 'item' ? parsePosting(read.value.posting, '') : null;
  if (result?.kind !== 'ok') return [];
  const { description, language } = result.staged.posting;
  return [{ name, text: description, language }];
}

function labelled(file: string): readonly Posting[] {
  const cases = JSON.parse(readFileSync(path.join(OWN_SET, file), 'utf8')) as readonly {
    readonly name: string;
    readonly raw: { readonly body: unknown };
  }[];
  return cases.flatMap(({ name, raw }) => {
    const body = typeof raw.body === 'string' ? raw.body : JSON.stringify(raw.body);
    return parsed(name, { ...raw, body });
  });
}

const POSTINGS = [
  ...readdirSync(OWN_SET).flatMap(labelled),
  ...readdirSync(EXAMPLES).flatMap((file) =>
    parsed(file, { body: readFileSync(path.join(EXAMPLES, file), 'utf8') }),
  ),
];

function everywhere(pattern: RegExp): RegExp {
  return new RegExp(pattern.source, pattern.flags.replace('y', 'g'));
}

describe('readers that look only where a cue stands', () => {
  it('have postings to be tried on', () => {
    assert.ok(POSTINGS.length > 80);
  });

  for (const { name, text, language } of POSTINGS) {
    it(`miss nothing in ${name}`, () => {
      const cues = findCues(text, language);
      for (const cued of cuedPatterns()) {
        const found = [...cuedMatches(cued, text, cues)].map(({ index }) => index);
        const wanted = [...text.matchAll(everywhere(cued.pattern))].map(({ index }) => index);
        assert.deepEqual(found, wanted, cued.topic);
      }
      const sentences = employerSentences(text, cues);
      for (const { rule, pattern } of EMPLOYER_SENTENCES) {
        const [found] = sentences.find((one) => one.rule === rule)?.matches() ?? [];
        assert.equal(found?.index, everywhere(pattern).exec(text)?.index, rule);
      }
      const loose = [...looseNames(text, cues)].map((one) => one.name);
      const scope = text.slice(0, LOOSE_SCOPE_CHARS);
      assert.deepEqual(
        loose,
        [...scope.matchAll(everywhere(LOOSE))].map((match) => match[1] ?? match[2]),
      );
    });
  }
});
