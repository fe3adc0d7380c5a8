/** Record headers. CloudEvents 1.0 in Kafka's binary mode, W3C trace context, and our own. */
export const HEADERS = {
  /** CloudEvents: deterministic, so that a repeat has the id of the first. */
  id: 'ce_id',
  type: 'ce_type',
  source: 'ce_source',
  time: 'ce_time',
  specVersion: 'ce_specversion',
  contentType: 'content-type',
  contentEncoding: 'content-encoding',
  traceparent: 'traceparent',
  /** `<raw topic>/<partition>/<offset>` of the raw record this one descends from. */
  origin: 'winnow-origin',
  generation: 'winnow-generation',
  /** `dead-letter` or `drop`, on the dead topic. */
  outcome: 'winnow-outcome',
  /** Dead letters and drops: why, where, when and how often. */
  code: 'winnow-code',
  reason: 'winnow-reason',
  stage: 'winnow-stage',
  stageVersion: 'winnow-stage-version',
  failedAt: 'winnow-failed-at',
  attempt: 'winnow-attempt',
  /** Where the failed record lay: `<topic>/<partition>/<offset>`. */
  failedRecord: 'winnow-failed-record',
  /** Object key and hash of an original that is too large for a record. */
  bodyRef: 'winnow-body-ref',
  bodyHash: 'winnow-body-hash',
  /** Hints for a bare body on the raw topic. */
  postingSource: 'winnow-source',
  postingUrl: 'winnow-url',
  postingCountry: 'winnow-country',
  postingCompany: 'winnow-company',
  postingFormat: 'winnow-format',
} as const;

/** Where a record lies, or from which raw record it descends. */
export interface Origin {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** `<topic>/<partition>/<offset>` */
export function formatOrigin(origin: Origin): string {
  return `${origin.topic}/${origin.partition}/${origin.offset}`;
}

/** Undefined when the text is no origin. */
export function parseOrigin(text: string | undefined): Origin | undefined {
  const match = /^([\w.-]+)\/(\d{1,10})\/(\d{1,16})$/.exec(text ?? '');
  if (match === null) return undefined;
  const [, topic, partition, offset] = match;
  return { topic: String(topic), partition: Number(partition), offset: Number(offset) };
}
