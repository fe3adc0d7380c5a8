import type { Evidence, Warning } from '@winnow/contracts/enriched-posting';
import type { WorkplaceType } from '@winnow/contracts/code-lists';
import { evidenceOf, payloadFinding } from './finding.ts';
import type { ParseContext } from './parse-context.ts';
import type { PlaceHints } from './place-parts.ts';
import { readPlace } from './read-place.ts';
import { type Found, settleBody } from './sentence-workplace.ts';
import { bareIn } from './bare-workplace.ts';
import { isPartOfWeek, isWholeWeek } from './work-share.ts';

/** Where work is done. */
export interface Workplace {
  readonly workplaceType: WorkplaceType | null;
  /** The ways of working that are stated: one, or several of which either will do. */
  readonly workplaceTypes: readonly WorkplaceType[];
  readonly evidence: readonly Evidence[];
  readonly warnings: readonly Warning[];
}

const PAYLOAD_WORDS: readonly (readonly [pattern: RegExp, type: WorkplaceType])[] = [
  [/hybrid|híbrid|ibrid|hybryd|flexible remote|temporarily|teilweise|part(?:ly|ial)/i, 'HYBRID'],
  [
    /telecommut|remote|remoto|remota|homeoffice|home office|anywhere|télétravail|teletrabajo|zdaln|distans|etätyö|fully_remote/i,
    'REMOTE',
  ],
  [
    /on[-_ ]?site|in[-_ ]?office|in[-_ ]?person|presencial|vor ort|office|sur site|stacjonarn|no_remote|inside/i,
    'ONSITE',
  ],
];

function fromPayload(context: ParseContext): readonly Found[] {
  const found: Found[] = [];
  for (const word of context.document.structured.workplace) {
    if (/^(?:not|no|none|unspecified|false)\b/i.test(word) && !/no[-_ ]?remote/i.test(word))
      continue;
    const type = /no[-_ ]?remote|not remote/i.test(word)
      ? 'ONSITE'
      : PAYLOAD_WORDS.find(([pattern]) => pattern.test(word))?.[1];
    if (type !== undefined) found.push(payloadFinding(type, 0.95));
  }
  return found;
}

/** Where a bare word says where the work is done: labels, the head, the title. */
function statedSpans(
  context: ParseContext,
): readonly { start: number; end: number; rule: string }[] {
  const spans: { start: number; end: number; rule: string }[] = [];
  for (const label of context.labels) {
    if (['location', 'workplace', 'employment', 'title'].includes(label.label))
      spans.push({ ...label, rule: 'label' });
  }
  for (const segment of context.head.segments) {
    if (segment.kind !== 'label') spans.push({ ...segment, rule: 'head-line' });
  }
  return spans;
}

/** `Remote: no`, `Télétravail : 2 jours`: the label says of what, the value how much. */
function ofWorkplaceLabel(context: ParseContext): readonly Found[] {
  const label = context.labels.find((one) => one.label === 'workplace');
  if (label === undefined) return [];
  const before = context.text.slice(Math.max(0, label.start - 40), label.start).trimEnd();
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (
    !/remote|telework|mobil|telearbeit|home ?office|télétravail|teletrabajo|teletrabalho|smart working|thuiswerk|zdaln|distans|hjemme|etätyö|home|リモート/iu.test(
      line,
    )
  )
    return [];
  const value = label.value.trim();
  const type = /^(?:no|nein|non|não|nee|nie|nej|nei|ei|ne|none|なし|不可)(?![\p{L}])/iu.test(value)
    ? 'ONSITE'
    : /\d|partial|partiel|teilweise|parcial|parziale|deels|częściow|delvis|osittain|částečn|possible|möglich|posible|occasion/iu.test(
          value,
        ) && !/100\s?%/.test(value)
      ? 'HYBRID'
      : /^(?:yes|ja|oui|sí|si|sim|tak|kyllä|ano|100\s?%|full|fully|total|complet)/iu.test(value)
        ? 'REMOTE'
        : null;
  return type === null
    ? []
    : [
        {
          value: type,
          rule: 'label',
          source: 'text',
          start: label.start,
          end: label.end,
          confidence: 0.92,
        },
      ];
}

