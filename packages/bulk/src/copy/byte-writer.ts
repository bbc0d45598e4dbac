/** COPY data is sent in pieces of about this size: fewer, larger writes than a row each, and small enough to bound memory. */
export const chunkBytes = 64 * 1024;

/**
 * A growing byte buffer with the few writes that the COPY formats need. Callers `reserve` room first, then write without
 * checks: that is what makes a row cost nanoseconds.
 */
export class ByteWriter {
  bytes: Buffer = Buffer.allocUnsafeSlow(chunkBytes + 4096);
  at = 0;

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + count));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }

  /** Hands out what was written and starts anew; the socket may keep the old bytes for as long as it likes. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.at);
    this.bytes = Buffer.allocUnsafeSlow(chunkBytes + 4096);
    this.at = 0;
    return taken;
  }

  int16(value: number): void {
    const { bytes, at } = this;
    bytes[at] = value >> 8;
    bytes[at + 1] = value;
    this.at = at + 2;
  }

  int32(value: number): void {
    const { bytes, at } = this;
    bytes[at] = value >> 24;
    bytes[at + 1] = value >> 16;
    bytes[at + 2] = value >> 8;
    bytes[at + 3] = value;
    this.at = at + 4;
  }

  /** Writes a string of ASCII characters only; `reserve` its length first. */
  ascii(text: string): void {
    const { bytes } = this;
    let at = this.at;
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    this.at = at;
  }

  /** Writes the decimal digits of a whole number below 2^53, at least `width` of them; `reserve` 20 first. */
  digits(value: number, width = 1): void {
    let count = width;
    for (let limit = 10 ** width; value >= limit; limit *= 10) count++;
    const { bytes } = this;
    let rest = value;
    for (let at = this.at + count - 1; at >= this.at; at--) {
      const tenth = rest < 2147483648 ? (rest / 10) | 0 : Math.floor(rest / 10);
      bytes[at] = 48 + (rest - tenth * 10);
      rest = tenth;
    }
    this.at += count;
  }
}
