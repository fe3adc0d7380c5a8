import { readFile, writeFile } from 'node:fs/promises';
import { STAGE_NAMES } from '@winnow/contracts/code-lists';
import { stageHashes, VERSIONS_FILE, type StageVersions } from './stage-hashes.ts';

// `npm run versions` lists the stages whose source or dictionaries changed since their version was
// set; `-- --raise parse,salary` raises the number of those, so that a replay computes them anew;
// `-- --neutral parse` says that the change cannot alter a result.
const USAGE = 'usage: npm run versions [-- --raise STAGE,… | --neutral STAGE,…]\n';

const [action, list = ''] = process.argv.slice(2);
const named = STAGE_NAMES.filter((name) => list.split(',').includes(name));
const versions = JSON.parse(await readFile(VERSIONS_FILE, 'utf8')) as StageVersions;
const hashes = await stageHashes();

if (action === undefined) {
  for (const name of STAGE_NAMES) {
    const { dictionaries, source } = hashes[name];
    const known = versions[name];
    const same = known.dictionaries === dictionaries && known.source === source;
    process.stdout.write(`${name} ${known.number}: ${same ? 'as versioned' : 'CHANGED'}\n`);
  }
} else if ((action === '--raise' || action === '--neutral') && named.length > 0) {
  for (const name of named) {
    const number = versions[name].number + (action === '--raise' ? 1 : 0);
    versions[name] = { number, ...hashes[name] };
  }
  await writeFile(VERSIONS_FILE, `${JSON.stringify(versions, undefined, 2)}\n`);
} else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}
