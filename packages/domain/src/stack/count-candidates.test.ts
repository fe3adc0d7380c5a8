import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countCandidates } from './count-candidates.ts';

const at = (name: string): { name: string; start: number; end: number } => ({
  name,
  start: 0,
  end: 1,
});

describe('countCandidates', () => {
  it('counts postings, not mentions, most frequent first', () => {
    const counts = countCandidates([
      { stackCandidates: [at('Zorb'), at('zorb'), at('Abc')] },
      { stackCandidates: [at('ZORB')] },
      { stackCandidates: [] },
    ]);
    assert.deepEqual(counts, [
      { name: 'Zorb', postings: 2 },
      { name: 'Abc', postings: 1 },
    ]);
  });
});
