import { describe, expect, test } from 'vitest';
import { startApi } from '../start-api.ts';

describe('bodies', () => {
  test('that are no JSON, or too large, are refused with a sentence and without a stack', async () => {
    await using api = await startApi();
    const cookie = await api.signIn();
    const headers = { 'content-type': 'application/json', cookie, origin: api.url };
    const broken = await fetch(`${api.url}/trpc/runs.cancel`, { method: 'POST', headers, body: '{"id":' });
    expect(broken.status).toBe(400);
    expect(await broken.text()).not.toContain('node_modules');
    const large = await fetch(`${api.url}/trpc/runs.cancel`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ id: 'x'.repeat(1_100_000) }),
    });
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ code: 'too-large', detail: 'The request is larger than 1024 KiB.' });
  });

  test('of the wrong shape name the field', async () => {
    await using api = await startApi();
    const headers = { 'content-type': 'application/json', cookie: await api.signIn(), origin: api.url };
    const response = await fetch(`${api.url}/trpc/runs.cancel`, { method: 'POST', headers, body: '{"id":7}' });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { message: string; data: { lab: unknown } } };
    expect(error.message).toContain('→ at id');
    expect(error.data.lab).toEqual({ code: 'bad-input', data: {} });
  });
});
