import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ObjectStore, PutIfAbsent } from './object-store.ts';
import {
  type Found,
  type ObjectStoreSuite,
  text,
  textOf,
  withStores,
} from './object-store-conformance-kit.ts';

/** What must hold when several write at once. */
export function describeRaces(suite: ObjectStoreSuite): void {
  const racers = suite.racers ?? 8;
  const ROUNDS = 12;

  it('lets exactly one of many writers create an object, with its own metadata', () =>
    withStores(suite, racers, async (stores) => {
      for (let round = 0; round < ROUNDS; round++) {
        const key = `race/${round}`;
        const puts = await Promise.all(
          stores.map((store, index) =>
            store.putIfAbsent(key, text(`writer ${index}`), {
              metadata: { writer: String(index) },
            }),
          ),
        );
        const winners = puts.flatMap((put: PutIfAbsent, index) =>
          put.kind === 'written' ? [index] : [],
        );
        assert.equal(winners.length, 1, `round ${round}`);
        const stored = await stores[0]?.get(key);
        assert.equal(textOf(stored?.body), `writer ${winners[0]}`);
        assert.deepEqual(stored?.head.metadata, { writer: String(winners[0]) });
      }
    }));

  it('loses no update of writers that compare and swap', () =>
    withStores(suite, racers, async (stores) => {
      const TIMES = 5;
      await stores[0]?.putIfAbsent('counter', text('0'));
      const addOne = async (store: ObjectStore): Promise<void> => {
        for (;;) {
          const seen: Found = await store.get('counter');
          const value: Uint8Array = text(String(Number(textOf(seen?.body)) + 1));
          const put = await store.putIfMatch('counter', value, String(seen?.head.etag));
          if (put.kind === 'written') return;
        }
      };
      await Promise.all(
        stores.map(async (store) => {
          for (let time = 0; time < TIMES; time++) await addOne(store);
        }),
      );
      assert.equal(textOf((await stores[0]?.get('counter'))?.body), String(stores.length * TIMES));
    }));

  it('never shows a reader half an object, or one object with the metadata of another', () =>
    withStores(suite, 3, async ([writer, other, reader]) => {
      assert.ok(writer !== undefined && other !== undefined && reader !== undefined);
      const body = (version: number): Uint8Array =>
        text(String(version % 10).repeat(20_000 + version));
      await writer.putIfAbsent('torn', body(0), { metadata: { version: '0' } });
      let writing = true;
      const write = async (store: ObjectStore): Promise<void> => {
        for (let time = 0; time < 40; time++) {
          const head = await store.head('torn');
          const version = Number(head?.metadata['version']) + 1;
          const metadata = { version: String(version) };
          await store.putIfMatch('torn', body(version), String(head?.etag), { metadata });
        }
      };
      const read = async (): Promise<void> => {
        while (writing) {
          const seen: Found = await reader.get('torn');
          const version: number = Number(seen?.head.metadata['version']);
          assert.equal(textOf(seen?.body), textOf(body(version)));
          assert.equal(seen?.head.bytes, seen?.body.length);
        }
      };
      const reading = Promise.all([read(), read(), read(), read()]);
      await Promise.all([write(writer), write(other)]);
      writing = false;
      await reading;
    }));
}
