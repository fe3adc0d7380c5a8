import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  isLetterCode,
  isLetterOrNumberCode,
  isLowerCode,
  isSpaceCode,
  isUpperCode,
} from './char-class.ts';

it('says of every code unit what the pattern of its class says', () => {
  const classes = [
    [/^\p{L}$/u, isLetterCode],
    [/^\p{Lu}$/u, isUpperCode],
    [/^\p{Ll}$/u, isLowerCode],
    [/^[\p{L}\p{N}]$/u, isLetterOrNumberCode],
    [/^\s$/u, isSpaceCode],
  ] as const;
  for (let code = 0; code < 0x10000; code += 1) {
    const written = String.fromCharCode(code);
    for (const [pattern, is] of classes) {
      if (is(code) !== pattern.test(written)) assert.fail(`${pattern} ${code.toString(16)}`);
    }
  }
});

it('takes the place behind the end of a text for no letter', () => {
  assert.equal(isLetterCode('a'.charCodeAt(1)), false);
  assert.equal(isSpaceCode('a'.charCodeAt(-1)), false);
});
