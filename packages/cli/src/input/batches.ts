const IDLE = Symbol('idle');

/**
 * Groups what comes into arrays of at most `sizeMax`. With `idleMs`, a group that waits so long for
 * its next value goes as it is, so that a slow source sees its answers.
 */
export async function* batches<T>(
  values: AsyncIterable<T>,
  sizeMax: number,
  idleMs?: number,
): AsyncGenerator<T[]> {
  const iterator = values[Symbol.asyncIterator]();
  let batch: T[] = [];
  let coming = iterator.next();
  for (;;) {
    const waits = idleMs !== undefined && batch.length > 0;
    const next = waits ? await soon(coming, idleMs) : await coming;
    if (next === IDLE) {
      yield batch;
      batch = [];
      continue;
    }
    if (next.done === true) break;
    batch.push(next.value);
    coming = iterator.next();
    if (batch.length < sizeMax) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** A source that had something while this process was busy was not idle: it is heard first. */
function soon<T>(coming: Promise<T>, idleMs: number): Promise<T | typeof IDLE> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => setImmediate(() => resolve(IDLE)), idleMs);
    coming.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
