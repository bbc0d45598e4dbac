/** The same bytes; `total` is how many have passed so far. */
export const countBytes = (
  source: AsyncIterable<Uint8Array>,
): { readonly bytes: AsyncIterable<Uint8Array>; readonly total: () => number } => {
  let total = 0;
  const pass = async function* () {
    for await (const chunk of source) {
      total += chunk.byteLength;
      yield chunk;
    }
  };
  return { bytes: pass(), total: () => total };
};
