import { decodeFeatures, type DuplicateFeatures } from './features.ts';

/**
 * Reads encoded features, and remembers what it read: a hot posting is a candidate again and again.
 */
export type FeatureReader = (encoded: string) => DuplicateFeatures | undefined;

/** `entriesMax` bounds what is remembered: some 2 kB each. */
export function createFeatureReader(entriesMax: number): FeatureReader {
  const read = new Map<string, DuplicateFeatures>();
  return (encoded) => {
    const known = read.get(encoded);
    if (known !== undefined) return known;
    const features = decodeFeatures(encoded);
    if (features === undefined) return undefined;
    // All at once: an entry that is used again costs one decoding, and no bookkeeping per use.
    if (read.size >= entriesMax) read.clear();
    read.set(encoded, features);
    return features;
  };
}
