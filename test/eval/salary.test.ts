import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluateSalary } from './salary.ts';

const EXACT_MIN = 0.97;
const FALSE_ALARMS_MAX = 0.01;
const RECALL_MIN = 0.97;

describe('the salary stage on its own labelled set', () => {
  const { total, recall, misses } = evaluateSalary();

  it('is large enough to say something', () => {
    assert.ok(total.cases >= 300 && total.traps >= 90);
  });

  it('stays exact', () => {
    assert.ok(total.exact / total.cases >= EXACT_MIN, misses.join('\n'));
  });

  it('finds what is pay and nothing else', () => {
    assert.ok(recall >= RECALL_MIN);
    assert.ok(total.falseAlarms / total.traps <= FALSE_ALARMS_MAX, misses.join('\n'));
  });
});
