import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { codeOf, ROOT, sourceFiles, type SourceFile } from './source-files.ts';

const LINES_MAX = 300;
/** Of a test: tables of cases are long. */
const TEST_LINES_MAX = 700;
const COLUMNS_MAX = 100;

const files = sourceFiles(
  'packages/*/{src,scripts,bin}',
  'services/*/src',
  'test',
  'infra',
  'scripts',
  'examples',
);
const production = files.filter(
  ({ path, isTest }) => !isTest && /^(?:packages|services)\//.test(path),
);

/** The files that a rule holds against, each with what it found. */
function broken(
  among: readonly SourceFile[],
  found: (file: SourceFile) => readonly string[],
): readonly string[] {
  return among.flatMap((file) => found(file).map((what) => `${file.path}: ${what}`));
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([match]) => match);
}

describe('a file', () => {
  it(`has at most ${LINES_MAX} lines, a test ${TEST_LINES_MAX}`, () => {
    const long = broken(files, ({ text, isTest }) => {
      const lines = text.trimEnd().split('\n').length;
      return lines > (isTest ? TEST_LINES_MAX : LINES_MAX) ? [`${lines} lines`] : [];
    });
    assert.deepEqual(long, []);
  });

  it(`has comments of at most ${COLUMNS_MAX} columns, which the formatter leaves as they are`, () => {
    const wide = broken(files, ({ text }) =>
      text
        .split('\n')
        .map((line, index) => ({ line, number: index + 1 }))
        .filter(({ line }) => line.length > COLUMNS_MAX && /^\s*(?:\/\/|\/\*|\*) /.test(line))
        .map(({ number }) => `line ${number}`),
    );
    assert.deepEqual(wide, []);
  });

  it('is named in kebab case, for what it exports', () => {
    const names = files
      .map(({ path }) => path)
      .filter((path) => !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(basename(path)));
    assert.deepEqual(names, []);
  });

  it('is no place for what has no place', () => {
    const vague = /^(?:utils?|helpers?|common|types|misc|shared|interfaces|constants)\./;
    const names = files.map(({ path }) => path).filter((path) => vague.test(basename(path)));
    assert.deepEqual(names, []);
  });

  it('leaves nothing for later', () => {
    const later = broken(files, ({ text }) =>
      matches(text, /\b(?:TODO|FIXME|XXX|HACK)\b(?=:|\s|$)/g),
    );
    assert.deepEqual(
      later.filter((line) => !line.startsWith('test/style.test.ts')),
      [],
    );
  });

  it('skips no test silently, and runs none alone', () => {
    const tests = files.filter(({ path }) => path.endsWith('.test.ts'));
    const marks = /\b(?:describe|it|test)\.(?:only|skip|todo)\b|\b(?:only|skip): true\b|\btodo:/g;
    const marked = broken(tests, (file) => matches(codeOf(file), marks));
    assert.deepEqual(marked, []);
  });
});

describe('words', () => {
  /** What an exported name must not say, and what it says instead. */
  const BANNED: readonly [word: RegExp, instead: string][] = [
    [/Utils?$|^utils?|Helpers?$|^helper/, 'what it does'],
    [/Manager$|Impl$|^I(?=[A-Z][a-z])|Abstract/, 'the thing itself'],
    [/(?:^|[a-z])Mock|^mock|Fake|^fake/, 'the embedded adapter'],
    [/Job(?=[A-Z])(?!Posting|Location|Id)|Vacanc|Listing/, 'posting'],
    [/Dupe|^dupe/, 'duplicate'],
  ];

  it("are the field's", () => {
    const exported = /^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm;
    const found = broken(production, ({ text }) =>
      [...text.matchAll(exported)]
        .map(([, name = '']) => name)
        .flatMap((name) =>
          BANNED.filter(([word]) => word.test(name)).map(([, instead]) => `${name} (${instead})`),
        ),
    );
    assert.deepEqual(found, []);
  });
});

describe('what production code exports', () => {
  it('is documented when it is a function', () => {
    const bare = broken(production, ({ text }) =>
      [...text.matchAll(/(\S[^\n]*)?\nexport (?:async )?function\*? (\w+)/g)]
        .filter(([, before = '']) => !/\*\/$|^[^\n]*\): .*;$/.test(before))
        .map(([, , name = '']) => name)
        // What makes a thing is said where the thing is.
        .filter((name) => !text.includes(`*/\nexport interface ${name.replace(/^create/, '')} `)),
    );
    assert.deepEqual(bare, []);
  });
});

describe('the repository', () => {
  const texts = globSync(
    [
      '*',
      '.*',
      'packages/**',
      'services/**',
      'test/**',
      'infra/**',
      'scripts/**',
      'examples/**',
      'docs/**',
      '.ci/*',
    ],
    { cwd: ROOT, withFileTypes: true },
  )
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](?:node_modules|dist|\.git|\.winnow|\.cache)[\\/]/.test(path))
    .filter((path) => !/\.(?:gz|zst|parquet|png|db|tgz)$/.test(path));

  it('names no machine', () => {
    const here = /(?:^|[\s'"`(=:])(?:\/(?:work|root|Users)\/\w|[A-Z]:\\\\?Users\b)/;
    const named = texts.filter((path) => here.test(readFileSync(path, 'utf8')));
    assert.deepEqual(
      named.filter((path) => basename(path) !== 'style.test.ts'),
      [],
    );
  });

  it('ends every line as Unix does', () => {
    const returns = texts.filter(
      (path) =>
        !path.includes(join('examples', 'postings')) && readFileSync(path, 'utf8').includes('\r\n'),
    );
    assert.deepEqual(returns, []);
  });
});
