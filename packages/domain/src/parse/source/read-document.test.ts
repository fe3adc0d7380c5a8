import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContentType } from '@winnow/contracts/code-lists';
import type { IdentifiedPosting } from '@winnow/contracts/raw-posting';
import type { SourceDocument } from '../document.ts';
import { readDocument } from './read-document.ts';

function raw(body: string, contentType: ContentType, format?: string): IdentifiedPosting {
  const hints = format === undefined ? {} : { hints: { format } };
  return { id: 'x', source: 'test', contentType, body, ...hints };
}

function read(body: string, contentType: ContentType, format?: string): SourceDocument {
  const result = readDocument(raw(body, contentType, format));
  assert.equal(result.kind, 'ok', JSON.stringify(result));
  assert.ok(result.kind === 'ok');
  return result.document;
}

/** Text with every control, format and content type a body may be wrong by. */
const REFUSED: readonly (readonly [body: string, type: ContentType, kind: string, code: string])[] =
  [
    ['', 'text/plain', 'dead-letter', 'BODY_EMPTY'],
    [' \u200b\n', 'text/plain', 'dead-letter', 'BODY_EMPTY'],
    ['<p> </p><script>x()</script>', 'text/html', 'dead-letter', 'BODY_EMPTY'],
    ['{}', 'application/json', 'dead-letter', 'BODY_EMPTY'],
    ['[]', 'application/json', 'dead-letter', 'BODY_EMPTY'],
    ['null', 'application/json', 'dead-letter', 'BODY_EMPTY'],
    ['{"title":"","description":""}', 'application/json', 'dead-letter', 'BODY_EMPTY'],
    ['{"title":', 'application/json', 'dead-letter', 'JSON_INVALID'],
    ['plain text', 'application/ld+json', 'dead-letter', 'JSON_INVALID'],
    [`${'['.repeat(5000)}${']'.repeat(5000)}`, 'application/json', 'dead-letter', 'JSON_INVALID'],
    ['{"a":1}', 'application/json', 'dead-letter', 'RAW_INVALID'],
    [
      '[{"id":1,"title":"A"},{"id":2,"title":"B"}]',
      'application/json',
      'dead-letter',
      'RAW_INVALID',
    ],
    ['%PDF-1.7 stream', 'text/plain', 'dead-letter', 'BODY_NOT_TEXT'],
    ['\u0001\u0002\u0003\u0004abc', 'text/plain', 'dead-letter', 'BODY_NOT_TEXT'],
    ['\ufffd\ufffd\ufffd\ufffd \ufffd\ufffd', 'text/plain', 'dead-letter', 'BODY_NOT_TEXT'],
    ['x', 'image/png' as ContentType, 'dead-letter', 'CONTENT_TYPE_UNSUPPORTED'],
    ['{"error":"not found"}', 'application/json', 'drop', 'NOT_A_POSTING'],
    ['{"title":"Not Found","status":404}', 'application/json', 'drop', 'NOT_A_POSTING'],
    ['{"jobs":[]}', 'application/json', 'drop', 'NOT_A_POSTING'],
    [
      '<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1><hr>nginx</body></html>',
      'text/html',
      'drop',
      'NOT_A_POSTING',
    ],
  ];

describe('readDocument refuses', () => {
  for (const [body, type, kind, code] of REFUSED) {
    it(`${body.slice(0, 40)} as ${type}: ${code}`, () => {
      const result = readDocument(raw(body, type));
      assert.equal(result.kind, kind);
      assert.equal('code' in result ? result.code : '', code);
    });
  }
});

const SHAPES: readonly (readonly [
  body: string,
  type: ContentType,
  format: string,
  text: string,
])[] = [
  ['Baker wanted', 'text/plain', 'text', 'Baker wanted'],
  ['€15/h', 'text/plain', 'text', '€15/h'],
  ['<p>Baker</p><p>wanted</p>', 'text/plain', 'html', 'Baker\n\nwanted'],
  ['&lt;p&gt;Baker&lt;/p&gt;&lt;p&gt;wanted&lt;/p&gt;', 'text/plain', 'html', 'Baker\n\nwanted'],
  ['# Baker\n\n**wanted**', 'text/plain', 'markdown', 'Baker\n\nwanted'],
  ['Crumb | Baker | Graz<p>We bake.', 'text/plain', 'html', 'Crumb | Baker | Graz\n\nWe bake.'],
  ['Baker\n<b>Pay:</b> €20\nGraz', 'text/plain', 'html', 'Baker\nPay: €20\nGraz'],
  ['Know the <p> tag', 'text/plain', 'text', 'Know the <p> tag'],
  ['pay <20k\nGraz', 'text/html', 'text', 'pay <20k\nGraz'],
  ['From: a\nSubject: Baker\n\nBake.', 'text/plain', 'email', 'Bake.'],
  ['just *one* star', 'text/markdown', 'markdown', 'just one star'],
  ['Baker wanted, no markup', 'text/html', 'text', 'Baker wanted, no markup'],
  ['"Baker wanted"', 'application/json', 'text', 'Baker wanted'],
  ['{"title":"Baker","description":"Bake."}', 'text/plain', 'json', 'Bake.'],
  ['\ufeff{"title":"Baker","description":"Bake."}', 'application/json', 'json', 'Bake.'],
  ['{ not json }', 'text/plain', 'text', '{ not json }'],
  ['mail jo@acme.example', 'text/plain', 'text', 'mail ***************'],
  ['<job><title>Baker</title><description>Bake.</description></job>', 'text/xml', 'json', 'Bake.'],
];

