import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A record as a released version wrote it. */
export interface WireFixture {
  /** `<version>/<file>` */
  readonly name: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The value's JSON; null for a tombstone. */
  readonly value: unknown;
}

const FOLDER = join(import.meta.dirname, '..', 'fixtures');

/**
 * The kept records of the enriched topic in this version of the contract. They are decoded for
 * ever: never change one.
 */
export function enrichedFixtures(): readonly WireFixture[] {
  return fixtures('enriched-');
}

/** The same of the topic with cluster events. */
export function clusterFixtures(): readonly WireFixture[] {
  return fixtures('cluster-');
}

function fixtures(prefix: string): readonly WireFixture[] {
  const files = readdirSync(join(FOLDER, 'v1')).filter((file) => file.startsWith(prefix));
  return files.map((file) => ({
    name: `v1/${file}`,
    ...(JSON.parse(readFileSync(join(FOLDER, 'v1', file), 'utf8')) as Omit<WireFixture, 'name'>),
  }));
}
