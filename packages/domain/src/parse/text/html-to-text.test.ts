import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { htmlToText } from './html-to-text.ts';

const FRAGMENTS: readonly (readonly [name: string, html: string, text: string])[] = [
  [
    'inline tags do not glue or split',
    '<p>Java<b>Script</b> <i>and</i> <em>Go</em>.</p>',
    'JavaScript and Go.',
  ],
  ['white space is one space', '<p>a\n   b<span> </span>c</p>', 'a b c'],
  ['blocks are lines', '<div>a</div><div>b<div>c</div>d</div>', 'a\nb\nc\nd'],
  ['paragraphs stand apart', '<p>a</p><p>b</p>', 'a\n\nb'],
  ['unclosed paragraphs too', '<p>a<p>b', 'a\n\nb'],
  ['line breaks', 'a<br>b<br/><br>c', 'a\nb\n\nc'],
  ['lists', '<ul><li>a</li><li><p>b</p></li></ul>after', '• a\n• b\n\nafter'],
  ['lists in lists', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '• a\n• b\n• c'],
  ['lists without end tags', '<ul><li>a<li>b</ul>', '• a\n• b'],
  ['list items with their own bullet', '<ul><li>• a</li></ul>', '• a'],
  ['table rows', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a | b\nc'],
  ['cells with blocks', '<table><tr><td><p>a</p></td><td><div>b</div></td></tr></table>', 'a | b'],
  ['labelled rows', '<table><tr><th>Place</th><td>Rome</td></tr></table>', 'Place: Rome'],
  [
    'rows of a name and its value',
    '<table><tr><td>Position</td><td>Site Engineer</td></tr><tr><td>Salary</td><td>$1</td></tr></table>',
    'Position: Site Engineer\nSalary: $1',
  ],
  [
    'rows of names alone',
    '<table><tr><td>Position</td><td>Salary</td></tr><tr><td>Cook</td><td>$1</td></tr></table>',
    'Position | Salary\nCook | $1',
  ],
  [
    'rows of more than two cells',
    '<table><tr><td>Position</td><td>Cook</td><td>Graz</td></tr></table>',
    'Position | Cook | Graz',
  ],
  [
    'navigation, a site’s header and a footer stand around it',
    '<header><a href="/">Home</a><a href="/c">Careers</a></header><nav><a>Blog</a><a>Jobs</a></nav>' +
      '<h1>Baker</h1><p>We bake.</p><footer><a>Python jobs</a> <a>Privacy</a></footer>',
    'Baker\n\nWe bake.',
  ],
  [
    'the header of a posting is its own',
    '<header><h1><a href="/1">Baker</a></h1><p>Graz</p></header><p>We bake.</p>',
    'Baker\n\nGraz\n\nWe bake.',
  ],
  ['furniture alone stays', '<nav><a>Bakers</a><a>Cooks</a></nav>', 'Bakers\nCooks'],
  ['rows whose label has a colon', '<table><tr><td>Pay:</td><td>$1</td></tr></table>', 'Pay: $1'],
  [
    'definitions',
    '<dl><dt>Job ID</dt><dd>22</dd><dt>Pay</dt><dd>$1</dd></dl>',
    'Job ID: 22\nPay: $1',
  ],
  ['preformatted text', '<pre>a\n  b\n\nc</pre>', 'a\nb\n\nc'],
  [
    'scripts, styles and hidden elements',
    'a<script>b</script><style>c</style><p hidden>d</p><span style="display: none">e</span>',
    'a',
  ],
  ['comparisons are no tags', 'needs < 5 and <6 or a<b', 'needs < 5 and <6 or a'],
  ['references', '<p>&euro;50&nbsp;000 &amp;amp; more</p>', '€50 000 & more'],
  [
    'escaped markup',
    '&lt;p&gt;a &amp;amp; b&lt;/p&gt;&lt;ul&gt;&lt;li&gt;c&lt;/li&gt;&lt;/ul&gt;',
    'a & b\n\n• c',
  ],
  [
    'markup escaped twice',
    '&amp;lt;p&amp;gt;a&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;b&amp;lt;/p&amp;gt;',
    'a\n\nb',
  ],
  ['escaped markup inside markup', '<div>&lt;p&gt;a&lt;/p&gt;&lt;p&gt;b&lt;/p&gt;</div>', 'a\n\nb'],
  ['an example of a tag stays', '<p>Know the &lt;div&gt; tag</p>', 'Know the <div> tag'],
  ['overlapping formatting', '<b><p>a</b>b</p>c', 'ab\n\nc'],
  ['comments', 'a<!-- b --><!---->c', 'ac'],
];

describe('htmlToText of a fragment', () => {
  for (const [name, html, text] of FRAGMENTS) {
    it(name, () => assert.equal(htmlToText(html).text, text));
  }
});

function headings(html: string): readonly string[] {
  const { text, headings: spans } = htmlToText(html);
  return spans.map(({ start, end }) => text.slice(start, end));
}

describe('headings', () => {
  it('are heading elements', () => {
    assert.deepEqual(headings('<h2>About <b>us</b></h2><p>We bake.</p>'), ['About us']);
  });
  it('are lines in bold from end to end', () => {
    const html = '<p><strong>Your tasks</strong>:</p><p>Baking <b>bread</b> all day long.</p>';
    assert.deepEqual(headings(html), ['Your tasks:']);
  });
  it('are not bold list items, sentences or last lines', () => {
    const html = '<ul><li><b>Rye</b></li></ul><p><b>We bake.</b></p><p>Yes</p><p><b>End</b></p>';
    assert.deepEqual(headings(html), []);
  });
  it('are not everything when everything is bold', () => {
    const html = '<p><b>Line of bold text here</b></p>'.repeat(9);
    assert.deepEqual(headings(html), []);
  });
  it('are styled spans as well', () => {
    const html =
      '<div><span style="font-weight: 700">Profile</span></div><div>Bread and more</div>';
    assert.deepEqual(headings(html), ['Profile']);
  });
});

const BODY = `<h1>Night Baker</h1><span class="label">Place</span><span>Graz</span>
<p>${'We bake bread for the whole town and need help. '.repeat(6)}</p><h2>Tasks</h2><ul><li>Bake</li></ul>`;

function page(body: string): string {
  return `<!doctype html><html><head><title>Night Baker</title></head><body>${body}</body></html>`;
}

describe('htmlToText of a page', () => {
  const chrome = [
    '<nav><ul><li><a href="/">Home</a></li></ul></nav>',
    '<div class="cookie-banner"><p>We use cookies. Accept all?</p></div>',
    '<header role="banner">Crumb Inc</header>',
    '<footer>© 2026 Crumb. All rights reserved</footer>',
    '<aside>Our blog</aside>',
    '<form class="newsletter"><label>Subscribe</label><input></form>',
    '<div id="breadcrumbs">Jobs / Bakers</div>',
  ].join('');

  it('is its main element', () => {
    const { text, firstHeading } = htmlToText(page(`${chrome}<main>${BODY}</main>${chrome}`));
    assert.ok(text.startsWith('Night Baker\n\nPlace Graz\n'), text);
    assert.ok(text.endsWith('Tasks\n\n• Bake'), text);
    assert.equal(firstHeading, 'Night Baker');
  });
  it('is what is left when nothing announces it', () => {
    const { text } = htmlToText(page(`${chrome}<div>${BODY}</div>${chrome}`));
    assert.ok(text.startsWith('Night Baker\n\nPlace Graz\n'), text);
    assert.ok(text.endsWith('• Bake'), text);
  });
  it('has neither buttons nor other postings', () => {
    const more = '<a class="btn">Apply now</a><h2>Similar jobs</h2><ul><li>Cook</li></ul>';
    const { text } = htmlToText(page(`<main>${BODY}${more}</main>`));
    assert.ok(text.endsWith('• Bake'), text);
  });
  it('keeps furniture when there is nothing else', () => {
    assert.equal(htmlToText(page('<nav>Bakers wanted</nav>')).text, 'Bakers wanted');
  });
  it('is not fooled by a wrapper with an unlucky class', () => {
    const { text } = htmlToText(page(`<div class="page sidebar right">${BODY}</div>`));
    assert.ok(text.includes('We bake bread'), text);
  });
});

describe('fields that a page sets apart by style alone', () => {
  const page = (body: string): string => `<html><body><h1>Cook</h1>${body}</body></html>`;
  const CASES: readonly (readonly [name: string, html: string, line: string])[] = [
    ['chips', '<p><span class="tag">CDI</span><span class="tag">Lyon</span></p>', 'CDI | Lyon'],
    [
      'chips with white space between them',
      '<p><span class="meta-item">Linde</span>\n  <span class="meta-item">Delft</span></p>',
      'Linde | Delft',
    ],
    [
      'a separator without text',
      '<p>Quality<span class="jv-inline-separator"></span>Austin</p>',
      'Quality | Austin',
    ],
    [
      'parts of one word',
      '<p><span class="hit">Back</span><span class="hit">end</span></p>',
      'Backend',
    ],
  ];
  for (const [name, html, line] of CASES) {
    it(`are told apart: ${name}`, () => {
      assert.equal(htmlToText(page(html)).text.split('\n').at(-1), line);
    });
  }
  it('leaves out links beside a field, breadcrumbs, and links to other postings', () => {
    const html = page(
      '<p><a>Home</a> &gt; <a>Jobs</a> &gt; Cook</p>' +
        '<p><span class="company">at Fern</span> <a href="/jobs">View all jobs</a></p><p>You cook.</p>' +
        '<p>More jobs like this: <a>Waiter</a> <a>Porter</a></p>',
    );
    assert.equal(htmlToText(html).text, 'Cook\n\nat Fern\n\nYou cook.');
  });
  it('leaves the letters of Word that stand for bullets to be bullets', () => {
    assert.equal(htmlToText('<p>o&nbsp;&nbsp; Lift boxes</p>').text, '• Lift boxes');
  });
});
