import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanLine, cleanText } from './clean-text.ts';

const CASES: readonly (readonly [name: string, input: string, expected: string])[] = [
  ['decodes references', 'Research &amp; Development', 'Research & Development'],
  ['decodes references escaped twice', '&amp;pound;38,000&amp;nbsp;p.a.', '£38,000 p.a.'],
  ['decodes references escaped many times', '&amp;amp;amp;lt;5 years', '<5 years'],
  ['decodes numbers as Windows-1252', 'it&#146;s &#x80;5', 'it’s €5'],
  ['leaves ampersands alone', 'R&D, AT&T, ?a=1&copy=2', 'R&D, AT&T, ?a=1&copy=2'],
  ['drops references to nothing', 'a&#0;b&#xD800;c', 'abc'],
  ['repairs mojibake', 'weâ€™re in MÃ¼nchen, Â£32,000', 'we’re in München, £32,000'],
  ['repairs mojibake made twice', 'Ã¢â‚¬â„¢', '’'],
  ['repairs mojibake in capitals', 'KÃ–LN', 'KÖLN'],
  ['repairs CJK and emoji', 'æ—¥æœ¬ ðŸš€', '日本 🚀'],
  ['repairs mojibake of what is then normalised', '20â€‘30 aâ€‹b', '20-30 ab'],
  ['repairs Latin-1 mojibake', 'it\u00e2\u0080\u0099s', 'it’s'],
  ['keeps French quotes', '« l’été »', '« l’été »'],
  ['keeps Portuguese', 'São Paulo: AMANHÃ – IRMÃ', 'São Paulo: AMANHÃ – IRMÃ'],
  ['keeps Vietnamese', 'Kỹ sư phần mềm', 'Kỹ sư phần mềm'],
  ['removes what a no-break space left', 'payÂ of £5', 'pay of £5'],
  ['reads Windows-1252 controls', '\u0093quoted\u0094 \u0096 done', '“quoted” – done'],
  ['removes NUL bytes', 'J\u0000a\u0000v\u0000a\u0000', 'Java'],
  ['mends lone surrogates', 'a\ud800b', 'a\ufffdb'],
  ['removes soft hyphens and zero-width characters', 'Ent\u00adwick\u200bler\ufeff', 'Entwickler'],
  ['keeps joiners in emoji', '👩\u200d💻', '👩\u200d💻'],
  ['makes every space a space', '50\u00a0000\u2009€\u202fpro\u3000Jahr', '50 000 € pro Jahr'],
  ['makes hyphens hyphens and keeps dashes', '20\u201130 \u22125 – 6 — 7', '20-30 -5 – 6 — 7'],
  ['folds full-width letters', '￥１２０ Ｊａｖａ', '¥120 Java'],
  ['folds mathematical letters', '𝗔𝗯𝗼𝘂𝘁 𝘶𝘴', 'About us'],
  ['takes ligatures apart', 'con\ufb01dent', 'confident'],
  ['composes accents', 'cafe\u0301', 'café'],
  ['unifies line ends', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ['keeps one empty line', 'a\n\n\n \n\nb\n', 'a\n\nb'],
  ['trims and collapses', '  a \t b  \n\tc', 'a b\nc'],
  ['unifies bullets', '- a\n* b\n– c\n▪ d\n·e\n✅ f\no\tg', '• a\n• b\n• c\n• d\n• e\n• f\n• g'],
  ['takes a hyphen right before a word as a bullet', '-Java\n-5 °C', '• Java\n-5 °C'],
  ['reads a bullet of Wingdings', '\uf0b7  Cook\n§   Bake', '• Cook\n• Bake'],
  ['joins a lone bullet with its line', '•\n\nJava\n•\nGo', '• Java\n• Go'],
  ['drops rulers', 'a\n-----\nb\n***\n= = =\nc', 'a\n\nb\n\nc'],
  [
    'keeps ordinary words that begin like bullets',
    'over 5 years\nÜber uns',
    'over 5 years\nÜber uns',
  ],
  ['keeps ranges at a line’s start', '5 - 7 years\n40-50k', '5 - 7 years\n40-50k'],
];

describe('cleanText', () => {
  for (const [name, input, expected] of CASES) {
    it(name, () => {
      assert.equal(cleanText(input), expected);
      assert.equal(cleanText(expected), expected);
    });
  }
});

describe('cleanLine', () => {
  it('makes one line of many', () => {
    assert.equal(cleanLine(' Senior\n\t&nbsp;Engineer '), 'Senior Engineer');
  });
});
