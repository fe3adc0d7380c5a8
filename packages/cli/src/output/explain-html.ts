import type { EnrichedPosting } from '@winnow/contracts/enriched-posting';
import { explainValues, isNotTaken, piecesOf } from './explained-posting.ts';

/** A page that needs nothing but itself: the text with its spans, and the values they stand for. */
export function explainHtml(posting: EnrichedPosting): string {
  const values = explainValues(posting);
  const text = piecesOf(posting, values)
    .map(({ text: piece, evidence, heading }) => {
      if (heading !== null) return `<b data-kind="${kindName(heading)}">${escapeHtml(piece)}</b>`;
      // A section covers its whole text; only what is inside it is worth marking.
      const marks = evidence.filter((index) => values[index]?.field !== 'sections');
      const [first] = marks;
      if (first === undefined) return escapeHtml(piece);
      const stage = values[first]?.evidence.stage ?? 'parse';
      return `<mark class="${stage}" data-of="${marks.join(' ')}">${escapeHtml(piece)}</mark>`;
    })
    .join('');
  const rows = values
    .map(({ evidence, field, value, quote }, index) => {
      const percent = Math.round(evidence.confidence * 100);
      return [
        `<tr data-at="${index}" class="${evidence.stage}${isNotTaken(evidence) ? ' other' : ''}"><td title="${escapeHtml(evidence.path)}">`,
        `${escapeHtml(nameOf(evidence.path)).replaceAll('.', '.<wbr>')}</td><td>${escapeHtml(value)}</td><td class="quote">`,
        `${quote === null || field === 'sections' ? '' : escapeHtml(quote.slice(0, 160))}</td>`,
        `<td><code>${escapeHtml(evidence.rule).replaceAll('/', '/<wbr>')}</code></td><td>${evidence.source}</td>`,
        `<td class="number">${percent} %</td></tr>`,
      ].join('');
    })
    .join('\n');
  const warnings = posting.warnings
    .map(({ code, message }) => `<li><code>${escapeHtml(code)}</code> ${escapeHtml(message)}</li>`)
    .join('');
  const title = posting.title ?? (posting.titles.join(' · ') || posting.id);
  return page(title, [
    `<header><h1>${escapeHtml(title)}</h1>`,
    `<p>${escapeHtml(posting.hiringOrganization.name ?? 'employer not stated')} · ${escapeHtml(posting.id)}</p>`,
    warnings === '' ? '' : `<ul class="warnings">${warnings}</ul>`,
    '<p class="legend"><span class="parse">parse</span> <span class="salary">salary</span>',
    ' <span class="stack">stack</span> point at a row to see where it comes from</p></header>',
    `<main><pre id="text">${text}</pre>`,
    '<div class="values"><table><thead><tr><th>Field</th><th>Value</th><th>Text</th><th>Rule</th><th>Source</th>',
    `<th>Sure</th></tr></thead><tbody>${rows}</tbody></table></div></main>`,
  ]);
}

/** `/education/required` → `education.required`; indexes say nothing to a reader. */
function nameOf(path: string): string {
  return path.slice(1).replaceAll(/\/\d+/g, '').replaceAll('/', '.');
}

/** `ABOUT_COMPANY` → `about company`. */
function kindName(kind: string): string {
  return kind.toLowerCase().replaceAll('_', ' ');
}

function page(title: string, body: readonly string[]): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)} – explained by Winnow</title><style>${STYLE}</style></head><body>`,
    ...body,
    `<script>${SCRIPT}</script></body></html>\n`,
  ].join('\n');
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --parse: #4a90d94d; --salary: #3fae5a59; --stack: #d9a03a59; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; }
header { padding: 1.2rem 2rem .8rem; border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 1.4rem; } header p { margin: .2rem 0; opacity: .8; }
.warnings { margin: .5rem 0; padding-left: 1.2rem; }
.legend span { padding: .1rem .5rem; border-radius: .3rem; }
main { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.35fr); }
pre { margin: 0; padding: 1.2rem 2rem; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit;
  border-right: 1px solid var(--line); }
mark { color: inherit; border-radius: .2rem; }
mark.parse, .legend .parse { background: var(--parse); } mark.salary, .legend .salary { background: var(--salary); }
mark.stack, .legend .stack { background: var(--stack); } mark.duplicate { background: none; }
mark.on { outline: 2px solid currentColor; }
pre b::after { content: attr(data-kind); margin-left: .6rem; font-weight: normal; font-size: .75em; opacity: .55; }
.values { overflow-x: auto; }
table { border-collapse: collapse; align-self: start; width: 100%; font-size: .87rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
th { position: sticky; top: 0; background: Canvas; } .quote { opacity: .75; min-width: 7.5rem; overflow-wrap: break-word; } .number { text-align: right; white-space: nowrap; }
tr.other td { opacity: .6; font-style: italic; }
tr.on { background: #8882; } code { font-size: .85em; }
@media (max-width: 60rem) { main { grid-template-columns: 1fr; } pre { border: 0; } }
`;

const SCRIPT = `
const marks = [...document.querySelectorAll('mark')];
const rows = [...document.querySelectorAll('tbody tr')];
const light = (at) => {
  for (const mark of marks) mark.classList.toggle('on', mark.dataset.of.split(' ').some((of) => at.includes(of)));
  for (const row of rows) row.classList.toggle('on', at.includes(row.dataset.at));
};
for (const row of rows) {
  row.addEventListener('mouseenter', () => light([row.dataset.at]));
  row.addEventListener('click', () => marks.find((mark) => mark.classList.contains('on'))
    ?.scrollIntoView({ behavior: 'smooth', block: 'center' }));
}
for (const mark of marks) mark.addEventListener('mouseenter', () => light(mark.dataset.of.split(' ')));
`;
