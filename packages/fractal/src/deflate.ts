/**
 * Compresses to the zlib format (RFC 1950) with what every browser and Node carry, off the calling thread. The bytes may
 * differ between platforms, the pixels never do; compare pictures by pixels (docs/decisions/0083-png-by-compression-stream.md).
 */
export const deflate = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => {
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(compressed).arrayBuffer());
};
