import { createSqliteDuplicateIndex } from '@winnow/adapters/sqlite-duplicate-index';
import { createMemoryDuplicateIndex } from '@winnow/ports/memory-duplicate-index';
import { describeDuplicateCuts } from './duplicate-cuts.ts';

describeDuplicateCuts('memory', createMemoryDuplicateIndex, { runs: 20 });
describeDuplicateCuts('sqlite', () => createSqliteDuplicateIndex({ path: ':memory:' }), {
  runs: 4,
});
