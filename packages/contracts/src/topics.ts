/**
 * The topics, by what lies on them. Keys are `<source>/<id>`, of cluster events the cluster's id.
 */
export const TOPICS = {
  raw: 'postings.raw.v1',
  parsed: 'postings.parsed.v1',
  normalized: 'postings.normalized.v1',
  tagged: 'postings.tagged.v1',
  enriched: 'postings.enriched.v1',
  dead: 'postings.dead.v1',
  duplicates: 'postings.duplicates.v1',
} as const;

/** The generation of the pipeline that runs all the time; a replay has a name of its own. */
export const LIVE_GENERATION = 'live';

/** The enriched topic of a generation: the live one, or a replay's own. */
export function enrichedTopic(generation: string): string {
  return generation === LIVE_GENERATION ? TOPICS.enriched : `${TOPICS.enriched}.${generation}`;
}

/** The key under which a posting travels. */
export function postingKey(posting: { readonly source: string; readonly id: string }): string {
  return `${posting.source}/${posting.id}`;
}