/** "Remote Sensing Scientist", "Remote Support Technician": what is remote is not the job. */
function saysSomethingElse({ cues }: ParseContext, span: { start: number; end: number }): boolean {
  return cues
    .of('workplace')
    .some((cue) => cue.value === '-' && cue.start < span.end && cue.end > span.start);
}

function fromHead(context: ParseContext): readonly Found[] {
  const found: Found[] = [...ofWorkplaceLabel(context)];
  const title = context.document.structured.title;
  for (const { start, end, rule } of statedSpans(context)) {
    const text = context.text.slice(start, end);
    const days = context.cues.of('officeDays').find((cue) => cue.start < end && cue.end > start);
    if (days !== undefined)
      found.push({
        value: isWholeWeek(context.text, days) ? 'ONSITE' : 'HYBRID',
        rule: 'office-days',
        source: 'text',
        start,
        end,
        confidence: 0.92,
      });
    for (const bare of bareIn(text)) {
      const span = { start: start + bare.start, end: start + bare.end };
      if (saysSomethingElse(context, span)) continue;
      const part = bare.type === 'REMOTE' && isPartOfWeek(context.text, span);
      found.push({
        value: part ? 'HYBRID' : bare.type,
        rule: part ? 'home-days' : rule,
        source: 'text',
        start: start + bare.start,
        end: start + bare.end,
        confidence: 0.93,
      });
    }
  }
  if (found.length > 0) return found;
  const beside = [
    ...(title === null ? [] : [title]),
    ...context.document.structured.places.map((one) => (typeof one === 'string' ? one : one.raw)),
  ];
  const said = { rule: 'payload-text', source: 'structured', start: null, end: null } as const;
  for (const text of beside) {
    for (const { type } of bareIn(text)) found.push({ ...said, value: type, confidence: 0.9 });
    // "New York, NY or Remote": the place is offered as well.
    if (offersBoth(text, context.hints)) found.push({ ...said, value: 'ONSITE', confidence: 0.9 });
  }
  return found;
}

/** Decides between what is stated: a mix is HYBRID, two ways without one are both offered. */
function settle(found: readonly Found[]): {
  type: WorkplaceType | null;
  types: readonly WorkplaceType[];
  used: readonly Found[];
} {
  const types = [...new Set(found.map((one) => one.value))];
  if (types.length === 0) return { type: null, types: [], used: [] };
  if (types.includes('HYBRID')) {
    const used = found.filter((one) => one.value === 'HYBRID');
    return { type: 'HYBRID', types: ['HYBRID'], used };
  }
  const [only] = types;
  if (types.length === 1 && only !== undefined) return { type: only, types: [only], used: found };
  return { type: null, types, used: found };
}

const HOME_WORDS =
  '(?:fully |100\\s?% |praca |full )?(?:remote|remoto|remota|télétravail|teletrabajo|teletrabalho|home ?office|zdaln\\p{L}{1,3}|thuiswerken|på distans|distans|etätyö|na dálku)(?![\\p{L}])';
const EITHER = '(?:or|oder|ou|o|lub|albo|of|eller|tai|nebo)';
const REMOTE_OR_PLACE = new RegExp(
  `(?<![\\p{L}])${HOME_WORDS}(?!\\s(?:in|within|from|across|aus|innerhalb)\\b)[^\\n|(]{0,20}?\\s(?:${EITHER}|/)\\s+(?!hybrid|worldwide|anywhere)\\p{L}`,
  'iu',
);
const PLACE_OR_REMOTE = new RegExp(
  `\\p{L}[\\p{L}]+(?:, [\\p{L} ]+)?\\s(?:${EITHER}|/)\\s+${HOME_WORDS}`,
  'iu',
);

