import type { SourceDocument } from '../document.ts';

export function notAPosting(_document: SourceDocument): string | null {
  return null;
}
