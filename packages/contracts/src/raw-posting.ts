import { z } from 'zod';
import { CONTENT_TYPES } from './code-lists.ts';

/** The version of the raw record this package reads and writes. */
export const RAW_SCHEMA_VERSION = 1;

/**
 * A posting as its source published it. Only `body` is required: without an `id` it gets the record
 * key's, else `sha256:<hash of content type and body>`; without a content type the body is sniffed.
 */
export const RawPosting = z.object({
  schemaVersion: z.literal(RAW_SCHEMA_VERSION).optional(),
  id: z.string().min(1).optional(),
  source: z.string().min(1).optional(),
  url: z.string().nullable().optional(),
  contentType: z.enum(CONTENT_TYPES).optional(),
  body: z.string(),
  hints: z
    .object({
      /** ISO 3166-1 alpha-2 country in which the posting was published. */
      country: z.string().nullable().optional(),
      company: z.string().nullable().optional(),
      /** The shape of the body: `greenhouse`, `lever`, `ashby`, … */
      format: z.string().nullable().optional(),
    })
    .optional(),
  /** ISO 8601 time at which the posting was fetched. */
  collectedAt: z.string().nullable().optional(),
});
export type RawPosting = z.infer<typeof RawPosting>;

/** A raw posting whose id, source and content type are settled: what the parse stage works on. */
export interface IdentifiedPosting extends RawPosting {
  readonly id: string;
  readonly source: string;
  readonly contentType: (typeof CONTENT_TYPES)[number];
}
