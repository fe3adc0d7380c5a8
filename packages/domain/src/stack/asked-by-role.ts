import type { Mention } from './find-mentions.ts';
import { isListGap } from './lists.ts';
import type { Sentence } from './sentences.ts';

const NOTHING: ReadonlySet<Mention> = new Set();

/**
 * The names that a role before them asks for: "Desarrollador Java" asks for Java as "Java
 * developer" does, in which the role comes after. Both ask for what the bracket behind them holds,
 * "Programador .NET (C#, SQL Server)", and for the rest of the list.
 */
export function askedByRole(text: string, { cues, mentions }: Sentence): ReadonlySet<Mention> {
  if (!cues.some(({ cue: { kind } }) => kind === 'role')) return NOTHING;
  const asked = new Set<Mention>();
  // A title that names no technology itself ("QA engineer (Selenium)") but lists what is in use.
  const roles = cues.filter(
    ({ cue: { kind, side }, start }) =>
      kind === 'role' &&
      (side !== 'after' || mentions.some(({ end }) => end <= start && start - end <= 1)),
  );
  let previous: Mention | undefined;
  for (const mention of mentions) {
    const { start } = mention;
    const named = roles.some(
      ({ cue: { side }, end }) =>
        end <= start &&
        start - end <= 2 &&
        (side === 'after' ? text.slice(end, start) === ' (' : start - end <= 1),
    );
    const carried =
      previous !== undefined && asked.has(previous) && isListGap(text.slice(previous.end, start));
    if (named || carried) asked.add(mention);
    previous = mention;
  }
  return asked;
}
