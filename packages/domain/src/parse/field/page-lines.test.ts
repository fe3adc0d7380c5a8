import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPageLine, logoName } from './page-lines.ts';

describe('isPageLine', () => {
  const own = [
    'Skip to main content',
    'Apply now »',
    'Home > Jobs > Nursing',
    'Posted 3 days ago',
    'vor 2 Tagen',
    'Over 200 applicants',
    'Zurück zur Übersicht',
    'Be among the first 25 applicants',
    'Harbour Trust logo',
  ];
  for (const line of own) it(`knows ${line}`, () => assert.equal(isPageLine(line), true));
  const ads = ['Registered Nurse', 'Search Engineer', 'Leeds', 'Apply your skills in our team', ''];
  for (const line of ads) it(`leaves ${line}`, () => assert.equal(isPageLine(line), false));
  it('names the employer of a logo', () => {
    assert.equal(logoName('Harbour Trust logo'), 'Harbour Trust');
    assert.equal(logoName('Company logo'), null);
  });
});