describe('readDocument recognises', () => {
  for (const [body, type, format, text] of SHAPES) {
    it(`${body.slice(0, 40)} as ${type}`, () => {
      const document = read(body, type);
      assert.equal(document.format, format);
      assert.equal(document.text, text);
    });
  }

  it('the source a hint names, when the payload lacks the keys that give it away', () => {
    const body = JSON.stringify({ title: 'Baker', content: '&lt;p&gt;Bake.&lt;/p&gt;' });
    const document = read(body, 'application/json', 'greenhouse');
    assert.equal(document.format, 'greenhouse');
    assert.equal(document.text, 'Bake.');
  });

  it('the true source when the hint is wrong', () => {
    const body = JSON.stringify({ text: 'Baker', hostedUrl: 'https://x.example/1', lists: [] });
    assert.equal(read(body, 'application/json', 'ashby').format, 'lever');
  });
});

const JOB = {
  '@context': 'https://schema.org',
  '@type': 'JobPosting',
  title: 'Night Baker',
  description: '<p>Bake bread.</p>',
  hiringOrganization: 'Crumb',
};

function page(...blocks: readonly unknown[]): string {
  const scripts = blocks.map((block) => {
    const json = typeof block === 'string' ? block : JSON.stringify(block);
    return `<script type="application/ld+json">${json}</script>`;
  });
  return `<!doctype html><html lang="en"><head><title>Night Baker | Crumb</title>
<link rel="canonical" href="https://crumb.example/jobs/1">${scripts.join('')}</head>
<body><nav>Home</nav><main><h1>Night Baker</h1><p>Bake bread.</p></main></body></html>`;
}

describe('a page', () => {
  it('is read by its JSON-LD', () => {
    const { format, text, structured } = read(page({ '@type': 'WebSite' }, JOB), 'text/html');
    assert.equal(format, 'json-ld');
    assert.equal(text, 'Bake bread.');
    assert.equal(structured.employer, 'Crumb');
    assert.equal(structured.url, 'https://crumb.example/jobs/1');
    assert.equal(structured.language, 'en');
  });
  it('is about the posting with its title, when it holds several', () => {
    const other = { ...JOB, title: 'Cook', description: 'Cook soup.' };
    assert.equal(read(page([other, JOB]), 'text/html').structured.title, 'Night Baker');
  });
  it('is read by its text, when the JSON-LD is broken', () => {
    const { format, text, structured } = read(page('{"@type": "JobPosting", '), 'text/html');
    assert.equal(format, 'html');
    assert.equal(text, 'Night Baker\n\nBake bread.');
    assert.equal(structured.title, 'Night Baker');
  });
  it('is read by JSON-LD with line breaks in its strings', () => {
    const block = JSON.stringify(JOB).replace('Bake bread.', 'Bake\nbread.');
    assert.equal(read(page(`<![CDATA[${block}]]>`), 'text/html').format, 'json-ld');
  });
  it('is read by its text, when the JSON-LD has only a teaser', () => {
    const long = `<p>${'We bake all night long. '.repeat(40)}</p></main>`;
    const html = page(JOB).replace('</main>', long);
    const { format, text } = read(html, 'text/html');
    assert.equal(format, 'json-ld');
    assert.ok(text.includes('all night long'));
  });
  it('is read by its microdata', () => {
    const html = `<div itemscope itemtype="http://schema.org/JobPosting">
<h1 itemprop="title">Night Baker</h1><meta itemprop="datePosted" content="2026-05-04">
<span itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization">
<span itemprop="name">Crumb</span></span>
<div itemprop="jobLocation" itemscope itemtype="http://schema.org/Place"><div itemprop="address" itemscope
itemtype="http://schema.org/PostalAddress"><span itemprop="addressLocality">Graz</span>,
<span itemprop="addressCountry">AT</span></div></div>
<div itemprop="description"><p>Bake <b>bread</b>.</p><ul><li>Rye</li></ul></div></div>`;
    const { format, text, structured } = read(html, 'text/html');
    assert.equal(format, 'microdata');
    assert.equal(text, 'Bake bread.\n\n• Rye');
    assert.equal(structured.title, 'Night Baker');
    assert.equal(structured.employer, 'Crumb');
    assert.equal(structured.datePosted, '2026-05-04');
    assert.deepEqual(structured.places, [
      { raw: 'Graz, AT', addressLocality: 'Graz', addressRegion: null, addressCountry: 'AT' },
    ]);
  });
});
