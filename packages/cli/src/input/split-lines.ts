const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The lines of a byte stream, without their ends. Split at `\n` alone: U+2028 and friends are
 * characters of a posting, not ends of lines. A line longer than `lineBytesMax` comes as undefined
 * and is skipped without being kept in memory.
 */
export async function* splitLines(
  stream: AsyncIterable<Uint8Array | string>,
  { lineBytesMax }: { readonly lineBytesMax: number },
): AsyncGenerator<string | undefined> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  const take = (): string | undefined => {
    const line = bytes > lineBytesMax ? undefined : Buffer.concat(parts).toString('utf8');
    parts = [];
    bytes = 0;
    return line;
  };
  for await (const chunk of stream) {
    const data = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    let start = 0;
    for (let end = data.indexOf(NEWLINE); end >= 0; end = data.indexOf(NEWLINE, start)) {
      const stop = end > start && data[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
      bytes += stop - start;
      parts.push(data.subarray(start, stop));
      yield take();
      start = end + 1;
    }
    bytes += data.length - start;
    if (bytes <= lineBytesMax) parts.push(data.subarray(start));
    else parts = [];
  }
  if (bytes > 0) yield take();
}
