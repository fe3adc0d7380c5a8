/**
 * Fills the registry's ids at GitHub Linguist and Simple Icons from their npm packages, by hand,
 * when the registry or the packages change:
 *
 *   npm install --prefix FOLDER linguist-languages@9.5.0 simple-icons@16.37.0
 *   node packages/domain/scripts/crosswalk-stack.ts FOLDER
 *
 * Only names that are the same but for capitals and spaces match, and each id goes to one
 * technology: an icon of another product of that name would be worse than none. NOTICE attributes
 * both.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TechnologyEntry } from '../src/stack/technology.ts';

interface Icon {
  readonly title: string;
  readonly slug: string;
  readonly aliases?: { readonly aka?: readonly string[] };
}
interface Language {
  readonly name: string;
  readonly languageId: number;
}
interface Registry {
  readonly file: URL;
  readonly entries: readonly TechnologyEntry[];
}

const DATA = new URL('../data/stack/', import.meta.url);
const NO_ENTRIES = new Set([
  'cues.json',
  'words.json',
  'ordinary-words.json',
  'not-candidates.json',
]);
/** Languages of Linguist that bear the name of another product: SageMath's, and gemtext. */
const NAMESAKES: ReadonlySet<string> = new Set(['sage', 'gemini']);

const key = (name: string): string => name.toLowerCase().replaceAll(/\s+/g, ' ').trim();

/** Spellings that say the technology by themselves: never those that need a context. */
function spellings({ name, tier, aliases = [], exact = [] }: TechnologyEntry): readonly string[] {
  return [...(tier === 3 ? [] : [name]), ...aliases, ...exact].map(key);
}

/** For each technology the id that bears its name, else the first that bears one of its aliases. */
function match<Id>(
  registry: readonly TechnologyEntry[],
  ids: ReadonlyMap<string, Id>,
): ReadonlyMap<string, Id> {
  const found = new Map<string, Id>();
  const taken = new Set<Id>();
  const take = (technology: TechnologyEntry, names: readonly string[]): void => {
    if (found.has(technology.id)) return;
    const name = names.find((each) => ids.has(each));
    const id = name === undefined ? undefined : ids.get(name);
    if (id === undefined || taken.has(id)) return;
    taken.add(id);
    found.set(technology.id, id);
  };
  for (const technology of registry) take(technology, spellings(technology).slice(0, 1));
  for (const technology of registry) take(technology, spellings(technology));
  return found;
}

/** By name; where two have one, as a title and as another name, the title's stands. */
function iconIds(icons: readonly Icon[]): ReadonlyMap<string, string> {
  const also = icons.flatMap(({ slug, aliases }) =>
    (aliases?.aka ?? []).map((name) => [key(name), slug] as const),
  );
  return new Map([...also, ...icons.map(({ title, slug }) => [key(title), slug] as const)]);
}

async function readLanguages(folder: string): Promise<readonly Language[]> {
  const require = createRequire(join(folder, 'index.js'));
  const file = pathToFileURL(require.resolve('linguist-languages')).href;
  const module: Readonly<Record<string, Language>> = await import(file);
  return Object.values(module).filter(({ languageId }) => languageId !== undefined);
}

const [argument] = process.argv.slice(2);
if (argument === undefined) throw new Error('which folder holds the packages?');
const folder = resolve(argument);
const icons: readonly Icon[] = JSON.parse(
  readFileSync(join(folder, 'node_modules/simple-icons/data/simple-icons.json'), 'utf8'),
);
const languages = await readLanguages(folder);
const registries: readonly Registry[] = readdirSync(DATA)
  .filter((name) => name.endsWith('.json') && !NO_ENTRIES.has(name))
  .map((name) => {
    const file = new URL(name, DATA);
    return { file, entries: JSON.parse(readFileSync(file, 'utf8')) };
  });
const all = registries.flatMap(({ entries }) => entries);
const linguist = match(
  all,
  new Map(
    languages
      .filter(({ name }) => !NAMESAKES.has(key(name)))
      .map(({ name, languageId }) => [key(name), languageId]),
  ),
);
const simpleIcons = match(all, iconIds(icons));

for (const { file, entries } of registries) {
  const lines = entries.map(({ crosswalk, examples, ...entry }) => {
    const { stackOverflow } = crosswalk ?? {};
    const language = linguist.get(entry.id);
    const icon = simpleIcons.get(entry.id);
    const ids = {
      ...(language === undefined ? {} : { linguist: language }),
      ...(icon === undefined ? {} : { simpleIcons: icon }),
      ...(stackOverflow === undefined ? {} : { stackOverflow }),
    };
    const filled = {
      ...entry,
      ...(Object.keys(ids).length === 0 ? {} : { crosswalk: ids }),
      ...(examples === undefined ? {} : { examples }),
    };
    return `  ${JSON.stringify(filled)}`;
  });
  writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`);
}
process.stdout.write(`${linguist.size} of Linguist, ${simpleIcons.size} of Simple Icons\n`);
