import type { Log } from '@winnow/ports/log';
import type { Chain } from './chain.ts';
import { LakeError } from './lake-error.ts';
import { chainPrefix } from './object-key.ts';
import { rawOfMark } from './object-facts.ts';

const WAY_OUT =
  'Put the topic back as it was, or archive into an empty place: give OBJECTS_URL a new prefix; ' +
  'what was archived stays readable where it is.';

/**
 * Makes sure that the chain was made from these very topics: the same incarnations, none of them
 * behind what the chain has archived. Otherwise new records would be taken for repeats, or skipped.
 * `topic` is the enriched topic. `LakeError` says what is wrong and the way out.
 */
export async function checkChain(log: Log, chain: Chain, topic: string): Promise<void> {
  const where = chainPrefix(chain);
  const ranges = await rangesOf(log, topic);
  if (ranges === undefined) throw new LakeError('TOPIC_MISSING', `there is no topic ${topic}`);
  await checkIncarnations(log, chain);

  const end = ranges.get(chain.partition) ?? 0;
  if (chain.position > end) throw topicBehind(chain, topic, end);
  for (const [name, mark] of Object.entries(chain.marks)) {
    const raw = rawOfMark(name, mark);
    if (raw === undefined) continue;
    const rawEnd = (await rangesOf(log, raw.topic))?.get(raw.partition) ?? 0;
    if (mark < rawEnd) continue;
    const lake = `${where} has archived ${raw.topic}/${raw.partition}/${mark}`;
    const why = 'records were lost, or the topic was made again';
    throw new LakeError(
      'CHAIN_AHEAD_OF_RAW',
      `${lake}, but that partition ends at ${rawEnd}: ${why}. ${WAY_OUT}`,
    );
  }
}

function topicBehind(chain: Chain, topic: string, end: number): LakeError {
  const lake = `${chainPrefix(chain)} has archived up to offset ${chain.position}`;
  const log = `${topic}/${chain.partition} ends at ${end}`;
  const why = 'records were lost, or the topic was made again';
  return new LakeError('CHAIN_AHEAD_OF_TOPIC', `${lake}, but ${log}: ${why}. ${WAY_OUT}`);
}

/** Compares the incarnations that the chain's last object names with those of today. */
export async function checkIncarnations(log: Log, chain: Chain): Promise<void> {
  for (const [topic, incarnation] of Object.entries(chain.incarnations)) {
    const today = (await log.describeTopic(topic))?.incarnation;
    if (today === incarnation) continue;
    const where = chainPrefix(chain);
    if (today === undefined) {
      throw new LakeError(
        'TOPIC_MISSING',
        `${where} was made from ${topic}, which is not there. ${WAY_OUT}`,
      );
    }
    const fact = `${where} was made from another incarnation of ${topic} (${incarnation}, today ${today})`;
    throw new LakeError('TOPIC_REPLACED', `${fact}: the topic was made again. ${WAY_OUT}`);
  }
}

/** Ends by partition; undefined when there is no such topic. */
async function rangesOf(log: Log, topic: string): Promise<ReadonlyMap<number, number> | undefined> {
  if ((await log.describeTopic(topic)) === undefined) return undefined;
  const ranges = await log.ranges(topic);
  return new Map(ranges.map(({ partition, end }) => [partition, end]));
}
