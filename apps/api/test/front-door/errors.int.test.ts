import { describe, expect, test } from 'vitest';
import { startApi } from '../start-api.ts';

describe('errors', () => {
  test('that nobody foresaw are in the log under the id that the body gives, and nowhere else', async () => {
    await using api = await startApi();
    const cookie = await api.signIn();
    await api.database.pool.query('ALTER TABLE run RENAME COLUMN experiment TO secret_column');
    const response = await fetch(`${api.url}/trpc/runs.list`, { headers: { cookie } });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toMatch(/secret|column|select|node_modules/i);
    const { error } = JSON.parse(text) as { error: { data: { lab: { code: string; data: { id: string } } } } };
    expect(error.data.lab.code).toBe('unexpected');
    expect(api.log()).toContain(error.data.lab.data.id);
    expect(api.log()).toContain('experiment');
  });
});
