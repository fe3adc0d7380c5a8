import type { ClusterEvent } from '@winnow/contracts/cluster-event';
import type { Duplicate, EnrichedPosting, StagedPosting } from '@winnow/contracts/enriched-posting';
import { postingKey } from '@winnow/contracts/topics';
import { clusterIdOf } from '@winnow/domain/duplicate/cluster-id';
import { createFeatureReader } from '@winnow/domain/duplicate/feature-reader';
import {
  DUPLICATE_PARAMETERS,
  type DuplicateParameters,
} from '@winnow/domain/duplicate/parameters';
import { ok, type Outcome } from '@winnow/pipeline/outcome';
import type { Item, Stage, StepContext } from '@winnow/pipeline/stage';
import type { Clock } from '@winnow/ports/clock';
import type { Claim, DuplicateIndex, DuplicateQuery, Found } from '@winnow/ports/duplicate-index';
import { PortError } from '@winnow/ports/port-error';
import { systemClock } from '@winnow/ports/system-clock';
import { type DuplicateAnswer, decodeAnswer, eventsOf } from './duplicate-answer.ts';
import { ownerOf, slicesOfDistinctKeys } from './duplicate-batch.ts';
import { decideClaim } from './duplicate-claim.ts';
import { dueTime, KEEP_DAYS } from './duplicate-due.ts';
import { createBatchOverlay } from './duplicate-overlay.ts';
import { prepareDuplicate, type DuplicateSettings, type Prepared } from './prepare-duplicate.ts';
import { releasePostings } from './release-postings.ts';
import { stageVersion } from './stage-version.ts';

/** What the duplicate stage touches of the world. */
export interface DuplicateStagePorts {
  readonly duplicates: DuplicateIndex;
  /** Postings are compared within it: one for each generation. */
  readonly namespace: string;
  /** Named in the events. */
  readonly generation: string;
  /**
   * Makes cluster events durable. Awaited before the step resolves, so that they lie on their topic
   * before the postings that caused them; a batch that is delivered again causes them again.
   */
  readonly onEvents: (events: readonly ClusterEvent[]) => Promise<void>;
  /**
   * Which incarnation of the raw topic origins speak of: of a topic that was made again, offsets
   * are not those of its predecessor. Default: the topic's name alone.
   */
  readonly incarnation?: string;
  /** Days for which a posting without `validThrough` is kept after it was last seen. */
  readonly keepDays?: (source: string) => number;
  /** For postings that do not say when they were collected. */
  readonly clock?: Pick<Clock, 'now'>;
  /** For the evaluation; default: those in use. */
  readonly parameters?: DuplicateParameters;
}

const NAME = 'duplicate';
export const DUPLICATE_STAGE_VERSION = stageVersion(NAME);

/**
 * A conflict means that another worker was granted a claim: so many calls in a row of which nothing
 * is granted are an outage.
 */
const CONFLICTS_MAX = 1_000;

const FEATURES_READ_MAX = 32_768;

/**
 * Finds out which postings are one job. Every posting leaves, with a cluster: the first of a job
 * founds it. The verdict on a record is the same whenever it is delivered again.
 */
export const duplicateStage: Stage<StagedPosting, EnrichedPosting, DuplicateStagePorts> = {
  name: NAME,
  version: DUPLICATE_STAGE_VERSION,
  open(ports) {
    const settings = settingsOf(ports);
    return {
      async step(batch, context) {
        const outcomes: Outcome<EnrichedPosting>[] = [];
        const events: ClusterEvent[] = [];
        for (const slice of slicesOfDistinctKeys(batch, ({ value }) => keyOf(value))) {
          for (const [i, answer] of (await settle(slice, ports, settings, context)).entries()) {
            const posting = slice[i]?.value.posting;
            if (posting === undefined) continue;
            events.push(...eventsOf(postingKeyOf(posting), answer, ports.generation));
            outcomes.push(ok(enrich(posting, answer.duplicate)));
          }
        }
        await ports.onEvents(events);
        return outcomes;
      },
      async forget(keys, context) {
        for (const slice of slicesOfDistinctKeys(keys, ({ value }) => value)) {
          const postings = slice.map(({ value, origin }) => ({
            key: value,
            owner: ownerOf(origin, ports),
          }));
          await releasePostings(postings, { ...ports, cause: 'REMOVED', signal: context.signal });
        }
      },
    };
  },
};

function settingsOf(ports: DuplicateStagePorts): DuplicateSettings {
  const { clock = systemClock, keepDays = () => KEEP_DAYS } = ports;
  return {
    parameters: ports.parameters ?? DUPLICATE_PARAMETERS,
    read: createFeatureReader(FEATURES_READ_MAX),
    dueAt: (posting) => dueTime(posting, { clock, keepDays }),
  };
}

