import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labelLines } from './label-lines.ts';
import { textLines } from './text-lines.ts';

function facts(text: string): readonly string[] {
  return labelLines(text, textLines(text)).map(({ label, value }) => `${label}=${value}`);
}

describe('labelLines', () => {
  const cases: readonly (readonly [text: string, expected: readonly string[]])[] = [
    ['Location: Leeds', ['location=Leeds']],
    // Pairs of lines are facts together, not alone.
    [
      'Grade\nBand 4\nTown\nLeeds\nClosing\n01/02/2026',
      ['other=Band 4', 'location=Leeds', 'deadline=01/02/2026'],
    ],
    ['Grade\nBand 4', []],
    // A label that no list knows stands between two that it does.
    [
      'Town\nLeeds\nCar allowance\nYes\nClosing\n01/02/2026',
      ['location=Leeds', 'other=Yes', 'deadline=01/02/2026'],
    ],
    // An empty field takes no other field's label for its value.
    ['Town\nClosing\n1 May 2026\nHours\n37', ['deadline=1 May 2026', 'employment=37']],
    // Columns copied one after the other, and a system's labels in small letters.
    [
      'Location\nSalary\nClosing date\nLeeds\n£12 per hour\n1 May 2026',
      ['location=Leeds', 'salary=£12 per hour', 'deadline=1 May 2026'],
    ],
    [
      'locations\nReno, NV\ntime type\nFull time\njob requisition id\nR-7',
      ['location=Reno, NV', 'employment=Full time', 'requisition=R-7'],
    ],
    // An address has several lines, a town one.
    [
      'Job locations\nCastle House\nCastle Lane\nLeeds\nSalary\n£30,000\nBand\n4',
      [
        'location=Castle House',
        'location=Castle Lane',
        'location=Leeds',
        'salary=£30,000',
        'other=4',
      ],
    ],
    // Several facts on a line, with nothing between them.
    [
      'Vacancy No. PK-7 Department Parks Salary $40,000 to $50,000',
      ['requisition=PK-7', 'department=Parks', 'salary=$40,000 to $50,000'],
    ],
    ['Perm/Temp Permanent FT/PT Full-time', []],
    [
      'Salary $40,000 Grade 7\nPerm/Temp Permanent FT/PT Full-time',
      ['salary=$40,000', 'other=7', 'employment=Permanent', 'employment=Full-time'],
    ],
    [
      'Experience: 3 - 8 years, Openings: 2, Location: Pune',
      ['experience=3 - 8 years', 'location=Pune'],
    ],
    [
      'Location Leeds\nHours Full Time\nPlaced On 12th March 2026',
      ['location=Leeds', 'employment=Full Time', 'posted=12th March 2026'],
    ],
    ['Location\tLeeds\nSalary\t£30,000', ['location=Leeds', 'salary=£30,000']],
    // Titles and prose begin with such words, too.
    ['Location Manager', []],
    ['Contract Manager\nSalary Administrator\nDepartment Head', []],
    ['Department heads meet weekly.\nHours are long.\nGrade your work.', []],
  ];
  for (const [text, expected] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(facts(text), expected));
  }
});
