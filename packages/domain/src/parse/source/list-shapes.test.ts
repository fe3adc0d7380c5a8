import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDocument } from './read-document.ts';
import { sniffContentType } from './sniff-content-type.ts';
import { splitListPayload } from './split-list-payload.ts';

interface Shape {
  readonly name: string;
  readonly payload: unknown;
  /** Id, format, title, department and places of each posting. */
  readonly postings: readonly (readonly [string | null, string, string, string | null, string])[];
}

const location = (id: string, city: string) => ({
  id,
  type: 'locations',
  attributes: { name: `${city} office`, city, country: 'Sweden' },
});

const resource = (id: string, title: string, place: string) => ({
  id,
  type: 'jobs',
  attributes: { title, body: '<p>Work.</p>', 'remote-status': 'none' },
  relationships: {
    department: { data: { type: 'departments', id: '9' } },
    locations: { data: [{ type: 'locations', id: place }] },
  },
});

const SHAPES: readonly Shape[] = [
  {
    name: 'resources of JSON:API with what each of them is related to',
    payload: {
      data: [resource('1', 'Baker', 'a'), resource('2', 'Cook', 'b')],
      included: [
        location('a', 'Lund'),
        location('b', 'Ystad'),
        { id: '9', type: 'departments', attributes: { name: 'Kitchen' } },
      ],
    },
    postings: [
      ['1', 'teamtailor', 'Baker', 'Kitchen', 'Lund, Sweden'],
      ['2', 'teamtailor', 'Cook', 'Kitchen', 'Ystad, Sweden'],
    ],
  },
  {
    name: 'entries that are wrapped one by one',
    payload: {
      jobs: ['7', '8'].map((id) => ({
        data: { req_id: id, title: `Cook ${id}`, city: 'Tampa', country_code: 'US', meta_data: {} },
      })),
      count: 2,
    },
    postings: [
      ['7', 'icims', 'Cook 7', null, 'Tampa, US'],
      ['8', 'icims', 'Cook 8', null, 'Tampa, US'],
    ],
  },
  {
    name: 'hits of a search engine, whose ids stand outside',
    payload: {
      hits: {
        total: 2,
        hits: ['a', 'b'].map((id) => ({
          _id: id,
          _source: { title: 'Cook', location: 'Oslo', description: 'Cook.' },
        })),
      },
    },
    postings: [
      ['a', 'json', 'Cook', null, 'Oslo'],
      ['b', 'json', 'Cook', null, 'Oslo'],
    ],
  },
  {
    name: 'departments with their jobs',
    payload: {
      departments: [
        {
          id: 1,
          name: 'Bakery',
          jobs: [
            {
              id: 5,
              title: 'Baker',
              absolute_url: 'https://x.example',
              location: { name: 'Graz' },
            },
          ],
        },
        { id: 2, name: 'Office', jobs: [] },
        {
          id: 3,
          name: 'Kitchen',
          jobs: [
            { id: 6, title: 'Cook', absolute_url: 'https://y.example', location: { name: 'Linz' } },
          ],
        },
      ],
    },
    postings: [
      ['5', 'greenhouse', 'Baker', 'Bakery', 'Graz'],
      ['6', 'greenhouse', 'Cook', 'Kitchen', 'Linz'],
    ],
  },
  {
    name: 'positions of a career hub, deep in an answer',
    payload: {
      status: 200,
      error: { message: '' },
      data: {
        count: 2,
        positions: [1, 2].map((id) => ({
          id,
          name: `Cook ${id}`,
          displayJobId: `R${id}`,
          standardizedLocations: ['Redmond, WA, US'],
          locations: ['United States, Washington, Redmond'],
        })),
        filterDef: { teams: [{ name: 'Kitchen' }] },
      },
    },
    postings: [
      ['1', 'eightfold', 'Cook 1', null, 'Redmond, WA, US'],
      ['2', 'eightfold', 'Cook 2', null, 'Redmond, WA, US'],
    ],
  },
  {
    name: 'an XML feed whose addresses stand in <link>',
    payload: `<rss><channel><title>Crumb</title>${['3', '4']
      .map(
        (id) =>
          `<item><title>Cook ${id}</title><link>https://crumb.example/${id}</link><remoteStatus>none</remoteStatus>` +
          `<guid>${id}</guid><tt:locations><tt:location><tt:city>Turku</tt:city><tt:country>Finland</tt:country></tt:location></tt:locations></item>`,
      )
      .join('')}</channel></rss>`,
    postings: [
      ['3', 'teamtailor', 'Cook 3', null, 'Turku, Finland'],
      ['4', 'teamtailor', 'Cook 4', null, 'Turku, Finland'],
    ],
  },
];

describe('a list payload', () => {
  for (const { name, payload, postings } of SHAPES) {
    it(`of ${name} makes one body of each posting`, () => {
      const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
      const parts = splitListPayload(body, sniffContentType(body));
      const read = parts.map((part) => {
        const raw = { id: 'x', source: 'test', contentType: part.contentType, body: part.body };
        const result = readDocument(raw);
        assert.ok(result.kind === 'ok', JSON.stringify(result));
        const { format, structured } = result.document;
        const places = structured.places.map((one) => (typeof one === 'string' ? one : one.raw));
        const { title, department } = structured;
        return [part.id, format, title, department, places.join(' | ')];
      });
      assert.deepEqual(read, postings);
    });
  }

  it('tells the address that a feed has in <link>', () => {
    const feed = SHAPES.at(-1)?.payload;
    const [first] = splitListPayload(String(feed), 'application/xml');
    assert.equal(first?.url, 'https://crumb.example/3');
  });
});
