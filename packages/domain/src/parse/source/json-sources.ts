import { ashby } from './ashby.ts';
import { bamboohr } from './bamboohr.ts';
import { careersList } from './careers-list.ts';
import { eightfold } from './eightfold.ts';
import { genericJson } from './generic-json.ts';
import { greenhouse } from './greenhouse.ts';
import { jsonLd } from './json-ld.ts';
import type { JsonSource } from './json-source.ts';
import type { JsonObject } from './json-value.ts';
import { icims } from './icims.ts';
import { jobtech } from './jobtech.ts';
import { jobvite } from './jobvite.ts';
import { lever } from './lever.ts';
import { neogov } from './neogov.ts';
import { oracle } from './oracle.ts';
import { paylocity } from './paylocity.ts';
import { personio } from './personio.ts';
import { phenom } from './phenom.ts';
import { pinpoint } from './pinpoint.ts';
import { recruitee } from './recruitee.ts';
import { rippling } from './rippling.ts';
import { smartrecruiters } from './smartrecruiters.ts';
import { teamtailor } from './teamtailor.ts';
import { workable } from './workable.ts';
import { workday } from './workday.ts';

/** Every JSON payload we know, the most particular first; the generic one takes what is left. */
const SOURCES: readonly JsonSource[] = [
  ...careersList,
  teamtailor,
  jsonLd,
  lever,
  ashby,
  workable,
  recruitee,
  pinpoint,
  bamboohr,
  workday,
  oracle,
  paylocity,
  phenom,
  jobtech,
  personio,
  neogov,
  eightfold,
  rippling,
  smartrecruiters,
  icims,
  jobvite,
  greenhouse,
  genericJson,
];

const BY_FORMAT: ReadonlyMap<string, JsonSource> = new Map(
  SOURCES.map((source) => [source.format, source]),
);

/**
 * The source of a posting: what a hint says, unless the posting is plainly another's; else what its
 * keys say. Null when nothing in it can be recognised.
 */
export function sourceOf(posting: JsonObject, hint: string | null): JsonSource | null {
  const hinted = hint === null ? undefined : BY_FORMAT.get(hint);
  if (hinted?.isPosting(posting) === true) return hinted;
  const known = SOURCES.find((source) => source.isPosting(posting)) ?? null;
  // A trimmed payload may lack the keys that give it away; a hint beats the generic reader.
  return hinted !== undefined && (known === null || known === genericJson) ? hinted : known;
}
