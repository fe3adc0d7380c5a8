import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Cache } from './cache.ts';

/** A cache to be tested. */
export interface CacheUnderTest {
  readonly name: string;
  /** Why it cannot be tested here; the suite is skipped, and says so. */
  readonly skip?: string;
  /** A cache that holds nothing, and what belongs to it. */
  readonly create: () => Promise<CacheWorld>;
  readonly supports: {
    /** What one cache puts, another one that is opened on the same place gets. */
    readonly shared: boolean;
  };
}

export interface CacheWorld extends AsyncDisposable {
  readonly cache: Cache;
  /** Opens another cache on the same place, for a cache that supports it. */
  readonly reopen?: () => Promise<Cache>;
  /** Lets so much time pass: a driven clock's, or the wall's where a server keeps the time. */
  readonly pass: (ms: number) => Promise<void>;
}

const HOUR_MS = 3_600_000;
/** Short enough to be waited for where a server keeps the time. */
const TTL_MS = 50;

/** What every cache must do, as sentences. */
export function describeCache(subject: CacheUnderTest): void {
  describe(`Cache: ${subject.name}`, { skip: subject.skip ?? false }, () => {
    describeValues(subject);
    describeKeys(subject);
    describeForgetting(subject);
    describeSharing(subject);
  });
}

type Body = (world: CacheWorld) => Promise<void>;

function on({ create }: CacheUnderTest, sentence: string, body: Body): void {
  it(sentence, async () => {
    await using world = await create();
    await body(world);
  });
}

function describeValues(subject: CacheUnderTest): void {
  on(subject, 'says that it remembers', async ({ cache }) => {
    assert.equal(cache.remembers, true);
  });

  on(subject, 'gives back what was put, byte for byte', async ({ cache }) => {
    const value = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256);
    await cache.putMany([{ key: 'a', value }], { ttlMs: HOUR_MS });
    const [found] = await cache.getMany(['a']);
    assert.deepEqual(found === undefined ? found : new Uint8Array(found), value);
  });

  on(subject, 'tells an empty value from a miss', async ({ cache }) => {
    await cache.putMany([{ key: 'empty', value: new Uint8Array() }], { ttlMs: HOUR_MS });
    const [empty, miss] = await cache.getMany(['empty', 'miss']);
    assert.deepEqual([empty?.length, miss], [0, undefined]);
  });

  on(
    subject,
    'keeps the last value of a key, within a call and across calls',
    async ({ cache }) => {
      await put(cache, { a: 'first', b: 'old' });
      await cache.putMany(
        ['second', 'third'].map((value) => ({ key: 'a', value: Buffer.from(value) })),
        { ttlMs: HOUR_MS },
      );
      assert.deepEqual(await texts(cache, ['a', 'b']), ['third', 'old']);
    },
  );

  on(subject, 'keeps its own copy of a value', async ({ cache }) => {
    const value = Buffer.from('before');
    await cache.putMany([{ key: 'a', value }], { ttlMs: HOUR_MS });
    value.fill('x');
    const [found] = await cache.getMany(['a']);
    found?.fill(0);
    assert.deepEqual(await texts(cache, ['a']), ['before']);
  });
}

function describeKeys(subject: CacheUnderTest): void {
  on(subject, 'answers in the order of the keys, one answer for each', async ({ cache }) => {
    await put(cache, { a: '1', b: '2', c: '3' });
    const keys = ['c', 'none', 'a', 'c', 'b'];
    assert.deepEqual(await texts(cache, keys), ['3', undefined, '1', '3', '2']);
  });

  on(subject, 'answers no keys with nothing, and puts nothing', async ({ cache }) => {
    assert.deepEqual(await cache.getMany([]), []);
    await cache.putMany([], { ttlMs: HOUR_MS });
  });

  on(subject, 'takes any text for a key', async ({ cache }) => {
    const keys = [
      '',
      ' ',
      'a:b',
      'a%b_c',
      'ä',
      '職',
      '🦊',
      'new\nline',
      'K',
      'k',
      'x'.repeat(2_000),
    ];
    await put(cache, Object.fromEntries(keys.map((key, index) => [key, String(index)])));
    assert.deepEqual(
      await texts(cache, keys),
      keys.map((_, index) => String(index)),
    );
  });

  on(subject, 'takes thousands of keys at once', async ({ cache }) => {
    const keys = Array.from({ length: 5_000 }, (_, index) => `key-${index}`);
    await put(cache, Object.fromEntries(keys.map((key) => [key, `value of ${key}`])));
    const asked = keys.flatMap((key) => [key, `no ${key}`]);
    const found = await texts(cache, asked);
    assert.equal(found.length, asked.length);
    const wrong = asked.filter(
      (key, index) => found[index] !== (key.startsWith('no ') ? undefined : `value of ${key}`),
    );
    assert.deepEqual(wrong, []);
  });
}

function describeForgetting(subject: CacheUnderTest): void {
  on(
    subject,
    'forgets an entry once its time has passed, and no other',
    async ({ cache, pass }) => {
      await put(cache, { short: 'gone soon' }, TTL_MS);
      await put(cache, { long: 'stays' });
      await pass(TTL_MS + 1);
      assert.deepEqual(await texts(cache, ['short', 'long']), [undefined, 'stays']);
    },
  );

  on(subject, 'counts the time of an entry from its last put', async ({ cache, pass }) => {
    await put(cache, { a: 'short' }, TTL_MS);
    await put(cache, { a: 'long' });
    await pass(TTL_MS + 1);
    assert.deepEqual(await texts(cache, ['a']), ['long']);
  });

  on(subject, 'takes a forgotten key again', async ({ cache, pass }) => {
    await put(cache, { a: 'first' }, TTL_MS);
    await pass(TTL_MS + 1);
    await put(cache, { a: 'second' });
    assert.deepEqual(await texts(cache, ['a']), ['second']);
  });
}

function describeSharing(subject: CacheUnderTest): void {
  const skip = subject.supports.shared ? false : 'not shared: it lives in its process';
  it('gives another process what it was given', { skip }, async () => {
    await using world = await subject.create();
    assert.ok(world.reopen !== undefined, 'a shared cache can be opened again');
    await using other = await world.reopen();
    await put(world.cache, { a: 'of the first' });
    assert.deepEqual(await texts(other, ['a']), ['of the first']);
    await put(other, { a: 'of the second' });
    assert.deepEqual(await texts(world.cache, ['a']), ['of the second']);
  });
}

async function put(
  cache: Cache,
  values: Readonly<Record<string, string>>,
  ttlMs: number = HOUR_MS,
): Promise<void> {
  const entries = Object.entries(values).map(([key, value]) => ({
    key,
    value: Buffer.from(value),
  }));
  await cache.putMany(entries, { ttlMs });
}

async function texts(cache: Cache, keys: readonly string[]): Promise<(string | undefined)[]> {
  const found = await cache.getMany(keys);
  return found.map((value) => (value === undefined ? undefined : Buffer.from(value).toString()));
}
