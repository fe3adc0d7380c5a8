import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAny } from './read-postings.ts';

/** A career site's list, cut down to what its cards are made of. */
const CARDS = ['8214', '8212']
  .map(
    (id) =>
      `<li class="iCIMS_JobCardItem"><a class="iCIMS_Anchor" href="https://careers-crumb.icims.com/jobs/${id}/baker-${id}/job">` +
      `<h3>Baker ${id}</h3></a><div class="header left"><span>Graz</span></div></li>`,
  )
  .join('');
const LIST = `<!doctype html><html><body><div class="list">${CARDS}</div></body></html>`;
const JSON_LD = ['Baker', 'Cook']
  .map((title) =>
    JSON.stringify({ '@context': 'https://schema.org', '@type': 'JobPosting', title }),
  )
  .map((json) => `<script type="application/ld+json">${json}</script>`)
  .join('');

/** Files and the titles' words that each posting's body is to hold. */
const FILES: readonly (readonly [what: string, text: string, bodies: readonly string[]])[] = [
  [
    'an HTML page of several postings',
    `<!doctype html><html><head>${JSON_LD}</head><body>Jobs</body></html>`,
    ['"Baker"', '"Cook"'],
  ],
  ['a career site’s list', LIST, ['Baker 8214', 'Baker 8212']],
  ['a page of one posting', '<html><body><h1>Baker</h1><p>We bake.</p></body></html>', ['Baker']],
  ['a piece of HTML', '<p>Baker wanted</p>', ['Baker wanted']],
  [
    'a JSON list',
    '[{"title":"Baker","description":"x"},{"title":"Cook","description":"y"}]',
    ['Baker', 'Cook'],
  ],
  ['plain text', 'Baker wanted', ['Baker wanted']],
];

async function* streamOf(text: string): AsyncGenerator<string> {
  yield text;
}

describe('readAny', () => {
  for (const [what, text, bodies] of FILES) {
    it(`reads ${what}`, async () => {
      const read: string[] = [];
      for await (const { input } of readAny(streamOf(text), 'a file', {})) {
        assert.equal(input.kind, 'item');
        if (input.kind === 'item') read.push(input.value.posting.body);
      }
      assert.equal(read.length, bodies.length);
      bodies.forEach((words, index) => assert.ok(read[index]?.includes(words), read[index]));
    });
  }
});