const HOME = new RegExp(`(?<![\\p{L}])${HOME_WORDS}`, 'iu');
const BESIDE_PLACE = /\s*(?:\+|&|(?<!\p{L})(?:and|und|et|y|e|i|og|och)(?!\p{L}))\s*/iu;

/** "SF & REMOTE", "Remote (US) + Ghent": a place beside home, which "Remote + US" only limits. */
function joinsBoth(text: string, hints: PlaceHints): boolean {
  const pieces = text.replace(/\([^()]*\)/g, ' ').split(BESIDE_PLACE);
  if (pieces.length < 2 || pieces.length > 6 || !pieces.some((piece) => HOME.test(piece)))
    return false;
  return pieces.some((piece, index) => {
    if (HOME.test(piece)) return false;
    const read = readPlace(piece.split(/\s?\/\s?/)[0]?.trim() ?? '', hints);
    if (read === null || read.confidence < 0.9) return false;
    return read.place.addressLocality !== null || index === 0;
  });
}

/** "Remote or Berlin" */
function offersBoth(text: string, hints: PlaceHints): boolean {
  return REMOTE_OR_PLACE.test(text) || PLACE_OR_REMOTE.test(text) || joinsBoth(text, hints);
}

/** Where home or a place is offered, both are. */
function remoteOrPlace(context: ParseContext, found: readonly Found[]): readonly Found[] {
  if (found.length === 0 || found.some((one) => one.value !== 'REMOTE')) return found;
  for (const { start, end } of statedSpans(context)) {
    const text = context.text.slice(start, end);
    if (offersBoth(text, context.hints))
      return [
        ...found,
        { value: 'ONSITE', rule: 'remote-or-place', source: 'text', start, end, confidence: 0.8 },
      ];
  }
  return found;
}

/** Reads where work is done: the payload's word, the head's, else what sentences say. */
export function readWorkplace(context: ParseContext): Workplace {
  const payload = fromPayload(context);
  const head = remoteOrPlace(context, fromHead(context));
  const body = settleBody(context);
  const sources = [payload, head, body].filter((found) => found.length > 0);
  const chosen = choose(payload, head, body);
  const { type, types, used } = settle(chosen);
  const path = type === null ? '/workplaceTypes' : '/workplaceType';
  const evidence = used.slice(0, 3).map((one) => evidenceOf(path, one));
  const warnings: Warning[] = [];
  const others = sources
    .filter((found) => found !== chosen)
    .flat()
    .filter((one) => !types.includes(one.value));
  if (others.length > 0 && types.length > 0 && payload.length > 0) {
    for (const one of others.slice(0, 3))
      evidence.push(evidenceOf(path, { ...one, rule: `${one.rule}-not-taken`, confidence: 0.4 }));
    const message = `${types.join(', ')} was taken (${chosen[0]?.rule ?? ''}); ${others[0]?.value ?? ''} is said as well.`;
    warnings.push({ code: 'WORKPLACE_DISAGREES', path, message });
  }
  return { workplaceType: type, workplaceTypes: types, evidence, warnings };
}

/** A payload's remote is often a mere yes or no: a mix that the text states is more exact. */
function choose(
  payload: readonly Found[],
  head: readonly Found[],
  body: readonly Found[],
): readonly Found[] {
  const mix = (found: readonly Found[]): boolean =>
    found.some((one) => one.value === 'HYBRID' && one.confidence >= 0.85);
  if (payload.length > 0) {
    if (payload.some((one) => one.value === 'HYBRID')) return payload;
    if (mix(head)) return head;
    if (mix(body)) return body;
    return payload;
  }
  if (head.length > 0) {
    const days = body.filter((one) => one.rule === 'office-days' && one.value === 'HYBRID');
    return !mix(head) && days.length > 0 && head.every((one) => one.value === 'REMOTE')
      ? days
      : head;
  }
  return body;
}
