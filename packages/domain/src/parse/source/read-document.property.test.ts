import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ContentType } from '@winnow/contracts/code-lists';
import { cleanText } from '../text/clean-text.ts';
import { maskContacts } from '../text/mask-contacts.ts';
import { readDocument } from './read-document.ts';
import { sniffContentType } from './sniff-content-type.ts';
import { splitListPayload } from './split-list-payload.ts';

const TYPES: readonly ContentType[] = [
  'text/plain',
  'text/html',
  'text/markdown',
  'application/json',
  'application/ld+json',
  'application/xml',
];

/** Whole postings to mutate: one of each shape. */
const SEEDS: readonly string[] = [
  'Crumb | Night Baker | Graz | ONSITE | €2.400/month\n\nTasks:\n- Bake\n- Sell\n\nTel. 0316 123456, jo@crumb.example',
  '# Baker\n\n**Place:** Graz \\$20\n\n| a | b |\n|---|---|\n| c | d |\n\n[apply](https://x.example)',
  '<!doctype html><html><head><title>Baker</title></head><body><nav>Home</nav><main><h1>Baker</h1><ul><li>Bake</li></ul><table><tr><th>Pay</th><td>&euro;20</td></tr></table></main></body></html>',
  '<html><script type="application/ld+json">{"@type":"JobPosting","title":"Baker","description":"&lt;p&gt;Bake&lt;/p&gt;","baseSalary":{"currency":"EUR","value":{"minValue":"20","unitText":"HOUR"}},"jobLocation":[{"address":{"addressLocality":"Graz","addressCountry":"AT"}}]}</script></html>',
  '<div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">Baker</h1><div itemprop="description"><p>Bake</p></div></div>',
  '{"id":1,"title":"Baker","content":"&lt;p&gt;Bake&lt;/p&gt;","location":{"name":"Graz"},"pay_input_ranges":[{"min_cents":1,"max_cents":2,"currency_type":"EUR"}]}',
  '[{"id":"a","text":"Baker","lists":[{"text":"Tasks","content":"<li>Bake</li>"}],"categories":{"allLocations":["Graz"]},"salaryRange":{"min":1,"max":2}}]',
  '{"title":"Baker","compensation":{"compensationTiers":[{"components":[{"minValue":1,"compensationType":"Salary"}]}]},"descriptionHtml":"<b>x</b>","isListed":true}',
  '<workzag-jobs><position><id>1</id><name>Baker</name><jobDescriptions><jobDescription><name>Tasks</name><value><![CDATA[<p>Bake</p>]]></value></jobDescription></jobDescriptions></position></workzag-jobs>',
];

const SPLINTERS = [
  '<',
  '>',
  '</',
  '&',
  '&amp;',
  '"',
  '{',
  '}',
  '[',
  ']',
  '\u0000',
  '\ud800',
  'Ã',
  '\u200b',
  '\n\n',
  '- ',
  '**',
  '|',
  '@',
  '+49 ',
  '<li>',
  '</div>',
  '<!--',
  '\\',
  '￥',
  '\ue101',
  'null',
  ',',
  ':',
];

interface Cut {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const cuts = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat({ max: 12 }),
    insert: fc.oneof(fc.constantFrom(...SPLINTERS), fc.string({ maxLength: 6 })),
  }),
  { maxLength: 8 },
);

function mutate(seed: string, changes: readonly Cut[]): string {
  let body = seed;
  for (const { at, remove, insert } of changes) {
    const index = Math.floor(at * body.length);
    body = body.slice(0, index) + insert + body.slice(index + remove);
  }
  return body;
}

const bodies = fc.oneof(
  fc.tuple(fc.constantFrom(...SEEDS), cuts).map(([seed, changes]) => mutate(seed, changes)),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.json(),
);

describe('readDocument of anything', () => {
  it('gives a document with its spans inside the text, or says why not', () => {
    const property = fc.property(bodies, fc.constantFrom(...TYPES), (body, contentType) => {
      const result = readDocument({ id: 'x', source: 'test', contentType, body });
      if (result.kind !== 'ok') return result.code.length > 0 && result.reason.length > 0;
      const { text, headings, labelled, structured } = result.document;
      for (const { start, end } of [...headings, ...labelled]) {
        assert.ok(start >= 0 && start < end && end <= text.length);
        assert.equal(text.slice(start, end), text.slice(start, end).trim());
      }
      for (const pay of structured.pay) assert.ok((pay.minValue ?? pay.maxValue ?? 0) > 0);
      return text.isWellFormed() && text === text.trim();
    });
    fc.assert(property, { numRuns: 1500 });
  });

  it('gives the same text when it reads its own text', () => {
    const property = fc.property(fc.constantFrom(...SEEDS), cuts, (seed, changes) => {
      const text = cleanText(mutate(seed, changes));
      assert.equal(cleanText(text), text);
      assert.equal(maskContacts(text).length, text.length);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('splits into bodies that can all be read', () => {
    const property = fc.property(bodies, (body) => {
      for (const part of splitListPayload(body, sniffContentType(body))) {
        readDocument({ ...part, id: 'x', source: 'test' });
      }
    });
    fc.assert(property, { numRuns: 800 });
  });
});

const HOSTILE_CHARS = 300_000;
/** Of processor time, which a busy machine does not stretch; a quadratic reader takes minutes. */
const HOSTILE_MS_MAX = 1000;
const MICROSECONDS_PER_MS = 1000;

function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / MICROSECONDS_PER_MS;
}

/** What each reader likes least, in as many copies as fit. */
const HOSTILE: readonly string[] = [
  ' ',
  '1,',
  '(',
  '\n',
  '<div>',
  '<b>',
  '<a>x</b>',
  '<td>x',
  '<main>x',
  '<b>a</b> ',
  '&amp;',
  '&lt;p ',
  '- \n',
  '|a|\n',
  '[a](',
  '**a ',
  'a@',
  '1 ',
  '[',
  '{"a":',
  '<item><title>a</title>',
  'Ã©',
  '\u0000',
  '<!--',
  '<p itemprop=a>',
  'i am a ',
  'this job ',
];

describe('the worst input', () => {
  for (const piece of HOSTILE) {
    it(`${JSON.stringify(piece)} takes linear time`, () => {
      const body = `x ${piece.repeat(HOSTILE_CHARS / piece.length)} y`;
      for (const contentType of [
        'text/plain',
        'text/html',
        'text/markdown',
        'application/xml',
      ] as const) {
        const raw = { id: 'x', source: 'test', contentType, body };
        const ms = processorMs(() => readDocument(raw));
        assert.ok(ms < HOSTILE_MS_MAX, `${contentType}: ${ms} ms`);
      }
    });
  }
  it('20 000 nested elements are text', () => {
    const body = `${'<div>'.repeat(20_000)}Baker${'</div>'.repeat(20_000)}`;
    const result = readDocument({ id: 'x', source: 'test', contentType: 'text/html', body });
    assert.ok(result.kind === 'ok');
    assert.equal(result.document.text, 'Baker');
  });
});
