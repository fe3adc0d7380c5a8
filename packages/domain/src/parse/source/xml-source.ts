import type { SplitBody } from './split-list-payload.ts';
import type { SourceContent } from './json-source.ts';

export function readXmlSource<T>(
  _body: string,
  _hint: string | null,
  _ok: (format: string, content: SourceContent) => T,
): T | null {
  return null;
}

export function xmlPostings(_xml: string): readonly SplitBody[] {
  return [];
}
