import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { LabError } from '@lab/errors';
import { z } from 'zod';
import type { OptimizedListQuery } from '../../contract/list-query.ts';

/** A place between two rows of one ordered, filtered list. */
export interface Position {
  readonly toward: 'next' | 'previous';
  /** Sort key of the row at the edge, as text; null where that row has none. */
  readonly key: readonly string[] | null;
  readonly id: string;
}

/** Where a page begins that is found by counting rows, not by key: without keyset pagination, or ranked. */
export interface Offset {
  readonly offset: number;
}

const payloadSchema = z.union([
  z.tuple([z.enum(['next', 'previous']), z.array(z.string()).nullable(), z.string().regex(/^-?\d{1,19}$/)]),
  z.tuple([z.int().min(0)]),
]);

const signatureBytes = 16;

/** Everything that decides which rows there are and in which order; a cursor fits only the query that it came from. */
const fingerprint = ({ cursor: _, page: __, page_size: ___, total: ____, ...query }: OptimizedListQuery): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64url');

export interface CursorCodec {
  encode(query: OptimizedListQuery, at: Position | Offset): string;
  /** @throws LabError `bad-cursor` for one that was changed, cut, made for another query or by another secret. */
  decode(query: OptimizedListQuery, cursor: string): Position | Offset;
}

/**
 * Opaque cursors, signed with HMAC-SHA-256 cut to 128 bits (RFC 2104 allows half), so that nobody builds one by hand and none is
 * used with other filters: a key of another order would silently skip rows.
 */
export const createCursorCodec = (secret: string): CursorCodec => {
  const sign = (payload: string, query: OptimizedListQuery): Buffer =>
    createHmac('sha256', secret)
      .update(`${payload}\n${fingerprint(query)}`)
      .digest()
      .subarray(0, signatureBytes);
  return {
    encode: (query, at) => {
      const payload = JSON.stringify('offset' in at ? [at.offset] : [at.toward, at.key, at.id]);
      return Buffer.concat([sign(payload, query), Buffer.from(payload)]).toString('base64url');
    },
    decode: (query, cursor) => {
      const bytes = Buffer.from(cursor, 'base64url');
      const payload = bytes.subarray(signatureBytes).toString();
      const wellFormed = bytes.length > signatureBytes && bytes.toString('base64url') === cursor;
      if (!wellFormed || !timingSafeEqual(bytes.subarray(0, signatureBytes), sign(payload, query)))
        throw new LabError('bad-cursor', { reason: 'it was altered, or comes from another query' });
      const place = payloadSchema.parse(JSON.parse(payload));
      if (place.length === 1) return { offset: place[0] };
      const [toward, key, id] = place;
      return { toward, key, id };
    },
  };
};
