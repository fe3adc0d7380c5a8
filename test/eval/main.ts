/** `npm run eval -- STAGE [--data FILE]`: prints how accurate a stage is on a labelled set. */
import { parseArgs } from 'node:util';

const STAGES = ['parse', 'salary', 'stack', 'duplicates'];
/** Cases printed in full below the table. */
const MISSES_MAX = 200;

interface Evaluation {
  readonly table: string;
  readonly misses?: readonly string[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' } },
});
const [stage = ''] = positionals;
if (!STAGES.includes(stage)) {
  process.stderr.write(`usage: npm run eval -- ${STAGES.join('|')} [--data FILE]\n`);
  process.exit(2);
}
const name = `evaluate${stage[0]?.toUpperCase()}${stage.slice(1)}`;
const module = (await import(`./${stage}.ts`)) as Record<
  string,
  (data?: string) => Evaluation | Promise<Evaluation>
>;
const evaluation = await module[name]?.(values.data);
const misses = (evaluation?.misses ?? []).slice(0, MISSES_MAX).map((miss) => `  ${miss}`);
process.stdout.write(`${[evaluation?.table ?? '', ...misses].join('\n')}\n`);
