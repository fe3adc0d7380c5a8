/** Claims twins against another process, for sqlite-duplicate-index.processes.test.ts. */
import { createSqliteDuplicateIndex } from './sqlite-duplicate-index.ts';

const [path = '', name = '', twins = '0'] = process.argv.slice(2);
await using index = createSqliteDuplicateIndex({ path });
let conflicts = 0;
for (let twin = 0; twin < Number(twins);) {
  const query = {
    key: `${name}/${twin}`,
    owner: { stream: name, offset: twin },
    strong: [twin],
    weak: [],
    peers: [],
  };
  const [found] = await index.candidates('n', [query]);
  if (found === undefined) throw new RangeError('no answer');
  const [first] = found.candidates;
  const clusterId = first?.clusterId ?? `cluster of ${query.key}`;
  const [result] = await index.claim('n', [
    {
      query,
      found,
      lookups: [twin],
      features: name,
      cluster: { id: clusterId, founds: first === undefined, profile: '' },
      profileLeft: '',
      answer: '',
      dueAt: 1,
    },
  ]);
  if (result === 'granted') twin++;
  else conflicts++;
}
process.stdout.write(String(conflicts));
