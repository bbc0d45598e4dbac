import { expect, test } from 'vitest';
import { childEnvironment } from '../src/dev/child-environment.ts';
import { databaseUrl } from '../src/dev/database-url.ts';
import { parseApps } from '../src/dev/parse-apps.ts';
import { readSettings } from '../src/dev/settings.ts';

test('without settings everything is embedded and bound to loopback', () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({ HOST: '127.0.0.1', PORT: 3000, DASHBOARD_PORT: 3001, PROXY_PORT: 8000 });
  expect(settings.DATABASE_URL).toBeUndefined();
  expect(settings.REDIS_URL).toBeUndefined();
});

test('an empty value counts as absent', () => {
  expect(readSettings({ DATABASE_URL: '', PORT: '' })).toEqual(readSettings({}));
});

test.each([
  [{ PORT: '0' }, 'The setting PORT must be a port from 1 to 65535; it was "0".'],
  [{ PORT: '3000.5' }, 'The setting PORT must be a port from 1 to 65535; it was "3000.5".'],
  [{ PROXY_PORT: 'http' }, 'The setting PROXY_PORT must be a port from 1 to 65535; it was "http".'],
  [
    { DATABASE_URL: 'mysql://lab:secret@host/x' },
    'The setting DATABASE_URL must be a URL that begins with postgresql:// or postgres://',
  ],
  [{ REDIS_URL: 'localhost:6379' }, 'The setting REDIS_URL must be a URL that begins with redis:// or rediss://'],
  [{ STORAGE_URL: 'https://bucket' }, 'The setting STORAGE_URL must be a URL that begins with s3://'],
  [{ CLICKHOUSE_URL: 'tcp://host' }, 'The setting CLICKHOUSE_URL must be a URL that begins with http:// or https://'],
  [{ AUTH_SECRET: 'short' }, 'The setting AUTH_SECRET must be at least 32 characters of randomness'],
])('%o is refused with one sentence', (source, sentence) => {
  expect(() => readSettings(source)).toThrow(sentence);
});

test('a refused URL is not repeated: it holds a password', () => {
  expect(() => readSettings({ DATABASE_URL: 'mysql://lab:secret@host/x' })).toThrow(/^((?!secret).)*$/);
});

test('sslmode means what it means to psql', () => {
  const url = new URL(databaseUrl('postgresql://u:p%40ss@db.example:6432/app?sslmode=require'));
  expect(url.searchParams.get('sslmode')).toBe('require');
  expect(url.searchParams.get('uselibpqcompat')).toBe('true');
  expect(url.password).toBe('p%40ss');
  expect(databaseUrl('postgresql://u@h/app')).toBe('postgresql://u@h/app');
});

test('children inherit the environment, but nothing that redirects libpq', () => {
  const env = childEnvironment(
    { PORT: '1', NOTHING: undefined },
    { PATH: '/bin', PGHOST: 'elsewhere', PGSSLMODE: 'disable' },
  );
  expect(env).toMatchObject({ PATH: '/bin', PORT: '1', NEXT_TELEMETRY_DISABLED: '1' });
  expect(Object.keys(env)).not.toContain('PGHOST');
  expect(Object.keys(env)).not.toContain('NOTHING');
});

test('--only takes names of apps, and the front door is always among them', () => {
  expect(parseApps('worker, proxy')).toEqual(['api', 'worker', 'proxy']);
  expect(() => parseApps('feed-store')).toThrow(
    'There is no app "feed-store"; there are api, worker, proxy, dashboard.',
  );
});
