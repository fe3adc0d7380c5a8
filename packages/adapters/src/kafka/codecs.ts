import { promisify } from 'node:util';
import { gunzip, gzip, zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import snappy from 'kafkajs-snappy';
import { PortError } from '@winnow/ports/port-error';

const { CompressionCodecs, CompressionTypes } = kafkajs;

/** How batches are compressed on their way to the broker. */
export type Compression = 'none' | 'gzip' | 'snappy' | 'zstd';

/** kafkajs's number for each. */
export const COMPRESSION_TYPES: Readonly<Record<Compression, number>> = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  zstd: CompressionTypes.ZSTD,
};

/** Three times as fast as the usual 6, and a tenth larger: JSON of a batch is full of repeats. */
const GZIP_LEVEL = 1;
/** Node's usual 16 kB make a batch of 1 MB a hundred turns of the event loop. */
const CHUNK_BYTES = 256 * 1024;
/** A batch that grows beyond this was made to. */
const DECOMPRESSED_BYTES_MAX = 256 * 1024 * 1024;

/** Teaches kafkajs, which knows an unbounded gzip alone, the codecs that producers may use. */
export function registerCodecs(): void {
  CompressionCodecs[CompressionTypes.GZIP] = zlibCodec(promisify(gzip), promisify(gunzip), {
    level: GZIP_LEVEL,
  });
  CompressionCodecs[CompressionTypes.ZSTD] = zlibCodec(
    promisify(zstdCompress),
    promisify(zstdDecompress),
  );
  // Snappy makes nothing more than some twenty times smaller.
  CompressionCodecs[CompressionTypes.Snappy] = snappy;
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: () => Promise.reject(lz4Error()),
    decompress: () => Promise.reject(lz4Error()),
  });
}

type Transform = (
  buffer: Buffer,
  options: { maxOutputLength?: number; chunkSize?: number; level?: number },
) => Promise<Buffer>;

function zlibCodec(
  compress: Transform,
  decompress: Transform,
  options: { readonly level?: number } = {},
) {
  return () => ({
    compress: ({ buffer }: { readonly buffer: Buffer }) => compress(buffer, options),
    decompress: (buffer: Buffer) =>
      decompress(buffer, { maxOutputLength: DECOMPRESSED_BYTES_MAX, chunkSize: CHUNK_BYTES }),
  });
}

function lz4Error(): PortError {
  const message =
    'a batch is compressed with LZ4, which this log cannot read: let its producer use zstd, gzip, ' +
    'snappy or none, or set compression.type=zstd on the topic so that the broker does';
  return new PortError('MISCONFIGURED', message, { retriable: false });
}
