import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Section } from '@winnow/contracts/enriched-posting';
import { tagStack, type StackInput } from './tag-stack.ts';

function tag(text: string, input: Partial<StackInput> = {}): ReturnType<typeof tagStack> {
  return tagStack({ text, sections: [], title: null, language: 'en', employer: null, ...input });
}

function levels(text: string, input: Partial<StackInput> = {}): Record<string, string> {
  return Object.fromEntries(tag(text, input).stack.map(({ id, requirement }) => [id, requirement]));
}

const TOKENS: readonly [text: string, ids: readonly string[]][] = [
  ['C++, C# and F#', ['cpp', 'c-sharp', 'f-sharp']],
  ['C/C++ on Linux', ['c', 'cpp', 'linux']],
  ['.NET and Node.js', ['dotnet', 'node-js']],
  ['PL/SQL, T-SQL and SQL', ['pl-sql', 't-sql', 'sql']],
  ['CI/CD and NoSQL', []],
  ['TCP/IP', ['tcp-ip']],
  ['RESTful APIs', ['rest']],
  ['PCI-DSS and SOC 2', []],
  ['JavaScript', ['javascript']],
  ['a good goal', []],
  ['jobs@redis.io, https://docker.com/jobs', []],
  ['https://github.com/acme/kubernetes', []],
  ['TS/SCI clearance, Java', ['java']],
  ['React, TS and Node.js', ['node-js', 'react', 'typescript']],
  ['PhpStorm, WebStorm or CLion', ['clion', 'phpstorm', 'webstorm']],
  ['RxJava and Project Reactor', ['project-reactor', 'rxjava']],
  ['Rocky Linux and CentOS', ['centos', 'rocky-linux']],
  ['(C, C++)', ['c', 'cpp']],
  ['3 años de experiencia en Kotlin', ['kotlin']],
  ['You learn about Kubernetes', ['kubernetes']],
  ['About Kubernetes', []],
  ['RN with Epic experience', ['epic']],
];

const VERSIONS: readonly [text: string, versions: readonly string[]][] = [
  ['Java 17+', ['17+']],
  ['Python3', ['3']],
  ['C++17', ['17']],
  ['Angular 2+', ['2+']],
  ['PostgreSQL 16.2', ['16.2']],
  ['.NET 8', ['8']],
  ['Java 5 years', []],
  ['Python 3+ years', []],
  ['Kafka 24/7', []],
  ['RHEL 8/9', ['8', '9']],
];

const LEVELS: readonly [text: string, language: string, levels: Record<string, string>][] = [
  [
    'good R and Nextflow skills. Snakemake welcome.',
    'en',
    { r: 'REQUIRED', nextflow: 'REQUIRED', snakemake: 'PREFERRED' },
  ],
  ['Windows and Office skills', 'en', { windows: 'REQUIRED', 'microsoft-office': 'REQUIRED' }],
  ['Excel to intermediate level', 'en', { excel: 'MENTIONED' }],
  ['an EHR (Epic) preferred', 'en', { epic: 'PREFERRED' }],
  ['Wir migrieren von Perl nach Python.', 'de', { perl: 'MENTIONED', python: 'MENTIONED' }],
  ['GoまたはPythonでの開発経験', 'ja', { go: 'REQUIRED', python: 'REQUIRED' }],
  ['Znalost účetního programu Pohoda výhodou.', 'cs', { pohoda: 'PREFERRED' }],
  ['Java required; all applicants regardless of origin', 'en', { java: 'REQUIRED' }],
];

const YEARS: readonly [text: string, years: number | null][] = [
  ['3+ years of Kotlin', 3],
  ['Kotlin (3+ years)', 3],
  ['at least five years of experience with Kotlin', 5],
  ['5 Jahre Erfahrung mit Kotlin', 5],
  ['3 yrs of experience in Kotlin', 3],
  ['10 years in retail. Kotlin.', null],
];

