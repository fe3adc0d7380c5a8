import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitLines } from './split-lines.ts';

async function* chunks(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

const CASES: readonly [name: string, parts: string[], lines: (string | undefined)[]][] = [
  ['lines end at a line feed', ['a\nb\n'], ['a', 'b']],
  ['the last line needs none', ['a\nb'], ['a', 'b']],
  ['carriage returns at the end go', ['a\r\nb\r\n'], ['a', 'b']],
  [
    'other line separators are characters',
    ['a\u2028b\u2029c\u0085d\n'],
    ['a\u2028b\u2029c\u0085d'],
  ],
  ['chunks may end anywhere', ['a', 'b\n', '\n', 'c'], ['ab', '', 'c']],
  [
    'a line above the bound comes as undefined',
    ['ok\n', 'x'.repeat(8), 'x'.repeat(8), '\nok\n'],
    ['ok', undefined, 'ok'],
  ],
  ['nothing has no lines', [], []],
];

for (const [name, parts, lines] of CASES) {
  test(name, async () => {
    assert.deepEqual(
      await Array.fromAsync(splitLines(chunks(...parts), { lineBytesMax: 12 })),
      lines,
    );
  });
}

test('a character that two chunks share stays whole', async () => {
  const bytes = Buffer.from('Köche 料理\n');
  async function* torn(): AsyncGenerator<Uint8Array> {
    for (const byte of bytes) yield Buffer.from([byte]);
  }
  assert.deepEqual(await Array.fromAsync(splitLines(torn(), { lineBytesMax: 100 })), [
    'Köche 料理',
  ]);
});
