import { errorTable } from '@lab/errors';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { describe, expect, test } from 'vitest';

describe.each(Object.entries(errorTable))('%s', (code, { status, trpc, message }) => {
  test('REST and tRPC answer the same status', () => {
    expect(getHTTPStatusCodeFromError(new TRPCError({ code: trpc }))).toBe(status);
  });

  test('is a kebab-case name and one sentence, or ends in one that it passes on', () => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(message).toMatch(/^(?:[A-Z{].*)?(?:\.|\{(?:problem|reason)\})$/);
  });
});
