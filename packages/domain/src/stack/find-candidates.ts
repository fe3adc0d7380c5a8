import notCandidates from '../../data/stack/not-candidates.json' with { type: 'json' };
import type { StackCandidate } from '@winnow/contracts/enriched-posting';
import type { Mention } from './find-mentions.ts';
import type { Sentence } from './sentences.ts';

/** Known technologies that a line must hold before its other items are taken for technologies. */
const KNOWN_MIN = 2;
const CANDIDATES_MAX = 50;
const NAME_LENGTH_MAX = 40;
const ITEM = /[^,;|/()\n•·:]+/g;
/** One to three words that begin with a capital or hold one inside, with the signs of names. */
const NAME =
  /^(?:[A-Z][\w.+#-]*|[a-z]+[A-Z][\w.+#-]*)(?: (?:[A-Z][\w.+#-]*|[a-z]+[A-Z][\w.+#-]*|\d+)){0,2}$/;
const ORDINARY =
  /^(?:and|or|the|a|an|etc|experience|knowledge|strong|excellent|good|proficiency|familiarity|ability|skills?|tools?|languages?|frameworks?|databases?|cloud|backend|frontend|front-end|back-end|infrastructure|monitoring|required|preferred|bonus|plus|nice|must|senior|junior|lead|bachelor'?s?|master'?s?|computer|science|remote|hybrid|english|german|french|spanish|agile|scrum|kanban|devops|microservices|automation|testing|security|networking|linux|data|we|you|our|us|uk|eu|usa|and\/or|other|others|similar|docker|windows|web|mobile|cloud|apis?|technologies|platforms?|services?|systems?|development|engineering|design|analytics|architecture)\b/i;

/** Places and the key words of posts stand in lists, too, and look like names. */
const NO_NAMES: ReadonlySet<string> = new Set(
  [...notCandidates.post, ...notCandidates.places].map((word) => word.toLowerCase()),
);

/** Where the cell of a line "Acme | Berlin | Python, Kafka" lies that holds `at`. */
function cellAt(line: string, at: number): { readonly from: number; readonly to: number } {
  const to = line.indexOf('|', at);
  return { from: line.lastIndexOf('|', at) + 1, to: to < 0 ? line.length : to };
}

/** Names in the technology lists of a text that the registry lacks. Reported, never tagged. */
export function findCandidates(
  text: string,
  sentences: readonly Sentence[],
  accepted: ReadonlyMap<Mention, unknown>,
): readonly StackCandidate[] {
  const found = new Map<string, StackCandidate>();
  for (const { start, end, mentions } of sentences) {
    const known = mentions.filter((mention) => accepted.has(mention));
    if (known.length < KNOWN_MIN) continue;
    const listStart = known[0]?.start ?? start;
    const line = text.slice(start, end);
    for (const match of line.matchAll(ITEM)) {
      if (found.size >= CANDIDATES_MAX) return [...found.values()];
      // Most items have no capital at all, or are what is known already.
      const [item] = match;
      const itemStart = start + match.index;
      if (!/[A-Z]/.test(item) || itemStart + item.length <= listStart) continue;
      const bare = item
        .replace(/^[\s*–-]*(?:(?:and|or|und|oder|et|ou|y|o|e)\s+)?/u, '')
        .replace(/[\s.!?]+$/u, '');
      const at = itemStart + item.indexOf(bare);
      if (at < listStart || bare.length < 2 || bare.length > NAME_LENGTH_MAX) continue;
      if (!NAME.test(bare) || ORDINARY.test(bare)) continue;
      if (NO_NAMES.has(bare.toLowerCase())) continue;
      const { from, to } = cellAt(line, match.index);
      if (!known.some((mention) => mention.start >= start + from && mention.end <= start + to))
        continue;
      const until = at + bare.length;
      if (mentions.some((mention) => mention.start < until && mention.end > at)) continue;
      if (!found.has(bare.toLowerCase()))
        found.set(bare.toLowerCase(), { name: bare, start: at, end: until });
    }
  }
  return [...found.values()];
}
