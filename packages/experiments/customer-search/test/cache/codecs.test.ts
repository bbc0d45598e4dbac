import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keysCodec } from '../../src/core/cache/keys-codec.ts';
import { pageCodec } from '../../src/core/cache/page-codec.ts';
import { decodeEntry, encodeEntry } from '../../src/core/cache/redis-entry.ts';

const cursor = fc.option(fc.string({ unit: 'binary' }), { nil: null });
const head = fc.record(
  {
    next: cursor,
    previous: cursor,
    total: fc.record({ value: fc.nat(), relation: fc.constantFrom('exact' as const, 'at_least', 'estimated') }),
  },
  { requiredKeys: ['next', 'previous'] },
);
const json = fc.json().map((text) => `[${text},\n{"name":"😀 \u2028"}]`);

test('a page comes back as it was, whatever its cursors and rows hold', () => {
  fc.assert(
    fc.property(head, json, (page, results) => {
      expect(pageCodec.decode(pageCodec.encode({ ...page, results }))).toEqual({ ...page, results });
    }),
  );
});

test('keys come back as they were', () => {
  fc.assert(
    fc.property(head, fc.array(fc.maxSafeInteger()), (page, ids) => {
      expect(keysCodec.decode(keysCodec.encode({ ...page, ids }))).toEqual({ ...page, ids });
    }),
  );
});

test('an entry of Redis comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.nat({ max: 2 ** 31 }), (value, thousandths, expiresAt) => {
      const entry = { value, computeMs: thousandths / 1_000, expiresAt };
      expect(decodeEntry(encodeEntry(entry))).toEqual(entry);
    }),
  );
});

test.each(['', 'garbage', '\n', '1 2\nvalue', '{}\n[]', '{"ids":[1.5],"next":null,"previous":null}', 'null'])(
  'what nobody encoded, such as %j, is no value',
  (text) => {
    expect(decodeEntry(text)).toBeUndefined();
    expect(pageCodec.decode(text)).toBeUndefined();
    expect(keysCodec.decode(text)).toBeUndefined();
  },
);
