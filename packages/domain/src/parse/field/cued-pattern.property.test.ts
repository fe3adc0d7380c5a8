import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
// Readers declare their patterns as they load.
import '../parse-posting.ts';
import { cuedMatches, cuedPatterns } from './cued-pattern.ts';
import { findCues } from './cues.ts';
import { currencyCountries } from './currency-countries.ts';
import { EMPLOYER_SENTENCES, employerSentences } from './employer-sentences.ts';
import { LOOSE, looseNames } from './sentence-places.ts';

/** What the patterns look for, in pieces, with what stands around it. */
const PIECES = [
  'Bank Nord eG ist eine',
  'Kloof (Pty) Ltd is a',
  "Maison d'Armor est une",
  'Larch Sdn Bhd is hiring',
  'Ulme OHG sucht ',
  ' e.K. ',
  'Acme S.r.l.',
  'Acme Sr.l. is',
  'Acme, LLC',
  'Reno, NV',
  'Acme SpA',
  'Acme Pty Ltd',
  ' e.V.',
  ' SAS',
  ' AS ',
  ' a.s.',
  'Corporation',
  'Apply by 3 May 2027',
  'applications close on',
  'Application deadline: 1.2.2027',
  'deadline ',
  'Closing date',
  'Bewerben Sie sich bitte bis',
  'Bewerbungsfrist:',
  'date limite le 3',
  'termin',
  "candidatures jusqu'au",
  'Fecha límite',
  'candidaturas até ',
  'entro il',
  'solliciteren kan tot',
  'senast den',
  'sista ansökningsdag',
  'Ansøgningsfrist',
  'søknadsfrist',
  'hakuaika päättyy',
  'viimeistään',
  'uzávěrka',
  '応募締切',
  ' den ',
  'zum ',
  ': ',
  'Determine',
  'This is a senior role',
  'as an entry-level ',
  'looking for a mid level ',
  'suchen einen Junior ',
  'we are hiring a Staff-level ',
  'recherchons une confirmée ',
  'buscamos una ',
  'szukamy junior ',
  'senior-level position',
  'Director level role',
  'etsimme seniori ',
  'hledáme medior ',
  'At Acme Robotics, we',
  'Bei der Acme GmbH entwickeln',
  'Chez Nord & Cie, nous',
  'En Olivar somos',
  'Acme is hiring',
  'The Larch Trust seeks',
  'Join Acme.',
  'Welcome to Acme, ',
  'We are Acme and ',
  'Acme Inc. builds ',
  'Nordlicht, Inc. was founded',
  'Kolej plc is a ',
  'Spółka Bursztyn jest ',
  'L’Atelier recherche ',
  'Saimaa Oy on yksi',
  'Vltavín a.s. je česká',
  'Firma Bursztyn Sp. z o.o. szuka ',
  'Acme of the North is looking',
  'Acme-Works helps',
  '3 Peaks operates',
  'Acme operates',
  'Acme',
  'in Tulsa, OK',
  'near New York',
  'à Lyon',
  'w Krakowie',
  'at Acme',
  'Ulm office',
  'New York HQ',
  'McDonald studio',
  'Leeds metro area',
  'from Here',
  'Area',
  'Büro',
  'In Rome',
  'aus Köln',
  '£40',
  '€ 5',
  '5 €',
  '5 EUR',
  'NZ$ 9',
  'US$9',
  'CHF 90',
  '12 kč',
  '12 zł',
  '12 złoty',
  'PLN9',
  '$5',
  '. ',
  '\n',
  ' ',
  ', ',
  '! ',
  '? ',
  '-',
  '’',
  '.',
  'é',
  'ß',
  '3',
  '株式会社',
  'は、',
  '🙂',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3 })), { maxLength: 14 })
  .chain((pieces) =>
    fc.constantFrom(pieces.join(' '), pieces.join(''), pieces.join(' ').toUpperCase()),
  );
const RUNS = { numRuns: 400 };

function everywhere(pattern: RegExp): RegExp {
  return new RegExp(pattern.source, pattern.flags.replace('y', 'g'));
}

describe('what is tried only where a cue stands', () => {
  it('matches where trying it everywhere matches', () => {
    fc.assert(
      fc.property(text, (written) => {
        const cues = findCues(written, 'en');
        for (const cued of cuedPatterns()) {
          const wanted = [...written.matchAll(everywhere(cued.pattern))];
          const where = (matches: readonly RegExpExecArray[]): unknown =>
            matches.map(({ index, 0: all }) => [index, all]);
          assert.deepEqual(where([...cuedMatches(cued, written, cues)]), where(wanted), cued.topic);
        }
      }),
      RUNS,
    );
  });

  it('finds the sentences that name an employer', () => {
    fc.assert(
      fc.property(text, (written) => {
        const sentences = employerSentences(written, findCues(written, 'en'));
        for (const { rule, pattern } of EMPLOYER_SENTENCES) {
          const [found] = sentences.find((one) => one.rule === rule)?.matches() ?? [];
          const wanted = everywhere(pattern).exec(written);
          assert.deepEqual([rule, found?.index, found?.[1]], [rule, wanted?.index, wanted?.[1]]);
        }
      }),
      RUNS,
    );
  });

  it('finds the names before which a preposition stands, or a word for an office behind', () => {
    fc.assert(
      fc.property(text, (written) => {
        const found = [...looseNames(written, findCues(written, 'en'))].map(({ name }) => name);
        const wanted = [...written.matchAll(everywhere(LOOSE))].map(
          (match) => match[1] ?? match[2],
        );
        assert.deepEqual(found, wanted);
      }),
      RUNS,
    );
  });

  it('finds the first amount with a sign', () => {
    const anywhere =
      /(?:[£€₹]|(?<![\p{L}])(?:nz|[rac])\$)\s?\d|\d\s?(?:[€]|(?:zł|kč|eur|chf|sek|dkk|nok|gbp|pln|usd|aud|cad)(?!\p{L}))|(?<!\p{L})(?:eur|chf|gbp|sek|dkk|nok|pln|usd|aud|cad|inr)\s?\d/iu;
    fc.assert(
      fc.property(text, (written) => {
        const first = anywhere.exec(written)?.[0] ?? '';
        assert.deepEqual(currencyCountries(written), currencyCountries(first));
      }),
      RUNS,
    );
  });
});
