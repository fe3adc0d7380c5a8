import type { SampleParts } from '@winnow/stages/staged-posting-sample';
import type { PairLabel } from './pairs.ts';
import jobs from './hand-varied.json' with { type: 'json' };

/** What a second posting says otherwise than the first, written out. */
interface Variation {
  readonly label: PairLabel;
  /** What was done, for the table of misses. */
  readonly how: string;
  /** Fields that are other ones. */
  readonly with?: Partial<Omit<SampleParts, 'id' | 'text'>>;
  /** Replacements in the text, in order. */
  readonly edits?: readonly (readonly [from: string, to: string])[];
  /** Paragraphs of the text that stay: from, to. */
  readonly paragraphs?: readonly [number, number];
  readonly before?: string;
  readonly after?: string;
  /** Characters after which a site cuts the text off. */
  readonly cutAt?: number;
  /** What a reader of HTML makes of the paragraphs: one line, capital headings, other bullets. */
  readonly layout?: 'one line' | 'capitals' | 'bullets';
}

interface VariedJob {
  readonly first: Omit<SampleParts, 'id' | 'text'> & { readonly paragraphs: readonly string[] };
  readonly others: readonly Variation[];
}

/** Jobs written by hand, each with how it comes up again, or nearly. */
export const HAND_VARIED: readonly {
  readonly first: Omit<SampleParts, 'id'>;
  readonly others: readonly {
    readonly label: PairLabel;
    readonly how: string;
    readonly parts: Omit<SampleParts, 'id'>;
  }[];
}[] = (jobs as unknown as readonly VariedJob[]).map(
  ({ first: { paragraphs, ...fields }, others }) => ({
    first: { ...fields, text: paragraphs.join('\n\n') },
    others: others.map((each) => ({
      label: each.label,
      how: each.how,
      parts: { ...fields, ...each.with, text: varied(paragraphs, each) },
    })),
  }),
);

function varied(paragraphs: readonly string[], variation: Variation): string {
  const [from, to] = variation.paragraphs ?? [0, paragraphs.length];
  let text = layOut(paragraphs.slice(from, to), variation.layout);
  for (const [said, instead] of variation.edits ?? []) {
    if (!text.includes(said)) throw new Error(`"${said}" is not in the text: ${variation.how}`);
    text = text.replaceAll(said, instead);
  }
  if (variation.cutAt !== undefined) text = `${text.slice(0, variation.cutAt)}…`;
  const parts = [variation.before, text, variation.after];
  return parts.filter((part) => part !== undefined).join('\n\n');
}

function layOut(paragraphs: readonly string[], layout: Variation['layout']): string {
  if (layout === 'one line') return paragraphs.join(' ').replaceAll('\n', ' ');
  if (layout === 'bullets') return paragraphs.join('\n').replaceAll('\n', '\n • ');
  if (layout === 'capitals')
    return paragraphs.join('\n').replace(/^.{0,40}$/gm, (line) => line.toUpperCase());
  return paragraphs.join('\n\n');
}
