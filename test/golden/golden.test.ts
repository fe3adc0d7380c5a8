import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { enrichExamples, GOLDEN_FILE } from './enriched-examples.ts';

const now = (await enrichExamples()).trimEnd().split('\n');
const golden = (await readFile(GOLDEN_FILE, 'utf8')).trimEnd().split('\n');

test('there is one line for each example', () => assert.equal(now.length, golden.length));

for (const [index, line] of golden.entries()) {
  const { id } = JSON.parse(line) as { id?: string };
  test(`${id ?? `line ${index + 1}`} becomes what was reviewed`, () => {
    assert.deepEqual(JSON.parse(now[index] ?? 'null'), JSON.parse(line));
  });
}

test('every enriched example keeps the contract, with spans inside the text', () => {
  let checked = 0;
  for (const line of now) {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || 'outcome' in value) continue;
    const posting = EnrichedPosting.parse(value);
    for (const { start, end } of posting.evidence) {
      if (start === null || end === null) continue;
      assert.ok(start < end && end <= posting.description.length, `${posting.id} ${start}–${end}`);
    }
    checked++;
  }
  assert.ok(checked > 10);
});
