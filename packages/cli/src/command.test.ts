import assert from 'node:assert/strict';
import { test } from 'node:test';
import { helpOf, integer, readTime, UsageError } from './command.ts';
import { COMMANDS } from './commands/index.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

const TIMES: readonly [text: string, expected: string | undefined][] = [
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T10:30:00Z', '2026-11-20T10:30:00.000Z'],
  ['90s', '2026-11-22T11:58:30.000Z'],
  ['15m', '2026-11-22T11:45:00.000Z'],
  ['6h', '2026-11-22T06:00:00.000Z'],
  ['7d', '2026-11-15T12:00:00.000Z'],
  ['yesterday', undefined],
  ['2026-13-45', undefined],
  ['', undefined],
];
for (const [text, expected] of TIMES) {
  test(`the time ${JSON.stringify(text)}`, () => {
    const time = readTime(text, NOW);
    assert.equal(time === undefined ? undefined : new Date(time).toISOString(), expected);
  });
}

for (const wrong of ['0', '-1', '1.5', 'ten', '1e3', '99999999999999999999']) {
  test(`--limit ${wrong} is a usage error`, () => {
    assert.throws(() => integer({ limit: wrong }, 'limit'), UsageError);
  });
}

for (const [name, { load, summary }] of Object.entries(COMMANDS)) {
  test(`${name} has a help that names it, its flags and the summary of the overview`, async () => {
    const command = await load();
    const help = helpOf(command);
    assert.equal(command.name, name);
    assert.equal(command.summary, summary);
    assert.ok(help.includes(`Usage: winnow ${name}`));
    for (const flag of Object.keys(command.flags)) assert.ok(help.includes(`--${flag}`), flag);
  });
}
