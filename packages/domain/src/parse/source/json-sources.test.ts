import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SourceDocument, StructuredFields } from '../document.ts';
import type { ContentType } from '@winnow/contracts/code-lists';
import payloads from './fixtures/payloads.json' with { type: 'json' };
import { readDocument } from './read-document.ts';

/** A payload and what is to come out of it; pay as minimum, maximum, currency, interval. */
interface Case {
  readonly name: string;
  readonly format: string;
  readonly text: string;
  readonly fields: Partial<StructuredFields>;
  readonly pay: readonly (readonly (number | string | null)[])[];
  readonly payload: unknown;
}

const CASES = payloads as unknown as readonly Case[];

function read(payload: unknown, type: ContentType): SourceDocument {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const result = readDocument({ id: 'x', source: 'test', contentType: type, body });
  assert.ok(result.kind === 'ok', JSON.stringify(result));
  return result.document;
}

describe('a payload of', () => {
  for (const { name, payload, fields, pay, ...expected } of CASES) {
    it(name, () => {
      const { format, text, structured } = read(payload, 'application/json');
      assert.equal(format, expected.format);
      assert.equal(text, expected.text);
      for (const [key, value] of Object.entries(fields)) {
        assert.deepEqual(structured[key as keyof StructuredFields], value, key);
      }
      const found = structured.pay.map((entry) => [
        entry.minValue,
        entry.maxValue,
        entry.currency,
        entry.interval,
      ]);
      assert.deepEqual(found, pay);
    });
  }
});

describe('labelled sections', () => {
  it('end where the part’s own headings take over', () => {
    const payload = CASES.find(({ name }) => name === 'Recruitee')?.payload;
    const { text, labelled } = read(payload, 'application/json');
    const [only, ...rest] = labelled.map(({ kind, heading, start, end }) => [
      kind,
      heading,
      text.slice(start, end),
    ]);
    assert.deepEqual(only, ['REQUIREMENTS', 'You bring', 'You bring\n\n• Hands']);
    assert.deepEqual(rest, []);
  });
});

describe('XML', () => {
  it('of Personio', () => {
    const xml = `<?xml version="1.0"?><workzag-jobs><position><id>4</id><subcompany>Krume SE &amp; Co. KG</subcompany>
<office>Graz</office><additionalOffices><office>Linz</office></additionalOffices><department>Backstube</department>
<name>Bäcker (m/w/d)</name><jobDescriptions><jobDescription><name>Deine Aufgaben</name>
<value><![CDATA[<ul><li>Backen</li></ul>]]></value></jobDescription></jobDescriptions>
<employmentType>permanent</employmentType><seniority>experienced</seniority><schedule>full-time</schedule>
<yearsOfExperience>2-5</yearsOfExperience><createdAt>2026-11-13T14:10:41+00:00</createdAt></position></workzag-jobs>`;
    const { format, text, structured } = read(xml, 'application/xml');
    assert.equal(format, 'personio');
    assert.equal(text, 'Deine Aufgaben\n• Backen');
    assert.equal(structured.title, 'Bäcker (m/w/d)');
    assert.equal(structured.employer, 'Krume SE & Co. KG');
    assert.deepEqual(structured.places, ['Graz', 'Linz']);
    assert.deepEqual(structured.employment, ['full-time', 'permanent']);
    assert.equal(structured.experience, '2-5');
  });
  it('of NEOGOV', () => {
    const xml = `<rss version="2.0" xmlns:joblisting="http://ns.example"><channel><title>City of Crumb</title><item>
<link>https://gov.example/jobs/5</link><title>Baker</title><description>&lt;p&gt;Bake.&lt;/p&gt;</description>
<joblisting:jobId>5</joblisting:jobId><joblisting:advertiseFromDateUTC>Wed, 19 Aug 2026 05:00:00:0</joblisting:advertiseFromDateUTC>
<joblisting:minimumSalary>20</joblisting:minimumSalary><joblisting:maximumSalary>25</joblisting:maximumSalary>
<joblisting:salaryCurrency>USD</joblisting:salaryCurrency><joblisting:salaryInterval>Hour</joblisting:salaryInterval>
<joblisting:qualifications>&lt;p&gt;Hands.&lt;/p&gt;</joblisting:qualifications></item></channel></rss>`;
    const { format, text, labelled, structured } = read(xml, 'text/xml');
    assert.equal(format, 'neogov');
    assert.equal(text, 'Bake.\n\nHands.');
    assert.deepEqual(labelled, [{ kind: 'REQUIREMENTS', heading: null, start: 7, end: 13 }]);
    assert.equal(structured.employer, 'City of Crumb');
    assert.equal(structured.datePosted, '2026-08-19T05:00:00Z');
    assert.equal(structured.pay[0]?.interval, 'Hour');
  });
});
