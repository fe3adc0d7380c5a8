import { readFile } from 'node:fs/promises';
import { EXCHANGE_RATES } from '@winnow/domain/salary/exchange-rates';
import { readSalaries, type SalaryInput } from '@winnow/domain/salary/read-salaries';
import { parsePosting } from '@winnow/domain/parse/parse-posting';
import { readRawPosting } from '@winnow/stages/raw-input';
import { corpus, seeded } from './corpus.ts';
import { measured } from './measured.ts';

// The salary stage's whole function on one core: `ordinary` (the corpus, parsed before the clock
// starts), `dense` (texts of nothing but amounts, the worst that a posting can be), or a file of
// NDJSON whose lines have a `text` or `body`. Arguments: which of them, bytes.
const [source = 'ordinary', bytesArgument = '5000000'] = process.argv.slice(2);
const bytesMin = Number(bytesArgument);
/** So many characters has a usual posting. */
const DENSE_UNITS = 3_000;
/** Compiled code is what a worker runs all day. */
const WARM_UP_INPUTS = 2_000;

const PLAIN: Omit<SalaryInput, 'text'> = {
  sections: [],
  title: null,
  language: 'en',
  country: 'US',
  contractType: [],
  employmentType: [],
  structuredPay: [],
};

async function ordinary(): Promise<SalaryInput[]> {
  const postings = await corpus(bytesMin);
  return postings.flatMap((posting) => {
    const input = readRawPosting({ ...posting });
    if (input.kind !== 'item') return [];
    const result = parsePosting(input.value.posting, input.value.contentHash);
    if (result.kind !== 'ok') return [];
    const { description: text, sections, title, language } = result.staged.posting;
    return [{ ...PLAIN, text, sections, title, language }];
  });
}

function dense(): SalaryInput[] {
  const random = seeded(20_261_122);
  const thousands = (from: number): string => `${from + Math.floor(random() * 60)}`;
  const forms: readonly (() => string)[] = [
    () => `Zone ${thousands(1)}: $${thousands(90)},400 - $${thousands(150)},900 per year`,
    () => `Base salary from ${thousands(40)}k to ${thousands(100)}k EUR, bonus up to 10k`,
    () => `We raised $${thousands(10)}M and pay £${thousands(20)}.50 per hour or £450/day.`,
    () => `Annual budget of $${thousands(2)} million, ${thousands(100)},000 users, 20-30 % growth`,
    () =>
      `CHF ${thousands(80)}'000 – ${thousands(140)}'000 (x13), 80-100%, plus $5,000 sign-on bonus`,
  ];
  const inputs: SalaryInput[] = [];
  for (let bytes = 0; bytes < bytesMin;) {
    let text = '';
    while (text.length < DENSE_UNITS) {
      text += `${forms[Math.floor(random() * forms.length)]?.() ?? ''}\n`;
    }
    inputs.push({ ...PLAIN, text });
    bytes += Buffer.byteLength(text);
  }
  return inputs;
}

async function fromFile(file: string): Promise<SalaryInput[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  const texts = lines.map((line) => {
    const { text, body } = JSON.parse(line) as { text?: string; body?: string };
    return text ?? body ?? '';
  });
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const rounds = Math.max(1, Math.ceil(bytesMin / Math.max(1, bytes)));
  return Array.from({ length: rounds }, () => texts.map((text) => ({ ...PLAIN, text }))).flat();
}

const inputs =
  source === 'ordinary' ? await ordinary() : source === 'dense' ? dense() : await fromFile(source);
for (let index = 0; index < WARM_UP_INPUTS; index += 1) {
  const input = inputs[index % inputs.length];
  if (input !== undefined) readSalaries(input, EXCHANGE_RATES);
}
const bytes = inputs.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
await measured(`salary, ${source}`, { records: inputs.length, bytes }, async () => {
  let entries = 0;
  for (const input of inputs) entries += readSalaries(input, EXCHANGE_RATES).evidence.length;
  return entries;
});
