/** Writes big-endian numbers and texts into one buffer, which grows as it must. */
export interface ByteWriter {
  /** An integer from 0, of at most six bytes. */
  number(value: number, bytes: number): void;
  bytes(value: Uint8Array): void;
  /** UTF-8, with its length before it in so many bytes. */
  text(value: string, lengthBytes: number): void;
  /** Code units below 256, a byte each, with their number before them in so many bytes. */
  latin1(value: string, lengthBytes: number): void;
  /** All that was written. The writer is not used after it. */
  taken(): Buffer;
}

const BYTES_FIRST = 1 << 16;

/** A writer into which nothing has been written. */
export function createByteWriter(): ByteWriter {
  let buffer = Buffer.allocUnsafe(BYTES_FIRST);
  let at = 0;
  const room = (bytes: number): void => {
    if (at + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes));
    buffer.copy(larger, 0, 0, at);
    buffer = larger;
  };
  const number = (value: number, bytes: number): void => {
    if (!Number.isInteger(value) || value < 0 || value >= 256 ** bytes) {
      throw new RangeError(`${value} does not fit into ${bytes} bytes`);
    }
    room(bytes);
    let rest = value;
    for (let i = bytes - 1; i >= 0; i--) {
      buffer[at + i] = rest & 255;
      rest = Math.floor(rest / 256);
    }
    at += bytes;
  };
  return {
    number,
    bytes(value) {
      room(value.length);
      buffer.set(value, at);
      at += value.length;
    },
    text(value, lengthBytes) {
      const length = Buffer.byteLength(value);
      number(length, lengthBytes);
      room(length);
      at += buffer.write(value, at, 'utf8');
    },
    latin1(value, lengthBytes) {
      number(value.length, lengthBytes);
      room(value.length);
      at += buffer.write(value, at, 'latin1');
    },
    taken: () => buffer.subarray(0, at),
  };
}
