import type { ByteWriter } from '../copy/byte-writer.ts';

/** A value does not fit its column. Becomes a BulkError once row and column are known. */
export class InvalidValue extends Error {}

/** The three ways in which a value of one PostgreSQL type travels. All refuse the same values with the same words. */
export interface Codec {
  /** The type's name in SQL casts. */
  readonly sqlType: string;
  /** PostgreSQL's text input format, not yet quoted or escaped for anything. */
  literal(value: unknown): string;
  /** One text for all spellings of equal values, where `literal` has several: tells keys that repeat. */
  key?(value: unknown): string;
  /** A field of COPY's text format, without its tab. */
  copyText(writer: ByteWriter, value: unknown): void;
  /** A field of COPY's binary format: its length, then the type's `send` format. */
  copyBinary(writer: ByteWriter, value: unknown): void;
}

const shown = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? 'an invalid Date' : `the Date ${value.toISOString()}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
};

/** Throws: the value is not `expected`. */
export const refuse = (expected: string, value: unknown): never => {
  throw new InvalidValue(`expected ${expected}, got ${shown(value)}`);
};
