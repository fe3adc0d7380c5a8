import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { STAGE_NAMES, type StageName } from '@winnow/contracts/code-lists';

const ROOT = path.join(import.meta.dirname, '..');
const DOMAIN = path.join(ROOT, 'packages', 'domain');
export const VERSIONS_FILE = path.join(ROOT, 'packages', 'stages', 'src', 'stage-versions.json');

/** What a stage's results depend on, as SHA-256 in hex. */
export interface StageHashes {
  readonly dictionaries: string;
  readonly source: string;
}

export type StageVersions = Record<StageName, StageHashes & { readonly number: number }>;

/** Folders of sources beside the stage's own: what parsing makes is a whole posting. */
const SHARED: Readonly<Partial<Record<StageName, readonly string[]>>> = { parse: ['posting'] };

/** The hashes of every stage as its files are now. */
export async function stageHashes(): Promise<Record<StageName, StageHashes>> {
  const data = await filesIn(path.join(DOMAIN, 'data'), ['.json']);
  const entries = STAGE_NAMES.map(async (name) => {
    const folders = [name, ...(SHARED[name] ?? [])].map((folder) =>
      path.join(DOMAIN, 'src', folder),
    );
    const sources = (await Promise.all(folders.map((folder) => filesIn(folder, ['.ts'])))).flat();
    const binding = path.join(ROOT, 'packages', 'stages', 'src', `${name}-stage.ts`);
    const dictionaries = data.filter((file) => belongsTo(file, name));
    return [
      name,
      { dictionaries: await hashOf(dictionaries), source: await hashOf([...sources, binding]) },
    ];
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<StageName, StageHashes>;
}

/** `data/salary-cues.json` and `data/salary/…` are the salary stage's. */
function belongsTo(file: string, name: StageName): boolean {
  const inside = path.relative(path.join(DOMAIN, 'data'), file).replaceAll(path.sep, '/');
  return inside.startsWith(`${name}-`) || inside.startsWith(`${name}/`);
}

async function filesIn(folder: string, extensions: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && extensions.includes(path.extname(entry.name)))
    .filter(({ name }) => !name.endsWith('.test.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

/** Line ends are normalised, so that a checkout on Windows has the same hash. */
async function hashOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    const text = (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
    hash.update(`${path.relative(ROOT, file).replaceAll(path.sep, '/')}\n${text}\n`);
  }
  return hash.digest('hex');
}
