import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TOPICS } from '@winnow/contracts/topics';
import { auditWorld, forge, setAsideRecord } from './audit-fixtures.ts';
import type { AuditReport } from './audit-report.ts';
import { createTopics, enrichedRecord, rawRecords } from './lake-fixtures.ts';
import { objectKey } from './object-key.ts';

const codes = ({ errors }: AuditReport): readonly string[] => errors.map(({ code }) => code);
const errorOf = (report: AuditReport, code: string): unknown =>
  report.errors.find((error) => error.code === code)?.ranges;

describe('audit', () => {
  it('finds nothing where all is well, and its counts add up', async () => {
    const at = await auditWorld();
    await at.enrich(0, 1, 2, 3);
    await at.setAside('dead-letter', 4);
    await at.setAside('drop', 5, 5);
    await at.enrich(2, 3, 6, 7);
    await at.commit(8);
    await at.archive(3);
    const report = await at.audit();
    assert.equal(report.ok, true);
    assert.deepEqual(report.warnings, []);
    assert.deepEqual(report.raw, [
      {
        partition: 0,
        from: 0,
        to: 8,
        rows: 6,
        deadLetters: 1,
        drops: 1,
        inFlight: 0,
        gaps: 0,
        missing: 0,
      },
      {
        partition: 1,
        from: 0,
        to: 0,
        rows: 0,
        deadLetters: 0,
        drops: 0,
        inFlight: 0,
        gaps: 0,
        missing: 0,
      },
    ]);
    assert.deepEqual(report.enriched, [
      { partition: 0, objects: 3, rows: 6, repeats: 2, next: 8, end: 8, waiting: 0 },
      { partition: 1, objects: 0, rows: 0, repeats: 0, next: 0, end: 0, waiting: 0 },
    ]);
    const groups = await at.log.committed('archiver', TOPICS.enriched);
    assert.equal(groups[0]?.next, 8);
  });

  it('counts what is on its way: between stages, and not yet archived', async () => {
    const at = await auditWorld();
    await at.enrich(0, 1);
    await at.archive();
    await at.enrich(2);
    await at.log.append(
      TOPICS.parsed,
      [0, 1, 2, 3, 4].map((offset) => enrichedRecord({ partition: 0, offset })),
    );
    await at.commit(3, TOPICS.parsed, 'second');
    await at.commit(5);
    const between = [{ topic: TOPICS.parsed, group: 'second' }];
    const report = await at.audit({ between });
    assert.equal(report.ok, true);
    assert.deepEqual([report.raw[0]?.rows, report.raw[0]?.inFlight], [2, 3]);
    assert.equal(report.enriched[0]?.waiting, 1);
    assert.deepEqual(codes(await at.audit()), ['RAW_MISSING']);
  });

  it('reports raw records of which nothing is left, as ranges', async () => {
    const at = await auditWorld();
    await at.enrich(0, 3, 6);
    await at.commit(9);
    await at.archive();
    const report = await at.audit();
    assert.deepEqual(codes(report), ['RAW_MISSING']);
    assert.equal(report.errors[0]?.count, 6);
    assert.deepEqual(errorOf(report, 'RAW_MISSING'), [
      { from: 1, to: 3 },
      { from: 4, to: 6 },
      { from: 7, to: 9 },
    ]);
    assert.equal(report.raw[0]?.missing, 6);
  });

  it('knows an offset that holds no record from a record that is lost', async () => {
    const at = await auditWorld();
    at.log.leaveGap(TOPICS.raw, 0);
    await at.log.append(TOPICS.raw, rawRecords(0, 1));
    await at.enrich(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11);
    await at.commit(12);
    await at.archive();
    const report = await at.audit();
    assert.equal(report.ok, true);
    assert.equal(report.raw[0]?.gaps, 1);
  });

  it('reports a record that has two rows', async () => {
    const at = await auditWorld();
    await at.enrich(0, 1, 2);
    await at.commit(3);
    await at.archive();
    await at.enrich(1);
    await forge(at.objects, 3, [1]);
    const report = await at.audit();
    assert.deepEqual(new Set(codes(report)), new Set(['ROWS_DOUBLED']));
    assert.deepEqual(
      report.errors.map(({ topic, ranges }) => [topic, ranges]),
      [
        [TOPICS.raw, [{ from: 1, to: 2 }]],
        [TOPICS.enriched, [{ from: 3, to: 4 }]],
      ],
    );
  });

  it('reports a chain from whose middle an object is gone', async () => {
    const at = await auditWorld();
    await at.enrich(0, 1, 2, 3, 4);
    await at.commit(5);
    await at.archive(2);
    await at.objects.delete(objectKey({ generation: 'live', partition: 0, position: 2 }));
    const report = await at.audit();
    assert.deepEqual(codes(report), ['RAW_MISSING', 'ENRICHED_MISSING', 'CHAIN_BROKEN']);
    assert.deepEqual(errorOf(report, 'RAW_MISSING'), [{ from: 2, to: 4 }]);
    assert.deepEqual(errorOf(report, 'ENRICHED_MISSING'), [{ from: 2, to: 4 }]);
    assert.deepEqual(errorOf(report, 'CHAIN_BROKEN'), [{ from: 4, to: 5 }]);
  });

  it('warns of a chain whose beginning was deleted, and accounts for what the raw topic still holds', async () => {
    const at = await auditWorld();
    await at.enrich(0, 1, 2, 3, 2, 3, 4);
    await at.commit(5);
    await at.archive(2);
    await at.objects.delete(objectKey({ generation: 'live', partition: 0, position: 0 }));
    assert.deepEqual(codes(await at.audit()), ['RAW_MISSING']);
    at.log.truncate(TOPICS.raw, 0, 2);
    const report = await at.audit();
    assert.equal(report.ok, true);
    assert.deepEqual(
      report.warnings.map(({ code }) => code),
      ['CHAIN_TRUNCATED'],
    );
    assert.deepEqual([report.raw[0]?.from, report.raw[0]?.rows], [2, 3]);
  });

  it('reports rows that the topic does not have there', async () => {
    const at = await auditWorld();
    await at.enrich(0, 1);
    await at.commit(2);
    await forge(at.objects, 0, [0, 5]);
    const report = await at.audit();
    assert.ok(codes(report).includes('ROWS_FOREIGN'));
    assert.deepEqual(errorOf(report, 'ROWS_FOREIGN'), [{ from: 1, to: 2 }]);
    assert.deepEqual(errorOf(report, 'RAW_MISSING'), [{ from: 1, to: 2 }]);
  });

  it('reports a raw partition that leads to two chains', async () => {
    const at = await auditWorld();
    await at.enrich(0);
    await at.commit(1);
    await at.archive();
    await forge(at.objects, 0, [3], 1);
    assert.ok(codes(await at.audit()).includes('PATH_SPLIT'));
  });

  it('only warns of a record that is both a row and a dead letter', async () => {
    const at = await auditWorld();
    await at.enrich(0, 1);
    await at.setAside('dead-letter', 1);
    await at.commit(2);
    await at.archive();
    const report = await at.audit();
    assert.equal(report.ok, true);
    assert.deepEqual(
      report.warnings.map(({ code, ranges }) => [code, ranges]),
      [['ROW_AND_DEAD_LETTER', [{ from: 1, to: 2 }]]],
    );
  });

  it('takes a replay by its own range, topic and dead letters', async () => {
    const at = await auditWorld();
    await createTopics(at.log, { partitions: 2, topics: [`${TOPICS.enriched}.g2`] });
    for (const offset of [4, 5]) {
      await at.log.append(`${TOPICS.enriched}.g2`, [
        enrichedRecord({ partition: 0, offset, generation: 'g2' }),
      ]);
    }
    await at.log.append(TOPICS.dead, [setAsideRecord('drop', 6, 'g2'), setAsideRecord('drop', 7)]);
    const range = { from: new Map([[0, 4]]), to: new Map([[0, 8]]) };
    const report = await at.audit({ generation: 'g2', rawGroup: 'gone', ...range });
    assert.deepEqual(errorOf(report, 'RAW_MISSING'), [{ from: 7, to: 8 }]);
    const { inFlight, drops, from, to } = report.raw[0] ?? {};
    assert.deepEqual({ inFlight, drops, from, to }, { inFlight: 2, drops: 1, from: 4, to: 8 });
  });
});
