import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import kafkajs from 'kafkajs';
import { PortError } from '@winnow/ports/port-error';
import type { PortErrorCode } from '@winnow/ports/port-error';
import { asPortError, protocolType } from './errors.ts';

function protocol(type: string, retriable = false): Error {
  const error = Object.assign(new Error(type), { type, code: 1, retriable });
  return new kafkajs.KafkaJSProtocolError(error);
}

/** As kafkajs wraps what it has tried in vain. */
function wrapped(cause: Error): Error {
  return Object.assign(new kafkajs.KafkaJSNonRetriableError(cause), { cause });
}

/** As kafkajs names what it found out by itself. */
function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

/** As kafkajs reports any end of a login. */
function login(reason: string): Error {
  const message = `SASL SCRAM SHA256 authentication failed: ${reason}`;
  return Object.assign(new Error(message), { name: 'KafkaJSSASLAuthenticationError' });
}

/** As Node names what it found out. */
function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

const own = new PortError('MISCONFIGURED', 'LZ4', { retriable: false });

const CASES: readonly [name: string, error: unknown, code: PortErrorCode, retriable: boolean][] = [
  ['a missing topic', protocol('UNKNOWN_TOPIC_OR_PARTITION', true), 'NOT_FOUND', false],
  [
    'the same, retried in vain',
    wrapped(protocol('UNKNOWN_TOPIC_OR_PARTITION')),
    'NOT_FOUND',
    false,
  ],
  ['a large record', protocol('MESSAGE_TOO_LARGE'), 'TOO_LARGE', false],
  ['a group in use', protocol('NON_EMPTY_GROUP'), 'HELD', true],
  ['an old generation', protocol('ILLEGAL_GENERATION'), 'FENCED', true],
  ['no right', protocol('TOPIC_AUTHORIZATION_FAILED'), 'UNAUTHORIZED', false],
  ['too few copies', protocol('NOT_ENOUGH_REPLICAS', true), 'UNAVAILABLE', true],
  ['a lost connection', new kafkajs.KafkaJSConnectionError('refused'), 'UNAVAILABLE', true],
  ['a wrong password', named('KafkaJSSASLAuthenticationError'), 'UNAUTHORIZED', false],
  ['a wrong password, in words', login('Authentication failed'), 'UNAUTHORIZED', false],
  ['a server lost at the login', login('Closed connection'), 'UNAVAILABLE', true],
  ['the same, given up', wrapped(login('Connection error: read ECONNRESET')), 'UNAVAILABLE', true],
  ['a stranger’s certificate', coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'MISCONFIGURED', false],
  ['a batch that bursts', wrapped(coded('ERR_BUFFER_TOO_LARGE')), 'CORRUPT', false],
  ['metadata that is missing inside kafkajs', new TypeError('undefined'), 'UNAVAILABLE', true],
  ['our own error, wrapped', wrapped(own), 'MISCONFIGURED', false],
  ['no error at all', 'text', 'UNAVAILABLE', true],
];

describe('asPortError', () => {
  for (const [name, error, code, retriable] of CASES) {
    it(`says ${code} of ${name}`, () => {
      const found = asPortError(error);
      assert.deepEqual([found.code, found.retriable], [code, retriable]);
    });
  }

  it('ends at a cause that is its own', () => {
    const error = new Error('loop');
    error.cause = error;
    assert.equal(asPortError(error).code, 'UNAVAILABLE');
  });
});

describe('protocolType', () => {
  it('finds the protocol’s word in the causes', () => {
    assert.equal(protocolType(wrapped(protocol('REBALANCE_IN_PROGRESS'))), 'REBALANCE_IN_PROGRESS');
    assert.equal(protocolType(new Error('other')), undefined);
  });
});
