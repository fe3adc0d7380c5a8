/** Marks people begin list items with, whether or not a space follows. */
const BULLET_SIGNS =
  '•‣⁃◦▪▫■□●○◉◎►▶▸▹▻➢➤➣➔➜➡→⇒✓✔✗✘☑✅★☆✦✧✪❖◆◇♦·∙⋅⦁⦿⚫⚪◾◽◼◻■➊\uf0b7\uf0a7\uf0d8\uf076\uf0fc・';
/** The same outside the basic plane: coloured dots, diamonds, pointing hands. */
const BULLET_EMOJI = '🔹|🔸|🔷|🔶|🔘|🔴|🔵|🟢|🟡|🟠|🟣|🟤|🔺|🔻|👉';
/**
 * An item's mark: a sign; a hyphen, dash, asterisk or plus with a space; a hyphen right before a
 * letter; Word's `o` and `§` with a tab or several spaces. Several in a row are one.
 */
const BULLET = new RegExp(
  `^(?:(?:[${BULLET_SIGNS}]|${BULLET_EMOJI})\\ufe0f?[ \\t]*` +
    `|[-–—*+][ \\t]+|-(?=\\p{L}\\p{L})|[o§ü](?:\\t[ \\t]*| {2,}))+`,
  'u',
);
const RULE = /^[-–—_=*~#•.+ \t]{3,}$/;
const INNER_SPACE = /[ \t]{2,}|\t/g;

const FIRST_NON_LETTER = /^[^\p{L}\p{N}]/u;

function isBulletStart(line: string): boolean {
  const code = line.charCodeAt(0);
  // `o` and `ü` are the only letters; both need a tab or a double space behind them.
  if (code === 0x6f || code === 0xfc) return line.startsWith('\t', 1) || line.startsWith('  ', 1);
  if (code < 0x80) return code === 0x2d || code === 0x2a || code === 0x2b;
  return FIRST_NON_LETTER.test(line);
}

/** One line, trimmed, with single spaces; `• ` before a list item; empty for a ruler. */
export function normaliseLine(raw: string): string {
  const line = raw.trim();
  if (line === '') return '';
  const bullet = isBulletStart(line) ? BULLET.exec(line) : null;
  if (bullet === null) {
    if (line.length >= 3 && RULE.test(line)) return '';
    return line.includes('  ') || line.includes('\t') ? line.replace(INNER_SPACE, ' ') : line;
  }
  if (RULE.test(line) && line.length >= 3) return '';
  return `• ${line.slice(bullet[0].length).replace(INNER_SPACE, ' ').trim()}`.trimEnd();
}

/**
 * Normalises a text's lines: edges trimmed, inner white space single, list items begin with `• `,
 * rulers become empty lines, and at most one empty line stands between two others. A mark alone in
 * its line belongs to the next one.
 */
export function normaliseLines(text: string): string {
  const lines: string[] = [];
  let blank = false;
  let mark = false;
  for (const raw of text.split('\n')) {
    const line = normaliseLine(raw);
    if (line === '•' || line === '-' || line === '*') {
      mark = true;
      continue;
    }
    if (line === '') {
      // A mark keeps waiting over empty lines: editors put one between it and its text.
      blank = !mark && lines.length > 0;
      continue;
    }
    if (blank) lines.push('');
    blank = false;
    lines.push(mark && !line.startsWith('• ') ? `• ${line}` : line);
    mark = false;
  }
  return lines.join('\n');
}
