import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { ConfigError, readConfig, withoutPassword } from './config.ts';
import { envExample } from './env-example.ts';
import { splitUrl } from './split-url.ts';

test('the embedded default needs nothing', () => {
  const config = readConfig({});
  assert.equal(config.LOG_URL, 'sqlite:.winnow/log.db');
  assert.equal(config.OBJECTS_URL, 'file:.winnow/lake');
  assert.equal(config.BATCH_RECORDS_MAX, 500);
  assert.equal(config.HTTP_PORT, 0);
});

test('an empty value is the default', () => {
  assert.equal(readConfig({ LOG_URL: '', FLUSH_MS_MAX: '' }).FLUSH_MS_MAX, 5_000);
});

test('all mistakes are reported together', () => {
  const wrong = { LOG_URL: 'http://x', BATCH_RECORDS_MAX: 'many', HTTP_PORT: '70000' };
  assert.throws(
    () => readConfig(wrong),
    (error) => {
      assert.ok(error instanceof ConfigError);
      assert.deepEqual(
        error.message.split('\n').map((line) => line.split('=', 1)[0]),
        ['LOG_URL', 'BATCH_RECORDS_MAX', 'HTTP_PORT'],
      );
      return true;
    },
  );
});

test('settings that only make sense together are asked for together', () => {
  assert.throws(() => readConfig({ KAFKA_SASL_MECHANISM: 'plain' }), ConfigError);
  assert.throws(() => readConfig({ KAFKA_SSL_CERT_FILE: 'a.pem' }), ConfigError);
});

test('secrets are not shown', () => {
  const wrong = {
    DUPLICATES_URL: 'http://user:hush@host',
    KAFKA_SASL_MECHANISM: 'plain',
    KAFKA_SASL_PASSWORD: 'hush',
  };
  assert.throws(
    () => readConfig(wrong),
    (error) => error instanceof ConfigError && !error.message.includes('hush'),
  );
  assert.equal(withoutPassword('redis://user:hush@host:1/0'), 'redis://user:***@host:1/0');
});

const URLS: readonly [url: string, scheme: string, rest: string][] = [
  ['sqlite:.winnow/log.db', 'sqlite', '.winnow/log.db'],
  ['sqlite:///var/log.db', 'sqlite', '/var/log.db'],
  ['file:C:/lake', 'file', 'C:/lake'],
  ['kafka://a:9092,b:9092', 'kafka', 'a:9092,b:9092'],
  ['s3://bucket/some/prefix', 's3', 'bucket/some/prefix'],
  ['memory:', 'memory', ''],
];
for (const [url, scheme, rest] of URLS) {
  test(`${url} is split`, () => assert.deepEqual(splitUrl(url), { scheme, rest }));
}

test('.env.example is what the schema says', async () => {
  const file = path.join(import.meta.dirname, '..', '..', '..', '.env.example');
  assert.equal(await readFile(file, 'utf8'), envExample());
});
