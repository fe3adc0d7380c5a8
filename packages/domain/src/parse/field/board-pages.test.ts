import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parsePosting } from '../parse-posting.ts';

interface Expected {
  readonly title?: string;
  readonly employer?: string;
  readonly places?: readonly string[];
  readonly requisition?: string;
  readonly posted?: string;
  readonly until?: string;
  readonly sections?: readonly string[];
}

const PAGES: readonly (readonly [name: string, body: string, expected: Expected])[] = [
  [
    'the title stands below the facts, and a sentence with a role does not take its place',
    [
      'Skip to main content\nJob summary\nGrade\nBand 6\nTown\nStratford-Upon-Avon\nSalary',
      '£37,000 a year\nClosing\n05/02/2026 23:59\n\nAvon Vale Trust logo\n',
      'Senior Radiographer - MRI\n\nBand 6\n\nJob overview\n',
      'A post for an experienced radiographer eager to learn from a busy team.',
    ].join('\n'),
    {
      title: 'Senior Radiographer - MRI',
      employer: 'Avon Vale Trust',
      places: ['Stratford-Upon-Avon'],
      until: '2026-02-05',
      sections: ['ROLE_SUMMARY'],
    },
  ],
  [
    'several facts share a line, and cities run into each other',
    [
      'Forestry Technician Job\n',
      'Vacancy No. FS-26-0417 Department Bureau of Woodlands',
      'Perm/Temp Permanent FT/PT Full-time',
      'Open Date 1/20/2026 Close Date 2/20/2026\nLocations:\nReno, NVBoise, ID\n',
      'Duties\n\nMarks and measures trees.',
    ].join('\n'),
    {
      title: 'Forestry Technician',
      employer: 'Bureau of Woodlands',
      places: ['Reno', 'Boise'],
      requisition: 'FS-26-0417',
      posted: '2026-01-20',
      until: '2026-02-20',
      sections: ['RESPONSIBILITIES'],
    },
  ],
  [
    'a list of duty locations names the places',
    [
      'Grain Inspector\n',
      'Positions will be filled in the following duty locations:\n',
      '• Fargo, ND\n• Omaha, NE\n\nDuties\n\nInspects grain.',
    ].join('\n'),
    { title: 'Grain Inspector', places: ['Fargo', 'Omaha'] },
  ],
  [
    'a period says from when and until when',
    'Data Officer\nDuty Station: Nairobi\nPosting Period: 20 January 2026 - 18 February 2026\n',
    { title: 'Data Officer', places: ['Nairobi'], posted: '2026-01-20', until: '2026-02-18' },
  ],
  [
    'a place runs from the large to the small, and a name stands before a town',
    'Nurse\nJob Locations US-KS-Wichita\nID 2026-301\nCategory Nursing\n',
    { title: 'Nurse', places: ['Wichita'], requisition: '2026-301' },
  ],
  [
    'an employer stands before the town on its line',
    'Data Analyst\nCorvane Health Austin, TX\n6 days ago\nApply\n\nYou look after our reports.',
    { title: 'Data Analyst', employer: 'Corvane Health', places: ['Austin'] },
  ],
];

describe('a page of a job board', () => {
  for (const [name, body, expected] of PAGES) {
    it(name, () => {
      const raw = { id: 'p', source: 'test', contentType: 'text/plain', body } as const;
      const result = parsePosting(raw, 'hash');
      assert.equal(result.kind, 'ok');
      if (result.kind !== 'ok') return;
      const { posting } = result.staged;
      const found: Required<Expected> = {
        title: posting.title ?? '',
        employer: posting.hiringOrganization.name ?? '',
        places: posting.jobLocation.map((place) => place.addressLocality ?? ''),
        requisition: posting.identifier.requisitionId ?? '',
        posted: posting.datePosted ?? '',
        until: posting.validThrough ?? '',
        sections: posting.sections.map(({ kind }) => kind),
      };
      for (const key of Object.keys(expected) as (keyof Expected)[])
        assert.deepEqual(found[key], expected[key], key);
    });
  }
});
