import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanText } from '../text/clean-text.ts';
import { notAPosting } from './not-a-posting.ts';
import { NO_FIELDS } from './structured-fields.ts';

function judge(body: string, format = 'text'): string | null {
  const text = cleanText(body);
  return notAPosting({ format, text, headings: [], labelled: [], structured: NO_FIELDS });
}

const NO_POSTINGS: readonly string[] = [
  'SEEKING WORK | Remote | Full-stack developer',
  'Location: Graz\nRemote: yes\nWilling to relocate: no\nTechnologies: Rust\nRésumé/CV: on request',
  'I am a senior Python developer looking for a new role. My CV is on my site.',
  "I'm a backend engineer (8 years of Go) open to remote roles. My GitHub has more.",
  'Hello, my name is Ana and I am looking for an internship. I have 2 years of experience.',
  'Ich suche eine neue Stelle als Bäcker. Mein Lebenslauf liegt bei.',
  '#OpenToWork Product designer',
  'SEEKING WORK | Remote\nI build web shops. What do you need? Mail me.',
  'Looking for work as a nurse in Leeds, I have ten years on the ward.',
  '404 Not Found',
  'Page not found\nGo back to the home page',
  "Access Denied\nYou don't have permission to access this server.",
  'Just a moment...',
  'This position has been filled.',
  'Sorry, this job is no longer available. Browse our other jobs.',
  'The job you are looking for is no longer open.',
  'Diese Stelle ist leider nicht mehr verfügbar.',
  'We use cookies to improve your visit. Accept all cookies. Cookie settings.',
  'Please log in to view this job',
  'You need to enable JavaScript to run this app.',
  'Hi, I just applied via your site, looking forward!',
  'I applied two weeks ago and never heard back',
  'Is this role open to candidates in Brazil?',
  'Do you sponsor visas?',
  'What is the salary range for this?',
  'Just emailed you!',
  'The link is broken',
  '> We pay well\nHow well?',
  'Ich bin gelernter Maler mit 12 Jahren Praxis und suche eine neue Stelle. Meinen Lebenslauf sende ich zu.',
  'Jag söker jobb som kock i Lund. Jag har tio års erfarenhet.',
  'Jeg søger arbejde som pædagog. Jeg har erfaring fra to børnehaver.',
  'Student (22) zoekt bijbaan in Assen. Ik heb ervaring in de horeca.',
  'Ik ben een ervaren lasser en zoek werk in Venlo.',
  'Olá, sou engenheiro civil e procuro emprego no Porto.',
  'Maurer, 34, sucht Arbeit in Ulm. Ich habe Führerschein CE.',
  'Experienced bookkeeper looking for part time work. I have 15 years of practice.',
  'Thanks for posting! Are you open to candidates in Brazil?',
  'Questa offerta di lavoro non è più disponibile.',
  'Ta oferta pracy jest już nieaktualna.',
  'Your session has expired. Please log in again.',
  'Too many requests. Please try again later.',
  "I'm currently a junior at Purdue and looking for summer internships. My GitHub: g.example",
  'Seeking: remote roles. Resume in bio. Hire me!',
  'Any update on this? I sent my resume last month.',
  'We can’t find that job',
  'Offre expirée',
];

const POSTINGS: readonly string[] = [
  '$120k - $150k',
  'Remote',
  'Baker',
  'We are looking for a baker.',
  'Are you looking for a new challenge? Join us.',
  'Do you love bread? Would you like to work at night?',
  'Seeking a motivated nurse for night shifts',
  'Looking for a React developer, remote, $50/hr',
  'Hire me a cook',
  'Suche Arbeit? Wir stellen ein.',
  'Looking for work? We hire drivers!',
  'Looking for work as a nurse? Call us.',
  'Looking for a new job? Competitive pay, weekly.',
  'Looking for work in a kitchen. Our team pays well.',
  'Open to work weekends? Join our crew',
  'SEEKING FREELANCER | Remote | Go developer',
  'Must have 5 years of experience',
  'Own our cookies and consent platform. Cookie experts wanted, we use cookies daily.',
  'Crumb | Baker | Graz | https://crumb.example',
  '500 Startups | Analyst | San Francisco',
  'I am hiring a baker. DM me',
  "I'm a founder looking for a CTO. My background is in bread.",
  'My team is looking for a data engineer',
  'Not found your dream job yet? Bake with us.',
  'For hire: see our fleet. Driver wanted',
  'Available immediately: 2 room cleaners needed',
  'This job is no 9-to-5: chef wanted',
  'What is the stack? Go. What is the pay? 100k. We hire now.',
  'This position is no longer remote: you work in Dublin. Senior SRE.',
  'The vacancy has expired medication checks among its duties. Pharmacy technician.',
  'open to work weekends; forklift licence; $21/h',
  'Available for hire immediately: 5 truck drivers needed',
  'Seeking work-study students for the library desk',
  'Do you accept the challenge? Sous chef, Lyon',
  'My client is looking for a tax manager in Leeds. Send me your CV.',
  'The position may be closed early. Registrar, University of Tartu.',
  'Service unavailable? Not with you as our SRE.',
  'Are you open to relocation? Geologist for Perth',
  'Familie in Zürich sucht Nanny, 60 %',
  'Ich suche für meine Praxis in Köln eine MFA. Bewerbung bitte mit Lebenslauf.',
  'Boulangerie cherche vendeuse à Metz, CDI.',
  'Cerco babysitter a Milano, 10 €/h.',
  'Hi, my name is Anna, I run a bakery and I am looking for someone to help on Saturdays.',
  'Nurse seeking a hospital? We place nurses in all states.',
  '></ul>\nFive years of delivery experience.',
  'You must be logged in at 6 am: call centre agent, $20/h, full time',
];

describe('notAPosting', () => {
  for (const text of NO_POSTINGS) {
    it(`is sure of: ${text.slice(0, 50)}`, () => assert.notEqual(judge(text), null));
  }
  for (const text of POSTINGS) {
    it(`lets pass: ${text.slice(0, 50)}`, () => assert.equal(judge(text), null));
  }
  it('never doubts a posting from a recruiting system', () => {
    assert.equal(judge('404 Not Found', 'greenhouse'), null);
  });
  it('lets a whole posting pass, whatever notice stands on it', () => {
    const text = `This position has been filled.\n${'You will bake bread for the town. '.repeat(30)}`;
    assert.equal(judge(text), null);
  });
});
