import type { Mention } from './find-mentions.ts';
import type { Sentence } from './sentences.ts';
import type { Technology } from './technology.ts';

const LEGAL_FORMS =
  /[\s,]+(?:inc|incorporated|corp|corporation|co|company|llc|ltd|limited|plc|gmbh|ag|se|sa|sas|s\.a\.s|s\.a|srl|s\.r\.l|spa|s\.p\.a|bv|b\.v|nv|oy|oyj|ab|as|a\/s|aps|kg|ug|sp|z\.?o\.?o|pty|pte|k\.k|kk|labs|technologies|software|systems|group|holdings|international|n\.v)\.?$/i;

function employerKey(name: string): string {
  let key = name
    .trim()
    .toLowerCase()
    .replace(/\s*\(.*\)$/, '')
    .replace(/\.(?:com|io|ai|dev)$/, '');
  for (let bare = key.replace(LEGAL_FORMS, ''); bare !== key; bare = key.replace(LEGAL_FORMS, ''))
    key = bare;
  return key;
}

const SELF_NAMES = new WeakMap<Technology, readonly string[]>();

/** What a firm of the technology's name may be called, worked out once. */
function selfNames(technology: Technology): readonly string[] {
  let names = SELF_NAMES.get(technology);
  if (names === undefined) {
    const { name, employers = [], weak = [] } = technology;
    names = [name, ...employers, ...weak].map((each) => employerKey(each));
    SELF_NAMES.set(technology, names);
  }
  return names;
}

const SPEAKS_OF_ITSELF_BEFORE =
  /(?:(?:^|[\s•(])(?:at|join|joining|bei|chez|life at|working at|work at|rejoins|only at|here at)|^\s*(?:about|über|inside|why))\s$/i;
const SPEAKS_OF_ITSELF_AFTER =
  /^(?:['’]s (?:mission|culture|team|teams|customers|platform|product|products|vision|values|engineering|people|offices?|growth|journey|employees|benefits|hiring|engineers)|,? (?:is (?:hiring|looking|seeking|the (?:leader|leading|company|world|largest|first|only)|an equal|a (?:leader|leading|global|fast|public|company|world|remote|technology|software|profitable))|was founded|has been|offers|provides|believes|employees|helps(?= [a-z])|suchts?|recrute|,? (?:Inc|Corp|GmbH|LLC|Ltd|N\.V)\b))/i;
const AS_EMPLOYER_LENGTH_MAX = 24;

/** Whether a name stands where a firm speaks of itself: "At Snowflake, we", "Stripe is hiring". */
function speaksOfItself(text: string, { start, end }: Mention): boolean {
  const after = text.slice(end, end + AS_EMPLOYER_LENGTH_MAX * 2);
  if (SPEAKS_OF_ITSELF_AFTER.test(after)) return true;
  if (!/^(?:,? (?:we|you|our)\b|[!?]|\s*$|\n)/i.test(after)) return false;
  // Of its own line only, so that "About Snowflake" is told from "you learn about Snowflake".
  const left = text.slice(Math.max(0, start - AS_EMPLOYER_LENGTH_MAX), start);
  return SPEAKS_OF_ITSELF_BEFORE.test(left.slice(left.lastIndexOf('\n') + 1));
}

export interface EmployerMask {
  /** Whether a technology bears the name of the firm that posts. */
  readonly isEmployer: (technology: Technology) => boolean;
  /** Whether a firm speaks of itself by this very mention. */
  readonly speaks: (mention: Mention) => boolean;
}

/** Says which technologies bear the name of the firm that posts. */
export function employerMask(
  text: string,
  employer: string | null,
  sentences: readonly Sentence[],
): EmployerMask {
  const key = employer === null ? null : employerKey(employer);
  const speaking = new Set<Mention>();
  const own = new Set<string>();
  for (const { mentions } of sentences) {
    for (const mention of mentions) {
      if (mention.technology === null || !speaksOfItself(text, mention)) continue;
      speaking.add(mention);
      own.add(mention.technology.id);
    }
  }
  return {
    isEmployer: (technology) =>
      own.has(technology.id) || (key !== null && selfNames(technology).includes(key)),
    speaks: (mention) => speaking.has(mention),
  };
}
