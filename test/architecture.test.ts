import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { describe, it } from 'node:test';
import { codeOf, importsOf, ROOT, sourceFiles, type SourceFile } from './source-files.ts';

/** What each package may import of ours. `services` stands for all services. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  ports: [],
  domain: ['contracts'],
  pipeline: ['ports'],
  adapters: ['ports'],
  lake: ['contracts', 'ports', 'pipeline'],
  stages: ['contracts', 'domain', 'pipeline', 'ports'],
  wiring: ['adapters', 'contracts', 'lake', 'pipeline', 'ports', 'stages'],
  cli: ['contracts', 'domain', 'lake', 'pipeline', 'ports', 'stages', 'wiring'],
  services: ['cli', 'contracts', 'wiring'],
};

const ADAPTERS = [
  'kafka-log',
  'sqlite-log',
  'redis-cache',
  'sqlite-cache',
  'redis-duplicate-index',
  'sqlite-duplicate-index',
  's3-object-store',
  'fs-object-store',
];

/** One table for those who create topics by command and those who do it by other means. */
const TOPIC_TABLE = 'infra/kafka/topics.json';

const packages = Object.keys(ALLOWED).filter((name) => name !== 'services');

function productionFiles(name: string): readonly SourceFile[] {
  const folder = name === 'services' ? 'services/*/src' : `packages/${name}/src`;
  return sourceFiles(folder).filter((file) => !file.isTest);
}

/** `@winnow/ports/log` is `ports`; undefined for what is none of ours. */
function packageOf(from: string): string | undefined {
  return /^@winnow\/([\w-]+)/.exec(from)?.[1];
}

/** `@scope/name/file` is `@scope/name`. */
function libraryOf(from: string): string {
  return from.split('/', from.startsWith('@') ? 2 : 1).join('/');
}

function manifestOf(folder: string): { dependencies?: Readonly<Record<string, string>> } {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as {
    dependencies?: Readonly<Record<string, string>>;
  };
}

describe('dependencies', () => {
  it('are ruled for every package', () => {
    const folders = globSync('packages/*/package.json', { cwd: ROOT });
    const names = folders.map((path) => dirname(path).replaceAll('\\', '/').split('/')[1] ?? '');
    assert.deepEqual(names.toSorted(), packages.toSorted());
  });

  for (const [name, allowed] of Object.entries(ALLOWED)) {
    it(`of ${name} are ${allowed.join(', ') || 'nothing of ours'}`, () => {
      const broken = productionFiles(name).flatMap((file) =>
        importsOf(file)
          .map(({ from }) => ({ from, target: packageOf(from) }))
          .filter(({ target }) => target !== undefined && !allowed.includes(target))
          .map(({ from }) => `${file.path} imports ${from}`),
      );
      assert.deepEqual(broken, []);
    });
  }

  for (const name of packages) {
    it(`of ${name} are declared, and what is declared is used`, () => {
      const used = new Set<string>();
      for (const file of productionFiles(name)) {
        for (const { from } of importsOf(file)) {
          if (!from.startsWith('.') && !isBuiltin(from)) used.add(libraryOf(from));
        }
      }
      const declared = Object.keys(manifestOf(`packages/${name}`).dependencies ?? {});
      assert.deepEqual([...used].toSorted(), declared.toSorted());
    });
  }

  it('do not reach into another package by a relative path', () => {
    const files = [...packages, 'services'].flatMap(productionFiles);
    const broken = files.flatMap((file) => {
      const [top, name] = file.path.split('/');
      return importsOf(file)
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) => posix.join(posix.dirname(file.path), from))
        .filter((target) => !target.startsWith(`${top}/${name}/`) && target !== TOPIC_TABLE)
        .map((target) => `${file.path} imports ${target}`);
    });
    assert.deepEqual(broken, []);
  });
});

describe('the domain', () => {
  const files = productionFiles('domain');

  it('takes types alone from the contract', () => {
    const broken = files.flatMap((file) =>
      importsOf(file)
        .filter(({ from, typeOnly }) => packageOf(from) === 'contracts' && !typeOnly)
        .map(({ from }) => `${file.path} imports ${from}`),
    );
    assert.deepEqual(broken, []);
  });

  it('uses nothing of Node', () => {
    const broken = files.flatMap((file) =>
      importsOf(file)
        .filter(({ from }) => isBuiltin(from))
        .map(({ from }) => `${file.path} imports ${from}`),
    );
    assert.deepEqual(broken, []);
  });

  const IMPURE: readonly [what: string, pattern: RegExp][] = [
    [
      'a clock',
      /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b|\bset(?:Timeout|Interval|Immediate)\b/,
    ],
    ['chance', /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/],
    ['waiting', /\basync\b|\bawait\b|\bPromise\b/],
    ['the process', /\bprocess\.\w|\bglobalThis\b|\bBuffer\b/],
  ];
  for (const [what, pattern] of IMPURE) {
    it(`knows no ${what}`, () => {
      const broken = files.filter((file) => pattern.test(codeOf(file))).map(({ path }) => path);
      assert.deepEqual(broken, []);
    });
  }
});

describe('the adapters', () => {
  const adapterOf = (path: string): string | undefined =>
    ADAPTERS.find((adapter) => posix.basename(path).startsWith(adapter));

  it('do not import each other', () => {
    const broken = productionFiles('adapters').flatMap((file) =>
      importsOf(file)
        .filter(({ from }) => from.startsWith('.'))
        .filter(({ from }) => {
          const target = adapterOf(from);
          return target !== undefined && target !== adapterOf(file.path);
        })
        .map(({ from }) => `${file.path} imports ${from}`),
    );
    assert.deepEqual(broken, []);
  });

  it('are known to wiring alone', () => {
    const others = [...packages, 'services'].filter(
      (name) => !['adapters', 'wiring'].includes(name),
    );
    const broken = others
      .flatMap(productionFiles)
      .filter((file) => importsOf(file).some(({ from }) => packageOf(from) === 'adapters'));
    assert.deepEqual(
      broken.map(({ path }) => path),
      [],
    );
  });

  it('are loaded by wiring only when they are opened', () => {
    const early = productionFiles('wiring').filter((file) =>
      /^import\s(?!type\s)[^;]*'@winnow\/adapters\//m.test(file.text),
    );
    assert.deepEqual(
      early.map(({ path }) => path),
      [],
    );
  });
});

describe('the environment', () => {
  it('is read by wiring alone', () => {
    const readers = [...packages, 'services']
      .filter((name) => name !== 'wiring')
      .flatMap(productionFiles)
      .filter((file) => /\bprocess\.env\b/.test(codeOf(file)));
    assert.deepEqual(
      readers.map(({ path }) => path),
      [],
    );
  });
});

describe('the services', () => {
  const LINES_MAX = 20;

  it(`have a main.ts of at most ${LINES_MAX} lines`, () => {
    const mains = sourceFiles('services/*/src').filter(({ path }) => path.endsWith('/main.ts'));
    assert.equal(mains.length, 6);
    const long = mains.filter(({ text }) => text.trimEnd().split('\n').length > LINES_MAX);
    assert.deepEqual(
      long.map(({ path }) => path),
      [],
    );
  });
});
