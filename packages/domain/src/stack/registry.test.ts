import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { STACK_CATEGORIES } from '@winnow/contracts/code-lists';
import { lintRegistry } from './lint-registry.ts';
import { REGISTRY } from './registry.ts';
import { WORLDS } from './technology.ts';

const TECHNOLOGIES_MIN = 900;
const LISTS = [
  'aliases',
  'exact',
  'weak',
  'cues',
  'not',
  'against',
  'implies',
  'employers',
] as const;
const KEYS = new Set([
  ...LISTS,
  'id',
  'name',
  'tier',
  'exactName',
  'capitals',
  'shared',
  'reach',
  'vendor',
  'world',
  'crosswalk',
  'examples',
  'category',
]);

describe('the technology registry', () => {
  it('has every category and enough technologies', () => {
    assert.deepEqual(new Set(REGISTRY.map(({ category }) => category)), new Set(STACK_CATEGORIES));
    assert.ok(REGISTRY.length >= TECHNOLOGIES_MIN);
  });

  it('keeps its schema', () => {
    for (const technology of REGISTRY) {
      const { id, name, tier, world, reach = 'local', crosswalk = {} } = technology;
      assert.deepEqual(
        Object.keys(technology).filter((key) => !KEYS.has(key)),
        [],
        id,
      );
      assert.ok(name.trim() === name && name !== '', id);
      assert.ok([1, 2, 3].includes(tier), id);
      assert.ok(WORLDS.includes(world), id);
      assert.ok(['local', 'document'].includes(reach), id);
      for (const key of LISTS) {
        const list = technology[key] ?? [];
        assert.ok(
          Array.isArray(list) &&
            list.every((item) => typeof item === 'string' && item.trim() !== ''),
          `${id} ${key}`,
        );
      }
      const { linguist, simpleIcons, stackOverflow, ...rest } = {
        linguist: 0,
        simpleIcons: '',
        stackOverflow: '',
        ...crosswalk,
      };
      assert.deepEqual(
        [typeof linguist, typeof simpleIcons, typeof stackOverflow, rest],
        ['number', 'string', 'string', {}],
        id,
      );
    }
  });

  it('gives each id of others to one technology', () => {
    for (const key of ['linguist', 'simpleIcons'] as const) {
      const ids = REGISTRY.flatMap(({ crosswalk }) => crosswalk?.[key] ?? []);
      assert.ok(ids.length > 100, key);
      assert.equal(new Set(ids).size, ids.length, key);
    }
    const python = REGISTRY.find(({ id }) => id === 'python');
    assert.deepEqual(
      [python?.crosswalk?.linguist, python?.crosswalk?.simpleIcons],
      [303, 'python'],
    );
  });

  it('is sound: ids, aliases, ordinary words, and the examples of all ambiguous names', () => {
    assert.deepEqual(lintRegistry(), []);
  });
});