describe('tagStack', () => {
  for (const [text, ids] of TOKENS) {
    it(`reads "${text}" as [${ids.join()}]`, () => {
      assert.deepEqual(
        tag(text)
          .stack.map(({ id }) => id)
          .toSorted(),
        ids.toSorted(),
      );
    });
  }
  for (const [text, versions] of VERSIONS) {
    it(`reads the versions [${versions.join()}] in "${text}"`, () => {
      assert.deepEqual(
        tag(text).stack.map(({ versions: found }) => found),
        [versions],
      );
    });
  }
  for (const [text, years] of YEARS) {
    it(`reads ${years} years in "${text}"`, () => {
      assert.equal(tag(text).stack[0]?.minYears, years);
    });
  }

  for (const [text, language, expected] of LEVELS) {
    it(`reads the levels of "${text}"`, () => {
      assert.deepEqual(levels(text, { language }), expected);
    });
  }

  it('takes the level from the section, and local wording before it', () => {
    const text = 'Must know\nPython\nDocker is a plus\nRead\nGit is required';
    const cut = text.indexOf('Read');
    const sections: readonly Section[] = [
      { kind: 'REQUIREMENTS', heading: null, start: 0, end: cut },
      { kind: 'PREFERRED', heading: null, start: cut, end: text.length },
    ];
    const found = levels(text, { sections });
    assert.deepEqual(found, { python: 'REQUIRED', git: 'REQUIRED', docker: 'PREFERRED' });
  });

  it('lets the strongest wording win and tags once', () => {
    const { stack } = tag('We use Kafka.\nKafka is a must.\nKafka is a plus.');
    assert.deepEqual(
      stack.map(({ id, requirement }) => [id, requirement]),
      [['kafka', 'REQUIRED']],
    );
  });

  it('marks what is left behind', () => {
    const { stack } = tag('We are migrating from Perl to Python.');
    const legacy = Object.fromEntries(stack.map(({ id, legacy: left }) => [id, left]));
    assert.deepEqual(legacy, { perl: true, python: false });
  });

  it('does not take the employer for its product', () => {
    assert.deepEqual(levels('At Snowflake, we love SQL.', { employer: 'Snowflake Inc.' }), {
      sql: 'MENTIONED',
    });
    assert.deepEqual(levels('Oracle is a global firm.', { employer: 'Oracle' }), {});
  });

  it('ignores legal text', () => {
    assert.deepEqual(
      levels('We do not discriminate by race or sexual orientation, as Workday and Java show.'),
      {},
    );
  });

  it('reads the title, with spans where the text repeats it', () => {
    const title = 'Senior Go Engineer';
    const absent = tag('Join us.', { title });
    assert.deepEqual(
      absent.stack.map(({ id, requirement }) => [id, requirement]),
      [['go', 'REQUIRED']],
    );
    assert.deepEqual(
      absent.evidence.map(({ source, start }) => [source, start]),
      [['structured', null]],
    );
    const text = `${title}\nJoin us.`;
    const [span] = tag(text, { title }).evidence;
    assert.equal(text.slice(span?.start ?? 0, span?.end ?? 0), 'Go');
  });

  it('points at every span', () => {
    const text = 'Go, Kafka and Postgres. Later: golang.';
    const { stack, evidence } = tag(text);
    const spans = evidence.map(({ path, start, end }) => {
      const item = stack[Number(path.split('/').at(-1))];
      return [item?.id, text.slice(start ?? 0, end ?? 0)];
    });
    const written = spans.map((span) => span.join(' ')).toSorted();
    assert.deepEqual(written, ['go Go', 'go golang', 'kafka Kafka', 'postgresql Postgres']);
  });

  it('reports unknown names of technology lists', () => {
    const { stackCandidates } = tag('Stack: Python, Zorbium, Kafka, FluxDB2');
    assert.deepEqual(
      stackCandidates.map(({ name }) => name),
      ['Zorbium', 'FluxDB2'],
    );
    const post = 'Acme | Full-time | Berlin | Zorbium | VISA, Python, Kafka, Munich, REMOTE';
    assert.deepEqual(tag(post).stackCandidates, []);
  });
});
