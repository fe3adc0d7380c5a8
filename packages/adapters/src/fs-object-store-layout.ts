import { join } from 'node:path';

/**
 * Where the file system keeps objects:
 *
 * - `<key>` is the object's body, where people and query engines read it;
 * - `.objects/<key>~` is its record: etag, size, metadata. It is what makes the object exist, and
 *   appears or changes in one step (link or rename);
 * - `.writes/<etag>` and `.writes/<etag>~` are the body and the record of a write under way.
 *
 * Keys become paths segment by segment. What some file system cannot hold is percent-encoded, `~`
 * and a leading dot among it, so that no key ever meets our own files. On a file system that
 * ignores case (Windows, macOS) keys that differ in nothing else collide.
 */
export interface Layout {
  readonly root: string;
  readonly writes: string;
  /** The lock that serialises replacing and deleting. */
  readonly lock: string;
  readonly body: (key: string) => string;
  readonly record: (key: string) => string;
  /** The folder of records whose keys begin with these segments; all of them for none. */
  readonly records: (segments: readonly string[]) => string;
  readonly bodyOfWrite: (etag: string) => string;
  readonly recordOfWrite: (etag: string) => string;
}

/** What ends the name of a record, and never that of a body. */
export const RECORD_SUFFIX = '~';

/** Where a store in this folder keeps what. */
export function layoutOf(root: string): Layout {
  const records = join(root, '.objects');
  const writes = join(root, '.writes');
  return {
    root,
    writes,
    lock: join(writes, 'lock.db'),
    body: (key) => join(root, ...key.split('/').map(nameOfSegment)),
    record: (key) => join(records, ...key.split('/').map(nameOfSegment)) + RECORD_SUFFIX,
    records: (segments) => join(records, ...segments.map(nameOfSegment)),
    bodyOfWrite: (etag) => join(writes, etag),
    recordOfWrite: (etag) => join(writes, etag + RECORD_SUFFIX),
  };
}

/** Names that Windows keeps for devices, with whatever extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A file name for one segment of a key; `segmentOfName` is its inverse. */
export function nameOfSegment(segment: string): string {
  let name = segment.replace(/[^\w .=+@,&;()[\]{}!#$'^-]/gu, percentEncode);
  if (name.startsWith('.') || DEVICE.test(name))
    name = percentEncode(name.slice(0, 1)) + name.slice(1);
  if (/[. ]$/.test(name)) name = name.slice(0, -1) + percentEncode(name.slice(-1));
  return name;
}

/** The segment of a key that a file name stands for. */
export function segmentOfName(name: string): string {
  return decodeURIComponent(name);
}

function percentEncode(text: string): string {
  return Array.from(
    Buffer.from(text),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
}
