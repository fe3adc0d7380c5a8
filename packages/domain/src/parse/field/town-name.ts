import type { HeadSegment } from './head-block.ts';
import type { PlaceHints } from './place-parts.ts';
import { readPlace } from './read-place.ts';

/** "Greenacres" above "Leeds": a small town's name on a line before a place is the employer's. */
export function withTownName(
  segment: HeadSegment,
  segments: readonly HeadSegment[],
  hints: PlaceHints,
): HeadSegment {
  const { line, kind, text } = segment;
  if (kind !== 'place' || line === 0 || /[,\d]/.test(text)) return segment;
  const next = segments.find((one) => one.line === line + 1);
  const beside = segments.some((one) => one.line === line && one !== segment);
  if (next?.kind !== 'place' || beside) return segment;
  const sure = (one: string): boolean => (readPlace(one, hints)?.confidence ?? 0) >= 0.9;
  return sure(text) || !sure(next.text) ? segment : { ...segment, kind: 'name' };
}
