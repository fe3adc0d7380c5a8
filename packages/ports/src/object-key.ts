import type { ObjectMetadata } from './object-store.ts';
import { PortError } from './port-error.ts';

/** What S3 takes at most for a key, in UTF-8 bytes. */
const KEY_BYTES_MAX = 1024;
/** What S3 takes for an object's metadata, keys and values together, less what an adapter adds. */
const METADATA_BYTES_MAX = 2_000;

/**
 * Rejects keys that one of the stores could not hold: empty, with a leading or trailing slash, an
 * empty, `.` or `..` segment, a control character or a lone surrogate, or above 1024 bytes.
 */
export function assertObjectKey(key: string): void {
  const segments = key.split('/');
  const bad =
    segments.some((segment) => segment === '' || segment === '.' || segment === '..') ||
    /\p{Cc}/u.test(key) ||
    !key.isWellFormed() ||
    Buffer.byteLength(key) > KEY_BYTES_MAX;
  if (bad)
    throw new PortError('INVALID', `not an object key: ${JSON.stringify(key)}`, {
      retriable: false,
    });
}

/** Rejects metadata that S3 would refuse or hand back changed. */
export function assertMetadata(metadata: ObjectMetadata): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(metadata)) {
    bytes += key.length + value.length;
    const bad =
      !/^[a-z0-9][a-z0-9-]*$/.test(key) || !/^[\x20-\x7e]*$/.test(value) || value !== value.trim();
    if (bad) throw new PortError('INVALID', `not object metadata: ${key}`, { retriable: false });
  }
  if (bytes > METADATA_BYTES_MAX) {
    throw new PortError(
      'INVALID',
      `metadata of ${bytes} bytes, ${METADATA_BYTES_MAX} are allowed`,
      {
        retriable: false,
      },
    );
  }
}

/** Compares keys as S3 lists them: by their UTF-8 bytes (UTF-16 order differs above U+FFFF). */
export function byteOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
