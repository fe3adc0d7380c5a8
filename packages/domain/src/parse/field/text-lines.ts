/** One line of a text without its surrounding white space; a span of the text. */
export interface TextLine {
  readonly start: number;
  readonly end: number;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0xa0 || code === 0x3000;
}

/** The lines of a text in order, empty ones included, trimmed at both ends. */
export function textLines(text: string): readonly TextLine[] {
  const lines: TextLine[] = [];
  let from = 0;
  while (from <= text.length) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? text.length : newline;
    let start = from;
    let end = to;
    while (start < end && isBlank(text.charCodeAt(start))) start += 1;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
    lines.push({ start, end });
    from = to + 1;
  }
  return lines;
}

const BULLETS = '•◦▪▫●○‣⁃·∙*-–—►▸➢➤✓✔✅→❖■□◆◇☑»・+';

/** The length of the bullet or number with its white space at a line's start; 0 for none. */
export function bulletLength(line: string): number {
  const first = line.charAt(0);
  if (first !== '' && BULLETS.includes(first)) {
    let end = 1;
    while (end < line.length && isBlank(line.charCodeAt(end))) end += 1;
    return end > 1 || first.charCodeAt(0) > 0x7f ? end : 0;
  }
  const numbered = /^(?:\d{1,2}|[a-z])[.)]\s+/i.exec(line.slice(0, 8));
  return numbered?.[0].length ?? 0;
}
