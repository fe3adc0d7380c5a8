import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { postingLanguage } from './posting-language.ts';

const CASES: readonly (readonly [language: string, text: string])[] = [
  ['en', 'We are looking for a plumber who likes working with people.'],
  ['de', 'Wir suchen eine Köchin für unser Restaurant am See.'],
  ['fr', 'Nous recherchons un boulanger pour notre équipe du matin.'],
  ['es', 'Buscamos una enfermera con experiencia para nuestra clínica.'],
  ['pt', 'Procuramos um cozinheiro para o nosso restaurante em Faro.'],
  ['it', 'Cerchiamo un falegname per la nostra bottega di Siena.'],
  ['nl', 'Wij zoeken een timmerman die graag zelfstandig werkt.'],
  ['pl', 'Szukamy kierowcy do pracy na terenie całego kraju.'],
  ['sv', 'Vi söker en snickare till vårt kontor i Lund och du har erfarenhet.'],
  ['da', 'Vi søger en tømrer, som kan arbejde selvstændigt hver dag.'],
  ['nb', 'Vi søker en snekker som ikke er redd for å ta i et tak.'],
  ['fi', 'Etsimme kokkia ravintolaan, joka sijaitsee järven rannalla.'],
  ['cs', 'Hledáme řidiče, který má rád svou práci a umí česky.'],
  ['ja', '私たちは一緒に働くエンジニアを募集しています。'],
  ['uk', 'Ми шукаємо досвідченого інженера для роботи в Києві.'],
  ['en', 'Senior Software Engineer'],
  ['en', 'Salary: $95,000 - $120,000 per year.'],
  ['en', 'Supply Planner, Bromine S&OP'],
  ['en', 'Warehouse Operative, Hull'],
  ['de', 'Gehalt: 45–52 T€'],
  ['de', 'Pflegefachkraft (m/w/d) Hamburg Teilzeit'],
  ['es', 'Vendedor de piso Monterrey'],
  ['pt', 'Rececionista, 12.º ano'],
  ['fr', 'Boulanger, Lyon, CDI'],
  ['it', 'Magazziniere, Bergamo, tempo pieno'],
  ['pl', 'Magazynier, Wrocław, umowa zlecenie'],
];

describe('postingLanguage', () => {
  for (const [language, text] of CASES) {
    it(`knows ${language}: ${text.slice(0, 30)}`, () => {
      assert.equal(postingLanguage(text)?.language, language);
    });
  }
  it('takes the country for a hint where words say nothing', () => {
    assert.equal(postingLanguage('Barista, Nova, Aveiro', 'PT')?.language, 'pt');
    assert.equal(postingLanguage('We are looking for a barista.', 'PT')?.language, 'en');
  });
  it('says nothing of a text without words', () =>
    assert.equal(postingLanguage('12 + 30 = …'), null));
});
