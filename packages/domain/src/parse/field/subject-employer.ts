import { isName } from './employer-names.ts';
import type { Finding } from './finding.ts';
import type { ParseContext } from './parse-context.ts';
import { readPlace } from './read-place.ts';
import { namesRole } from './role-words.ts';

/** `Laboratory Manager, Ashgrove Biosciences (Oxford)`: a part of the subject that recurs below. */
export function subjectEmployer(context: ParseContext): Finding<string> | null {
  const subject = context.document.format === 'email' ? context.document.structured.title : null;
  const pieces = subject?.split(/,\s|\s[-–—|@]\s|\s(?:at|bei|chez|presso)\s/u).slice(1) ?? [];
  for (const piece of pieces) {
    const value = piece.replace(/\s?\([^)]{0,40}\)$/u, '').trim();
    const start = context.text.indexOf(value);
    if (start < 0 || !isName(value) || namesRole(value.split(' ').at(-1) ?? value)) continue;
    if ((readPlace(value, context.hints)?.confidence ?? 0) >= 0.7) continue;
    const end = start + value.length;
    return { value, rule: 'subject', source: 'text', start, end, confidence: 0.85 };
  }
  return null;
}
