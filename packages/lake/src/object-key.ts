/** Digits of an offset in a key, so that keys sort as offsets do. */
const OFFSET_DIGITS = 20;

/** A place in a chain: where an object begins. */
export interface ChainPosition {
  readonly generation: string;
  /** Of the enriched topic. */
  readonly partition: number;
  /**
   * An offset of that partition; an object's is the `next` of the one before it, the first's is 0.
   */
  readonly position: number;
}

/**
 * Where a range of records is archived. It depends on nothing but the chain's position, so writing
 * the same range again meets the object that is there (If-None-Match) instead of adding one.
 */
export function objectKey({ generation, partition, position }: ChainPosition): string {
  const offset = String(position).padStart(OFFSET_DIGITS, '0');
  return `${chainPrefix({ generation, partition })}${offset}.parquet`;
}

/** What the keys of one chain have in common. */
export function chainPrefix(chain: {
  readonly generation: string;
  readonly partition: number;
}): string {
  return `${generationPrefix(chain.generation)}partition=${chain.partition}/`;
}

/** What the keys of a generation have in common. */
export function generationPrefix(generation: string): string {
  return `generation=${generation}/`;
}

/** Undefined when the text is no key of the lake. */
export function parseObjectKey(key: string): ChainPosition | undefined {
  const match = /^generation=([^/]+)\/partition=(\d{1,10})\/(\d{20})\.parquet$/.exec(key);
  if (match === null) return undefined;
  const [, generation, partition, position] = match;
  return {
    generation: String(generation),
    partition: Number(partition),
    position: Number(position),
  };
}
