import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readEmail } from './email-source.ts';

describe('readEmail', () => {
  it('takes the subject as title and leaves headers out of the text', () => {
    const mail =
      'From: Jo <jo@crumb.example>\nTo: jobs@list.example\nSubject: Fwd: Night Baker, Graz\nDate: Wed, 19 Aug 2026 23:10:38 +0200\n\nHi all,\n\nwe need a baker.';
    const read = readEmail(mail);
    assert.equal(read?.composed.text, 'Hi all,\n\nwe need a baker.');
    assert.equal(read?.structured.title, 'Night Baker, Graz');
    assert.equal(read?.structured.datePosted, '2026-08-19T23:10:38+02:00');
  });
  it('decodes what mail programs encode', () => {
    const mail =
      'Subject: =?utf-8?Q?B=C3=A4cker_gesucht?=\r\nFrom: a\r\nContent-Type: multipart/alternative;\r\n boundary="b1"\r\n\r\n--b1\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nWir suchen B=C3=A4cker f=\r\n=C3=BCr Graz.\r\n--b1--';
    const read = readEmail(mail);
    assert.equal(read?.structured.title, 'Bäcker gesucht');
    assert.equal(read?.composed.text, 'Wir suchen Bäcker für Graz.');
  });
  const others = [
    'Location: Graz\nSalary: 20\n\nBake.',
    'Subject: baking\nWe need a baker.',
    'Date: now\n\nBaker',
    'Baker wanted',
  ];
  for (const text of others) {
    it(`leaves alone: ${text.slice(0, 20)}`, () => assert.equal(readEmail(text), null));
  }
});
