/** Kafka's murmur2 (org.apache.kafka.common.utils.Utils.murmur2), 32 bit. */
export function murmur2(data: Uint8Array): number {
  const M = 0x5bd1e995;
  let hash = 0x9747b28c ^ data.length;
  let i = 0;
  for (; i + 4 <= data.length; i += 4) {
    let word =
      byte(data, i) |
      (byte(data, i + 1) << 8) |
      (byte(data, i + 2) << 16) |
      (byte(data, i + 3) << 24);
    word = Math.imul(word, M);
    word ^= word >>> 24;
    hash = Math.imul(hash, M) ^ Math.imul(word, M);
  }
  const rest = data.length - i;
  if (rest >= 3) hash ^= byte(data, i + 2) << 16;
  if (rest >= 2) hash ^= byte(data, i + 1) << 8;
  if (rest >= 1) hash = Math.imul(hash ^ byte(data, i), M);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, M);
  return hash ^ (hash >>> 15);
}

/** The partition in which Kafka's own clients put this key. */
export function partitionOf(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}

function byte(data: Uint8Array, index: number): number {
  return data[index] ?? 0;
}