/** A posting of a batch that has no answer yet. */
interface Waiting {
  readonly index: number;
  /** The id that it would found was taken. */
  readonly taken: boolean;
  readonly prepared: Prepared;
}

/** Answers for a batch of distinct postings, in order. */
async function settle(
  batch: readonly Item<StagedPosting>[],
  ports: DuplicateStagePorts,
  settings: DuplicateSettings,
  context: StepContext,
): Promise<readonly DuplicateAnswer[]> {
  const answers: DuplicateAnswer[] = Array.from({ length: batch.length });
  const { postingsPerCall } = ports.duplicates;
  /** What has to be asked for again comes before all that follow, in its order. */
  let again: readonly Waiting[] = [];
  let conflicts = 0;
  for (let next = 0; again.length > 0 || next < batch.length;) {
    const part = again.slice(0, postingsPerCall);
    const rest = again.slice(postingsPerCall);
    // Not before it is its turn: what lives shortly costs little to clear away.
    for (; part.length < postingsPerCall && next < batch.length; next++) {
      const item = batch[next];
      if (item === undefined) continue;
      const owner = ownerOf(item.origin, ports);
      const prepared = prepareDuplicate(item.value, { owner, settings });
      part.push({ index: next, taken: false, prepared });
    }
    const unsettled = await settlePart(part, answers, { ports, settings, context });
    conflicts = unsettled.length < part.length ? 0 : conflicts + 1;
    if (conflicts > CONFLICTS_MAX) throw busy(ports.namespace);
    again = [...unsettled, ...rest];
  }
  return answers;
}

/** Decides on and claims what one call holds; what has to be asked for again is returned. */
async function settlePart(
  part: readonly Waiting[],
  answers: DuplicateAnswer[],
  opened: {
    readonly ports: DuplicateStagePorts;
    readonly settings: DuplicateSettings;
    readonly context: StepContext;
  },
): Promise<readonly Waiting[]> {
  const { ports, settings, context } = opened;
  const { duplicates, namespace } = ports;
  const found = await duplicates.candidates(namespace, queriesOf(part));
  const overlay = createBatchOverlay(found);
  const claims: Claim[] = [];
  const claimed: { readonly each: Waiting; readonly answer: DuplicateAnswer }[] = [];
  let at = 0;
  for (const each of part) {
    const known = foundAt(found, at);
    if (known.answer === undefined) {
      const { taken, prepared } = each;
      const decided = decideClaim(prepared, known, { overlay, settings, taken });
      if (decided === undefined) break;
      claims.push(decided.claim);
      claimed.push({ each, answer: decided.answer });
    } else {
      answers[each.index] = decodeAnswer(known.answer);
    }
    at++;
  }
  context.signal.throwIfAborted();
  const results = claims.length === 0 ? [] : await duplicates.claim(namespace, claims);
  const again: Waiting[] = [];
  for (const [i, { each, answer }] of claimed.entries()) {
    if (results[i] === 'granted') answers[each.index] = answer;
    else again.push({ ...each, taken: each.taken || results[i] === 'taken' });
  }
  return [...again, ...part.slice(at)];
}

/** What shares a lookup with an earlier one of the call may have to be ranked with it. */
function queriesOf(part: readonly Waiting[]): readonly DuplicateQuery[] {
  if (part.length === 1) return part.map(({ prepared }) => prepared.query);
  const earlier = new Set<number>();
  return part.map(({ prepared: { query } }) => {
    let withLists = false;
    for (const lookups of [query.strong, query.weak, query.peers]) {
      for (const lookup of lookups) {
        withLists ||= earlier.has(lookup);
        earlier.add(lookup);
      }
    }
    return withLists ? { ...query, withLists } : query;
  });
}

function foundAt(found: readonly Found[], index: number): Found {
  const each = found[index];
  if (each === undefined) throw new RangeError('the index returned fewer answers than queries');
  return each;
}

function busy(namespace: string): PortError {
  return new PortError('UNAVAILABLE', `the duplicate index ${namespace} grants nothing`, {
    retriable: true,
  });
}

function keyOf({ posting }: StagedPosting): string {
  return postingKeyOf(posting);
}

function postingKeyOf(posting: StagedPosting['posting']): string {
  return postingKey({ source: posting.source.name, id: posting.id });
}

function enrich(
  posting: StagedPosting['posting'],
  duplicate: Duplicate | undefined,
): EnrichedPosting {
  return {
    ...posting,
    duplicate: duplicate ?? alone(posting),
    stages: { ...posting.stages, duplicate: DUPLICATE_STAGE_VERSION },
  };
}

/** For a repeat so old that of its posting only a later withdrawal is remembered. */
function alone(posting: StagedPosting['posting']): Duplicate {
  const clusterId = clusterIdOf(postingKeyOf(posting));
  return { clusterId, of: null, kind: null, similarity: null, related: [] };
}
