import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderTable, widthOf } from './table.ts';

test('columns are as wide as their widest cell, wide characters included', () => {
  const columns = [
    { heading: 'Title', cell: (row: readonly string[]) => row[0] ?? '' },
    { heading: 'Pay', right: true, cell: (row: readonly string[]) => row[1] ?? '' },
  ];
  const table = renderTable(columns, [
    ['料理人', '9'],
    ['Chef', '1,000'],
  ]);
  assert.equal(
    table,
    ['Title     Pay', '──────  ─────', '料理人      9', 'Chef    1,000', ''].join('\n'),
  );
});

test('a cell that is too long is cut with an ellipsis, and line breaks become spaces', () => {
  const columns = [{ heading: 'T', widthMax: 6, cell: (row: string) => row }];
  assert.equal(renderTable(columns, ['a\nb cdefgh']), ['T', '──────', 'a b c…', ''].join('\n'));
});

test('colours take no room', () => assert.equal(widthOf('\u001b[31mred\u001b[39m'), 3));

test('a table that must fit takes from its widest columns', () => {
  const columns = [
    { heading: 'A', widthMin: 4, cell: (row: readonly string[]) => row[0] ?? '' },
    { heading: 'B', cell: (row: readonly string[]) => row[1] ?? '' },
  ];
  const table = renderTable(columns, [['abcdefghij', 'fixed']], 13);
  assert.equal(table, ['A       B', '──────  ─────', 'abcde…  fixed', ''].join('\n'));
});
