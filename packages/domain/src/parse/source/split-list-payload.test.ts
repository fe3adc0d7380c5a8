import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ContentType } from '@winnow/contracts/code-lists';
import { readDocument } from './read-document.ts';
import { sniffContentType } from './sniff-content-type.ts';
import { splitListPayload } from './split-list-payload.ts';

/** Ids of the split, and the titles that its bodies read as. */
function split(
  body: string,
  contentType: ContentType,
): readonly (readonly [string | null, string | null])[] {
  return splitListPayload(body, contentType).map((part) => {
    const raw = { id: 'x', source: 'test', contentType: part.contentType, body: part.body };
    const result = readDocument(raw);
    assert.ok(result.kind === 'ok', JSON.stringify(result));
    return [part.id, result.document.structured.title];
  });
}

const greenhouse = (id: number, title: string) => ({
  id,
  title,
  absolute_url: `https://x.example/${id}`,
  content: 'Bake.',
  internal_job_id: id,
});

describe('splitListPayload', () => {
  it('makes one body of each job of a board', () => {
    const board = { jobs: [greenhouse(1, 'Baker'), greenhouse(2, 'Cook')], meta: { total: 2 } };
    const body = JSON.stringify(board);
    assert.deepEqual(split(body, 'application/json'), [
      ['1', 'Baker'],
      ['2', 'Cook'],
    ]);
    const [first] = splitListPayload(body, 'application/json');
    assert.equal(first?.format, 'greenhouse');
    assert.equal(first?.url, 'https://x.example/1');
    assert.deepEqual(JSON.parse(first?.body ?? ''), { meta: { total: 2 }, jobs: [board.jobs[0]] });
  });
  it('splits a bare array', () => {
    const body = JSON.stringify([
      { id: 'a', text: 'Baker', lists: [] },
      { id: 'b', text: 'Cook', lists: [] },
    ]);
    assert.deepEqual(split(body, 'application/json'), [
      ['a', 'Baker'],
      ['b', 'Cook'],
    ]);
  });
  it('keeps what the list says of all its jobs', () => {
    const jobs = [
      { title: 'Baker', shortcode: 'A' },
      { title: 'Cook', shortcode: 'B' },
    ];
    const [part] = splitListPayload(JSON.stringify({ name: 'Crumb', jobs }), 'application/json');
    const raw = {
      id: 'x',
      source: 's',
      contentType: 'application/json' as const,
      body: part?.body ?? '',
    };
    const result = readDocument(raw);
    assert.ok(result.kind === 'ok');
    assert.equal(result.document.structured.employer, 'Crumb');
  });
  it('keeps the entries of one id together', () => {
    const entry = (label: string) => ({ uuid: 'u', name: 'Baker', workLocation: { label } });
    const parts = splitListPayload(
      JSON.stringify([entry('Graz'), entry('Linz')]),
      'application/json',
    );
    assert.equal(parts.length, 1);
    const raw = {
      id: 'x',
      source: 's',
      contentType: 'application/json' as const,
      body: parts[0]?.body ?? '',
    };
    const result = readDocument(raw);
    assert.ok(result.kind === 'ok');
    assert.deepEqual(result.document.structured.places, ['Graz', 'Linz']);
  });
  it('splits JSON-LD', () => {
    const graph = ['Baker', 'Cook'].map((title) => ({
      '@type': 'JobPosting',
      title,
      identifier: title,
    }));
    const body = JSON.stringify({ '@graph': graph });
    assert.deepEqual(split(body, 'application/ld+json'), [
      ['Baker', 'Baker'],
      ['Cook', 'Cook'],
    ]);
  });
  it('splits a page with several JobPostings', () => {
    const block = JSON.stringify(
      ['Baker', 'Cook'].map((title) => ({
        '@type': 'JobPosting',
        title,
        url: `https://x.example/${title}`,
      })),
    );
    const html = `<html><head><script type="application/ld+json">${block}</script></head></html>`;
    assert.deepEqual(
      split(html, 'text/html').map(([, title]) => title),
      ['Baker', 'Cook'],
    );
  });
  it('splits an XML feed and keeps its head', () => {
    const item = (id: number, name: string) =>
      `<position><id>${id}</id><name>${name}</name><subcompany>Crumb</subcompany></position>`;
    const xml = `<?xml version="1.0"?><workzag-jobs>${item(1, 'Baker')}${item(2, 'Cook')}${item(1, 'Baker')}</workzag-jobs>`;
    assert.deepEqual(split(xml, 'application/xml'), [
      ['1', 'Baker'],
      ['2', 'Cook'],
    ]);
    assert.ok(
      splitListPayload(xml, 'application/xml').every(({ body }) => body.startsWith('<?xml')),
    );
  });
  it('splits a career site’s list in HTML', () => {
    const card = (id: number, title: string) =>
      `<li class="iCIMS_JobCardItem"><div class="col header left"><span class="field-label">Location</span><span>Graz</span></div><a href="https://c.example/jobs/${id}/x/job"><h3>${title}</h3></a></li>`;
    const html = `<html><body><ul>${card(1, 'Baker')}${card(2, 'Cook')}</ul></body></html>`;
    assert.deepEqual(split(html, 'text/html'), [
      ['1', 'Baker'],
      ['2', 'Cook'],
    ]);
  });
  it('splits jobs kept in a script', () => {
    const jobs = [
      { JobId: 1, JobTitle: 'Baker', LocationName: 'Graz' },
      { JobId: 2, JobTitle: 'Cook' },
    ];
    const html = `<html><body><script>window.pageData = {"Jobs":${JSON.stringify(jobs)},"ModuleTitle":"Crumb"};</script></body></html>`;
    assert.deepEqual(split(html, 'text/html'), [
      ['1', 'Baker'],
      ['2', 'Cook'],
    ]);
  });
  it('leaves a single posting as it is', () => {
    const body = ` ${JSON.stringify(greenhouse(1, 'Baker'))}\n`;
    const parts = splitListPayload(body, 'application/json');
    assert.deepEqual(parts, [
      {
        body,
        contentType: 'application/json',
        id: '1',
        url: 'https://x.example/1',
        format: 'greenhouse',
      },
    ]);
    assert.equal(splitListPayload('Baker wanted', 'text/plain')[0]?.body, 'Baker wanted');
    assert.equal(splitListPayload('{broken', 'application/json')[0]?.body, '{broken');
  });
  it('makes nothing of an empty board', () => {
    assert.deepEqual(splitListPayload('{"jobs":[]}', 'application/json'), []);
    assert.deepEqual(splitListPayload('[]', 'application/json'), []);
  });
});

const SNIFFED: readonly (readonly [body: string, type: ContentType])[] = [
  ['Baker wanted', 'text/plain'],
  ['{"title":"Baker"}', 'application/json'],
  ['[{"title":"Baker"}]', 'application/json'],
  ['[Vienna] baker wanted', 'text/plain'],
  ['{"@context":"https://schema.org","@type":"JobPosting"}', 'application/ld+json'],
  ['<!doctype html><html></html>', 'text/html'],
  ['<p>Baker</p>', 'text/html'],
  ['&lt;p&gt;Baker&lt;/p&gt;', 'text/html'],
  ['Know the <p> tag', 'text/plain'],
  ['<?xml version="1.0"?><rss></rss>', 'application/xml'],
  ['<workzag-jobs></workzag-jobs>', 'application/xml'],
  ['## Baker\n\n**wanted**', 'text/markdown'],
];

describe('sniffContentType', () => {
  for (const [body, type] of SNIFFED) {
    it(`${body.slice(0, 40)} is ${type}`, () => assert.equal(sniffContentType(body), type));
  }
});
