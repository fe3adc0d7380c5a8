import { readdir } from 'node:fs/promises';
import { byteOrder } from '@winnow/ports/object-key';
import { unlessMissing } from './fs-object-store-files.ts';
import { type Layout, RECORD_SUFFIX, segmentOfName } from './fs-object-store-layout.ts';

interface Bounds {
  readonly prefix: string;
  readonly startAfter: string;
}

interface Entry {
  /** As it stands in a key: a folder ends with a slash, which decides its place among files. */
  readonly text: string;
  readonly segment: string;
  readonly isFolder: boolean;
}

/** Keys in byte order. Folders are walked in order, so that nothing but one path is in memory. */
export function listRecords(layout: Layout, bounds: Bounds): AsyncGenerator<string> {
  return walk(layout, bounds, []);
}

async function* walk(
  layout: Layout,
  bounds: Bounds,
  path: readonly string[],
): AsyncGenerator<string> {
  const above = path.map((segment) => `${segment}/`).join('');
  for (const { text, segment, isFolder } of await entriesOf(layout.records(path))) {
    const key = above + text;
    if (isFolder && mayHold(key, bounds)) yield* walk(layout, bounds, [...path, segment]);
    if (!isFolder && key.startsWith(bounds.prefix) && byteOrder(key, bounds.startAfter) > 0)
      yield key;
  }
}

function mayHold(folder: string, { prefix, startAfter }: Bounds): boolean {
  const inPrefix = folder.startsWith(prefix) || prefix.startsWith(folder);
  return inPrefix && (startAfter.startsWith(folder) || byteOrder(folder, startAfter) > 0);
}

async function entriesOf(folder: string): Promise<readonly Entry[]> {
  const found = (await unlessMissing(readdir(folder, { withFileTypes: true }))) ?? [];
  const entries = found.map((entry): Entry => {
    const isFolder = entry.isDirectory();
    const segment = segmentOfName(
      isFolder ? entry.name : entry.name.slice(0, -RECORD_SUFFIX.length),
    );
    return { text: isFolder ? `${segment}/` : segment, segment, isFolder };
  });
  return entries.toSorted((a, b) => byteOrder(a.text, b.text));
}
