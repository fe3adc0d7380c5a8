import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isMarkdown, markdownToText } from './markdown-to-text.ts';

const CASES: readonly (readonly [name: string, markdown: string, text: string])[] = [
  ['headings', '# Baker #\n\n## Tasks', 'Baker\n\nTasks'],
  ['underlined headings', 'Baker\n=====\nTasks\n---', 'Baker\nTasks'],
  [
    'emphasis',
    '**Bold** *italic* __bold__ _italic_ ~~gone~~ ***both***',
    'Bold italic bold italic gone both',
  ],
  ['stars that are none', '5*3*2 and snake_case_name', '5*3*2 and snake_case_name'],
  ['emphasis inside words', '**$1**–**$2**k', '$1–$2k'],
  ['lists and tasks', '- a\n* b\n+ c\n- [x] d\n1. e', '• a\n• b\n• c\n• d\n1. e'],
  [
    'links',
    '[Apply](https://x.example/a "t") <https://y.example> [](https://z.example)',
    'Apply https://y.example https://z.example',
  ],
  ['reference links', 'see [us][1]\n\n[1]: https://x.example', 'see us'],
  ['images', 'a ![logo](https://x.example/l.png) b', 'a b'],
  ['escapes', '\\$100\\-120k \\*no\\* \\# \\_x\\_', '$100-120k *no* # _x_'],
  ['code', 'use `snake_*x*` and\n```ts\nlet a;\n```', 'use snake_*x* and\nlet a;'],
  ['tables', '| Role | Pay |\n|---|:--|\n| Baker | 5 |', 'Role | Pay\nBaker | 5'],
  ['labelled rows', '| **Place** | Graz |\n| --- | --- |', 'Place: Graz'],
  ['quotes and breaks', '> a<br>b', 'a\nb'],
  ['tags', 'a <u>b</u> c', 'a b c'],
];

describe('markdownToText', () => {
  for (const [name, markdown, text] of CASES) {
    it(name, () => assert.equal(markdownToText(markdown).text, text));
  }
  it('says where headings are', () => {
    const { text, headings } = markdownToText(
      '# Baker\n\n**Tasks:**\nBake\n\nProfile\n---\n- nice',
    );
    const found = headings.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(found, ['Baker', 'Tasks:', 'Profile']);
  });
});

describe('isMarkdown', () => {
  it('is text with two kinds of marks', () => {
    assert.equal(isMarkdown('# Baker\n\nWe **bake**.'), true);
    assert.equal(isMarkdown('**Place:** Graz\n**Pay:** 5'), true);
    assert.equal(isMarkdown('## Tasks\nBake\n## Profile\nNice'), true);
  });
  it('is not plain text with a stray sign', () => {
    assert.equal(isMarkdown('# of openings: 2\n* Bake\n* Sell'), false);
    assert.equal(isMarkdown('C# and F#, 5 * 3, a_b_c'), false);
    assert.equal(isMarkdown('*** Baker wanted ***'), false);
  });
});
