import { describe } from 'node:test';
import { describeAppend } from './log-append.conformance.ts';
import { describeBatches } from './log-batches.conformance.ts';
import { describeCommits } from './log-commits.conformance.ts';
import { describeGroups } from './log-groups.conformance.ts';
import { openKit } from './log-conformance-kit.ts';
import type { LogUnderTest } from './log-conformance-kit.ts';
import { describeTopics } from './log-topics.conformance.ts';

export type { LogUnderTest } from './log-conformance-kit.ts';

/** The contract of `Log`, as sentences that hold for every adapter. */
export function describeLog(subject: LogUnderTest): void {
  describe(`${subject.name}: a log`, { skip: subject.skip ?? false }, () => {
    const kit = openKit(subject);
    describe('append', () => describeAppend(kit));
    describe('batches', () => describeBatches(kit));
    describe('commits', () => describeCommits(kit));
    describe('groups', () => describeGroups(kit));
    describe('topics', () => describeTopics(kit));
  });
}
