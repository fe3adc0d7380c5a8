import { hash32, hash48, hex48 } from './hash.ts';

/**
 * The id of the cluster that a posting founds: a hash of its key, the same wherever and whenever it
 * is computed. A posting that has left its first cluster to others founds the next one under its
 * key and `origin`.
 */
export function clusterIdOf(key: string, origin = ''): string {
  const text = origin === '' ? key : `${key}\n${origin}`;
  return `${hex48(hash48(text))}${hash32(text, 0x27d4eb2f).toString(16).padStart(8, '0')}`;
}
