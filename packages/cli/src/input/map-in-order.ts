/**
 * Maps what comes, up to `aheadMax` at a time, and yields the results in the order of their inputs.
 * The first rejection ends it.
 */
export async function* mapInOrder<In, Out>(
  values: AsyncIterable<In>,
  aheadMax: number,
  map: (value: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const ahead: Promise<Out>[] = [];
  for await (const value of values) {
    const result = map(value);
    // Whoever awaits it in its turn gets the rejection; until then it is not unhandled.
    result.catch(() => {});
    ahead.push(result);
    if (ahead.length < aheadMax) continue;
    const first = ahead.shift();
    if (first !== undefined) yield await first;
  }
  for (const result of ahead) yield await result;
}
