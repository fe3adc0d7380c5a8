import type { Outcome } from './outcome.ts';
import type { Forget, Item, OpenStage, Stage, Step } from './stage.ts';

/**
 * Two stages as one: what is ok after the first goes on to the second, everything else keeps its
 * place. The fused stage needs the ports of both.
 */
export function fuse<A, B, C, P, Q>(
  first: Stage<A, B, P>,
  second: Stage<B, C, Q>,
): Stage<A, C, P & Q> {
  return {
    name: `${first.name},${second.name}`,
    version: `${first.version},${second.version}`,
    open: (ports) => chain(first.open(ports), second.open(ports)),
  };
}

function chain<A, B, C>(first: OpenStage<A, B>, second: OpenStage<B, C>): OpenStage<A, C> {
  const step: Step<A, C> = async (batch, context) => {
    const middle = await first.step(batch, context);
    const going: Item<B>[] = [];
    for (const [index, outcome] of middle.entries()) {
      const origin = batch[index]?.origin;
      if (outcome.kind === 'ok' && origin !== undefined)
        going.push({ value: outcome.value, origin });
    }
    const last = going.length === 0 ? [] : await second.step(going, context);
    let next = 0;
    return middle.map((outcome): Outcome<C> => {
      if (outcome.kind !== 'ok') return outcome;
      const settled = last[next++];
      if (settled === undefined) throw new RangeError('a step returned fewer outcomes than items');
      return settled;
    });
  };
  const forgets = [first.forget, second.forget].filter((forget) => forget !== undefined);
  if (forgets.length === 0) return { step };
  const forget: Forget = async (keys, context) => {
    for (const each of forgets) await each(keys, context);
  };
  return { step, forget };
}
