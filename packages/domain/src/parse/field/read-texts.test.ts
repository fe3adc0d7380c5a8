import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StagedPosting } from '@winnow/contracts/enriched-posting';
import { parsePosting } from '../parse-posting.ts';

const COLLECTED_AT = '2027-03-10T12:00:00Z';

function postingOf(body: string): StagedPosting['posting'] {
  const raw = { id: 'p', source: 'test', contentType: 'text/plain', collectedAt: COLLECTED_AT };
  const result = parsePosting({ ...raw, contentType: 'text/plain', body }, 'sha256:0');
  assert.equal(result.kind, 'ok');
  return result.kind === 'ok' ? result.staged.posting : assert.fail();
}

interface Case {
  readonly says: string;
  readonly body: string;
  readonly title?: string;
  readonly employer?: string;
  readonly places?: readonly (string | null)[];
  readonly validThrough?: string;
  readonly datePosted?: string | null;
  readonly employment?: readonly string[];
  readonly sections?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    says: 'the subject of a head sentence is the employer, and a municipality its own place',
    body: "La commune de Saint-Malo recrute\n\nUn agent d'accueil (H/F)\nTemps complet - CDD\n",
    title: "agent d'accueil",
    employer: 'commune de Saint-Malo',
    places: ['Saint-Malo'],
  },
  {
    says: 'a genitive names the town',
    body: 'Lähihoitaja, määräaikainen\nRovaniemen kaupunki\n\nVaatimukset\nLähihoitajan tutkinto.\n',
    title: 'Lähihoitaja',
    employer: 'Rovaniemen kaupunki',
    places: ['Rovaniemi'],
  },
  {
    says: 'pieces beside a label say the terms',
    body: 'Projektleiter (m/w/d)\nStandort: Stuttgart | Vollzeit | ab sofort\n\nIhre Aufgaben\n• Planung\n',
    title: 'Projektleiter',
    places: ['Stuttgart'],
    employment: ['FULL_TIME'],
  },
  {
    says: 'a call and a headcount are no part of a title',
    body: 'Opening - Boilermaker x3\nKruger Steelworks (Pty) Ltd\n\nDuties:\n- Fabrication\n',
    title: 'Boilermaker',
    employer: 'Kruger Steelworks (Pty) Ltd',
  },
  {
    says: 'a last day to apply stands in a sentence',
    body: 'Quality Engineer\nLeeds\n\nHow to apply\nEmail your CV by Friday 11 June 2027.\n',
    validThrough: '2027-06-11',
  },
  {
    says: 'a day counted back from when the ad was collected',
    body: 'Support Specialist\nTallowbrook · Manchester, UK\nPosted 3 days ago\n\nAbout the job\nChat.\n',
    datePosted: '2027-03-07',
  },
  {
    says: 'more than thirty days ago is no day',
    body: 'Support Specialist\nTallowbrook · Manchester, UK\nPosted 30+ days ago\n\nAbout the job\nChat.\n',
    datePosted: null,
  },
  {
    says: 'facts of a board are no sections',
    body:
      'QA Engineer\nJob type:\nFull-time\nExperience level:\nSenior\nRole:\nTester\n\n' +
      'Responsibilities\n- Write tests\n',
    title: 'QA Engineer',
    sections: ['RESPONSIBILITIES'],
  },
  {
    says: 'hours below a whole week are part-time, travel is no share of it',
    body: 'Verkoopmedewerker (16 uur) - Zwolle\n\nWat ga je doen\nJe adviseert klanten.\n',
    title: 'Verkoopmedewerker',
    employment: ['PART_TIME'],
  },
];

describe('texts as they stand on boards', () => {
  for (const { says, body, ...wanted } of CASES) {
    it(says, () => {
      const posting = postingOf(body);
      const found = {
        title: posting.title,
        employer: posting.hiringOrganization.name,
        places: posting.jobLocation.map((place) => place.addressLocality),
        validThrough: posting.validThrough,
        datePosted: posting.datePosted,
        employment: posting.employmentType,
        sections: posting.sections.map(({ kind }) => kind),
      };
      for (const [field, value] of Object.entries(wanted))
        assert.deepEqual(found[field as keyof typeof found], value, field);
    });
  }
});
